"""Figures that move while a slider is dragged: one track from the server, frames in the browser, one release."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Request, WebSocket, expect

from tests.browser.overview import EXAMPLES, Overview, query
from ui.menu import PAGES

pytestmark = pytest.mark.alone  # what moves in a second and what follows in another
SMB = EXAMPLES["product-led-smb"]
RATE, SLIDER = "SMB.retention_rate", "0-retention_rate"
FRAMES = 30
THUMB = 12  # pixels
SHARE = "slider => (slider.value - slider.min) / (slider.max - slider.min)"
PAINTED = """(slider, moves) => new Promise(done => {
  const main = document.querySelector('.body'), painted = []
  let changed = false, step = 0
  new MutationObserver(() => { changed = true }).observe(main, { subtree: true, childList: true, characterData: true })
  const frame = () => {
    if (changed) painted.push(document.querySelector('.figures').textContent)
    changed = false
    if (step <= moves) {
      slider.value = Number(slider.min) + (slider.max - slider.min) * step++ / moves
      slider.dispatchEvent(new Event('input'))
    }
    step > moves && performance.now() - start > 1200 ? done(painted) : requestAnimationFrame(frame)
  }
  const start = performance.now()
  requestAnimationFrame(frame)
})"""


class Sent:
    """What a page asks of the server: tracks, and events of its controls."""

    def __init__(self, page: Page) -> None:
        self.tracks: list[str] = []
        self.events: dict[str, str] = {}  # by number: one may be sent again until the server knows it
        page.on("request", self._asked)
        page.on("websocket", self._opened)

    def _asked(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/track"):
            self.tracks.append(json.loads(request.post_data or "{}")["path"])

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda sent: self._sent(sent))

    def _sent(self, sent: str | bytes) -> None:
        text = sent.decode(errors="replace") if isinstance(sent, bytes) else sent
        self.events |= dict(re.findall(r'"number":(\d+),[^{}]*"type":"(slid|typed)"', text))


def curve(overview: Overview, name: str) -> Locator:
    return overview.page.locator(f"[data-key='input-{name}'] .curve .line")


def with_track(overview: Overview, name: str = SLIDER) -> Locator:
    """The slider, focused, once its track has come."""
    overview.slider(name).focus()
    curve(overview, name).wait_for(state="attached")
    return overview.slider(name)


def drag(page: Page, slider: Locator, *shares: float) -> None:
    """The pointer goes along the slider without being released."""
    slider.scroll_into_view_if_needed()
    page.mouse.move(*place(slider, float(slider.evaluate(SHARE))))
    page.mouse.down()
    for share in shares:
        page.mouse.move(*place(slider, share))


def place(slider: Locator, share: float) -> tuple[float, float]:
    """Where the thumb is when the slider stands at a share of its way."""
    box = slider.bounding_box()
    assert box is not None
    return box["x"] + THUMB / 2 + share * (box["width"] - THUMB), box["y"] + box["height"] / 2


def moving(page: Page) -> Locator:
    return page.locator(".body[data-moving]").first


def test_a_drag_asks_for_one_track_and_sends_one_release(overview: Overview) -> None:
    page, sent = overview.page, Sent(overview.page)
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    before = page.locator("p.answer").inner_text()
    drag(page, slider, 0.6, 0.5, 0.4, 0.3)
    expect(moving(page)).to_have_attribute("aria-busy", "true")
    expect(page.locator("p.answer")).to_contain_text("Brake: fix retention first.")
    assert before.startswith("Accelerate.")
    assert sent.events == {}
    page.mouse.up()
    overview.wait_for_link(lambda link: RATE in link)
    expect(moving(page)).to_have_count(0)
    assert (sent.tracks, [*sent.events.values()]) == ([RATE], ["slid"])
    value = float(overview.link()[RATE])
    overview.expect(SMB.changed({RATE: value}))
    overview.expect_control(SMB.changed({RATE: value}), RATE)
    overview.expect_peace()


def test_a_slider_that_comes_back_sends_nothing_and_the_page_is_as_before(overview: Overview) -> None:
    page, sent = overview.page, Sent(overview.page)
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    shown = page.locator(".figures, p.answer")
    before = shown.all_inner_texts()
    drag(page, slider, 0.4)
    expect(moving(page)).to_have_count(1)
    assert shown.all_inner_texts() != before
    page.mouse.move(*place(slider, 0.7))
    page.mouse.up()
    expect(moving(page)).to_have_count(0)
    assert shown.all_inner_texts() == before
    assert sent.events == {}


def test_sixty_moves_in_a_second_paint_at_least_thirty_frames(overview: Overview) -> None:
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    painted = [slider.evaluate(PAINTED, 60) for _ in range(3)]
    assert max(len(set(frames)) for frames in painted) >= FRAMES
    assert all(frames[-1] == painted[0][-1] for frames in painted)


def test_a_held_key_moves_and_is_released_once(overview: Overview) -> None:
    page, sent = overview.page, Sent(overview.page)
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    for _ in range(20):
        page.keyboard.down("ArrowLeft")
    expect(moving(page)).to_have_count(1)
    expect(page.locator("p.answer")).to_contain_text("Brake")
    assert sent.events == {}
    page.keyboard.up("ArrowLeft")
    overview.wait_for_link(lambda link: link.get(RATE) == "0.95")
    expect(slider).to_have_attribute("aria-valuetext", "95%")
    expect(slider).to_be_focused()
    assert (sent.tracks, [*sent.events.values()]) == ([RATE], ["slid"])
    overview.expect(SMB.changed({RATE: 0.95}))


def test_the_curve_says_in_a_sentence_where_the_answer_ends(overview: Overview) -> None:
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    sentence = re.compile(
        r"ARR at the end goes from \$2\.2\d?M to \$12\.8M as renewal rate goes .* holds down to 96\.9%\."
    )
    expect(slider).to_have_accessible_description(sentence)
    expect(overview.page.locator(f"[data-key='input-{SLIDER}'] .curve p")).to_be_visible()
    expect(overview.page.locator(f"[data-key='input-{SLIDER}'] .curve .flip")).to_have_count(1)
    overview.type(SLIDER, "95%")
    overview.wait_for_link(lambda link: link.get(RATE) == "0.95")
    expect(slider).to_have_accessible_description(re.compile(r"The answer holds up to 96\.8%\."))


def test_a_typed_value_is_shown_before_the_server_knows_of_it(overview: Overview) -> None:
    lost = overview.lose_the_first(b"events")
    page = overview.open(query(scenario="product-led-smb")).page
    overview.field(SLIDER).focus()
    curve(overview, SLIDER).wait_for(state="attached")
    overview.type(SLIDER, "92.5%")
    expect(moving(page)).to_have_count(1)
    expect(page.locator("p.answer")).to_contain_text("Brake")
    assert RATE not in overview.link()
    overview.wait_for_link(lambda link: link.get(RATE) == "0.925")
    expect(moving(page)).to_have_count(0)
    overview.expect(SMB.changed({RATE: 0.925}))
    assert len(lost) == 1


def test_a_track_is_thrown_away_when_another_input_changes(overview: Overview) -> None:
    page, sent = overview.page, Sent(overview.page)
    with_track(overview.open(query(scenario="product-led-smb")))
    overview.type("0-acv", "3,000")
    overview.wait_for_link(lambda link: link.get("SMB.acv") == "3000")
    expect(curve(overview, SLIDER)).to_be_hidden()
    drag(page, with_track(overview), 0.5)
    expect(moving(page)).to_have_count(1)
    shown = page.locator("[data-figure=arr_end] .value")
    value = float(overview.slider(SLIDER).input_value())
    page.mouse.up()
    overview.wait_for_link(lambda link: RATE in link)
    overview.expect(SMB.changed({RATE: value, "SMB.acv": 3000.0}))
    expect(shown).to_be_visible()
    assert [path for path in sent.tracks if path == RATE] == [RATE, RATE]


def test_a_track_that_does_not_come_holds_nothing_back(overview: Overview) -> None:
    page = overview.page
    page.route("**/track", lambda route: route.abort())
    overview.open(query(scenario="product-led-smb"))
    slider = overview.slider(SLIDER)
    slider.focus()
    drag(page, slider, 0.5, 0.4)
    page.mouse.up()
    overview.wait_for_link(lambda link: RATE in link)
    overview.expect(SMB.changed({RATE: float(overview.link()[RATE])}))


def test_a_track_stays_while_the_rest_of_the_page_follows(overview: Overview) -> None:
    page, sent = overview.page, Sent(overview.page)
    page.goto(f"{overview.server}/{PAGES['cash_trough'].address}{query(scenario='product-led-smb')}")
    slider = with_track(overview, "0-cac")
    drag(page, slider, 0.5)
    page.mouse.up()
    for count in (1, 0):
        expect(page.locator(".near.late")).to_have_count(count)
    drag(page, slider, 0.3)
    expect(moving(page)).to_have_count(1)
    assert sent.tracks == ["SMB.cac"]


def test_on_a_small_screen_the_bar_with_the_answer_moves_along(overview: Overview) -> None:
    page = overview.page
    page.set_viewport_size({"width": 375, "height": 812})
    slider = with_track(overview.open(query(scenario="product-led-smb")))
    bar = page.locator(".brief")
    expect(bar).to_contain_text("Accelerate.")
    slider.scroll_into_view_if_needed()
    drag(page, slider, 0.5, 0.3)
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("Brake: fix retention first.")
    page.mouse.up()
    overview.wait_for_link(lambda link: RATE in link)
    assert overview.overflow() <= 0


def test_a_stranger_is_told_nothing(overview: Overview) -> None:
    """A track is given to the session's own browser; what is no request is refused."""
    page = overview.open(query(scenario="product-led-smb")).page
    with page.expect_request("**/track") as asked:
        overview.slider(SLIDER).focus()
    url = asked.value.url
    for body, status in (
        ({"session": "0" * 32, "path": RATE, "charts": []}, 404),
        ({"session": 1}, 400),
        ([], 400),
        ({"session": "x" * 9_000, "path": RATE, "charts": []}, 400),
    ):
        assert page.request.post(url, data=json.dumps(body)).status == status
    mine = json.loads(asked.value.post_data or "{}")
    assert page.request.post(url, data=json.dumps(mine | {"path": "../../etc"})).status == 204
    assert page.request.post(url, data=json.dumps(mine)).status == 200
