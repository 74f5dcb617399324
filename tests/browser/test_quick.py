"""Someone quicker than the page, or a network that loses things: nothing that was done is lost, and nothing is done twice."""

import time
from itertools import pairwise

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.overview import READY, Overview, query
from tests.browser.test_frame import CHANGED, LINK, SMB, THREE, expect_page, in_the_menu
from ui import menu
from ui.examples import FIRST

RETENTION = "SMB.retention_rate"
PAUSES = (0, 30, 60, 120)  # milliseconds, about as long as a run of a page takes


def test_someone_quicker_than_the_page_gets_what_they_chose(overview: Overview) -> None:
    page = overview.page
    page.goto(f"{overview.server}/{query(scenario='product-led-smb')}")
    page.get_by_text("More inputs").click()
    page.get_by_role("radio", name="fixed").click()
    for name in ("retention_rate", "acv", "gross_margin", "cac"):
        overview.press(f"0-{name}", "ArrowRight")
    overview.wait_for_link(lambda link: len(link) == 6)
    changed = SMB.changed(
        {"SMB.staffing": "fixed", RETENTION: 0.971, "SMB.acv": 1820.0, "SMB.gross_margin": 0.81, "SMB.cac": 910.0}
    )
    assert overview.opened().scenario == changed
    overview.expect(changed)
    for name in ("retention_rate", "acv", "gross_margin", "cac"):
        overview.expect_control(changed, f"SMB.{name}")


def test_what_the_network_loses_is_sent_again(overview: Overview) -> None:
    """The field shows what was typed until the server knows it."""
    lost = overview.lose_the_first(b"events")
    overview.open(query(scenario="product-led-smb")).type("0-cac", "1,000")
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
    assert len(lost) == 1
    overview.expect(SMB.changed({"SMB.cac": 1000.0}))
    overview.expect_control(SMB.changed({"SMB.cac": 1000.0}), "SMB.cac")


def test_what_is_pressed_faster_than_the_page_answers_is_done_each_time(overview: Overview) -> None:
    undo = overview.page.get_by_role("button", name="Undo", exact=True)
    overview.open(query(scenario="product-led-smb"))
    for number, name in enumerate(("0-cac", "0-acv", "0-new_accounts"), 1):
        overview.type(name, "1,000")
        overview.wait_for_link(lambda link, expected=number: len(link) == expected + 1)
    undo.evaluate("button => { button.focus(); button.click(); button.click() }")
    overview.wait_for_link(lambda link: set(link) == {"scenario", "SMB.cac"})
    overview.expect(SMB.changed({"SMB.cac": 1000.0}))
    expect(undo).to_be_focused()
    undo.press("Enter")
    overview.wait_for_link(lambda link: set(link) == {"scenario"})
    expect(undo).to_be_disabled()
    expect(undo).to_be_focused()
    overview.expect_peace()


def test_the_focus_of_the_last_change_goes_to_what_is_near(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb", **{"SMB.cac": "1000"})).page
    page.get_by_role("button", name="Undo CAC").press("Enter")
    overview.wait_for_link(lambda link: "SMB.cac" not in link)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_focused()


def test_quick_clicks_through_the_menu_right_after_a_change_lose_nothing(overview: Overview) -> None:
    page, keys = overview.page, list(menu.PAGES)
    overview.open(query(scenario=FIRST, segment="Mid-market", **{"Mid-market.cac": "30000"}))
    overview.type("1-retention_rate", "93%")
    for key in [*keys[1:4], *keys[:1]]:
        in_the_menu(page, key).click()
    overview.wait_for_link(lambda entries: entries == LINK)
    expect_page(overview, keys[0])
    overview.expect(CHANGED)
    for path in ("Mid-market.cac", "Mid-market.retention_rate"):
        overview.expect_control(CHANGED, path)
    page.get_by_role("button", name="Undo", exact=True).click()
    overview.wait_for_link(lambda entries: "Mid-market.retention_rate" not in entries)
    overview.expect(THREE.changed({"Mid-market.cac": 30_000.0}))
    overview.expect_peace()


def test_an_entry_of_the_menu_from_before_the_last_change_loses_nothing(overview: Overview) -> None:
    """A click so soon after the change that the menu still has the link of before."""
    page, (first, second, *_) = overview.page, menu.PAGES
    overview.open(query(scenario="product-led-smb"))
    for number, pause in enumerate(PAUSES):
        cac = 1_000 + number
        overview.field("0-cac").fill(str(cac))
        page.evaluate(
            "([field, entry, pause]) => { field.blur(); setTimeout(() => entry.click(), pause) }",
            [overview.field("0-cac").element_handle(), in_the_menu(page, second).element_handle(), pause],
        )
        expect(page.locator("h1.question")).to_have_text(menu.PAGES[second].question)
        page.locator(READY).wait_for()
        assert overview.link() == {"scenario": "product-led-smb", "SMB.cac": str(cac)}
        in_the_menu(page, first).click()
        overview.settle().expect(SMB.changed({"SMB.cac": float(cac)}))


def test_a_busy_server_gets_an_event_again_at_longer_and_longer_intervals(overview: Overview) -> None:
    """Each repeat starts a run anew: fifty people who repeat every two seconds would let no run end."""
    sent: list[float] = []
    typed: list[str] = []

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(
            lambda what: sent.append(time.monotonic()) if typed and b"events" in what else server.send(what)
        )

    overview.page.route_web_socket(lambda url: url.endswith("/stream"), carry)
    overview.open(query(scenario="product-led-smb"))
    typed.append("1,000")
    overview.type("0-cac", "1,000")
    overview.page.wait_for_timeout(9_000)
    first, second = (later - earlier for earlier, later in pairwise(sent))
    assert second > 1.5 * first
