"""Every page by its link and at three widths: nothing sticks out, everything has a name, every chart is drawn."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from model.text import to_toml
from tests.browser.any_page import CHARTS, EVERY, TALL, AnyPage
from tests.browser.overview import EXAMPLES
from tests.browser.test_frame import LINK, expect_page
from ui.menu import PAGES

WIDTHS = (1280, 375, 320)
OTHERS = {
    "flat": EXAMPLES["mid-market-flat"],
    "next to nothing": EXAMPLES["product-led-smb"].changed(
        {"SMB.new_accounts": 0.0, "SMB.accounts": 0.0, "horizon_months": 1}
    ),
}
NAMELESS = f"""() => {{ {EVERY}; return every(document)
    .filter(one => one.matches('button, input, select, textarea, [role=slider], [role=combobox], a[href]'))
    .filter(one => one.offsetParent !== null)
    .filter(one => !(one.getAttribute('aria-label') || one.innerText?.trim() || one.title || one.labels?.length
        || (one.getAttribute('aria-labelledby') || '').split(' ').some(id => document.getElementById(id)?.innerText)))
    .map(one => one.outerHTML.slice(0, 200)) }}"""

MONTHS_SHOWN = """() => [...document.querySelectorAll('.hover_marks')].map(rules => [...rules.children].map((rule, place) =>
    getComputedStyle(rule).opacity > 0 ? place + 1 : 0).filter(month => month))"""


@pytest.mark.parametrize("key", PAGES)
def test_a_page_opens_from_its_link_reloads_and_fits_each_width(
    page: Page, server: str, key: str, tmp_path: Path
) -> None:
    """With a link's changes, and then in the same tab with other scenarios, of which the page is drawn anew."""
    page.set_viewport_size({"width": 1280, "height": TALL})
    tab = AnyPage(page, server).visit(key, LINK)
    expect_page(tab, key)
    page.reload()
    expect_page(tab, key)
    _expect_in_order(tab, WIDTHS)
    for name, scenario in OTHERS.items():
        file = tmp_path / f"{name}.toml"
        file.write_text(to_toml(scenario), encoding="utf-8")
        tab.upload(file)
        _expect_in_order(tab, WIDTHS[::-1])


def _expect_in_order(tab: AnyPage, widths: Iterable[int]) -> None:
    for width in widths:
        assert tab.resize(width).overflow() <= 0, width
    expect(tab.page.locator("h1.question")).to_have_count(1)
    expect(tab.page.locator("p.answer")).not_to_be_empty()
    for chart in tab.page.locator(CHARTS).all():
        assert chart.get_attribute("aria-label"), chart
        expect(chart.locator("svg").first).to_be_visible()
    assert tab.page.evaluate(NAMELESS) == []
    tab.expect_peace()


def test_on_a_phone_the_menu_goes_away_with_the_page_that_it_opened(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    tab = AnyPage(page, server).visit("overview", LINK)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    entry = page.locator("[data-key=menu]").get_by_role("link", name=PAGES["cash_trough"].label)
    expect(entry).to_be_in_viewport()
    tab.go("cash_trough")
    expect(entry).not_to_be_in_viewport()


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
