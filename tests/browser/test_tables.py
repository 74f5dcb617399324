"""Tables in a browser: whatever is typed, pasted or taken back, however fast and slow the client, is kept exactly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from model.text import read_file
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES

TEAM = EXAMPLES["understaffed-team"]
STAFF, MEETINGS = "Mid-market.staff_changes", "Mid-market.meetings"
SLOWER = 6  # times
PATIENCE = 180_000  # milliseconds for a slow client on a busy machine


class Tab(AnyPage):
    """A page with one table."""

    def visit_table(self, key: str) -> Tab:
        self.visit(key, {"scenario": "understaffed-team"})
        self.grid.wait_for()
        return self

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid").first

    def cell(self, row: int, column: int) -> Locator:
        return self.grid.locator("tbody tr").nth(row).get_by_role("gridcell").nth(column)

    def cells(self) -> list[list[str]]:
        """The text of every row but the empty one at the end."""
        read = "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
        found: list[list[str]] = self.grid.locator("tbody tr").evaluate_all(read)
        return found[:-1]

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type_cells(self, cells: Iterable[str]) -> None:
        """Real keys, as fast as the browser takes them, with Tab after each cell."""
        for cell in cells:
            self.keys(*cell, "Tab")

    def paste(self, text: str) -> None:
        """What is on the clipboard, by its key."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.keys("Control+v")

    def known(self, path: str) -> list[tuple[object, ...]]:
        """The rows that the server knows, after all that was done."""
        with self.page.expect_download(timeout=PATIENCE) as download:
            self.page.get_by_role("button", name="Save as a file").click()
        scenario = read_file(Path(download.value.path()))
        return [tuple(row.model_dump().values()) for row in scenario.value(path)]


@pytest.fixture
def tab(page: Page, server: str) -> Tab:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Tab(page, server)


@pytest.mark.parametrize(("count", "slower"), [(300, 1), (24, SLOWER)])
def test_rows_typed_at_full_speed_are_kept_exactly(tab: Tab, count: int, slower: int) -> None:
    """A slow client gets fewer rows: a key is the same work in each, and these take longer than what it waits to send."""
    rows = [(1 + place % 7, 1 + place % 9) for place in range(count)]  # no two rows that are near are the same
    tab.visit_table("headcount")
    tab.page.context.new_cdp_session(tab.page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    tab.cell(0, 0).click()
    tab.type_cells(str(cell) for row in rows for cell in row)
    expected = [[str(month), str(change)] for month, change in rows]
    assert tab.cells() == expected
    assert tab.known(STAFF) == rows
    tab.settle()
    assert tab.cells() == expected
    tab.expect_peace()


def test_two_hundred_rows_are_pasted_undone_and_done_again(tab: Tab) -> None:
    tab.visit_table("csm_capacity")
    tab.page.get_by_role("button", name="Add a row").click()
    expect(tab.cell(2, 0)).to_be_focused()
    pasted = [(f'Visit "{place}"', 1.0 + place % 12, 0.25, 0.5) for place in range(200)]
    quoted = [(name.replace('"', '""'), *numbers) for name, *numbers in pasted]
    head = "Meeting\tPer year\tHours\tPreparation\r\n"
    lines = (f'"{name}\n"\t' + "\t".join(f"{number:g}" for number in numbers) for name, *numbers in quoted)
    tab.paste(head + "\r\n".join(lines) + "\r\n")
    expect(tab.page.locator(".table .said")).to_have_text("200 rows pasted")
    before = [tuple(row.model_dump().values()) for row in TEAM.value(MEETINGS)]
    assert tab.known(MEETINGS) == [*before, *pasted]
    tab.cell(0, 0).click()
    tab.keys("Control+z")
    assert len(tab.cells()) == 2
    assert tab.known(MEETINGS) == before
    tab.cell(0, 0).click()
    tab.keys("Control+y")
    assert tab.known(MEETINGS) == [*before, *pasted]
    tab.page.get_by_role("button", name="Undo", exact=True).click()  # the page's own takes the same steps
    assert tab.known(MEETINGS) == before
    tab.settle()
    assert len(tab.cells()) == 2
    tab.expect_peace()


def test_what_is_past_the_last_row_and_column_is_left_out_and_said(tab: Tab) -> None:
    tab.visit_table("headcount")
    tab.cell(0, 1).click()
    tab.paste("\n".join(f"{place}\t{place}\t9" for place in range(1, 601)))
    expect(tab.page.locator(".table .said")).to_have_text(
        "500 rows pasted; left out: 100 rows past the last of 500 rows and 2 columns"
    )
    expect(tab.grid.locator("tbody tr")).to_have_count(500)
    expect(tab.page.get_by_role("button", name="Add a row")).to_be_disabled()
    tab.expect_peace()


def test_keys_move_select_copy_clear_and_delete(tab: Tab) -> None:
    page = tab.visit_table("csm_capacity").page
    tab.cell(0, 1).click()
    tab.keys("5", "Enter", "9", "Shift+Enter")
    assert [row[1] for row in tab.cells()] == ["5", "9"]
    expect(tab.cell(0, 1)).to_be_focused()
    tab.keys(
        "F2", "0", "Enter", "ArrowUp", "F2", "Home", "1", "Enter", "Control+Home", "x", "Escape", "End", "ArrowLeft"
    )
    expect(tab.cell(0, 2)).to_be_focused()
    assert tab.cells() == [["Business review", "150", "1.5", "1.5"], ["Check-in", "9", "0.75", "0.25"]]
    tab.keys("Shift+ArrowRight", "Shift+ArrowDown", "Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "1.5\t1.5\n0.75\t0.25"
    tab.keys("Control+End", "Home", "ArrowRight", "Control+v")
    assert tab.cells()[2:] == [["", "1.5", "1.5", ""], ["", "0.75", "0.25", ""]]
    tab.keys("Backspace")
    assert tab.cells()[2:] == [["", "", "", ""], ["", "", "", ""]]
    tab.keys("Control+Delete", "Control+Home", "Delete", "Escape")
    assert tab.cells() == [["", "150", "1.5", "1.5"], ["Check-in", "9", "0.75", "0.25"]]
    expect(page.get_by_role("button", name="Add a row")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Delete row")).to_be_focused()
    page.keyboard.press("Enter")
    assert tab.known(MEETINGS) == [("Check-in", 9, 0.75, 0.25)]
    tab.expect_peace()


def test_two_edits_while_the_network_loses_the_first_are_both_kept(tab: Tab) -> None:
    lost = tab.lose_the_first(b"events")
    tab.visit_table("headcount").cell(0, 0).click()
    tab.type_cells(["3", "-1"])
    tab.page.wait_for_timeout(500)
    tab.type_cells(["6", "1"])
    assert tab.known(STAFF) == [(3, -1), (6, 1)]
    assert len(lost) == 1


def test_what_is_typed_is_not_overwritten_by_what_the_server_knew_before(tab: Tab) -> None:
    held: list[bytes | str] = []
    sockets: list[WebSocketRoute] = []
    is_held = [False]

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        sockets.append(socket)
        server.on_message(lambda sent: held.append(sent) if is_held[0] else socket.send(sent))

    tab.page.route_web_socket(lambda url: url.endswith("/stream"), carry)
    tab.visit_table("headcount").cell(0, 0).click()
    is_held[0] = True
    tab.type_cells(["3", "-1"])
    tab.page.wait_for_timeout(2000)  # the server has answered, but the answer is still under way
    tab.type_cells(["6"])
    tab.keys("2", ".")
    assert held
    for message in held:
        sockets[-1].send(message)
    is_held[0] = False
    expect(tab.page.get_by_text("As planned").first).to_be_visible()  # the answer to the first row
    expect(tab.page.locator("td input")).to_have_value("2.")
    tab.keys("5", "Tab")
    assert tab.cells() == [["3", "-1"], ["6", "2.5"]]
    assert tab.known(STAFF) == [(3, -1), (6, 2.5)]


def test_a_refused_cell_keeps_what_was_typed_until_it_is_mended(tab: Tab) -> None:
    tab.visit_table("headcount").cell(0, 0).click()
    tab.type_cells(["3", "-1", "soon", "1", "130", "1"])
    lines = tab.page.locator(".line.refused")
    expect(lines).to_have_text([
        "Row 2, month: “soon” is not a number: write it like 1,500 or 1.5k", "Row 3, month: “130” is outside 1 to 120",
    ])  # fmt: skip
    assert tab.cells() == [["3", "-1"], ["soon", "1"], ["130", "1"]]
    assert tab.known(STAFF) == [(3, -1)]
    tab.cell(1, 0).click()
    tab.keys("6", "Enter", "1", "2", "Enter")
    expect(lines).to_have_count(0)
    assert tab.known(STAFF) == [(3, -1), (6, 1), (12, 1)]
    tab.expect_peace()


def test_what_is_typed_goes_along_to_another_page(tab: Tab) -> None:
    tab.visit_table("headcount").cell(0, 0).click()
    tab.keys("3", "Tab", "-", "1")  # not left yet
    tab.go("csm_capacity")
    assert tab.known(STAFF) == [(3, -1)]


def test_a_table_in_a_drawer_is_taken_as_a_whole_when_it_is_left(tab: Tab) -> None:
    """Each run of the page opens the drawer anew."""
    page = tab.visit_table("headcount").page
    page.evaluate("""() => {
        const number = document.createElement("button") // as that of a change in the trace of a number of CSMs
        number.dataset.trace = "=Mid-market.staff_changes"
        document.querySelector("[data-testid=stMain]").append(number)
        number.click()
    }""")
    drawer = page.locator("[data-testid=stDialog]")
    drawer.get_by_role("gridcell").first.click()
    for key in ("3", "Tab", "1", "Tab", "6", "Tab", "2"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)  # someone who thinks
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    assert tab.known(STAFF) == [(3, 1), (6, 2)]


def test_a_screen_reader_finds_a_grid_with_names_for_all(tab: Tab) -> None:
    tab.visit_table("csm_capacity").cell(0, 1).dblclick()
    session = tab.page.context.new_cdp_session(tab.page)
    nodes = [node for node in session.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes]
    for wanted in [
        ("grid", "Meetings of an account of Mid-market"), ("columnheader", "Per year"), ("columnheader", "Preparation hours"), ("rowheader", "1"),
        ("rowheader", "New row"), ("gridcell", "Check-in"), ("textbox", "Per year, row 1"), ("button", "Delete row"),
    ]:  # fmt: skip
        assert wanted in named
    assert tab.page.locator("td[tabindex='0']").count() == 1  # one stop of the Tab key


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_finger_has_room_and_the_page_scrolls_one_way(tab: Tab, scheme: Literal["light", "dark"]) -> None:
    tab.page.emulate_media(color_scheme=scheme)
    tab.page.set_viewport_size({"width": 375, "height": 800})
    tab.visit_table("csm_capacity")
    assert tab.overflow() <= 0
    for part in [
        tab.cell(0, 0),
        tab.grid.get_by_role("rowheader").first,
        *tab.page.locator(".tools button:visible").all(),
    ]:
        box = part.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 43.9
    assert tab.page.locator(".scroll").evaluate("scroll => scroll.scrollWidth > scroll.clientWidth")
    tab.cell(0, 3).click()
    expect(tab.cell(0, 3)).to_be_in_viewport(ratio=1)
