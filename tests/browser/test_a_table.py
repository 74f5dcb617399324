"""What only some tables have: a choice, an order of rows; and a finger in place of keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tools import app


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
