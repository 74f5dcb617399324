"""Numbers open where they come from, by key and by click, from every place on a page: all numbers are in ui/test_numbers."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.arithmetic import close, is_number, read, worked_out
from tests.browser.any_page import AnyPage
from tests.browser.overview import READY
from ui.menu import PAGES

# Three segments of unlike terms over few months, all of which are unfolded; and on the pages of a team one over more
# than a year, whose months stay folded.
THREE = {"scenario": "three-segments", "horizon_months": "3", "SMB.cac": "900"}
TEAM = {"scenario": "understaffed-team", "horizon_months": "14", "Mid-market.retention_rate": "0.9"}
OF_A_TEAM = ("csm_capacity", "headcount", "assumptions")
DRAWER = "[data-testid=stDialog]"
HOLDS_NUMBERS = ".figures dd.value, .figures dd.note:not(:last-child), [data-testid=stMain] .months td:not(.words)"
CELLS = """selector => [...document.querySelectorAll(selector)].map(cell => (
    {text: cell.innerText, opens: cell.querySelectorAll('button[data-trace]').length}))"""
# The first number of each kind of place: in the answer, a figure, a finding, a table, a sum that is worked out.
FIRST_OF_EACH = """() => {
    const kinds = new Map()
    for (const number of document.querySelectorAll('[data-testid=stMain] button[data-trace]')) {
        const place = number.parentElement, kind = place.tagName + '.' + place.className
        if (!number.offsetParent) continue
        if (/\\d/.test(number.innerText) && !kinds.has(kind)) kinds.set(kind, number.dataset.trace)
    }
    return [...new Set(kinds.values())]
}"""
FIGURES_ALONE = ("company", "assumptions")  # pages whose other numbers stand in fields
READ = """() => ({
    value: document.querySelector('.traced-value').innerText,
    arithmetic: document.querySelector('.arithmetic .values')?.dataset.arithmetic,
})"""


@pytest.mark.parametrize("key", PAGES)
def test_a_number_opens_where_it_comes_from_by_key_and_by_click(page: Page, server: str, key: str) -> None:
    is_of_a_team = key in OF_A_TEAM
    tab = AnyPage(page, server).visit(key, TEAM if is_of_a_team else THREE)
    page.locator("[data-numbers=open]").wait_for(state="attached")
    for part in ("computed",) if is_of_a_team else ("months", "computed"):
        for folded in page.locator(f"[data-key={part}] button").all():
            folded.click()
            tab.settle()
    cells: list[dict[str, Any]] = page.evaluate(CELLS, HOLDS_NUMBERS)
    assert cells
    assert [cell["text"] for cell in cells if not cell["opens"] and is_number(cell["text"])] == []

    first, *others = page.evaluate(FIRST_OF_EACH)
    assert others or key in FIGURES_ALONE
    number = page.locator(".figures button[data-trace]").first
    number.focus()
    page.keyboard.press("Enter")
    _expect_opened(page, number)
    for opens in (first, *others):
        number = page.locator(f"[data-testid=stMain] button[data-trace={_quoted(opens)}]").first
        number.click()
        _expect_opened(page, number)
    expect(page.locator(".katex-error")).to_have_count(0)
    tab.expect_peace()


def test_a_press_counts_though_the_page_moves_under_it_or_the_network_loses_it(page: Page, server: str) -> None:
    tab = AnyPage(page, server)
    lost = tab.lose_the_first(b"csm_capacity.per_account")
    tab.visit("csm_capacity", TEAM)
    number = page.locator(".figures button[data-trace]").first
    place = number.bounding_box()
    assert place
    page.mouse.move(place["x"] + 4, place["y"] + 4)
    page.mouse.down()
    number.evaluate("one => { one.style.pointerEvents = 'none' }")
    page.mouse.up()
    _expect_opened(page, number)
    assert len(lost) == 1
    tab.expect_peace()


def _expect_opened(page: Page, number: Locator) -> None:
    """The drawer shows the number that was pressed, and its arithmetic gives it; then it is closed by key."""
    key, shown = number.get_attribute("data-trace") or "", number.inner_text()
    page.locator(f"{DRAWER} .traced[data-key={_quoted(key)}]").wait_for()
    page.locator(READY).wait_for()
    page.locator(".traced-value").wait_for()  # a run that comes after draws the drawer anew
    drawer = page.evaluate(READ)
    value = worked_out(drawer["arithmetic"]) if drawer["arithmetic"] else read(drawer["value"])[0]
    assert close(shown, value), (key, shown, drawer)
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_have_count(0)


def _quoted(key: str) -> str:
    """A key as a value in a CSS selector."""
    return '"' + re.sub(r'(["\\])', r"\\\1", key) + '"'
