"""What plans add: shares add up to what all of them change, and plans that are off, or too many, add nothing."""

from typing import Any

import pytest

from model import Scenario, run
from model.answers import Asked, Plans
from model.plans import growth_goes_on, in_words, marks, next_month
from model.questions.plans import FIGURES, ONLY_TOGETHER, TOO_MANY, blocks
from model.text import scenario_from
from model.trace import Quantity

SEGMENT: dict[str, Any] = {"name": "S", "acv": 12_000, "accounts": 50, "new_accounts": 4, "renewal_months": 1,
                           "retention_rate": 0.97, "cac": 5_000}  # fmt: skip
BETTER = {"month": 7, "path": "S.retention_rate", "value": 0.98}
DEARER = {"month": 13, "path": "S.acv", "value": 15_000, "over": 3, "note": "New packages"}
MORE = {"month": 20, "path": "S.new_accounts", "value": 8}


def planned(*rows: dict[str, Any], **top: Any) -> Scenario:
    return scenario_from({"company": {"cash": 2e5}, "segments": [SEGMENT], "changes": [*rows], **top})


def listed(scenario: Scenario) -> Plans:
    (block,) = blocks(Asked({"scenario": run(scenario)}))
    assert isinstance(block, Plans)
    return block


def added(block: Plans, place: int) -> list[float]:
    """What the plan at a place adds to each figure."""
    return [cell.value for cell in block.rows[place].cells if isinstance(cell, Quantity)]


def figures(scenario: Scenario) -> list[float]:
    summary = run(scenario).total.summary
    return [float(summary[figure].values[0]) for figure in FIGURES]


def test_shares_add_up_and_are_the_mean_over_both_orders() -> None:
    """Of two plans each share is the mean of what it adds first and what it adds last."""
    none, first, second, both = (figures(planned(*rows)) for rows in ((), (BETTER,), (DEARER,), (BETTER, DEARER)))
    block = listed(planned(BETTER, DEARER))
    assert [row.name for row in block.rows] == ["Renewal rate", "New packages"]
    by_hand = [((a - n) + (b - c)) / 2 for n, a, c, b in zip(none, first, second, both, strict=True)]
    assert added(block, 0) == pytest.approx(by_hand, rel=1e-9)
    assert [each.value for each in block.total] == pytest.approx(
        [b - n for b, n in zip(both, none, strict=True)], rel=1e-9
    )


def test_one_that_is_off_adds_nothing_and_stays_in_the_list() -> None:
    block = listed(planned(BETTER, {**MORE, "on": False}))
    assert [(row.on, bool(row.cells[0])) for row in block.rows] == [(True, True), (False, False)]
    alone, without = figures(planned(BETTER)), figures(planned())
    assert added(block, 0) == pytest.approx([a - w for a, w in zip(alone, without, strict=True)], rel=1e-9)
    assert (block.total, block.remark) == ([], "")


def test_there_is_no_list_without_plans_and_nothing_is_told_apart_of_too_many() -> None:
    assert [*blocks(Asked({"scenario": run(planned())}))] == []
    many = [{"month": 2 + place, "path": "S.cac", "value": 100 + place} for place in range(9)]
    assert listed(planned(*many)).remark == TOO_MANY


def test_plans_that_only_go_together_are_not_told_apart() -> None:
    """One ratio ends when the other begins: without either there would be none, or both."""
    staffed = {**SEGMENT, "staffing": "ratio", "arr_per_csm": 1e6, "csm_cost": 1e5}
    rows = [
        {"month": 7, "path": "S.arr_per_csm", "value": 0},
        {"month": 7, "path": "S.accounts_per_csm_ratio", "value": 20},
    ]
    assert listed(planned(*rows, segments=[staffed])).remark == ONLY_TOGETHER


def test_a_plan_in_words() -> None:
    scenario = planned(BETTER, DEARER, {**MORE, "month": 40}, start="2026-03")
    assert [in_words(scenario, row) for row in scenario.changes] == [
        "98% from Sep 2026", "$15,000 from Mar 2027, over 3 months", "8 from Jun 2029, after the horizon",
    ]  # fmt: skip
    assert [*marks(scenario)] == [(7, "Renewal rate"), (13, "ACV")]
    assert [next_month(scenario, f"S.{name}") for name in ("cac", "acv", "new_accounts")] == [13, 17, 41]


def test_growth_goes_on_multiplying_what_is_planned() -> None:
    """12 from month 13 at 5% a month signs 12 x 1.05^12 = 21.6."""
    growing = {**SEGMENT, "new_accounts_growth": 0.05}
    row = {"month": 13, "path": "S.new_accounts", "value": 12}
    found = growth_goes_on(run(planned(row, segments=[growing])), "S.new_accounts")
    assert found is not None
    assert found.words == "Growth since month 1 multiplies it: 21.6 in month 13."
    assert (found.row.path, found.row.month, found.row.value) == ("S.new_accounts_growth", 13, 0)
    assert growth_goes_on(run(planned(row)), "S.new_accounts") is None
