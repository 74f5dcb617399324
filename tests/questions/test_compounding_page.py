"""Compounding as it is shown: the flow, one account, what points add, and the rates, beside the baseline's."""

import numpy as np
import pytest

from model.answers import Flow, Fold, Lines, Part, Remark, Table
from model.questions.compounding import ask
from model.questions.compounding.page import answer
from model.scenario import Scenario
from model.trace import Quantity, as_text
from tests.questions.asking import about, every, finding, line, picture, tables
from tests.questions.troughs import EXAMPLES, SMB, THREE

ACCOUNT = "What one customer pays over time"
WORSE = SMB.changed({"SMB.retention_rate": 0.9})
FLAT = EXAMPLES["mid-market-flat"]
ONE_STEP = SMB.changed({"horizon_months": 1})


def flow(scenario: Scenario, before: Scenario | None = None) -> Flow:
    (chart,) = [block for block in answer(about(scenario, before)).beside if isinstance(block, Flow)]
    return chart


def account(scenario: Scenario, before: Scenario | None = None) -> Lines:
    return picture(answer(about(scenario, before)), ACCOUNT)


def test_sentences_figures_and_blocks_are_those_of_the_answer() -> None:
    asked = about(WORSE, SMB)
    shown, found, other = answer(asked), *(ask(result, 0) for result in asked.results.values())
    assert as_text(shown.sentence) == as_text(found.sentence)
    for name, figures in (("scenario", found.figures), ("baseline", other.figures)):
        assert {one.by_result[name].key: one.by_result[name].value for one in shown.figures} == {
            one.key: one.value for one in figures
        }
    assert [type(block) for block in shown.beside] == [Flow, Lines, Fold]
    assert [type(block) for block in shown.below] == [Table, Remark, Remark, Part]
    remarks = [as_text(block.sentence) for block in every(shown.below) if isinstance(block, Remark)]
    assert remarks == [
        *map(as_text, (found.interaction_sentence, found.retention_sentence, found.daily_sentence)),
    ]  # fmt: skip


def test_a_baseline_without_the_segment_in_view_is_not_compared() -> None:
    assert {*answer(about(THREE, SMB)).figures[0].by_result} == {"scenario"}
    assert np.isnan(flow(THREE, SMB).others).all()
    assert np.isnan(line(account(THREE, SMB), "Baseline").values).all()


def test_the_flow_is_equations_1_to_3_with_their_rates() -> None:
    chart = flow(SMB)
    commit = 120 * 1800 / 12
    steps = [commit, commit * 0.9, commit * 0.9 * 0.97, commit * 0.9 * 0.97 * 1.012]
    assert chart.values == pytest.approx(steps)
    assert chart.steps == ["COMMIT", "NEW", "RENEW", "EXPAND"]
    assert chart.rates == ["", "× 90%", "× 97%", "× 101.2%"]
    assert np.isnan(chart.others).all()
    (other,) = flow(WORSE, SMB).others
    assert other == pytest.approx(steps)
    assert np.isnan(flow(SMB.changed({"company.cash": 1.0}), SMB).others).all()


def test_what_the_flow_shows_in_words() -> None:
    after = "after onboarding, one renewal and one expansion"
    assert as_text(flow(SMB).finding) == f"SMB: $18k of signed MRR is $15.9k {after}."
    assert as_text(flow(WORSE, SMB).finding) == f"SMB: $18k of signed MRR is $14.8k {after}; baseline $15.9k."
    assert as_text(flow(SMB.changed({"company.cash": 1.0}), SMB).finding) == as_text(flow(SMB).finding)


def test_one_account_compounds_beside_equal_steps_and_the_baseline() -> None:
    """Monthly terms at 90% (97%), expansion of 1.2% a month: products, and equal steps of the first."""
    chart, ages = account(WORSE, SMB), np.arange(37)
    assert line(chart, "Compounding").values == pytest.approx(150 * (0.9 * 1.012) ** ages)
    assert line(chart, "Equal steps").values == pytest.approx(np.maximum(0, 150 + 150 * (0.9 * 1.012 - 1) * ages))
    assert line(chart, "Baseline").values == pytest.approx(150 * (0.97 * 1.012) ** ages)
    assert [one.words for one in chart.series] == ["Compounding 5.19", "Equal steps 0", "Baseline 77"]
    assert [one.role for one in chart.series] == ["whatif", "loss", "baseline"]
    assert chart.labels == ("Compounding", "Equal steps", "Baseline")
    assert chart.steps


def test_a_baseline_of_fewer_months_ends_where_it_ends() -> None:
    shorter = line(account(SMB, SMB.changed({"horizon_months": 5, "SMB.retention_rate": 0.9})), "Baseline")
    assert shorter.values[:6] == pytest.approx(150 * (0.9 * 1.012) ** np.arange(6))
    assert np.isnan(shorter.values[6:]).all()
    assert shorter.words == "Baseline 94"  # 150 (0.9 * 1.012)^5 = 94.0
    assert line(account(SMB, SMB), "Baseline").words == ""


def test_the_end_of_equal_steps_is_named_only_where_it_differs() -> None:
    assert [one.words for one in account(FLAT).series] == ["Compounding 3k", "", ""]


@pytest.mark.parametrize(("scenario", "expected"), [
    (SMB, "A customer starts at $150 a month and is expected to pay $77 after 36 months; with equal steps $50.9."),
    (THREE, "One Enterprise customer starts at $8.33k a month and is expected to pay $9.01k after 36 months; with equal "
            "steps $8.99k."),
    (FLAT, "A customer stays at $3k a month."),
    (ONE_STEP, "A customer starts at $150 a month and is expected to pay $147 after 1 month."),
])  # fmt: skip
def test_what_an_account_does_in_words(scenario: Scenario, expected: str) -> None:
    assert finding(account(scenario)) == expected


def test_tables_have_a_row_for_each_gain_and_each_rate() -> None:
    points, rates = tables(answer(about(THREE, segment=1)).below)
    assert (points.title, rates.title) == ("What one point more a year adds", "Rates of Mid-market")
    assert points.head == ("A year", "Revenue", "ARR at the end", "Operating profit")
    assert rates.head == ("Rate", "A month", "A year", "Over the horizon")
    assert [name for name, _ in points.rows] == [
        "+1 pt of onboarding", "+1 pt of renewal rate", "+1 pt of expansion", "Single gains added", "All at once",
        "Only by compounding", "+5 pts of renewal rate",
    ]  # fmt: skip
    retention = dict(rates.rows)["Logo retention"]
    assert [cell.value for cell in retention if isinstance(cell, Quantity)] == pytest.approx(
        [0.9 ** (1 / 12), 0.9, 0.9**3]
    )
    for table in (points, rates):
        assert {len(cells) for _, cells in table.rows} == {len(table.head) - 1}
