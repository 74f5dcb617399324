"""What only some tables have: a choice, an order of rows; and a finger in place of keys."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tools import app

WORK = """() => {
    window.work = 0
    const count = (type, name) => {
        const found = Object.getOwnPropertyDescriptor(type.prototype, name)
        const counted = { ...found, get() { work++; return found.get.call(this) } }
        if (found.set) counted.set = function (value) { work++; found.set.call(this, value) }
        Object.defineProperty(type.prototype, name, counted)
    }
    for (const name of ["textContent", "firstElementChild"]) count(name === "textContent" ? Node : Element, name)
    for (const name of ["title", "tabIndex"]) count(HTMLElement, name)
    for (const name of ["ariaSelected", "ariaInvalid", "ariaLabel"]) count(Element, name)
    count(HTMLTableSectionElement, "rows")
    count(HTMLTableRowElement, "cells")
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = app.free_port()
    with app.serving(port, tmp_path_factory.mktemp("table") / "log.txt", "tests/browser/a_table.py"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def table(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_role("grid").wait_for()
    return page


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator("tbody tr").nth(row).get_by_role("gridcell").nth(column)


def expect_known(page: Page, *rows: str) -> None:
    """What the server knows of each row: which one it was, and what it is."""
    expect(page.locator(".known")).to_have_text("; ".join(rows))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_choice_is_typed_chosen_and_refused(table: Page) -> None:
    cell(table, 0, 1).click()
    press(table, "b", "Tab", "x", "Delete", "Tab", "9", "Enter")
    expect_known(table, "Ada: Ada blue 9", "Ben: Ben green 2", "Cy: Cy blue 3")
    cell(table, 1, 1).dblclick()
    table.get_by_role("combobox", name="Colour, row 2").select_option("red")
    press(table, "Enter")
    expect_known(table, "Ada: Ada blue 9", "Ben: Ben red 2", "Cy: Cy blue 3")
    cell(table, 2, 1).click()
    press(table, "Delete", "ArrowUp")  # what is missing in a row is said once the row is left
    expect(table.locator(".line.refused")).to_have_text("Row 3, colour: no colour")


def test_rows_keep_who_they_are_when_they_move(table: Page) -> None:
    cell(table, 0, 0).click()
    press(table, "Shift+ArrowDown", "Alt+ArrowDown")
    expect_known(table, "Cy: Cy blue 3", "Ada: Ada red 1", "Ben: Ben green 2")
    expect(cell(table, 2, 0)).to_be_focused()
    expect(table.get_by_role("button", name="Move down")).to_be_disabled()
    table.get_by_role("button", name="Move up").click()
    press(table, "Control+z", "Control+y")
    expect_known(table, "Ada: Ada red 1", "Ben: Ben green 2", "Cy: Cy blue 3")
    cell(table, 0, 0).click()
    press(table, "E", "v", "e", "Control+Enter")
    expect_known(table, "Ada: Eve red 1", "Ben: Ben green 2", "Cy: Cy blue 3")
    cell(table, 3, 0).click()
    press(table, "D", "i", "Tab", "r", "Enter", "Alt+ArrowUp")
    expect_known(table, "Ada: Eve red 1", "Ben: Ben green 2", "Cy: Cy blue 3", "None: Di red ")


def test_rows_are_selected_by_their_numbers(table: Page) -> None:
    numbers = table.get_by_role("rowheader")
    numbers.nth(0).click()
    numbers.nth(1).click(modifiers=["Shift"])
    expect(table.locator("td[aria-selected=true]")).to_have_count(16)
    table.get_by_role("button", name="Delete 2 rows").click()
    expect_known(table, "Cy: Cy blue 3")
    expect(table.locator(".said").last).to_have_text("2 rows deleted. Ctrl+Z in the table takes it back.")


def test_a_finger_opens_a_cell_and_a_wide_table_scrolls_by_itself(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    cell(page, 0, 0).tap()
    page.keyboard.insert_text(" B")
    page.get_by_role("button", name="Add a row").tap()
    expect(cell(page, 3, 0).locator("input")).to_be_focused()
    expect_known(page, "Ada: Ada B red 1", "Ben: Ben green 2", "Cy: Cy blue 3")
    scrolled = page.locator(".scroll")
    assert scrolled.evaluate("part => part.scrollWidth - part.clientWidth") > 300
    cell(page, 0, 7).tap()
    expect(cell(page, 0, 7)).to_be_in_viewport(ratio=1)
    name, last = cell(page, 0, 0).bounding_box(), cell(page, 0, 7).bounding_box()
    assert name is not None
    assert last is not None
    assert 0 <= name["x"] < name["x"] + name["width"] <= last["x"] + 1  # which row it is stays in view
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    context.close()


def test_a_key_is_no_more_work_in_a_long_table_than_in_a_short_one(table: Page) -> None:
    """What is read and written of its elements is counted while ten cells are typed, at three rows and at three hundred."""
    table.evaluate(WORK)

    def work_of_ten_cells() -> int:
        cell(table, 0, 0).click()
        table.evaluate("window.work = 0")
        press(table, *(key for place in range(10) for key in ("1", "Tab")))
        return int(table.evaluate("window.work"))

    few = work_of_ten_cells()
    table.locator("tbody tr").last.get_by_role("gridcell").first.click()
    table.evaluate(
        """text => {
            const data = new DataTransfer()
            data.setData("text/plain", text)
            document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }))
        }""",
        "\n".join(["Di\tred"] * 297),
    )
    expect(table.locator("tbody tr")).to_have_count(301)
    expect(table.locator(".known")).to_contain_text("None: Di red")
    assert work_of_ten_cells() <= few + 10


def test_no_more_is_sent_while_the_server_has_not_taken_what_was_sent(page: Page, address: str) -> None:
    sent = set[bytes]()
    is_slow = [False]

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def passed(message: bytes | str) -> None:
            whole = message if isinstance(message, bytes) else message.encode()
            sent.update(re.findall(rb'"number":(\d+)', whole))
            server.send(message)

        socket.on_message(passed)
        server.on_message(lambda message: None if is_slow[0] else socket.send(message))

    page.route_web_socket(lambda url: url.endswith("/stream"), carry)
    page.goto(address)
    cell(page, 0, 0).click()
    is_slow[0] = True
    for _ in range(50):
        press(page, "1", "Tab")
        page.wait_for_timeout(150)
    assert len(sent) == 1
