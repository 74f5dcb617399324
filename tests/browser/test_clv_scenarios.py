"""Customer value in a browser: sentence, figures, charts and tables follow the scenario, the segment and a slider."""

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, run
from model.questions.clv_scenarios import ClvScenarios, ask
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES, query
from ui import numbers

YEARLY, THREE, SMB = (EXAMPLES[key] for key in ("mid-market-yearly", "three-segments", "product-led-smb"))
BOOK, FREQUENCY, YEARS = "Cumulative revenue of the book", "What expanding more often", "Cost to win and to serve"


class CustomerValue(AnyPage):
    """The page, with its three charts."""

    key = "clv_scenarios"
    charts = 3

    def expect_answer(self, scenario: Scenario, segment: int = 0) -> ClvScenarios:
        """Sentences, figures, the ends of lines and the table of cases are what the model says of this scenario."""
        worth = ask(run(scenario), segment)
        self.expect_told(worth, scenario, (worth.book, worth.trap, worth.first_years.sentence))
        for case in worth.cases:
            cells = [numbers.text(cell, scenario) for cell in case.cells]
            row = self.page.locator("tr", has=self.page.get_by_role("rowheader", name=case.name, exact=True))
            expect(row.first.locator("td")).to_have_text(cells)
        return worth


@pytest.fixture
def value(page: Page, server: str) -> CustomerValue:
    page.set_viewport_size({"width": 1280, "height": 2600})
    return CustomerValue(page, server)


def test_the_papers_book_and_the_trap_of_the_same_step_more_often(value: CustomerValue) -> None:
    value.open(query(scenario="mid-market-yearly")).expect_answer(YEARLY)
    expect(value.page.locator("[data-figure='clv_scenarios.mine.book_revenue'] .value")).to_have_text("$7.71M")
    value.expect_text(BOOK, "Yours, yearly 7.71M")
    value.expect_text(BOOK, "Flat 7.56M")
    value.expect_text(FREQUENCY, "Same step 15.9M")
    value.expect_text(FREQUENCY, "Same year 7.78M")
    value.expect_text(YEARS, "Year 3: revenue 37.5k, costs 7.49k")
    value.choose("Scenario", EXAMPLES["mid-market-monthly"].name)
    value.wait_for_link(lambda link: link == {"scenario": "mid-market-monthly"})
    value.expect_answer(EXAMPLES["mid-market-monthly"])
    value.expect_text(BOOK, "Yours, monthly 10.9M")
    value.expect_text(YEARS, "Year 1 if all stayed for a year: revenue 45.3k")
    value.page.locator("p.answer button[data-trace='clv_scenarios.turn']").click()
    expect(value.page.locator(".arithmetic")).to_have_text("Found by search: the numbers below show it.")
    expect(value.page.locator("table.terms tr")).to_have_count(3)
    value.expect_peace()


def test_each_segment_has_its_own_book(value: CustomerValue) -> None:
    value.open(query(scenario="three-segments")).expect_answer(THREE)
    for place, segment in enumerate(THREE.segments[1:], 1):
        value.choose("Segment", segment.name)
        value.wait_for_link(lambda link, name=segment.name: link.get("segment") == name)
        value.expect_answer(THREE, place)
    value.expect_peace()


def test_a_slider_moves_sentence_figures_charts_and_tables(value: CustomerValue) -> None:
    value.open(query(scenario="product-led-smb"))
    svg = value.page.locator(".picture svg").first.element_handle()
    value.press("0-retention_rate", "ArrowLeft", times=10)
    value.wait_for_link(lambda link: link.get("SMB.retention_rate") == "0.96")
    changed = SMB.changed({"SMB.retention_rate": 0.96})
    value.expect_answer(changed)
    value.expect_control(changed, "SMB.retention_rate")
    expect(value.page.locator("[data-figure='clv_scenarios.mine.gain'] .worse")).to_have_text("worse")
    value.expect_text(BOOK, "Baseline")
    value.expect_text(FREQUENCY, "Baseline")
    expect(value.page.locator("p.finding", has_text="grey marks: costs in the baseline")).to_have_count(1)
    assert svg.evaluate("element => element.isConnected")
    value.expect_peace()


def test_a_narrow_window_scrolls_one_way(value: CustomerValue) -> None:
    value.page.set_viewport_size({"width": 375, "height": 700})
    value.open(query(scenario="three-segments"))
    for width in (375, 320):
        value.page.set_viewport_size({"width": width, "height": 700})
        assert value.settle().overflow() <= 0
    value.expect_peace()
