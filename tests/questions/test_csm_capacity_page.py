"""CSM capacity as it is shown: its blocks, what the charts hold and mark, and what is said of them."""

import random
from typing import Any

import numpy as np
import pytest

from charts.drawn import drawn
from model import Scenario
from model.answers import Answer, Bars, Chart, Fold, Part, Remark, Slot, Table
from model.questions.csm_capacity.hours import rows
from model.questions.csm_capacity.page import answer
from model.trace import as_text
from tests.corner_scenarios import corner_scenarios
from tests.naive import naive_run
from tests.naive.capacity import csms_to_need
from tests.naive.defaults import with_defaults
from tests.questions.asking import about, bars, every, finding, line, picture, tables, words
from tests.questions.test_csm_capacity import EXAMPLES, TEAM, THREE, asked, plain
from tests.random_scenarios import random_scenario

ACCOUNT, YEAR, NEED, LOAD = "Hours an account needs", "Hours a CSM has", "CSMs needed and CSMs on the team", "Load"
HELD = "ARR that one CSM can hold"
FULL = "1: exactly enough hours"


def changed(**inputs: Any) -> Scenario:
    return TEAM.changed({f"Mid-market.{name}": value for name, value in inputs.items()})


def shown(scenario: Scenario, before: Scenario | None = None, segment: int = 0) -> Answer:
    return answer(about(scenario, before, segment=segment))


def titles(given: Answer) -> list[str]:
    return [block.title for block in every(given.blocks) if isinstance(block, Chart)]


def finding_of(title: str, scenario: Scenario, before: Scenario | None = None) -> str:
    charts = [block for block in every(shown(scenario, before).blocks) if isinstance(block, Chart)]
    return next(finding(chart) for chart in charts if chart.title == title)


def test_sentences_figures_and_tables_are_those_of_the_answer() -> None:
    found, given = asked(THREE, 1), shown(THREE, TEAM.changed({"Mid-market.csms": 5.0}), segment=1)
    assert as_text(given.sentence) == as_text(found.sentence)
    assert [figure.shown.value for figure in given.figures] == [figure.value for figure in found.figures]
    assert [figure.by_result["baseline"].key for figure in given.figures] == [figure.key for figure in found.figures]
    assert given.about == ("load", "coverage")
    assert [type(block) for block in given.beside] == [Slot, Fold, Part, Bars, Part]
    hours, need, ways, *others = tables(given.below)
    assert (ways.title, len(ways.rows)) == ("Three ways to staff", 3)
    assert [(table.title, len(table.rows)) for table in (hours, need, *others[:-1])] == [
        ("Mid-market: from hours to accounts", len(found.hours.account) + 6), ("Mid-market: CSMs as the book grows", 4),
        ("What the hours need in the last month", 3), *[("", 3)] * len(found.ratios.ratios),
    ]  # fmt: skip
    assert [name for name, _ in need.rows] == ["month 1", "month 13", "month 25", "month 36"]
    remarks = [as_text(block.sentence) for block in given.below if isinstance(block, Remark)]
    assert remarks == [*(as_text(ratio.finding) for ratio in found.ratios.ratios), found.ratios.left_out]
    published, months = (block for block in given.below if isinstance(block, Fold))
    (table,) = published.blocks()
    assert isinstance(table, Table)
    assert [name for name, _ in table.rows] == [name for name, _ in found.published]
    assert months.key == "months"


def test_without_hours_and_without_a_team_charts_are_left_out_and_their_places_stay() -> None:
    assert titles(shown(TEAM)) == [ACCOUNT, YEAR, NEED, LOAD, HELD]
    assert titles(shown(changed(staffing="none"))) == [ACCOUNT, YEAR, NEED, HELD]
    assert titles(shown(EXAMPLES["product-led-smb"])) == [YEAR]
    for scenario in (TEAM, changed(staffing="none"), EXAMPLES["product-led-smb"]):
        assert [type(block) for block in shown(scenario).beside] == [Slot, Fold, Part, Bars, Part]


def test_the_bar_of_an_account_is_its_meetings_end_to_end() -> None:
    """4 x (1.5 + 1.5) + 8 x (0.75 + 0.25) + 0.8 hours, the scenario's own."""
    (bar,) = bars(shown(TEAM), ACCOUNT).bars
    assert [piece.start for piece in bar.pieces] == pytest.approx([0, 6, 12, 18, 20])
    assert [piece.end for piece in bar.pieces] == pytest.approx([6, 12, 18, 20, 20.8])
    assert [piece.words for piece in bar.pieces] == [
        "Business review 6", "Business review, preparation 6", "Check-in 6", "Check-in, preparation 2", "Other time 0.8",
    ]  # fmt: skip
    assert [piece.tooltip for piece in bar.pieces] == ["6", "6", "6", "2", "0.8"]
    assert [piece.lighter for piece in bar.pieces] == [False, True, False, True, False]
    assert len({piece.role for piece in bar.pieces}) == 3
    assert not bar.ticks


def test_the_baseline_is_marked_where_it_ended_and_only_where_it_differs() -> None:
    more = changed(other_hours=10.8)
    (tick,) = bars(shown(more, TEAM), ACCOUNT).bars[0].ticks
    assert (tick.value, tick.words, tick.role) == (pytest.approx(20.8), "Baseline 20.8", "baseline")
    assert finding_of(ACCOUNT, more, TEAM) == (
        "Each Mid-market account needs 30.8 hours a year; “Other time” takes the most, 10.8 (baseline: 20.8)."
    )
    assert not bars(shown(TEAM, TEAM), ACCOUNT).bars[0].ticks
    productive = changed(csm_productivity=0.5)
    (bar,) = bars(shown(productive, TEAM), YEAR).bars
    assert [piece.words for piece in bar.pieces] == ["50 × 20.8 hours = 1,040", "Not productive 1,040"]
    assert [tick.words for tick in bar.ticks] == ["Baseline: 1,456 productive"]
    assert finding_of(YEAR, productive, TEAM) == (
        "Of 2,080 paid hours, 1,040 are productive: 50 Mid-market accounts at 20.8 hours each (baseline: 1,456)."
    )
    assert as_text(bars(shown(TEAM), YEAR).remark) == as_text(asked(TEAM).productivity)


def naive_need(scenario: Scenario) -> list[float]:
    month = naive_run(plain(scenario))["segments"]["Mid-market"]
    (segment,) = with_defaults(plain(scenario))["segments"]
    hours = zip(month["required_hours"], month["reactive_hours"], strict=True)
    return [csms_to_need(required + reactive, segment) for required, reactive in hours]


def test_need_and_team_by_month_with_what_is_short() -> None:
    chart = picture(shown(TEAM), NEED)
    needed = naive_need(TEAM)
    assert line(chart, "Needed").values.tolist() == needed
    assert line(chart, "On the team").values.tolist() == [3] * 36
    (short,) = chart.bands
    assert short.low.tolist() == [3] * 36
    assert short.high.tolist() == [max(3, need) for need in needed]
    assert words(chart) == ["On the team 3", "Hired to need"]
    assert line(chart, "Needed").words == "Needed 5"
    assert chart.labels == ("Needed", "On the team", "Hired to need", "Baseline")
    assert finding(chart) == (
        "Mid-market needs 4 in month 1 and 5 in month 36; the team ends with 3, too few in 36 of 36 months."
    )
    enough = changed(csms=6.0)
    assert "the team ends with 6 and is never too small" in finding_of(NEED, enough)
    assert np.isnan(line(picture(shown(enough), NEED), "Hired to need").values).all()


def test_without_a_team_nobody_is_drawn() -> None:
    chart = picture(shown(changed(staffing="none")), NEED)
    assert np.isnan(line(chart, "On the team").values).all()
    assert words(chart) == []
    assert finding(chart) == "Mid-market needs 4 in month 1 and 5 in month 36."


def test_the_baselines_need_and_load_are_drawn_where_they_differ() -> None:
    slower = changed(csm_productivity=0.35)
    baseline = line(picture(shown(slower, TEAM), NEED), "Baseline")
    assert (baseline.values.tolist(), baseline.words) == (naive_need(TEAM), "Baseline 5")
    assert finding_of(NEED, slower, TEAM).endswith(" (baseline: 5 at the end).")
    loads = naive_run(plain(TEAM))["segments"]["Mid-market"]["load"]
    assert line(picture(shown(slower, TEAM), LOAD), "Baseline").values.tolist() == pytest.approx(loads)
    assert "(baseline: in 36)" in finding_of(LOAD, slower, TEAM)
    for title in (NEED, LOAD):
        for before in (TEAM, None):
            assert np.isnan(line(picture(shown(TEAM, before), title), "Baseline").values).all()
    no_load = changed(csms=0.0)
    assert np.isnan(line(picture(shown(no_load, no_load), LOAD), "Baseline").values).all()


def test_a_team_hired_to_need_takes_fewer_where_neglect_ends_in_firefighting() -> None:
    scenario = changed(csms=1.0, retention_at_risk=0.0, firefighting_hours=20.0)
    hired, needed = asked(scenario).team.to_need[-1], naive_need(scenario)[-1]
    assert hired < needed
    assert finding_of(NEED, scenario).endswith(
        f". Hired to need it would be {hired:.0f}, because no account would be at risk."
    )


def test_a_team_hired_to_need_takes_more_where_neglected_accounts_leave() -> None:
    scenario = changed(csms=1.0, retention_at_risk=0.6)
    hired, needed = asked(scenario).team.to_need[-1], naive_need(scenario)[-1]
    assert hired > needed
    assert f". Hired to need it would be {hired:.0f}, because more accounts would stay" in finding_of(NEED, scenario)


LOADS = {
    "all the time": ({}, "Load is 1.41 in month 36; it is above 1 in 36 of 36 months, first in month 1."),
    "never": ({"csms": 5.0}, " in month 36 and never above 1."),
    "once": ({"csms": 3.0, "staff_changes": [{"month": 2, "change": 3}]}, "it is above 1 only in month 1."),
    "no hours at all": ({"csms": 0.0}, "Accounts need hours and nobody has any, so load has no number."),
    "no hours at last": ({"csms": 6.0, "staff_changes": [{"month": 36, "change": -6}]}, "Nobody has hours in month 36; it is above 1 only in month 36."),
}  # fmt: skip


@pytest.mark.parametrize("situation", LOADS)
def test_load_in_words(situation: str) -> None:
    inputs, expected = LOADS[situation]
    said = finding_of(LOAD, changed(**inputs))
    assert said.endswith(expected), said


def test_the_first_month_above_1_is_marked_and_a_month_without_hours_has_no_load() -> None:
    later = changed(csms=4.0)
    loads = naive_run(plain(later))["segments"]["Mid-market"]["load"]
    first = next(month for month, load in enumerate(loads, 1) if load > 1)
    assert 1 < first < 36
    chart = picture(shown(later), LOAD)
    assert words(chart) == [FULL, f"first above 1 in month {first}"]
    assert (chart.marks[1].x, chart.marks[1].y) == (first, pytest.approx(loads[first - 1]))
    (above,) = chart.bands
    assert above.high.tolist() == pytest.approx([max(load, 1) for load in loads])
    ended = picture(shown(changed(csms=6.0, staff_changes=[{"month": 36, "change": -6}])), LOAD)
    assert np.isnan(line(ended, "Load").values).tolist() == [False] * 35 + [True]
    assert line(ended, "Load").words == ""
    assert words(picture(shown(changed(csms=0.0)), LOAD)) == [FULL]


def test_ratios_run_across_the_segments_that_take_hours() -> None:
    chart = bars(shown(THREE), HELD)
    assert [bar.name.rpartition(" ")[0] for bar in chart.bars] == ["Enterprise", "Mid-market"]
    held = {ground.name: ground.arr_held.value for ground in asked(THREE).ratios.ground}
    assert [(bar.pieces[0].start, bar.pieces[0].end) for bar in chart.bars] == [
        (0, held["Enterprise"]), (0, held["Mid-market"]),
    ]  # fmt: skip
    limits = sorted(chart.limits, key=lambda limit: limit.value)
    assert [limit.role for limit in limits] == ["ink", "ink", "whatif"]
    assert [limit.value for limit in limits[:2]] == [1.72e6, 2e6]
    assert limits[0].words == "$1.72M: ClientSuccess survey, 2021"
    assert finding(chart).endswith(" of Mid-market. No single ratio fits both.")
    assert finding_of(HELD, TEAM).startswith("One CSM can hold ")


def test_every_scenario_can_be_drawn_against_every_other() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(12)]
    corners = random.Random(2).sample(list(corner_scenarios()), 36)
    scenarios = [Scenario.model_validate(inputs) for inputs in [*some, *corners]]
    for scenario, before in zip(scenarios, [None, *scenarios], strict=False):
        for chart in every(shown(scenario, before).blocks):
            if isinstance(chart, Chart):
                _, table = drawn(chart, scenario, dark=False)
                said = finding(chart)
                assert table.rows
                assert said.endswith(".")
                assert not {"nan", "inf"} & {*said.replace(";", " ").replace(",", " ").rstrip(".").split()}, said


def test_what_is_rounded_down_is_shown_before_with_its_decimals() -> None:
    """2,080 x 0.7 / 54 = 26.96: told as 27, rounded down to 26, it looked like a mistake."""
    found = asked(TEAM.changed({"Mid-market.meetings": [], "Mid-market.other_hours": 54.0}))
    exactly, whole = (dict(rows(found.hours))[name][0] for name in ("Accounts per CSM", "Rounded down"))
    assert (as_text((exactly,)), as_text((whole,))) == ("26.96", "26")
    assert as_text((found.published[0][1][0],)) == as_text((found.ratios.ground[0].holds or "",)) == "26.96"


def test_templates_stand_beside_the_meetings() -> None:
    meetings, templates, *_ = shown(TEAM).beside
    assert meetings == Slot("meetings")
    assert isinstance(templates, Fold)
    assert [block.title for block in every([templates]) if isinstance(block, Table)][
        -1
    ] == "High touch: an illustration"
