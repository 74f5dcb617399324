"""The picture in the README:   python -m tools.picture

Opens the app on its first example with one lever moved and writes docs/overview.png.
"""

import tempfile
from pathlib import Path

from tools import app

PICTURE = app.ROOT / "docs" / "overview.png"
WHAT_IF = "?scenario=three-segments&Mid-market.retention_rate=0.93&segment=Mid-market"
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        app.running(app.free_port(), Path(folder) / "log.txt") as address,
        app.chromium() as browser,
    ):
        page = browser.new_context(viewport={"width": 1280, "height": 1120}).new_page()
        page.goto(f"{address}/{WHAT_IF}")
        page.locator(READY).wait_for()
        page.locator(".picture svg").nth(1).wait_for()
        page.wait_for_timeout(1_000)  # until the page has found its place
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
