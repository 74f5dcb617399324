"""Headcount as it is shown: the decision and the measure in view, what its charts mark, and what they say in words."""

import math
from typing import Any

import numpy as np
import pytest

from model.answers import Answer, Bars, Choice, Fold, Grid, Later, Lines, Months, Part, Remark, Slot, Table
from model.parameters import StaffChange
from model.questions.headcount.decision import Decision
from model.questions.headcount.page import answer
from model.scenario import Scenario
from model.text import example_files, read_file
from model.trace import as_text
from model.uncertain.headcount_case import headcount_case
from model.wording import percent
from tests.questions.asking import about, drawing, every, finding, line, picture, tables
from tests.questions.test_headcount import CUT, HIRE, RESPONSE, asked, made, naive
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
BY_MONTH, SUMMED = "What it saves, and what it costs", "Saved and lost so far"
WATERFALL, SERVICE = "Why profit changes", "Load, coverage and engagement"
HOURS, MAP, PROFIT = "Hours needed, and hours the team has", "When it would pay", "Profit by number of CSMs"


def with_changes(changes: Any = CUT, **inputs: Any) -> Scenario:
    return made(staff_changes=changes, **RESPONSE | inputs)


def shown(scenario: Scenario, before: Scenario | None = None, **chosen: Any) -> Answer:
    return answer(about(scenario, before, **chosen))


def chart(title: str, scenario: Scenario, before: Scenario | None = None, **chosen: Any) -> Lines:
    return picture(shown(scenario, before, **chosen), title)


def decided(scenario: Scenario) -> Decision:
    return asked(scenario).decisions[0]


def pays(scenario: Scenario) -> Grid:
    return drawing(shown(scenario), Grid, MAP)


# What stands on the page.


def test_sentences_figures_and_tables_are_those_of_the_answer() -> None:
    scenario, before = with_changes(retention_at_risk=0.2), with_changes()
    found, given = asked(scenario), shown(scenario, before)
    assert as_text(given.sentence) == as_text(found.sentence)
    for result, expected in (("scenario", found), ("baseline", asked(before))):
        values = [figure.by_result[result].value for figure in given.figures]
        assert values == pytest.approx([figure.value for figure in expected.figures], nan_ok=True)
    found_tables = {table.title: [name for name, _ in table.rows] for table in tables(given.below)}
    assert found_tables["Each decision"] == ["As planned", "One CSM fewer", "One CSM more"]
    assert found_tables["As planned: what changes profit"] == [name for name, _ in found.decisions[0].rows]
    assert found.best
    assert found_tables["By number of CSMs"] == [count.name for count in found.best.shown]
    (measures,) = [block for block in every(given.below) if isinstance(block, Months)]
    assert measures.columns[0].values.tolist() == pytest.approx(naive(scenario)["accounts"])


def test_the_page_has_its_blocks_in_this_order_whatever_is_decided() -> None:
    given = shown(with_changes())
    parts = [block.blocks for block in given.beside if isinstance(block, Part)]
    assert [[type(block) for block in part] for part in parts] == [
        [Choice], [Table, Table], [Lines, Lines, Bars, Slot, Lines, Lines, Later], [Choice, Lines]
    ]  # fmt: skip
    for staffing in ("fixed", "to_need", "none"):
        page = shown(made(staffing=staffing))
        assert [type(block) for block in page.beside] == [Part, Part, Fold, Fold, Fold, Fold, Slot, Part, Part]
        assert [type(block) for block in page.below] == [Later, Table, Part, Part, Remark, Part, Fold]


def test_the_best_arguments_stand_above_the_charts_each_with_its_finding() -> None:
    scenario = with_changes([{"month": 1, "change": 0}], csms=3)
    titles = {block.key: block.title for block in shown(scenario).beside if isinstance(block, Fold)}
    state = naive(scenario)
    peak = max(math.ceil(hours / (2080 * 0.7 / 12)) for hours in state["required_hours"])
    assert titles["hiring_plan"] == f"Hiring plan: {peak} CSMs needed at the peak, 3 on the team"
    # By hand: what is not covered of the hours of the book's 240 accounts costs 15 points a renewal.
    kept = 0.92 - 0.15 * (1 - 3 * 2080 * 0.7 / 12 / (240 * 20.8 / 12))
    observed = titles["match_retention"].removeprefix("Observed retention: ")
    assert float(observed.split("%")[0]) == pytest.approx(100 * kept, abs=0.05)
    assert observed.endswith("if every account were served")
    assert titles["response_data"] == "Response from data: measure it from your own accounts"


def test_without_a_given_headcount_there_is_nothing_to_decide_and_the_places_stay() -> None:
    given = shown(made(staffing="to_need"))
    assert [block.blocks for block in given.beside if isinstance(block, Part)] == [(), (), (), ()]
    assert tables(given.below[:3]) == []


def test_the_decision_that_was_chosen_is_shown() -> None:
    given = shown(with_changes(), view_decision="more")
    assert "One CSM more: what changes profit" in [table.title for table in tables(given.below)]
    assert as_text(given.sentence).startswith("Hire. Adding 1 to the 2 CSMs")
    assert finding(picture(given, SUMMED)).startswith("By month 36: gain ")
    assert finding(picture(shown(with_changes()), SUMMED)).startswith("By month 36: saving ")


def test_a_baseline_without_the_segment_in_view_is_not_compared() -> None:
    given = shown(made(beside={"accounts": 90}), made().changed({"segments": [{"name": "B", "acv": 12_000}]}))
    assert {*given.figures[0].by_result} == {"scenario"}
    assert np.isnan(line(picture(given, BY_MONTH), "Baseline").values).all()


# Saving and loss.


def test_the_crossing_is_marked_where_the_sums_change_places() -> None:
    given = chart(SUMMED, with_changes())
    first, second = (line(given, name).values for name in ("Saving", "Loss"))
    (mark,) = [mark for mark in given.marks if mark.words.startswith("they cross in")]
    month = round(decided(with_changes()).crossing.value)
    assert (mark.x, mark.y) == (month, first[month - 1])
    assert first[month - 2] >= second[month - 2]
    assert all(first[month - 1 :] < second[month - 1 :])


@pytest.mark.parametrize(("changes", "names"), [(CUT, ("Saving", "Loss")), (HIRE, ("Gain", "Cost"))])
def test_lines_have_the_names_of_what_is_decided_and_of_a_hire_run_upwards(
    changes: Any, names: tuple[str, str]
) -> None:
    given = chart(SUMMED, with_changes(changes, severance_months=0))
    ends = {series.words.partition(" ")[0]: series.values[-1] for series in given.series if series.words}
    assert [*ends] == [*names]
    assert min(ends.values()) > 0
    assert finding(given).startswith(f"By month 36: {names[0].lower()} ")
    assert given.labels == ("Saving, or gain", "Loss, or cost", "Baseline")


def test_the_baseline_is_the_same_decision_there() -> None:
    scenario, before = with_changes(retention_at_risk=0.2), with_changes()
    changed, unchanged = (naive(before, staff_changes=rows) for rows in (CUT, []))
    lost = [
        (cost_without - cost) - (profit - profit_without)
        for cost, cost_without, profit, profit_without in zip(
            changed["cs_cost"],
            unchanged["cs_cost"],
            changed["operating_profit"],
            unchanged["operating_profit"],
            strict=True,
        )
    ]
    assert line(chart(BY_MONTH, scenario, before), "Baseline").values == pytest.approx(lost, abs=1e-6)
    assert line(chart(SUMMED, scenario, before), "Baseline").values == pytest.approx(np.cumsum(lost), abs=1e-6)
    assert "(baseline: month 14)" in finding(chart(SUMMED, scenario, before))
    hire = line(chart(BY_MONTH, scenario, with_changes(HIRE)), "Baseline").values
    assert np.isnan(hire).all()


def test_what_is_ahead_is_shaded_from_the_loss_up() -> None:
    for title in (BY_MONTH, SUMMED):
        given = chart(title, with_changes())
        first, second = (line(given, name).values for name in ("Saving", "Loss"))
        (band,) = given.bands
        assert band.low.tolist() == second.tolist()
        assert band.high.tolist() == np.maximum(first, second).tolist()


# Why profit changes.


def test_each_step_begins_where_the_one_before_ends() -> None:
    scenario = with_changes()
    given = drawing(shown(scenario), Bars, WATERFALL)
    assert [bar.name for bar in given.bars] == [
        "Profit without it", "Pay", "Severance", "Churn", "Expansion", "Profit with it",
    ]  # fmt: skip
    first, *steps, last = given.bars
    pieces = [piece for bar in steps for piece in bar.pieces]
    levels = [first.ticks[0].value, *(piece.end for piece in pieces)]
    assert [piece.start for piece in pieces] == pytest.approx(levels[:-1])
    assert levels[-1] == pytest.approx(last.ticks[0].value)
    assert first.ticks[0].value == pytest.approx(sum(naive(scenario, staff_changes=[])["operating_profit"]))
    assert last.ticks[0].value == pytest.approx(sum(naive(scenario)["operating_profit"]))
    assert {piece.name: piece.role for piece in pieces} == {
        "Pay": "whatif", "Severance": "loss", "Churn": "loss", "Expansion": "loss"
    }  # fmt: skip
    assert [bar.amount for bar in steps][:2] == ["+360k", "−30k"]
    assert "; beside pay, churn counts most: " in finding(given)
    assert "(baseline: a change of " in finding(drawing(shown(scenario, with_changes(csms=4)), Bars, WATERFALL))


# Service and hours.


def test_load_without_an_end_has_no_point_and_words_stay_finite() -> None:
    given = chart(SERVICE, with_changes([{"month": 2, "change": -3}]))
    assert np.isnan(line(given, "Load").values[1:]).all()
    assert not any(np.isinf(series.values).any() for series in given.series)
    assert "at 0" in finding(given)


def test_service_with_it_and_without_is_that_of_the_naive_model() -> None:
    scenario = with_changes()
    changed, unchanged = naive(scenario), naive(scenario, staff_changes=[])
    given = chart(SERVICE, scenario)
    for name, path in {"Load": changed["load"], "Coverage": changed["coverage"], "Engagement": changed["engagement"],
                       "Coverage without it": unchanged["coverage"]}.items():  # fmt: skip
        assert line(given, name).values == pytest.approx(path), name
    hours = chart(HOURS, scenario)
    for name, path in {"Team has": changed["capacity_hours"], "Team without it": unchanged["capacity_hours"]}.items():
        assert line(hours, name).values == pytest.approx(path), name
    needed = map(sum, zip(changed["required_hours"], changed["reactive_hours"], strict=True))
    assert line(hours, "Needed").values == pytest.approx([*needed])


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "Every month is short."),
        ({"csms": 30}, "No month is short."),
        ({"csms": 4.95, "new_accounts": 6}, "of 36 months are short, from month "),
    ],
)
def test_hours_say_how_often_there_are_too_few(inputs: dict[str, Any], words: str) -> None:
    assert words in finding(chart(HOURS, with_changes(**inputs)))


# Every number of CSMs.


def test_the_best_the_most_productive_and_todays_headcount_are_marked() -> None:
    given = chart(PROFIT, made(**RESPONSE))
    assert {mark.words: mark.x for mark in given.marks} == {
        "1: most revenue per CSM": 1, "3: today": 3, "4: most profit": 4
    }  # fmt: skip
    assert "with today's 3" in finding(given)


def test_each_number_of_csms_is_a_point_on_the_line_and_what_it_brings_is_told() -> None:
    given = chart("Revenue by number of CSMs", made(**RESPONSE), view_by_count="revenue")
    best = asked(made(**RESPONSE)).best
    assert best
    assert [(dot.x, dot.y) for dot in given.dots] == [(count.csms, count.revenue.value) for count in best.counts]
    assert given.places.tolist() == [count.csms for count in best.counts]
    by_label = {series.label: series.values for series in given.series}
    assert [*by_label] == ["Accounts per CSM", "Profit", "Revenue", "NRR", "Baseline"]
    assert by_label["NRR"] == pytest.approx([count.nrr.value for count in best.counts])
    assert line(given, "Revenue").values == pytest.approx([count.revenue.value for count in best.counts])


def test_the_baselines_numbers_stand_at_the_same_numbers_of_csms() -> None:
    scenario, before = made(**RESPONSE | {"csms": 3.5}), made(**RESPONSE)
    given, best = chart(PROFIT, scenario, before), asked(before).best
    assert best
    known = {count.csms: count.profit.value for count in best.counts}
    expected = [known.get(csms, np.nan) for csms in given.places]
    assert np.isnan(expected).any()
    shared = line(chart(PROFIT, made(**RESPONSE | {"csm_cost": 90_000}), before), "Baseline").values
    assert shared == pytest.approx([*known.values()])
    assert line(given, "Baseline").values == pytest.approx(expected, nan_ok=True)


def test_a_measure_without_a_value_says_so() -> None:
    given = chart("NRR by number of CSMs", made(accounts=0, **RESPONSE), view_by_count="nrr")
    assert np.isnan(line(given, "NRR").values).all()
    assert all(np.isnan(dot.y) for dot in given.dots)
    assert not given.marks
    assert finding(given) == "NRR has no value with any number of CSMs."


# Where it pays.


def test_the_map_says_on_which_side_of_the_border_one_stands() -> None:
    scenario = with_changes()
    given = pays(scenario)
    assert {*np.sign(given.values).ravel()} == {-1, 1}
    assert [(dot.x, dot.y, dot.words) for dot in given.dots] == [(0.15, 0.5, "yours")]
    assert " it does not pay; the border lies at " in finding(given)
    assert as_text(given.remark).startswith("Retention at risk changes it at ")
    assert finding(pays(with_changes(HIRE, csm_cost=0))).endswith(" it pays, as everywhere on this map.")


def test_a_cell_is_worth_the_mean_of_its_corners() -> None:
    scenario = with_changes()
    given = pays(scenario)
    for row, column in ((0, 3), (8, 20), (15, 31)):
        corners = [
            sum(naive(scenario, staff_changes=rows, retention_at_risk=float(given.columns[column + right]),
                      expansion_without_csm=float(given.lines[row + up]))["operating_profit"]) * sign
            for rows, sign in ((CUT, 1), ([], -1)) for right in (0, 1) for up in (0, 1)
        ]  # fmt: skip
        assert given.values[row, column] == pytest.approx(sum(corners) / 4, abs=1e-3)


# Every scenario.


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_chart_says_what_it_shows_in_plain_numbers(key: str) -> None:
    scenario = EXAMPLES[key]
    name = scenario.segments[0].name
    fixed = scenario.changed({f"{name}.staffing": "fixed", f"{name}.csms": 2.0, f"{name}.retention_at_risk": 0.05})
    for present, before in (
        (scenario, None),
        (fixed, None),
        (fixed, scenario),
        (fixed, fixed.changed({f"{name}.csms": 1})),
    ):
        for block in every(shown(present, before, view_decision="fewer").blocks):
            if isinstance(block, Lines | Bars | Grid):
                sentence = finding(block)
                assert sentence.endswith(".")
                assert not {"nan", "inf", "None"} & {*sentence.replace(";", " ").replace(",", " ").rstrip(".").split()}
                assert " -" not in sentence


def test_how_sure_the_case_is_stands_with_the_decision_or_where_ranges_are_entered() -> None:
    team = EXAMPLES["understaffed-team"]
    case = headcount_case(team, "Mid-market", [StaffChange(month=1, change=-1)])
    assert case is not None
    told = [as_text(block.sentence) for block in every(answer(about(team)).blocks) if isinstance(block, Remark)]
    assert f"This decision pays in {percent(case.pays)} of the draws from your ranges." in told
    assert any(one.startswith("The highest profit comes with 4 CSMs in ") for one in told)
    without = answer(about(team.changed({"ranges": {}, "correlations": []})))
    told = [as_text(block.sentence) for block in every(without.blocks) if isinstance(block, Remark)]
    assert "How sure is this? Enter ranges on Uncertainty to see how often the decision pays." in told
