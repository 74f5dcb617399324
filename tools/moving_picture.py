"""The moving picture in the README:   python -m tools.moving_picture

Opens the app on an example, drags the renewal rate down and up again, and writes docs/track.webp.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, ViewportSize

from tools import app
from tools.picture import READY

PICTURE = app.ROOT / "docs" / "track.webp"
EXAMPLE = "?scenario=product-led-smb"
SLIDER = "[data-key='input-0-retention_rate'] input[type=range]"
SIZE = ViewportSize(width=1280, height=760)
SHOWN = FloatRect(x=302, y=0, width=978, height=760)  # the page beside the menu
PIXELS = 800  # wide
MOVES, MOMENT, REST = 22, 70, 900  # of the slider one way; milliseconds that a picture is shown, and the first
THUMB = 12  # pixels
SHARE = "slider => (slider.value - slider.min) / (slider.max - slider.min)"


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        app.running(app.free_port(), Path(folder) / "log.txt") as address,
        app.chromium() as browser,
    ):
        page = browser.new_context(viewport=SIZE).new_page()
        page.goto(f"{address}/{EXAMPLE}")
        page.locator(READY).wait_for()
        page.locator(".picture svg").nth(1).wait_for()
        page.wait_for_timeout(1_000)  # until the page has found its place
        pictures = dragged(page)
    first, *others = pictures
    times = [REST, *[MOMENT] * (len(others) - 1), REST]
    first.save(PICTURE, save_all=True, append_images=others, duration=times, loop=0, quality=60, method=6)


def dragged(page: Page) -> list[Image.Image]:
    """What is seen while the slider goes down and comes back."""
    slider = page.locator(SLIDER)
    slider.scroll_into_view_if_needed()
    slider.focus()
    page.locator("[data-key='input-0-retention_rate'] .curve .line").wait_for(state="attached")
    box, start = slider.bounding_box(), float(slider.evaluate(SHARE))
    assert box is not None
    shares = [start * (1 - 0.8 * step / MOVES) for step in range(MOVES + 1)]
    pictures = []
    for place, share in enumerate([*shares, *reversed(shares[:-1])]):
        page.mouse.move(box["x"] + THUMB / 2 + share * (box["width"] - THUMB), box["y"] + box["height"] / 2)
        if not place:
            page.mouse.down()
        page.wait_for_timeout(120)  # until the charts are drawn
        shown = Image.open(io.BytesIO(page.screenshot(clip=SHOWN)))
        pictures.append(shown.resize((PIXELS, PIXELS * shown.height // shown.width)))
    page.mouse.up()
    return pictures


if __name__ == "__main__":
    main()
