"""What every page has around it, in a real browser: undo, the link, names, and the state from page to page."""

import re
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from model.parameters import Parameter
from tests.browser.overview import EXAMPLES, READY, Overview, query
from tools.app import free_port, running
from ui import field_numbers, link, menu
from ui.examples import FIRST

THREE, SMB = EXAMPLES[FIRST], EXAMPLES["product-led-smb"]
RETENTION = "SMB.retention_rate"
CHANGED = THREE.changed({"Mid-market.cac": 30_000.0, "Mid-market.retention_rate": 0.93})
LINK = {"scenario": FIRST, "Mid-market.cac": "30000", "Mid-market.retention_rate": "0.93", "segment": "Mid-market"}
LATE = 500  # milliseconds until what was asked for is there
INPUTS = "[data-key^=input-]:has(input[type=text])"


def test_undo_and_redo_move_figures_controls_and_link(overview: Overview) -> None:
    undo, redo = (overview.page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    overview.open(query(scenario="product-led-smb"))
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    overview.type("0-cac", "1,000")
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
    overview.type("0-acv", "2,000")
    overview.wait_for_link(lambda link: link.get("SMB.acv") == "2000")
    first, second = SMB.changed({"SMB.cac": 1000.0}), SMB.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})
    undo.press("Enter")
    overview.wait_for_link(lambda link: "SMB.acv" not in link)
    overview.expect(first)
    overview.expect_control(first, "SMB.acv")
    overview.page.go_back()
    overview.wait_for_link(lambda link: "SMB.acv" in link)
    overview.expect(second)
    expect(redo).to_be_disabled()
    undo.click()
    overview.wait_for_link(lambda link: "SMB.acv" not in link)
    undo.click()
    overview.wait_for_link(lambda link: "SMB.cac" not in link)
    overview.expect(SMB)
    overview.expect_control(SMB, "SMB.cac")
    expect(undo).to_be_disabled()
    redo.click()
    overview.wait_for_link(lambda link: "SMB.cac" in link)
    redo.click()
    overview.wait_for_link(lambda link: "SMB.acv" in link)
    overview.expect(second)
    overview.expect_control(second, "SMB.acv")
    overview.expect_peace()


def test_a_click_with_a_key_held_opens_the_page_beside_this_one(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb", **{"SMB.cac": "1000"})).page
    with page.context.expect_page() as beside:
        in_the_menu(page, "cash_trough").click(modifiers=["ControlOrMeta"])
    expect(beside.value.locator("h1.question")).to_have_text(menu.PAGES["cash_trough"].question)
    expect(beside.value.locator("[data-key='input-0-cac'] input[type=text]")).to_have_value("1,000")
    expect(page.locator("h1.question")).to_have_text(menu.PAGES["overview"].question)


def test_levers_and_assumptions_are_reset_apart(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb", **{"SMB.cac": "1000", RETENTION: "0.95"})).page
    page.get_by_role("button", name="Reset levers").click()
    overview.wait_for_link(lambda link: "SMB.cac" not in link)
    overview.expect(SMB.changed({RETENTION: 0.95}))
    expect(page.get_by_role("button", name="Reset levers")).to_be_disabled()
    page.get_by_role("button", name="Reset assumptions").click()
    overview.wait_for_link(lambda link: RETENTION not in link)
    overview.expect(SMB)


def test_copy_link_copies_the_whole_newest_address(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    overview.field("0-cac").fill("1,000")
    button = page.get_by_role("button", name="Copy link")
    button.focus()
    before = button.bounding_box()
    button.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.get_by_role("button", name="Copied").bounding_box() == before
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert link.read(overview.link(), EXAMPLES, FIRST)[0].scenario == SMB.changed({"SMB.cac": 1000.0})
    expect(button).to_be_visible()
    overview.expect_peace()


def test_a_link_that_the_clipboard_refuses_is_shown_and_selected(overview: Overview) -> None:
    refuse = "navigator.clipboard.write = () => Promise.reject(new Error('no'))"
    overview.page.add_init_script(refuse)
    page = overview.open(query(scenario="product-led-smb")).page
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_label("Copy it from here")
    expect(field).to_be_focused()
    expect(field).to_have_value(page.url)
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == page.url
    overview.expect_peace()


def test_name_and_story_are_part_of_the_scenario(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    page.get_by_text("Name and story").click()
    name = page.get_by_label("Name", exact=True)
    name.fill("<b>Ours</b> *2* ")
    name.press("Enter")
    overview.wait_for_link(lambda link: link.get("name") == "<b>Ours</b> *2*")
    story = page.get_by_role("textbox", name="Story")
    story.fill("What if?")
    story.blur()
    overview.wait_for_link(lambda link: link.get("summary") == "What if?")
    expect(page.locator(".overline")).to_have_text("<b>Ours</b> *2*")
    expect(page.locator("[data-key=renamed]")).to_have_text("<b>Ours</b> *2*")
    expect(page.locator("[data-key=story]")).to_have_text("What if?")
    expect(page.locator(".figures .better, .figures .worse")).to_have_count(0)
    name.press("End")
    name.type("x")
    name.press("Backspace")
    name.blur()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(story).to_have_value(SMB.summary)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(name).to_have_value(SMB.name)
    for _ in range(2):
        page.get_by_role("button", name="Redo").click()
    expect(story).to_have_value("What if?")
    assert (name.bounding_box() or {})["width"] == (story.bounding_box() or {})["width"]
    name.fill("")
    name.press("Enter")
    expect(page.locator(".refused")).to_have_text("Name is '': allowed is text of 1 to 80 characters")
    expect(name).to_have_value("<b>Ours</b> *2*")
    assert overview.opened().scenario == SMB.changed({"name": "<b>Ours</b> *2*", "summary": "What if?"})
    overview.expect_peace()


def test_a_link_of_twenty_changes_opens_on_a_fresh_server_to_the_same_figures(page: Page, tmp_path: Path) -> None:
    """As the very first request that the server gets."""
    middles = {path: _middle(declared) for path, declared in THREE.paths().items() if declared.plausible}
    others = [path for path, middle in middles.items() if middle != THREE.value(path)]
    scenario = THREE.changed({path: middles[path] for path in others[:: len(others) // 20][:20]})
    entries = link.write(link.Opened(FIRST, "example", THREE, THREE, scenario), FIRST)
    assert len(entries) == 21
    with running(free_port(), tmp_path / "log.txt") as address:
        overview = Overview(page, address).open(f"?{urlencode(entries)}")
        assert len(page.url) < 2_000
        overview.expect(scenario)
        expect(page.locator(".notice")).to_have_count(0)
        overview.expect_peace()


def _middle(declared: Parameter) -> float:
    low, high = declared.plausible or (0, 1)
    return round((low + high) / 2) if declared.whole else round((low + high) / 2, 4)


def test_a_page_that_stays_open_while_the_server_restarts_goes_on(page: Page, tmp_path: Path) -> None:
    port = free_port()
    overview = Overview(page, f"http://127.0.0.1:{port}")
    changed = SMB.changed({"SMB.cac": 1000.0})
    with running(port, tmp_path / "first.txt"):
        overview.open(query(scenario="product-led-smb")).type("0-cac", "1,000")
        overview.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
    page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for()
    with running(port, tmp_path / "second.txt"), page.expect_websocket() as again:
        again.value.wait_for_event("framesent")
        overview.settle().expect(changed)
        overview.expect_control(changed, "SMB.cac")
        overview.type("0-acv", "2,000")
        overview.wait_for_link(lambda link: link.get("SMB.acv") == "2000")
        both = changed.changed({"SMB.acv": 2000.0})
        overview.expect(both)
        overview.expect_control(both, "SMB.cac")


def test_the_menu_keeps_the_state_from_page_to_page_and_back(overview: Overview) -> None:
    """Every page once, then each step back, then some forward: link and controls agree everywhere."""
    keys = [*menu.PAGES, next(iter(menu.PAGES))]
    overview.open(query(**LINK))
    for key in keys[1:]:
        in_the_menu(overview.page, key).click()
        expect_page(overview, key)
    overview.expect(CHANGED)
    for key in keys[-2::-1]:
        overview.page.go_back()
        expect_page(overview, key)
    overview.expect(CHANGED)
    for key in keys[1:4]:
        overview.page.go_forward()
        expect_page(overview, key)
    overview.expect_peace()


def test_back_over_several_pages_at_once_shows_what_was_there(overview: Overview) -> None:
    page, keys = overview.page, list(menu.PAGES)
    overview.open(query(scenario=FIRST))
    overview.type("0-cac", "100k")
    overview.wait_for_link(lambda entries: entries.get("Enterprise.cac") == "100000")
    changed = THREE.changed({"Enterprise.cac": 100_000.0})
    in_the_menu(page, keys[-1]).click()
    expect(page.locator("h1.question")).to_have_text(menu.PAGES[keys[-1]].question)
    page.evaluate("history.go(-2)")
    overview.wait_for_link(lambda entries: "Enterprise.cac" not in entries)
    overview.expect(THREE)
    page.get_by_role("button", name="Redo").click()
    overview.wait_for_link(lambda entries: "Enterprise.cac" in entries)
    overview.expect(changed)


def test_a_run_that_comes_late_does_not_undo_a_step_back(overview: Overview) -> None:
    """The server is asked once more for the page that was left, as when a part of it came into view just before."""
    page, sent, late = overview.page, list[bytes](), list[bytes]()

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def send(message: str | bytes) -> None:
            sent.append(bytes(message))
            for each in (message, *late):
                server.send(each)
            late.clear()

        socket.on_message(send)

    def expect_at(key: str) -> None:
        expect(page.locator("h1.question")).to_have_text(menu.PAGES[key].question)
        expect(page).to_have_url(re.compile(rf"/{menu.PAGES[key].address}(\?.*)?$"))
        page.locator(READY).wait_for()
        expect(page.locator(".near.late")).to_have_count(0)

    page.route_web_socket(lambda url: url.endswith("/stream"), carry)
    overview.open(query(**LINK))
    for key in ("cash_trough", "headcount"):
        in_the_menu(page, key).click()
        expect_at(key)
    for key in ("cash_trough", "overview"):
        late.append(sent[-1])
        page.go_back()
        expect_at(key)
        page.wait_for_timeout(LATE)
        expect_at(key)
    assert not late
    for key in ("cash_trough", "headcount"):
        page.go_forward()
        expect_at(key)


def test_a_second_tab_has_a_state_of_its_own(overview: Overview, server: str) -> None:
    overview.open(query(scenario="product-led-smb"))
    second = Overview(overview.page.context.new_page(), server).open(query(scenario="product-led-smb"))
    second.type("0-cac", "1,000")
    second.wait_for_link(lambda entries: "SMB.cac" in entries)
    overview.type("0-acv", "2,000")
    overview.wait_for_link(lambda entries: "SMB.acv" in entries)
    overview.expect(SMB.changed({"SMB.acv": 2000.0}))
    second.expect(SMB.changed({"SMB.cac": 1000.0}))


def in_the_menu(page: Page, key: str) -> Locator:
    return page.locator("[data-key=menu]").get_by_role("link", name=menu.PAGES[key].label, exact=True)


def expect_page(overview: Overview, key: str) -> None:
    """The page is there, and its link and every one of its controls show the changed scenario."""
    page = overview.page
    expect(page.locator("h1.question")).to_have_text(menu.PAGES[key].question)
    page.locator(READY).wait_for()
    assert (page.url.partition("?")[0].removeprefix(overview.server)).strip("/") == menu.PAGES[key].address
    assert overview.link() == LINK
    page.locator(".figures").wait_for()
    page.locator(READY).wait_for()
    keys = page.locator(INPUTS).evaluate_all("all => all.map(one => one.dataset.key.slice('input-'.length))")
    declared = CHANGED.paths()
    if keys:
        expect(page.get_by_role("combobox", name="Segment")).to_be_visible()
    for key_of_input in keys:
        table, _, name = key_of_input.partition("-")
        path = f"{CHANGED.segments[int(table)].name if table.isdigit() else table}.{name}".removeprefix("scenario.")
        expect(overview.field(key_of_input)).to_have_value(field_numbers.shown(CHANGED.value(path), declared[path]))


def test_a_page_that_the_server_does_not_bring_is_loaded_as_a_plain_link_does(overview: Overview) -> None:
    """D10: whatever is lost on the way, the menu leads where it says, and nothing typed before is lost."""

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda sent: None if b'"go"' in bytes(sent) else server.send(sent))

    overview.page.route_web_socket(lambda url: url.endswith("/stream"), carry)
    overview.open(query(scenario="product-led-smb"))
    overview.type("0-cac", "1,000")
    overview.wait_for_link(lambda entries: "SMB.cac" in entries)
    in_the_menu(overview.page, "cash_trough").click()
    expect(overview.page.locator("h1.question")).to_have_text(menu.PAGES["cash_trough"].question)
    expect(overview.page.locator("[data-key='input-0-cac'] input[type=text]")).to_have_value("1,000")
