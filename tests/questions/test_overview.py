"""The overview as a value: the verdict's sentence, figures beside the baseline's, and two charts."""

import numpy as np
import pytest

from model import Scenario, run
from model.answers import Fold, Listed, Months
from model.metrics import MONTHLY, SUMMARY
from model.questions.overview import FIGURES, MEASURES, answer
from model.text import example_files, read_file
from model.trace import Quantity, Strong, Trace, as_text
from model.wording import minus, short
from tests.naive import naive_run
from tests.questions.asking import about, finding, line, picture, words
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, TROUGH = EXAMPLES["three-segments"], EXAMPLES["trough-2-more"]
ARR, PROFIT = "ARR by layer", "Cumulative profit"
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
        if isinstance(part, Quantity):
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


def test_figures_are_those_of_both_results_by_the_naive_model() -> None:
    other = THREE.changed({"SMB.retention_rate": 0.9})
    shown = answer(about(other, THREE)).figures
    for name, scenario in (("scenario", other), ("baseline", THREE)):
        naive = naive_run(scenario.model_dump(by_alias=True, exclude_none=True))["summary"]
        assert [figure.of[name].value for figure in shown] == pytest.approx([naive[one] for one in FIGURES])
    assert [figure.month.value for figure in shown if figure.month] == [16]
    assert [figure.of.keys() for figure in answer(about(THREE)).figures] == [{"scenario"}] * 5


def test_differences_say_how_far_and_whether_that_is_better() -> None:
    given = answer(about(THREE.changed({"SMB.retention_rate": 0.9}), THREE))
    assert [figure.differences(given.scenarios) for figure in given.figures] == [
        [("−$4.07M", "worse")], [("−13.2 points", "worse")], [("−12 points", "worse")], [("−$730k", "worse")],
        [("9 months later", "worse")],
    ]  # fmt: skip
    same = answer(about(THREE.changed({"company.cash": 1.0}), THREE))
    assert {words for figure in same.figures for words, _ in figure.differences(same.scenarios)} == {
        "as in the baseline"
    }
    without, back = answer(about(TROUGH, THREE)), answer(about(THREE, TROUGH))
    assert without.figures[1].differences(without.scenarios) == [("baseline: 95.1%", "")]
    assert back.figures[1].differences(back.scenarios) == [("baseline: no book", "")]


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_layers_of_arr_add_up_and_end_at_the_figure(key: str) -> None:
    asked = about(EXAMPLES[key])
    chart = picture(answer(asked), ARR)
    book, later = chart.bands
    total = line(chart, "Together").values
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
    assert charts[1].title == declared.label


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
        told = finding(picture(answer(about(many, few)), title))
        assert "is at USD" in told
        assert told.count("in month 36") == 1
        assert "as in the baseline" not in told
        assert "as in the baseline" not in finding(picture(answer(about(changed, many)), title))


def test_findings_in_words() -> None:
    alone, beside = answer(about(SMALL)), answer(about(SMALL, SMALL.changed({"S.acv": 2400.0})))
    assert finding(picture(alone, ARR)) == (
        "ARR goes from $14.4k to $98.4k in month 36, $86.4k of it from accounts signed later."
    )
    assert finding(picture(beside, ARR)).endswith("; the baseline ends at $197k.")
    assert finding(picture(alone, PROFIT)) == (
        "Cumulative profit is −$80.6k in month 36; its low is −$81.9k in month 32, "
        "and it is not made up for within 36 months."
    )


def test_the_months_are_made_when_they_are_opened() -> None:
    asked = about(THREE)
    (fold,) = [block for block in answer(asked).below if isinstance(block, Fold)]
    (months,) = fold.blocks()
    assert isinstance(months, Months)
    assert [column.label for column in months.columns] == [MONTHLY[name].label for name in MEASURES]
    for name, column in zip(MEASURES, months.columns, strict=True):
        found = Trace(asked.result).find(f"{column.key}7")
        assert found
        assert found.value == column.values[6] == asked.result.total.monthly[name][6, 0]
