"""CSM capacity in a browser: answer, figures and charts follow sliders and the table of meetings; nothing is lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from model import Scenario, run
from model.questions.csm_capacity import CsmCapacity, ask
from model.trace import Quantity
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES, query
from ui import numbers

TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
MEETINGS = "Mid-market.meetings"


class Capacity(AnyPage):
    """The page with its editor of meetings."""

    key = "csm_capacity"

    def settle(self) -> "Capacity":
        super().settle()
        self.page.get_by_role("grid").first.wait_for()
        return self

    def expect_answer(self, scenario: Scenario, segment: int = 0) -> CsmCapacity:
        """Sentence, figures and the chart of need are what the model says of this scenario."""
        answer = ask(run(scenario), segment)
        self.expect_told(answer, scenario)
        need = f"Needed {answer.team.needed[-1]:.0f}"
        self.expect_text("CSMs needed and CSMs on the team", need)
        return answer

    def cell(self, column: int, row: int) -> Locator:
        """A cell of the meetings, by its place."""
        return self.page.get_by_role("grid").first.locator("tbody tr").nth(row).get_by_role("gridcell").nth(column)

    def enter(self, column: int, row: int, text: str) -> None:
        """Type into a cell of the meetings, and press Enter."""
        self.cell(column, row).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")


@pytest.fixture
def capacity(page: Page, server: str) -> Capacity:
    page.set_viewport_size({"width": 1280, "height": 1600})
    return Capacity(page, server)


def test_a_team_that_is_short_and_a_segment_among_several(capacity: Capacity) -> None:
    capacity.open(query(scenario="understaffed-team")).expect_answer(TEAM)
    expect(capacity.chart("Load").locator("text", has_text="first above 1 in month 1").last).to_be_visible()
    expect(
        capacity.chart("Hours an account needs").locator("text", has_text="Business review, preparation 6").last
    ).to_be_visible()
    capacity.choose("Scenario", THREE.name)
    capacity.choose("Segment", "Mid-market")
    answer = capacity.expect_answer(THREE, 1)
    for ratio in answer.ratios.ratios:
        found = [numbers.text(part, THREE) for part in ratio.finding if isinstance(part, Quantity)]
        expect(capacity.page.locator("p.finding", has_text=found[0]).filter(has_text=found[1])).to_have_count(1)
    expect(capacity.chart("ARR that one CSM can hold").locator("text", has_text="$2M: SaaStr").last).to_be_visible()
    capacity.choose("Segment", "SMB")
    expect(capacity.page.locator("p.answer")).to_contain_text("SMB accounts take no CSM time")
    expect(capacity.page.get_by_text("Not counted, because their accounts take no hours: SMB.")).to_be_visible()
    capacity.expect_peace()


def test_a_slider_and_the_choice_of_staffing_move_all_of_it(capacity: Capacity) -> None:
    capacity.open(query(scenario="understaffed-team")).press("0-csm_productivity", "ArrowLeft", times=10)
    capacity.wait_for_link(lambda link: link.get("Mid-market.csm_productivity") == "0.6")
    slower = TEAM.changed({"Mid-market.csm_productivity": 0.6})
    capacity.expect_answer(slower)
    expect(
        capacity.chart("Hours a CSM has").locator("text", has_text="Baseline: 1,456 productive").last
    ).to_be_visible()
    capacity.page.get_by_role("radio", name="none").click()
    capacity.wait_for_link(lambda link: link.get("Mid-market.staffing") == "none")
    capacity.expect_answer(slower.changed({"Mid-market.staffing": "none"}))
    expect(capacity.chart("Load")).to_have_count(0)
    capacity.expect_peace()


def test_the_table_of_meetings_is_edited_refused_undone_and_reloaded(capacity: Capacity) -> None:
    page = capacity.open(query(scenario="understaffed-team")).page
    capacity.enter(2, 0, "3")
    capacity.wait_for_link(lambda link: MEETINGS in link)
    review, check_in = (row.model_dump() for row in TEAM.value(MEETINGS))
    longer = TEAM.changed({MEETINGS: [review | {"hours": 3.0}, check_in]})
    assert capacity.opened().scenario == longer
    capacity.expect_answer(longer)
    capacity.enter(1, 1, "500")
    expect(page.locator(".refused")).to_have_text("Row 2, per year: “500” is outside 0 to 366")
    expect(capacity.cell(1, 1)).to_have_text("500")
    expect(capacity.cell(1, 1)).to_have_attribute("aria-invalid", "true")
    capacity.settle().expect_answer(longer)
    capacity.enter(1, 1, "8")
    expect(page.locator(".refused")).to_have_count(0)
    capacity.enter(0, 0, "<img src=x onerror=alert(1)>")
    capacity.wait_for_link(lambda link: "onerror" in link[MEETINGS])
    named = TEAM.changed({MEETINGS: [review | {"hours": 3.0, "name": "<img src=x onerror=alert(1)>"}, check_in]})
    page.reload()
    capacity.settle().expect_answer(named)
    assert capacity.opened().scenario == named
    expect(capacity.chart("Hours an account needs").locator("text", has_text="<img src=x").last).to_be_visible()
    assert page.locator("[data-testid=stMain] img").count() == 0
    page.get_by_role("button", name="Undo Meetings").click()
    capacity.wait_for_link(lambda link: MEETINGS not in link)
    capacity.expect_answer(TEAM)
    expect(capacity.cell(0, 0)).to_have_text("Business review")


@pytest.mark.parametrize("width", [375, 320])
def test_a_narrow_window_scrolls_one_way(capacity: Capacity, width: int) -> None:
    capacity.open(query(scenario="three-segments"))
    capacity.page.set_viewport_size({"width": width, "height": 700})
    expect(capacity.page.locator(".picture svg")).to_have_count(5)
    assert capacity.settle().overflow() <= 0
    capacity.expect_peace()
