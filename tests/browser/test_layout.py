"""Where things stand on the screen and on paper, measured in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.any_page import CHARTS, AnyPage

DESKTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=800)
WITH_INPUTS = ("overview", "compounding", "clv_scenarios", "csm_capacity", "headcount", "unit_economics", "cash_trough")
OVER_MONTHS = ("overview", "cash_trough", "headcount")  # pages with several charts over months
SLIDERS, MAIN = "[data-panel=inputs] input[type=range]", "document.querySelector('[data-testid=stMain]')"
# How far the first tick with "1" under it stands from its chart's left side, for each chart over months.
FIRST_MONTHS = f"""() => [...document.querySelectorAll("{CHARTS}")].filter(chart => chart.querySelector('.hover_marks'))
    .map(chart => {{
        const marks = [...chart.querySelectorAll('.hover_marks > *')].map(mark => mark.getBoundingClientRect().left)
        return Math.min(...marks) - chart.getBoundingClientRect().left
    }})"""


def opened(page: Page, server: str, key: str, size: ViewportSize) -> AnyPage:
    page.set_viewport_size(size)
    return AnyPage(page, server).visit(key, {}).settle()


def box(part: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in the window."""
    found = part.bounding_box()
    assert found
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


@pytest.mark.parametrize("key", WITH_INPUTS)
def test_on_a_desktop_answer_and_figures_stay_in_view_with_every_slider(page: Page, server: str, key: str) -> None:
    """However far the page and the inputs are scrolled, and with room left for the charts, which stand in rows."""
    opened(page, server, key, DESKTOP)
    if key in OVER_MONTHS:
        _expect_months_in_line(page)
    for slider in (page.locator(SLIDERS).first, page.locator(SLIDERS).last):
        for share in (0, 0.5, 1):
            page.evaluate(f"{MAIN}.scrollTop = {share} * {MAIN}.scrollHeight")
            slider.scroll_into_view_if_needed()
            for part in (page.locator("p.answer"), page.locator(".figures"), slider):
                expect(part).to_be_in_viewport(ratio=1)
            assert box(page.locator(".figures"))[3] <= 0.4 * DESKTOP["height"]
            assert box(page.locator(".figures"))[2] <= box(slider)[0]
    if key in OVER_MONTHS:
        _expect_two_charts_in_a_row(page)


@pytest.mark.parametrize("key", WITH_INPUTS)
def test_on_a_phone_a_bar_shows_what_a_slider_does(page: Page, server: str, key: str) -> None:
    """Answer and figures, then inputs, then charts; whoever moves any slider sees the answer and the first figure."""
    tab = opened(page, server, key, PHONE)
    if key in OVER_MONTHS:
        _expect_months_in_line(page)
    figures, slider, bar = page.locator(".figures"), page.locator(SLIDERS).first, page.locator(".brief")
    assert box(slider)[1] - box(figures)[1] <= 1.5 * PHONE["height"]
    assert box(figures)[3] < box(slider)[1] < min(box(chart)[1] for chart in page.locator(CHARTS).all())
    for each in (slider, page.locator(SLIDERS).last):
        each.scroll_into_view_if_needed()
        expect(bar).to_be_in_viewport(ratio=1)
        assert box(each)[3] <= box(bar)[1]
        assert box(bar)[3] - box(bar)[1] <= 64
    tab.type("1-accounts" if key == "headcount" else "0-accounts", "77")  # of the segment in view
    tab.wait_for_link(lambda entries: any(path.endswith(".accounts") for path in entries))
    first = page.locator(".figures > div").first
    difference = first.locator(".note").last.inner_text()
    expect(bar.locator("p").first).to_have_text(page.locator("p.answer").inner_text())
    line = f"{first.locator('dt').inner_text()} {first.locator('.value').inner_text()} · {difference}"
    expect(bar.locator("p").last).to_have_text(line)
    assert difference


def _expect_two_charts_in_a_row(page: Page) -> None:
    """Where there is room; below each other where there is not."""
    charts = page.locator(f".charts {CHARTS}")
    page.wait_for_function(  # charts find their width a moment after they are drawn
        f"""() => {{ const [one, two] = [...document.querySelectorAll(".charts {CHARTS}")]
            .map(chart => chart.getBoundingClientRect())
            return one.right < two.left && Math.abs(one.bottom - two.bottom) <= 1 }}"""
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function(f'document.querySelectorAll(".charts {CHARTS}")[0].offsetWidth > 500')
    assert box(charts.nth(0))[3] < box(charts.nth(1))[1]


def _expect_months_in_line(page: Page) -> None:
    """The first month stands at one place in every chart."""
    places = page.evaluate(FIRST_MONTHS)
    assert places
    assert max(places) - min(places) <= 1


def test_a_printed_page_has_whole_tables_and_nothing_that_is_moved(page: Page, server: str) -> None:
    tab = opened(page, server, "cash_trough", DESKTOP)
    tab.unfold()
    page.emulate_media(media="print")
    for part in ("[data-panel=inputs]", "[data-testid=stSidebar]", "[data-testid=stHeader]", ".brief"):
        for each in page.locator(part).all():
            expect(each).to_be_hidden()
    expect(page.locator("p.answer")).to_be_visible()
    tables = page.locator(".months")
    assert tables.count()
    assert {*tables.evaluate_all("all => all.map(one => getComputedStyle(one).overflow)")} == {"visible"}
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) > 1


def test_a_printed_page_says_whose_numbers_it_has_and_which_page_it_is(page: Page, server: str) -> None:
    name = 'A "quoted" \\ </style> name'
    tab = AnyPage(page, server)
    tab.visit("cash_trough", {"scenario": "product-led-smb", "name": name})
    foot = "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).find(text => text.includes('counter(pages)'))"
    assert page.evaluate(foot) is None
    page.pdf(format="A4")
    printed = page.evaluate(foot)
    assert printed.startswith("@media print {")
    assert r'@bottom-left { content: "A \"quoted\" \\ </style> name"' in printed
    assert page.evaluate("new Date().toLocaleDateString('en', { dateStyle: 'long' })") in printed
    assert tab.complaints == []
