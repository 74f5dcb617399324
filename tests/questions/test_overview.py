"""The overview as a value: the verdict's sentence, figures beside the baseline's, and two charts."""

from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.answers import Fold, Listed, Months, Remark, Table
from model.metrics import MONTHLY, SUMMARY
from model.questions.overview import FIGURES, MEASURES, answer
from model.text import example_files, read_file
from model.trace import PageLink, Quantity, Strong, Trace, as_text
from model.wording import minus, short
from tests.naive import naive_run
from tests.questions.asking import about, finding, line, picture, words
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, TROUGH = EXAMPLES["three-segments"], EXAMPLES["trough-2-more"]
ARR, PROFIT = "ARR from existing and new customers", "Cumulative profit"
SMALL = Scenario.model_validate(
    {"segments": [{"name": "S", "acv": 1200, "accounts": 10, "new_accounts": 2, "cac": 3000}]}
)


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_sentence_is_the_verdict_and_its_values_open(key: str) -> None:
    asked = about(EXAMPLES[key])
    sentence = answer(asked).sentence
    verdict = asked.result.verdict
    assert as_text(sentence) == verdict.sentence
    assert isinstance(sentence[0], Strong)
    assert verdict.sentence.startswith(sentence[0])
    for part in sentence:
        if isinstance(part, Quantity) and not part.key.startswith("cash_trough."):
            found = Trace(asked.result).find(part.key)
            assert found
            assert found.value == part.value


def test_each_segment_has_its_verdict_where_there_are_several() -> None:
    (listed,) = [block for block in answer(about(THREE)).beside if isinstance(block, Listed)]
    assert {name: as_text(sentence) for name, sentence in listed.rows} == {
        name: verdict.sentence for name, verdict in run(THREE).verdict.segments.items()
    }
    alone = [block for block in answer(about(SMALL)).beside if isinstance(block, Listed)]
    assert [block.rows for block in alone] == [[]]


def test_where_inputs_change_both_verdicts_are_said_with_their_months() -> None:
    """A customer earns 800 a month and stays ten years: CAC of 16,000 takes 20 months, of 8,000 ten, of 15,000 18.75."""
    bought = {"acv": 12_000, "new_accounts": 2, "retention_rate": 0.9, "cac": 16_000}
    change = {"month": 13, "path": "S.cac", "value": 8_000}
    scenario = Scenario.model_validate({
        "start": "2026-03", "changes": [change],
        "segments": [{"name": "S", **bought}, {"name": "T", **bought, "new_accounts": 0.001}],
    })  # fmt: skip
    given = answer(about(scenario))
    assert as_text(given.sentence).startswith(
        "Hold in Mar 2026, accelerate in Feb 2029. CAC takes 20 months to pay back, 8 more than your limit."
    )
    later = next(block for block in given.beside if isinstance(block, Remark))
    assert as_text(later.sentence).startswith("In Feb 2029: Accelerate. LTV:CAC (12")
    for part in later.sentence:
        if isinstance(part, Quantity):
            found = Trace(about(scenario).result).find(part.key)
            assert found
            assert found.value == part.value
    (listed,) = [block for block in given.beside if isinstance(block, Listed)]
    first, second = (as_text(sentence) for _, sentence in listed.rows)
    assert "to pay back, 8 more than your limit." in first
    assert " In Feb 2029: Accelerate." in first
    assert " In Feb 2029:" not in second
    same = answer(about(scenario.changed({"changes": [{**change, "value": 15_000}]})))
    assert as_text(same.sentence).startswith("Hold. CAC takes 20 months")
    assert as_text(next(block for block in same.beside if isinstance(block, Remark)).sentence).startswith(
        "In Feb 2029: Hold. CAC takes 18.8"
    )


def test_figures_are_those_of_both_results_by_the_naive_model() -> None:
    other = THREE.changed({"SMB.retention_rate": 0.9})
    shown = answer(about(other, THREE)).figures
    for name, scenario in (("scenario", other), ("baseline", THREE)):
        naive = naive_run(scenario.model_dump(by_alias=True, exclude_none=True))["summary"]
        assert [figure.by_result[name].value for figure in shown] == pytest.approx(
            [naive[one] for one in (*FIGURES, "cash_low")]
        )
    assert [figure.month.value for figure in shown if figure.month] == [
        17,
        naive_run(other.model_dump(by_alias=True, exclude_none=True))["summary"]["cash_low_month"],
    ]
    assert [figure.by_result.keys() for figure in answer(about(THREE)).figures] == [{"scenario"}] * 5


def test_differences_say_how_far_and_whether_that_is_better() -> None:
    given = answer(about(THREE.changed({"SMB.retention_rate": 0.9}), THREE))
    assert [figure.differences(given.scenarios) for figure in given.figures[:4]] == [
        [("−$4.05M", "worse")], [("−13.2 points", "worse")], [("−12 points", "worse")], [("−$865k", "worse")],
    ]  # fmt: skip
    same = answer(about(THREE.changed({"company.fixed_cost_growth": 0.005}), THREE))
    assert {words for figure in same.figures for words, _ in figure.differences(same.scenarios)} == {
        "as in the baseline"
    }


def test_a_figure_that_does_not_exist_is_no_card() -> None:
    """Without a book there is no retention of one; beside a baseline that has it, there is."""
    assert [figure.shown.key for figure in answer(about(TROUGH)).figures] == ["arr_end", "trough", "breakeven_month"]
    without, back = answer(about(TROUGH, THREE)), answer(about(THREE, TROUGH))
    assert without.figures[1].differences(without.scenarios) == [("baseline: 95.1%", "")]
    assert back.figures[1].differences(back.scenarios) == [("baseline: no book", "")]


def test_with_opening_cash_the_lowest_cash_is_a_figure() -> None:
    assert [figure.shown.key for figure in answer(about(THREE)).figures][-1] == "cash_low"
    assert [figure.shown.key for figure in answer(about(SMALL.changed({"S.cac": 9e4}))).figures][
        -1
    ] == "trough"  # no break-even
    assert [figure.shown.key for figure in answer(about(SMALL.changed({"S.cac": 0.0}))).figures][
        -1
    ] == "breakeven_month"


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_layers_of_arr_add_up_and_end_at_the_figure(key: str) -> None:
    asked = about(EXAMPLES[key])
    chart = picture(answer(asked), ARR)
    book, later = chart.bands
    total = line(chart, "Total").values
    assert len(total) == EXAMPLES[key].horizon_months
    assert total[-1] == pytest.approx(float(asked.result.total.summary["arr_end"].values[0]), rel=1e-12)
    assert (book.low == 0).all()
    assert (book.high == later.low).all()
    assert (later.high == total).all()
    new = 12 * asked.result.total.layers["new"]["mrr"][:, 0]
    assert np.allclose(total - book.high, new, rtol=1e-9, atol=1e-6)


def test_titles_and_units_come_from_the_declarations() -> None:
    charts = [picture(answer(about(SMALL)), title) for title in (ARR, PROFIT)]
    declared = MONTHLY["cumulative_profit"]
    assert [chart.unit for chart in charts] == [SUMMARY["arr_end"].unit, declared.unit]


def test_the_baseline_is_drawn_only_where_it_differs() -> None:
    other = SMALL.changed({"S.cac": 4000.0})
    given = answer(about(SMALL, other))
    assert np.isnan(line(picture(given, ARR), "Baseline").values).all()
    drawn = line(picture(given, PROFIT), "Baseline")
    profit = run(other).total.monthly["cumulative_profit"][:, 0]
    assert drawn.values.tolist() == profit.tolist()
    assert drawn.words == f"Baseline {minus(short(profit[-1]))}"
    longer = line(picture(answer(about(SMALL.changed({"horizon_months": 48}), SMALL)), PROFIT), "Baseline").values
    assert np.isnan(longer[36:]).all()
    assert not np.isnan(longer[:36]).any()
    without = line(picture(answer(about(SMALL)), PROFIT), "Baseline")
    assert np.isnan(without.values).all()
    assert without.words == ""


def test_the_low_and_the_recovery_are_marked_with_value_and_month() -> None:
    chart = picture(answer(about(SMALL)), PROFIT)
    month = int(run(SMALL).total.summary["trough_month"].values[0])
    assert words(chart) == [f"−81.9k in month {month}"]
    assert [(mark.x, mark.y, mark.above) for mark in chart.marks] == [
        (month, line(chart, PROFIT).values[month - 1], False)
    ]
    dated = SMALL.changed({"start": "2026-11", "S.cac": 300.0, "company.fixed_costs": 1_050.0})
    assert words(picture(answer(about(dated)), PROFIT))[-1] == "recovered in Aug 2027"


def test_findings_are_told_for_every_example_and_every_pair() -> None:
    for scenario in EXAMPLES.values():
        for baseline in (None, *EXAMPLES.values()):
            given = answer(about(scenario, baseline))
            for title in (ARR, PROFIT):
                told = finding(picture(given, title))
                assert told.endswith(".")
                assert "nan" not in told
                assert "-" not in told


def test_a_baseline_with_another_horizon_is_not_told_as_the_same() -> None:
    """Where it is shorter its words stand at its own last month; where it is longer, at the last month shown."""
    few, many = (THREE.changed({"horizon_months": months}) for months in (36, 60))
    changed = few.changed({"SMB.cac": 1000.0, "SMB.retention_rate": 0.9})
    for title in (ARR, PROFIT):
        assert finding(picture(answer(about(many, few)), title)).endswith(" in month 36.")
        assert "; baseline $" in finding(picture(answer(about(changed, many)), title))


def test_findings_in_words() -> None:
    """Today's ARR is 10 customers at 1,200; of what is there in month 36 2 x 36 signed at 1,200."""
    alone, beside = answer(about(SMALL)), answer(about(SMALL, SMALL.changed({"S.acv": 2400.0})))
    assert finding(picture(alone, ARR)) == (
        "ARR grows from $12k today to $98.4k in month 36, $86.4k of it from new customers."
    )
    assert finding(picture(beside, ARR)).endswith("; baseline $197k.")
    assert finding(picture(alone, PROFIT)) == (
        "Cumulative profit is −$80.6k in month 36 after a low point of −$81.9k in month 32."
    )


FINDINGS = [
    (ARR, {"S.accounts": 0.0}, "ARR reaches $86.4k in month 36."),
    (ARR, {"S.new_accounts": 0.0}, "ARR stays at $12k until month 36."),
    (ARR, {"S.new_accounts": 0.0, "S.retention_rate": 0.5}, "ARR falls from $12k today to $"),
    (PROFIT, {"S.cac": 0.0}, ", never below zero."),
    (PROFIT, {"S.cac": 9e4}, " in month 36, its lowest so far."),
]


@pytest.mark.parametrize(("title", "changes", "words"), FINDINGS)
def test_each_finding_has_its_wording(title: str, changes: dict[str, float], words: str) -> None:
    told = finding(picture(answer(about(SMALL.changed(changes))), title))
    assert words in told
    assert len(told.split()) < 25


# ---- what would change the verdict ----

# One customer signs a month and pays 1,000 at a margin of 80%; it stays 60 months, which is worth 48,000.
PLAIN = {"name": "S", "accounts": 10, "acv": 12_000, "new_accounts": 1, "retention_rate": 0.8, "cac": 12_000}


def remedy(
    *, beside: dict[str, object] | None = None, company: dict[str, float] | None = None, **inputs: object
) -> str:
    segments = [PLAIN | inputs] + ([] if beside is None else [PLAIN | {"name": "B"} | beside])
    scenario = Scenario.model_validate({"company": company or {}, "segments": segments})
    at_end, found = answer(about(scenario)).beside[:2]
    assert isinstance(at_end, Remark)
    assert isinstance(found, Remark)
    assert not at_end.sentence  # nothing changes by date
    told = as_text(found.sentence, "USD")
    assert len(told.split()) < 25
    return told


REMEDIES: list[tuple[dict[str, Any], str]] = [
    # 12 x 800 = 9,600; 12,000 / 12 = 1,000 needs all of the revenue
    ({}, "Payback fits at a CAC of $9.6k, now $12k. See Unit economics."),
    ({"cac": 10_800}, "Payback fits at a CAC of $9.6k, now $10.8k, or a gross margin of 90%, now 80%. See Unit economics."),
    ({"cac": 30_000}, "Both fit at a CAC of $9.6k, now $30k. See Unit economics."),
    # of both: 9,600 + 9,600 of margin, halved; 21,600 / 2 / 12 = 900 is 90%
    ({"cac": 10_800, "beside": {"cac": 10_800}},
     "Payback fits at a CAC of $9.6k on average, now $10.8k, or a gross margin 10 percentage points higher. See Unit economics."),
    ({"gross_margin": 0.0}, "No CAC is low enough while customers leave no margin. See Unit economics."),
    ({"onboarding_rate": 0.0}, "Raise the onboarding rate above 0% first. See Compounding."),
    ({"cac": 8_000}, "How fast you can afford to grow is on Cash."),
    ({"cac": 0}, "What retention and expansion are worth is on Compounding."),
    ({"accounts": 0, "new_accounts": 0}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "told"), REMEDIES)
def test_a_remark_says_what_would_change_the_verdict(inputs: dict[str, Any], told: str) -> None:
    assert remedy(**inputs) == told


def test_churn_says_the_renewal_rate_at_which_it_fits() -> None:
    """Monthly terms: net churn of 2% a month is a renewal rate of 98%; of two segments half of the points do."""
    monthly: dict[str, Any] = {"renewal_months": 1, "retention_rate": 0.95, "cac": 0}
    assert remedy(**monthly) == "Churn fits at a renewal rate of 98%, now 95%. See Compounding."
    both = remedy(**monthly, beside=monthly | {"retention_rate": 0.97})  # 4% on average
    assert both == "Churn fits with renewal rates 2 percentage points higher in every segment. See Compounding."


def test_the_remark_links_the_page_that_the_verdict_points_to() -> None:
    found = answer(about(THREE)).beside[1]
    assert isinstance(found, Remark)
    links = {part: part.page for part in found.sentence if isinstance(part, PageLink)}
    assert links == {"Unit economics": "unit_economics"}


def test_cash_that_runs_out_says_what_it_would_take() -> None:
    """8,000 of CAC and 12,000 of fixed costs a month against 8,000 more margin a month: -12k, -24k + ..., lowest by the naive."""
    company = {"cash": 1_000.0, "fixed_costs": 12_000.0}
    scenario = {"company": company, "segments": [PLAIN | {"cac": 8_000}]}
    low = naive_run(scenario)["summary"]["cash_low"]
    told = remedy(cac=8_000, company=company)
    assert told == f"It would take opening cash of ${short(1_000 - low)}, now $1k, or slower growth. See Cash."


# ---- three horizons ----


def three_horizons(scenario: Scenario) -> Table | Remark:
    fold = answer(about(scenario)).below[0]
    assert isinstance(fold, Fold)
    (block,) = fold.blocks()
    assert isinstance(block, Table | Remark)
    return block


def test_three_horizons_stand_side_by_side_where_the_answer_differs() -> None:
    """By the naive model; over a year this company has not recovered, over five it has."""
    scenario = SMALL.changed({"S.cac": 1_000.0, "S.gross_margin": 0.8})
    table = three_horizons(scenario)
    assert isinstance(table, Table)
    assert [name for name, _ in table.rows] == ["12 months", "36 months", "60 months"]
    for (_, cells), months in zip(table.rows, (12, 36, 60), strict=True):
        data = scenario.changed({"horizon_months": months}).model_dump(by_alias=True, exclude_none=True)
        summary = naive_run(data)["summary"]
        names = ("profit", "trough", "breakeven_month", "payback_month", "cash_low")
        found = [None if cell.reason else cell.value for cell in cells if isinstance(cell, Quantity)]
        assert found == [None if summary[name] is None else pytest.approx(summary[name]) for name in names]


def test_where_the_horizon_does_not_matter_it_is_said() -> None:
    told = three_horizons(SMALL.changed({"S.cac": 0.0}))
    assert isinstance(told, Remark)
    assert as_text(told.sentence) == "Profit, break-even, recovery and cash come out alike over 12, 36 and 60 months."


def test_the_months_add_up_to_profit_and_to_mrr() -> None:
    """What a month earns less every cost is its operating profit; what moves MRR is its change."""
    fold = answer(about(THREE)).below[-1]
    assert isinstance(fold, Fold)
    _, months = fold.blocks()
    assert isinstance(months, Months)
    by = {name: column.values for name, column in zip(MEASURES, months.columns, strict=True)}
    costs = sum(by[name] for name in ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs"))
    assert (by["revenue"] - costs).tolist() == pytest.approx(by["operating_profit"].tolist())
    added = by["new_mrr"] + by["expansion_mrr"] + by["price_mrr"] - by["contraction_mrr"] - by["churned_mrr"]
    assert np.diff(by["mrr"]).tolist() == pytest.approx(added[1:].tolist())
    assert np.diff(by["cash"]).tolist() == pytest.approx(by["cash_flow"][1:].tolist())


def test_a_segment_without_customers_has_no_verdict() -> None:
    empty = THREE.changed({"SMB.accounts": 0.0, "SMB.new_accounts": 0.0})
    (listed,) = [block for block in answer(about(empty)).beside if isinstance(block, Listed)]
    assert [name for name, _ in listed.rows] == ["Enterprise", "Mid-market"]


def test_the_months_are_made_when_they_are_opened() -> None:
    asked = about(THREE)
    fold = answer(asked).below[-1]
    assert isinstance(fold, Fold)
    _, months = fold.blocks()
    assert isinstance(months, Months)
    assert [column.label for column in months.columns] == [MONTHLY[name].label for name in MEASURES]
    for name, column in zip(MEASURES, months.columns, strict=True):
        found = Trace(asked.result).find(f"{column.key}7")
        assert found
        assert found.value == column.values[6] == asked.result.total.monthly[name][6, 0]
