"""Seek on closed forms: none, one and several roots, at bounds, where only whole numbers count, and what holds."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pytest

from model.whatif import Search, WhatIf, crossings, of_figure, seek, setting
from tests.whatif.closed_forms import at, book, of_value, sought

TENTHS = np.linspace(-3, 3, 61).tolist()


def test_one_root_is_found_and_both_rows_that_show_it() -> None:
    (root,) = sought(lambda x: x**3 - 2, TENTHS, rounds=3)
    assert root.at == pytest.approx(2 ** (1 / 3), abs=1e-9)
    assert root.before.value < 2 ** (1 / 3) < root.after.value
    assert (root.before.row, root.after.row) == (root.before.value, root.after.value)
    assert root.before.amount == pytest.approx(root.before.value**3 - 2)
    assert (root.holding, root.missing) == (root.after, root.before)


def test_none_where_the_number_keeps_its_sign() -> None:
    assert sought(lambda x: x**2 + 1, TENTHS, rounds=3) == []
    assert sought(lambda x: -np.exp(x), TENTHS) == []
    assert sought(lambda x: x, [2.0, 2.0]) == []


def test_where_there_is_none_the_nearest_is_told() -> None:
    (found,) = seek(of_value(lambda x: (x - 1) ** 2 + 3), Search(TENTHS, at, rounds=3))
    assert not found.roots
    assert [found.nearest.value, found.nearest.amount] == pytest.approx([1, 3])
    assert [side.value for side in found.tried] == TENTHS


def test_several_roots_are_all_found_in_the_order_of_the_values() -> None:
    roots = sought(lambda x: (x + 2) * (x - 0.55) * (x - 2.75), TENTHS, rounds=3)
    assert [root.at for root in roots] == pytest.approx([-2, 0.55, 2.75], abs=1e-6)
    back = sought(lambda x: (x + 2) * (x - 0.55) * (x - 2.75), TENTHS[::-1], rounds=3)
    assert [root.at for root in back] == pytest.approx([2.75, 0.55, -2], abs=1e-6)


def test_roots_that_only_a_finer_look_parts_are_found_within_a_bracket() -> None:
    roots = sought(lambda x: (x - 0.2) * (x - 0.5) * (x - 0.8), [0.0, 1.0], rounds=3)
    assert [root.at for root in roots] == pytest.approx([0.2, 0.5, 0.8], abs=1e-5)


def test_roots_at_the_bounds_count_once() -> None:
    roots = sought(lambda x: x * (x - 1) * (x - 3), [0.0, 0.5, 1.0, 2.0, 3.0], rounds=2)
    assert [root.at for root in roots] == [0, 1, 3]


def test_a_stretch_of_zeros_has_its_ends_and_zeros_all_over_have_none() -> None:
    roots = sought(lambda x: np.sign(x) * np.maximum(0, np.abs(x) - 1), np.linspace(-3, 3, 25).tolist(), rounds=1)
    assert [root.at for root in roots] == [-1, 1]
    assert sought(lambda x: 0 * x, TENTHS, rounds=3) == []


def test_a_number_that_only_touches_zero_where_it_is_tried_is_one_root() -> None:
    assert [root.at for root in sought(lambda x: -((x - 1) ** 2), [0.0, 1.0, 2.0])] == [1]


def test_values_without_a_number_part_what_lies_on_their_sides() -> None:
    assert crossings(np.array([1.0, math.nan, -1.0, 1.0])) == [2]


@pytest.mark.parametrize(("target", "found"), [(7.3, 8), (7.0, 7), (0.5, 1)])
def test_whole_numbers_stay_whole(target: float, found: float) -> None:
    (root,) = sought(lambda x: x - target, [0.0, 40.0, 1000.0], rounds=5, whole=True)
    assert root.at == found
    assert all(side.value == int(side.value) for side in root.sides)
    assert root.holding.value - root.missing.value in (1, -1)


def test_a_whole_root_at_the_first_value_is_that_value() -> None:
    assert [root.at for root in sought(lambda x: x - 2, [2.0, 10.0], rounds=3, whole=True)] == [2]


def test_what_holds_or_not_is_found_to_the_last_that_holds() -> None:
    roots = sought(lambda x: (x > 0.31) & (x < 1.5), TENTHS, rounds=0)
    assert [root.at for root in roots] == pytest.approx([0.4, 1.4])
    assert [root.holding.value for root in roots] == pytest.approx([0.4, 1.4])
    assert [root.missing.value for root in roots] == pytest.approx([0.3, 1.5])
    (fine,) = sought(lambda x: x <= math.pi, [0.0, 4.0], rounds=4)
    assert fine.holding.value <= math.pi < fine.missing.value
    assert fine.missing.value - fine.holding.value < 1e-5


def test_several_searches_share_each_call() -> None:
    calls = []

    def tries(rows: Sequence[WhatIf]) -> tuple[Any, Sequence[int]]:
        calls.append(len(rows))
        amounts = [value - {"x": 0.3, "y": 7.7}[name] for row in rows for name, value in row.changes.items()]
        return np.array(amounts), range(len(rows))

    found = seek(tries, Search([0.0, 1.0], lambda value: WhatIf({"x": value}), rounds=2),
                 Search([0.0, 5.0, 10.0], lambda value: WhatIf({"y": value}), rounds=1))  # fmt: skip
    assert [[root.at for root in one.roots] for one in found] == [[pytest.approx(0.3)], [pytest.approx(7.7)]]
    assert calls == [2 + 3, 33 + 33, 33]


def test_the_break_even_of_a_scenario_by_hand() -> None:
    """10,000 of revenue a month, half a CSM at a yearly cost c: profit is nothing at c = 240,000; below for more."""
    scenario = book(staffing="fixed", csms=0.5, other_hours=1)

    profit = of_figure(scenario, "profit")
    (found,) = seek(profit, Search([0.0, 1e5, 1e6], lambda cost: setting(scenario, "S.csm_cost", cost), rounds=1))
    (root,) = found.roots
    assert root.at == pytest.approx(240_000)
    for side in root.sides:
        shown = side.row.summary("profit")
        assert shown.value == side.amount == pytest.approx(12 * (10_000 - side.value / 24))
        assert shown.label.startswith("Operating profit at CSM cost = ")


def test_a_target_of_a_segment_by_hand() -> None:
    """12,000 a year each: 840,000 of revenue are 70 accounts; 70.5 of them would be 846,000, so that 71 are."""
    scenario = book()
    for target, accounts in ((840_000, 70), (846_000, 71)):
        revenue = of_figure(scenario, "revenue", segment="S", target=target)
        at_accounts = partial(setting, scenario, "S.accounts")
        (found,) = seek(revenue, Search([1.0, 10.0, 1_000.0], at_accounts, rounds=4, whole=True))
        assert [root.at for root in found.roots] == [accounts]
        assert found.roots[0].holding.row.summary("revenue").value == pytest.approx(12_000 * accounts)


def test_the_row_of_a_side_is_the_row_of_its_value() -> None:
    roots = seek(of_value(lambda x: np.sin(x)), Search(np.linspace(1, 10, 50).tolist(), at, rounds=3))[0].roots
    assert [root.at for root in roots] == pytest.approx([math.pi, 2 * math.pi, 3 * math.pi], abs=1e-6)
