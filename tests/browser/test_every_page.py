"""Every page at three widths and by keyboard: nothing sticks out, everything has a name, every chart is drawn."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.any_page import CHARTS, EVERY, AnyPage
from ui.menu import PAGES

WIDTHS = (1280, 375, 320)
VISITS = {
    "with a change": {"scenario": "three-segments", "SMB.retention_rate": "0.93"},
    "flat": {"scenario": "mid-market-flat"},
    "next to nothing": {
        "scenario": "product-led-smb",
        "SMB.new_accounts": "0",
        "SMB.accounts": "0",
        "horizon_months": "1",
    },
}
NAMELESS = f"""() => {{ {EVERY}; return every(document)
    .filter(one => one.matches('button, input, select, textarea, [role=slider], [role=combobox], a[href]'))
    .filter(one => one.offsetParent !== null && !one.closest('[data-testid=stDataFrame]'))
    .filter(one => !(one.getAttribute('aria-label') || one.innerText?.trim() || one.title || one.labels?.length
        || (one.getAttribute('aria-labelledby') || '').split(' ').some(id => document.getElementById(id)?.innerText)))
    .map(one => one.outerHTML.slice(0, 200)) }}"""

MONTHS_SHOWN = """() => [...document.querySelectorAll('.hover_marks')].map(rules => [...rules.children].map((rule, place) =>
    getComputedStyle(rule).opacity > 0 ? place + 1 : 0).filter(month => month))"""


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize("key", PAGES)
def test_a_page_fits_each_width_and_names_its_parts(page: Page, server: str, key: str, visit: str) -> None:
    tab = AnyPage(page, server).visit(key, VISITS[visit])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert tab.settle().overflow() <= 0, width
    expect(page.locator("h1.question")).to_have_count(1)
    expect(page.locator("p.answer")).not_to_be_empty()
    for chart in page.locator(CHARTS).all():
        assert chart.get_attribute("aria-label"), chart
        expect(chart.locator("svg").first).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    tab.expect_peace()


def test_on_a_phone_the_menu_goes_away_with_the_page_that_it_opened(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    tab = AnyPage(page, server).visit("overview", VISITS["with a change"])
    page.locator("[data-testid=stExpandSidebarButton]").click()
    entry = page.locator("[data-key=menu]").get_by_role("link", name=PAGES["cash_trough"].label)
    expect(entry).to_be_in_viewport()
    tab.go("cash_trough")
    expect(entry).not_to_be_in_viewport()


@pytest.mark.parametrize("key", PAGES)
def test_a_number_is_reached_and_opened_by_keyboard(page: Page, server: str, key: str) -> None:
    AnyPage(page, server).visit(key, VISITS["with a change"])
    page.locator("[data-numbers=open]").wait_for(state="attached")
    number = page.locator(".figures button[data-trace]").first
    number.focus()
    assert json.loads(page.evaluate("JSON.stringify(document.activeElement.dataset)"))["trace"]
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stDialog] .traced")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stDialog]")).to_have_count(0)


@pytest.mark.parametrize("key", ["overview", "cash_trough", "headcount"])
def test_charts_over_months_move_together(page: Page, server: str, key: str) -> None:
    AnyPage(page, server).visit(key, {"scenario": "understaffed-team"}).settle()
    page.locator("[data-numbers=open]").wait_for(state="attached")
    first = page.locator(".hover_voronoi").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box
    for share, month in ((0.0, 1), (0.5, None), (0.999, 36)):
        page.mouse.move(box["x"] + 2 + share * (box["width"] - 4), box["y"] + box["height"] / 2)
        shown = page.evaluate(MONTHS_SHOWN)
        assert len(shown) > 1
        assert len({*map(tuple, shown)}) == 1
        assert len(shown[0]) == 1
        assert month is None or shown[0] == [month]
    page.mouse.move(1, 1)
    assert not any(page.evaluate(MONTHS_SHOWN))
