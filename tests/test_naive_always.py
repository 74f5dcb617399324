"""What always holds in the naive implementation, on scenarios of every kind."""

import math
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from tests.corner_scenarios import corner_scenarios
from tests.naive import naive_run
from tests.naive.month import SUMMED
from tests.random_scenarios import NUMBERS, random_scenario
from tests.random_second_edition import second_edition_scenario


@pytest.fixture(scope="module")
def results() -> list[dict[str, Any]]:
    """The results of a few scenarios of every kind."""
    rng = random.Random(20)
    scenarios = [random_scenario(rng) for _ in range(20)] + [second_edition_scenario(rng) for _ in range(50)]
    scenarios += list(islice(corner_scenarios(), 0, None, 37))
    return [naive_run(scenario) for scenario in scenarios]


def test_mrr_identity(results: list[dict[str, Any]]) -> None:
    """mrr(t) = mrr(t-1) + new + expansion + price - contraction - churn, in every segment."""
    for result in results:
        for segment in result["segments"].values():
            before = segment["summary"]["opening_mrr"]
            for i, mrr in enumerate(segment["mrr"]):
                gains = [segment[name][i] for name in ("new_mrr", "expansion_mrr", "price_mrr")]
                losses = [segment[name][i] for name in ("contraction_mrr", "churned_mrr")]
                scale = before + sum(abs(flow) for flow in gains + losses)
                assert abs(before + sum(gains) - sum(losses) - mrr) <= 1e-11 * scale
                before = mrr


def test_layers_and_segments_add_up(results: list[dict[str, Any]]) -> None:
    for result in results:
        segments = result["segments"].values()
        for part in [*segments, result["total"]]:
            for name in ("mrr", "accounts", "revenue"):
                added = [sum(pair) for pair in zip(*(part["layers"][x][name] for x in ("book", "new")), strict=True)]
                assert added == pytest.approx(part[name], rel=1e-12)
        for name in set(SUMMED) - {"operating_profit", "cash_flow"}:
            added = [sum(values) for values in zip(*(segment[name] for segment in segments), strict=True)]
            assert added == pytest.approx(result["total"][name], rel=1e-12)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number and null with its dotted path; months have the path of their list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def test_finite_or_null_with_a_reason(results: list[dict[str, Any]]) -> None:
    for result in results:
        found = list(leaves({key: value for key, value in result.items() if key != "reasons"}))
        assert {path for path, value in found if value is None} == set(result["reasons"])
        numbers = [(path, value) for path, value in found if isinstance(value, int | float)]
        for path, value in numbers:
            assert math.isfinite(value), path
            assert value != 0 or math.copysign(1, value) > 0, path


# ---- the scenarios ----


def test_corners_are_many_and_differ() -> None:
    corners = [repr(scenario) for scenario in corner_scenarios()]
    assert len(set(corners)) == len(corners) >= 1000


def test_scenarios_are_valid() -> None:
    """Within the hard bounds; billing fits the contract; no headcount below 0; "starting" as it must be."""
    rng = random.Random(3)
    for scenario in [*(random_scenario(rng) for _ in range(500)), *corner_scenarios()]:
        tables = [scenario, scenario.get("company", {}), scenario.get("guidelines", {})]
        for segment in scenario["segments"]:
            tables += [segment, *segment.get("meetings", [])]
        for table in tables:
            for key in table.keys() & NUMBERS.keys():
                _, _, (low, high) = NUMBERS[key]
                assert low <= table[key] <= high, key
        for segment in scenario["segments"]:
            assert segment.get("renewal_months", 12) % segment.get("billing_months", 1) == 0
            if scenario.get("expansion_base") == "starting":
                assert_starting_is_allowed(segment)
            csms = segment.get("csms", 0)
            for row in segment.get("staff_changes", []):
                csms += row["change"]
                assert csms >= 0


def test_same_seed_same_scenario() -> None:
    assert random_scenario(random.Random(7)) == random_scenario(random.Random(7))


def assert_starting_is_allowed(segment: dict[str, Any]) -> None:
    retention = segment.get("retention_rate", 1)
    assert retention - segment.get("retention_at_risk", 0) >= 0.5
    assert segment.get("month_to_month_retention", 1) >= 0.5
    assert segment.get("contraction_rate", 0) <= 0.25
    assert segment.get("price_increase", 0) >= -0.1
    assert segment.get("expansion_rate", 0) >= -0.1


def test_a_change_leaves_the_months_before_it_as_they_are() -> None:
    """To the last bit; what is spent for later signatures aside, and what contains it."""
    spent_ahead = {"acquisition_cost", "operating_profit", "cash_flow", "cumulative_profit", "cash"}
    tried = 0
    for seed in range(30):
        scenario = second_edition_scenario(random.Random(seed))
        changes = scenario.pop("changes", [])
        first = min((change["month"] for change in changes), default=1)
        months = min(first - 1, scenario["horizon_months"])
        if months >= 1:
            without, with_changes = naive_run(scenario), naive_run({**scenario, "changes": changes})
            tried += 1
            for name, part in [("total", without["total"]), *without["segments"].items()]:
                changed = with_changes["total"] if name == "total" else with_changes["segments"][name]
                for measure, values in part.items():
                    if isinstance(values, list) and measure not in spent_ahead:
                        assert changed[measure][:months] == values[:months], measure
    assert tried >= 15
