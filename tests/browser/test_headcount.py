"""Headcount in a browser: answer and charts follow the decision, its switches and the plan; nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, run
from model.questions.headcount import Headcount, ask
from model.questions.headcount.fewest_hires import Planning
from model.questions.headcount.hiring_plan import planned
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES

TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
WATERFALL = "Why profit changes"


@pytest.fixture
def tab(page: Page, server: str) -> AnyPage:
    return AnyPage(page, server)


def expect_answer(tab: AnyPage, scenario: Scenario, segment: int = 0, view: str = "") -> Headcount:
    found = ask(run(scenario), segment, view)
    tab.expect_told(found, scenario)
    return found


def steps(tab: AnyPage) -> list[str]:
    return tab.open_fold("profit_steps").locator("tbody th").all_inner_texts()


def pick(tab: AnyPage, option: str) -> None:
    """One of several that stand side by side."""
    tab.page.get_by_role("radio", name=option, exact=True).click()
    tab.settle()


def test_the_answer_follows_the_response_and_the_decision_in_view(tab: AnyPage) -> None:
    tab.visit("headcount", {"scenario": "understaffed-team"})
    expect_answer(tab, TEAM)
    tab.type("0-retention_at_risk", "2")
    tab.wait_for_link(lambda link: link.get("Mid-market.retention_at_risk") == "0.02")
    changed = TEAM.changed({"Mid-market.retention_at_risk": 0.02})
    expect_answer(tab, changed)
    pick(tab, "One CSM more")
    shown = expect_answer(tab, changed, view="more").decision
    expect(tab.page.get_by_text("One CSM more: what changes profit")).to_be_visible()
    assert shown is not None
    assert steps(tab) == ["Profit without it", *(step.label for step in shown.steps), "Profit with it"]
    pick(tab, "NRR")
    expect(tab.chart("NRR by number of CSMs").locator("svg")).to_be_visible()
    tab.page.reload()
    tab.settle()
    expect_answer(tab, changed)
    tab.expect_peace()


def test_a_way_that_is_switched_off_has_no_step_and_comes_back_as_it_was(tab: AnyPage) -> None:
    tab.visit("headcount", {"scenario": "understaffed-team"})
    assert "Churn" in steps(tab)
    box = tab.page.get_by_role("group", name="Effects of service").get_by_role("checkbox", name="Churn", exact=True)
    box.click()
    tab.wait_for_link(lambda link: link.get("Mid-market.retention_at_risk") == "0")
    expect_answer(tab, TEAM.changed({"Mid-market.retention_at_risk": 0.0}))
    assert "Churn" not in steps(tab)
    box.click()
    tab.wait_for_link(lambda link: "Mid-market.retention_at_risk" not in link)
    expect_answer(tab, TEAM)
    tab.expect_peace()


def test_the_plan_is_used_and_taken_back(tab: AnyPage) -> None:
    tab.visit("headcount", {"scenario": "understaffed-team"})
    tab.page.locator("[data-key=hiring_plan] button").click()
    plan = planned(run(TEAM), 0, Planning())
    tab.page.get_by_role("button", name="Use this plan").click()
    tab.wait_for_link(lambda link: "Mid-market.staff_changes" in link)
    found = expect_answer(tab, TEAM.changed(plan.changes))
    assert found.decisions[0].option.name == "As planned"
    tab.page.get_by_role("button", name="Undo", exact=True).click()
    tab.wait_for_link(lambda link: "Mid-market.staff_changes" not in link)
    expect_answer(tab, TEAM)
    tab.expect_peace()


def test_it_opens_on_a_segment_with_a_fixed_team_and_another_one_may_be_looked_at(tab: AnyPage) -> None:
    tab.visit("headcount", {"scenario": "three-segments"})
    tab.wait_for_link(lambda link: link.get("segment") == "Mid-market")
    expect_answer(tab, THREE, 1)
    tab.choose("Segment", "SMB")
    tab.wait_for_link(lambda link: link.get("segment") == "SMB")
    expect_answer(tab, THREE, 2)
    tab.page.reload()
    tab.settle()
    expect_answer(tab, THREE, 2)
    tab.expect_peace()


def test_a_team_that_is_hired_to_need_has_nothing_to_decide_until_its_staffing_is_fixed(tab: AnyPage) -> None:
    hired = {"Mid-market.staffing": "to_need"}
    tab.visit("headcount", {"scenario": "understaffed-team", **hired})
    expect_answer(tab, TEAM.changed(hired))
    expect(tab.page.locator(".picture")).to_have_count(0)
    pick(tab, "fixed")
    tab.wait_for_link(lambda link: "Mid-market.staffing" not in link)
    expect_answer(tab, TEAM)
    expect(tab.chart(WATERFALL).locator("svg")).to_be_visible()
    tab.expect_peace()


def test_a_pasted_table_says_what_it_shows_and_is_no_part_of_the_link(tab: AnyPage) -> None:
    tab.visit("headcount", {"scenario": "understaffed-team"})
    tab.page.locator("[data-key=response_data] button").click()
    before = tab.link()
    field = tab.page.get_by_label("Table of accounts")
    field.fill("hours,renewed\n" + "\n".join(f"{hours},yes" for hours in range(12)))
    field.press("Control+Enter")
    expect(tab.page.get_by_text("12 accounts read from the pasted table")).to_be_visible()
    field.fill("hours,renewed\nmany,yes")
    field.press("Control+Enter")
    expect(tab.page.get_by_text("'many'")).to_be_visible()
    assert tab.link() == before
    tab.expect_peace()
