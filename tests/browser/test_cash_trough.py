"""The cash trough in a browser: sentence, figures, families, charts and tables follow the scenario and a slider."""

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, run
from model.questions.cash_trough import CashTrough, ask
from tests.browser.any_page import AnyPage, in_words
from tests.browser.overview import EXAMPLES, query
from ui import numbers

SMB, THREE, TROUGH = (EXAMPLES[key] for key in ("product-led-smb", "three-segments", "trough-2-more"))
PROFIT, CASH, SECOND = "Cumulative profit:", "Cash:", "Cumulative profit if you double new customers:"


class Trough(AnyPage):
    """The page, with its two or three charts."""

    key = "cash_trough"
    charts = 3

    def view(self, name: str) -> None:
        self.page.locator("[data-panel=family]").get_by_role("radio", name=name).click()

    def expect_answer(self, scenario: Scenario, family: str = "growth", segment: int = 0) -> CashTrough:
        """Sentences, figures and the family's table are what the model says of this scenario."""
        answer = ask(run(scenario), segment)
        shown = answer.family(family)
        self.expect_told(answer, scenario, (shown.sentence, answer.runway_sentence, answer.second.sentence))
        rows = self.open_fold("family").locator("tbody tr")
        expect(rows).to_have_count(len(shown.members))
        for place, (name, cells) in enumerate(shown.rows):
            expect(rows.nth(place).locator("th")).to_have_text(name)
            expect(rows.nth(place).locator("td")).to_have_text([numbers.text(cell, scenario) for cell in cells])
        return answer


@pytest.fixture
def trough(page: Page, server: str) -> Trough:
    page.set_viewport_size({"width": 1280, "height": 2600})
    return Trough(page, server)


def test_skoks_trough_and_the_families_that_can_be_looked_at(trough: Trough) -> None:
    trough.open(query(scenario="trough-2-more")).expect_answer(TROUGH)
    for text in ("−1.3M", "break-even", "recovered", "4 more"):
        trough.expect_text(PROFIT, text)
    trough.expect_text(CASH, "−1.3M")
    trough.expect_text(SECOND, "−516k")
    svg = trough.page.locator(".picture svg").first.element_handle()
    trough.view("Payback time")
    trough.expect_text(PROFIT, "6 months")
    trough.expect_answer(TROUGH, "payback")
    trough.view("Billed ahead")
    trough.expect_text(CASH, "3 months")
    trough.expect_answer(TROUGH, "billing")
    assert svg.evaluate("element => element.isConnected")
    assert trough.link() == {"scenario": "trough-2-more"}
    trough.expect_peace()


def test_the_view_stays_while_a_slider_moves_sentence_figures_charts_and_table(trough: Trough) -> None:
    trough.open(query(scenario="trough-2-more")).view("Payback time")
    trough.expect_answer(TROUGH, "payback")
    trough.type("company-cash", "2m")
    trough.wait_for_link(lambda link: link.get("company.cash") == "2000000")
    with_cash = TROUGH.changed({"company.cash": 2e6})
    answer = trough.expect_answer(with_cash, "payback")
    assert "carries up to" in in_words(answer.sentence, with_cash)
    expect(trough.page.locator("[data-figure=cash_low] .better")).to_have_text("better")
    trough.expect_text(CASH, "Baseline")
    trough.press("0-new_accounts_step", "ArrowRight", times=2)
    trough.wait_for_link(lambda link: link.get("Customers.new_accounts_step") == "3")
    changed = with_cash.changed({"Customers.new_accounts_step": 3.0})
    trough.expect_answer(changed, "payback")
    trough.expect_control(changed, "Customers.new_accounts_step")
    trough.expect_text(PROFIT, "Baseline")
    trough.expect_text(PROFIT, "−1.95M")
    trough.view("Growth")
    trough.expect_answer(changed)
    trough.expect_peace()


def test_the_fastest_growth_shows_both_sides_of_its_bracket(trough: Trough) -> None:
    trough.open(query(scenario="product-led-smb"))
    answer = trough.expect_answer(SMB)
    trough.page.locator(f"[data-figure='{answer.figures[-1].key}'] .value button").click()
    expect(trough.page.locator(".arithmetic .words")).to_have_text(
        "= New account growth + New account growth, more than now"
    )
    trough.page.locator("table.terms button").last.click()
    expect(trough.page.locator(".arithmetic")).to_have_text("Found by search: the numbers below show it.")
    sides = trough.page.locator("table.terms tr")
    expect(sides).to_have_count(2)
    expect(sides.first.locator("th")).to_have_text("Lowest cash at 12.2%")
    expect(sides.last.locator("td").first).to_contain_text("−")
    trough.expect_peace()


def test_three_segments_and_a_company_that_signs_nobody(trough: Trough) -> None:
    trough.open(query(scenario="three-segments")).expect_answer(THREE)
    trough.expect_text(PROFIT, "as now")
    trough.charts = 2
    trough.choose("Scenario", EXAMPLES["mid-market-yearly"].name)
    trough.wait_for_link(lambda link: link == {"scenario": "mid-market-yearly"})
    trough.expect_answer(EXAMPLES["mid-market-yearly"])
    trough.expect_peace()


def test_a_narrow_window_scrolls_one_way(trough: Trough) -> None:
    trough.page.set_viewport_size({"width": 375, "height": 700})
    trough.open(query(scenario="three-segments"))
    lines = "parts => parts.map(part => part.getClientRects().length)"
    for width in (375, 320):
        trough.page.set_viewport_size({"width": width, "height": 700})
        assert trough.settle().overflow() <= 0
        assert set(trough.page.locator(".amount").evaluate_all(lines)) == {1}  # with its minus and its comma
    trough.expect_peace()
