"""Vary, difference, best and grid, each against single runs or by hand."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.engine.batch import Array
from model.trace import Trace
from model.whatif import Difference, WhatIf, best, grid, highest, of_figure, vary, with_and_without
from tests.whatif.closed_forms import at, book, of_value

TEAM: dict[str, Any] = {"staffing": "fixed", "csms": 2.0, "other_hours": 12.0, "retention_rate": 0.9, "retention_at_risk": 0.2,
        "accounts": 300, "csm_cost": 60_000.0}  # fmt: skip


def equal(value: Any) -> Any:
    """But for rounding: many scenarios at once add up in another order than one."""
    return pytest.approx(value, rel=1e-12)


def profit_of(scenario: Scenario) -> Any:
    return equal(run(scenario).total.summary["profit"].values[0])


def test_each_row_is_the_scenario_run_by_itself_and_its_numbers_carry_its_name() -> None:
    scenario = book(**TEAM)
    rows = vary(scenario, [WhatIf({"S.csms": 3.0}, "with 3 CSMs", "three"),
                           WhatIf({"S.retention_rate": 1.0, "S.csm_cost": 0.0}, "if all stay", "stay")],
                monthly=("mrr", "coverage"), summary=("profit",), by_segment=True,
                economics=("margin",))  # fmt: skip
    of_segment = rows.of_segment("S")
    for place, changes in enumerate(({"S.csms": 3.0}, {"S.retention_rate": 1.0, "S.csm_cost": 0.0})):
        single = run(scenario.changed(changes))
        alone = single.segments["S"]
        assert rows[place].summary("profit").value == profit_of(single.scenario)
        assert of_segment[place].economics("margin").value == equal(alone.unit_economics["margin"].values[0])
        assert of_segment[place].path("coverage").tolist() == equal(alone.monthly["coverage"][:, 0].tolist())
        assert rows[place].month("mrr", 7).value == equal(single.total.monthly["mrr"][6, 0])
    assert rows.values("profit").tolist() == [row.summary("profit").value for row in rows]
    profit, mrr = rows[0].summary("profit"), of_segment[1].month("mrr", 7)
    assert (profit.label, profit.key) == ("Operating profit with 3 CSMs", "three.profit")
    assert (mrr.label, mrr.key) == ("MRR if all stay, month 7", "stay.mrr@7")
    assert rows[0].economics("ltv_cac").label == "LTV:CAC, blended with 3 CSMs"
    assert rows[0].month("mrr", 12, "MRR in the end").label == "MRR in the end"
    renamed = vary(scenario, [WhatIf({}, "now", "now")], monthly=("mrr",), called={"mrr": "Sales"})[0]
    assert renamed.month("mrr", 2).label == "Sales now, month 2"
    assert renamed.called(": then", "then").month("mrr", 2).label == "Sales: then, month 2"


def test_a_number_of_a_row_is_traced_into_its_own_run() -> None:
    scenario = book(**TEAM)
    row = vary(scenario, {"S.csms": [1.0, 5.0]}, monthly=("cs_cost",), by_segment=True).of_segment("S")[1]
    cost = row.month("cs_cost", 2)
    assert cost.label == "Customer-success cost at CSMs = 5, month 2"
    assert cost.how is not None
    assert cost.how.value == cost.value == pytest.approx(5 * 60_000 / 12)
    (csms,) = (term for term in cost.terms if term.label == "CSMs, month 2")
    assert (csms.value, csms.key) == (5, "whatif.S.csms=5.0:0/csms@2")


def test_several_inputs_take_their_values_one_at_a_time() -> None:
    scenario = book(**TEAM)
    rows = vary(scenario, {"S.csms": [1.0, 2.0], "S.acv": [6_000.0]}, summary=("revenue",))
    expected = [scenario.changed(change) for change in ({"S.csms": 1.0}, {"S.csms": 2.0}, {"S.acv": 6_000.0})]
    assert rows.values("revenue").tolist() == pytest.approx(
        [run(one).total.summary["revenue"].values[0] for one in expected], rel=1e-12
    )


def test_some_of_the_rows_keep_their_places() -> None:
    rows = vary(book(), {"S.acv": [12_000.0, 24_000.0, 36_000.0]}, monthly=("mrr",), summary=("revenue",))[1:]
    assert len(rows) == 2
    assert rows.values("revenue").tolist() == pytest.approx([240_000, 360_000])
    assert rows.paths("mrr")[0].tolist() == pytest.approx([20_000, 30_000])
    assert rows[0].summary("revenue").value == pytest.approx(240_000)
    assert rows[-1].summary("revenue").value == pytest.approx(360_000)


def test_what_ifs_that_change_nothing_are_the_scenario_each() -> None:
    rows = vary(book(), [WhatIf({}), WhatIf({})], summary=("revenue",))
    assert rows.values("revenue").tolist() == [120_000, 120_000]


def test_a_figure_without_a_value_says_why() -> None:
    rows = vary(book(), [WhatIf({"S.cac": 0.0})], by_segment=True, economics=("ltv_cac",)).of_segment("S")
    assert rows[0].economics("ltv_cac").reason == "no_cac"
    assert math.isnan(rows.values("ltv_cac")[0])


def test_the_difference_to_the_scenario_by_figure_and_by_month() -> None:
    scenario = book()
    trace = Trace(run(scenario))
    row = vary(scenario, [WhatIf({"S.acv": 18_000.0}, "at half as much again", "dearer")],
               monthly=("mrr", "revenue"), summary=("revenue", "arr_end"))[0]  # fmt: skip
    more = Difference(row, trace, "Half as much again", "more")
    revenue = more.summary("revenue")
    assert (revenue.value, revenue.label, revenue.key) == (60_000, "Half as much again: revenue", "more.revenue")
    assert more.summary("arr_end").label == "Half as much again: ARR at the end"
    assert [(term.label, term.value) for term in revenue.terms] == [
        ("Revenue at half as much again", 180_000), ("Revenue", 120_000),
    ]  # fmt: skip
    assert more.path("mrr").tolist() == [5_000.0] * 12
    assert more.month("mrr", 3).value == 5_000
    until = more.until("revenue", 5, "Until then")
    assert (until.value, until.unit, len(until.terms)) == (25_000, "money", 10)
    assert until.how is not None
    assert until.how.value == pytest.approx(25_000)


def test_with_and_without_are_the_same_what_ifs_twice() -> None:
    scenario, cut = book(**TEAM), WhatIf({"S.csms": 1.0}, "with it", "with")
    rows = [WhatIf({"S.retention_at_risk": risk}, f"at {risk}", f"risk{risk}") for risk in (0.0, 0.2)]
    made, otherwise = with_and_without(scenario, rows, cut, WhatIf({}, "without it", "without"), summary=("profit",))
    for place, risk in enumerate((0.0, 0.2)):
        base = {"S.retention_at_risk": risk}
        assert otherwise.values("profit")[place] == profit_of(scenario.changed(base))
        assert made.values("profit")[place] == profit_of(scenario.changed(base | {"S.csms": 1.0}))
    assert made[1].summary("profit").label == "Operating profit with it, at 0.2"
    assert otherwise[0].summary("profit").key == "risk0.0.without.profit"


@pytest.mark.parametrize("top", [0, 3, 37, 150, 240])
def test_the_best_whole_number_is_found_between_steps(top: float) -> None:
    found = best(of_value(lambda x: -((x - top) ** 2)), [float(number) for number in range(0, 241, 8)], at)
    assert found.value == top
    assert [found.values[place] for place in found.beside] == [
        near for near in (top - 1, top, top + 1) if 0 <= near <= 240
    ]
    assert found.amounts[found.place] == 0
    assert found.rows[found.place] == top


def test_of_several_as_high_the_first_is_best_and_what_has_no_number_never() -> None:
    assert highest([math.nan, 1.0, 1.0 + 1e-12, 0.5]) == 1
    assert highest([math.nan, -5.0]) == 1
    assert highest([math.nan, math.nan]) == 0


def test_the_border_of_a_grid_is_that_of_a_circle() -> None:
    def inside(rows: Sequence[WhatIf]) -> tuple[Array, Sequence[WhatIf]]:
        return np.array([4 - row.changes["x"] ** 2 - row.changes["y"] ** 2 for row in rows]), rows

    found = grid(inside, ("x", np.linspace(0, 3, 301).tolist()), ("y", [0.5, 1.5, 2.5]))
    assert found.values.shape == (3, 301)
    assert found.values[1, 100] == pytest.approx(4 - 1 - 2.25)
    assert [point[1] for point in found.border] == [0.5, 1.5]  # at 2.5 all is outside
    assert [point[0] for point in found.border] == pytest.approx([math.sqrt(4 - y * y) for y in (0.5, 1.5)], abs=1e-4)


def test_a_grid_of_two_inputs_of_a_scenario_by_hand() -> None:
    """10 accounts at a price p bring 10 p a year; fixed costs of f a month: the border is p = 1.2 f."""
    profit = of_figure(book(), "profit")
    found = grid(profit, ("S.acv", [10_000.0, 20_000.0, 40_000.0]), ("company.fixed_costs", [10_000.0, 25_000.0]))
    assert found.values.tolist() == [[pytest.approx(10 * p - 12 * f) for p in (1e4, 2e4, 4e4)] for f in (1e4, 2.5e4)]
    assert [point[0] for point in found.border] == pytest.approx([12_000, 30_000])
