"""Unit economics in a browser: sentence, figures, map, moves and tables follow the scenario, the segment and a slider."""

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, run
from model.questions.unit_economics import UnitEconomics, ask
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES, query
from ui import numbers

CHANNELS, THREE, SMB = (EXAMPLES[key] for key in ("two-channels", "three-segments", "product-led-smb"))
MAP, CEILING, LTV_CAC, PAYBACK = ("LTV:CAC against CAC payback", "MRR and its growth ceiling", "LTV:CAC if new customers move",
                                  "CAC payback if new customers move")  # fmt: skip


class UnitEconomicsPage(AnyPage):
    """The page: two charts, and two more where there is another segment to move accounts to."""

    key = "unit_economics"
    charts = 4

    def expect_answer(self, scenario: Scenario, segment: int = 0) -> UnitEconomics:
        """Sentences, figures and tables are what the model says of this scenario."""
        answer = ask(run(scenario), segment)
        self.expect_told(answer, scenario, (answer.ceiling.sentence, answer.moves.sentence))
        heading = self.page.get_by_role("heading", name="Against your limits")
        limits = self.page.locator("section", has=heading)
        for part, rows in ((limits, [row.cells for row in answer.standings]),
                           (self.open_fold("affordable"), [row.cells for row in answer.prices]),
                           (self.open_fold("worth"), [row.values for row in answer.worth]),
                           (self.open_fold("paybacks"), [row.paybacks for row in answer.worth]),
                           (self.open_fold("ceilings"), [row.cells for row in answer.reached])):  # fmt: skip
            table = part.locator("tbody tr")
            for place, cells in enumerate(rows):
                texts = [cell if isinstance(cell, str) else numbers.text(cell, scenario) for cell in cells]
                expect(table.nth(place).locator("td")).to_have_text(texts)
        return answer


@pytest.fixture
def opened(page: Page, server: str) -> UnitEconomicsPage:
    page.set_viewport_size({"width": 1280, "height": 2800})
    return UnitEconomicsPage(page, server)


def test_two_channels_and_what_it_does_to_move_accounts_between_them(opened: UnitEconomicsPage) -> None:
    opened.open(query(scenario="two-channels")).expect_answer(CHANNELS)
    expect(opened.page.locator("p.answer")).to_contain_text("Furthest off: Direct (payback 28 months over).")
    for chart, text in ((MAP, "Resellers"), (MAP, "12 months"), (MAP, "LTV:CAC 3"), (CEILING, "Ceiling 360k"),
                        (CEILING, "57% in month 36"), (LTV_CAC, "Resellers 5"), (LTV_CAC, "52.4%"),
                        (PAYBACK, "at most 12")):  # fmt: skip
        opened.expect_text(chart, text)
    opened.choose("Segment", "Resellers")
    opened.wait_for_link(lambda link: link.get("segment") == "Resellers")
    opened.expect_answer(CHANNELS, 1)
    opened.expect_text(LTV_CAC, "Direct 1.5")
    opened.expect_peace()


def test_a_slider_and_a_guideline_move_everything(opened: UnitEconomicsPage) -> None:
    opened.open(query(scenario="two-channels"))
    svg = opened.page.locator(".picture svg").first.element_handle()
    opened.type("0-cac", "20000")
    opened.wait_for_link(lambda link: link.get("Direct.cac") == "20000")
    changed = CHANNELS.changed({"Direct.cac": 20_000.0})
    opened.expect_answer(changed)
    opened.expect_text(LTV_CAC, "Resellers 5")
    expect(opened.page.locator("p.finding", has_text="baseline: Company (2.08, 28.8 months).")).to_have_count(1)
    expect(opened.page.locator("[data-figure='blended_ltv_cac'] .better")).to_have_count(1)
    opened.press("guidelines-payback_months", "ArrowRight", times=8)
    opened.wait_for_link(lambda link: link.get("guidelines.payback_months") == "20")
    opened.expect_answer(changed.changed({"guidelines.payback_months": 20.0}))
    opened.expect_text(MAP, "20 months")
    assert opened.page.locator(".picture svg").first.evaluate("(now, then) => now === then", svg)
    opened.expect_peace()


def test_where_nobody_is_signed_there_is_nothing_to_move_and_no_control_moves(opened: UnitEconomicsPage) -> None:
    opened.open(query(scenario="three-segments")).expect_answer(THREE)
    opened.charts = 2
    opened.type("0-new_accounts", "0")
    opened.wait_for_link(lambda link: link.get("Enterprise.new_accounts") == "0")
    opened.expect_answer(THREE.changed({"Enterprise.new_accounts": 0.0}))
    expect(opened.chart(LTV_CAC)).to_have_count(0)
    expect(opened.field("0-new_accounts")).to_have_value("0")
    opened.expect_peace()


def test_one_segment_on_a_narrow_screen(opened: UnitEconomicsPage) -> None:
    opened.charts = 2
    opened.page.set_viewport_size({"width": 375, "height": 2800})
    opened.open(query(scenario="product-led-smb")).expect_answer(SMB)
    expect(opened.page.locator("p.finding", has_text="With one segment ")).to_have_count(1)
    assert opened.overflow() <= 0
    opened.expect_peace()


def test_a_share_that_was_found_by_trying_shows_the_figures_on_both_sides(opened: UnitEconomicsPage) -> None:
    opened.open(query(scenario="two-channels"))
    key = "unit_economics.moved.0.1.ltv_cac.border.0.5"
    opened.open_fold("moved").locator(f"td button[data-trace='{key}']").click()
    expect(opened.page.locator(".arithmetic .result")).to_contain_text("52.4%")
    opened.page.locator("table.terms tr", has_text="Customers moved to Resellers").locator("button").click()
    expect(opened.page.locator(".arithmetic")).to_have_text("Found by search: the numbers below show it.")
    expect(opened.page.locator("table.terms tr", has_text="with 52.3% moved")).to_have_count(1)
    expect(opened.page.locator("table.terms tr", has_text="with 52.4% moved")).to_have_count(1)
    opened.expect_peace()
