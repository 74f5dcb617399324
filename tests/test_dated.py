"""Dated changes: what comes before one is what it is without it, and one that is off acts as if it were not there."""

import random
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.problems import ScenarioError
from model.report import as_json
from model.text import from_link, read_toml, scenario_from, to_link, to_toml
from tests.random_second_edition import DATED, DATED_OF_COMPANY, changes_of, second_edition_scenario

SPENT_EARLIER = ("acquisition_cost", "operating_profit", "cumulative_profit", "cash_flow", "cash")
GROWING: dict[str, Any] = {
    "company": {"fixed_costs": 1e5, "fixed_cost_growth": 0.013},
    "segments": [
        {
            "name": name, "acv": 1200, "accounts": 100, "new_accounts": 7, "new_accounts_growth": 0.037, "retention_rate": 0.8,
            "cac": 900, "sales_cycle_months": cycle, "onboarding_months": 3, "onboarding_rate": 0.9, "expansion_rate": 0.07,
            "other_hours": 5, "staffing": "fixed", "csms": 1, "csm_cost": 1e5, "retention_at_risk": 0.1, **more,
        }
        for name, cycle, more in (("A", 2, {"new_accounts_step": 0.3}), ("B", 0, {}))
    ],
}  # fmt: skip
PLANNED = {"segments": [{"name": "A", "acv": 1200, "accounts": 10, "retention_rate": 0.8, "renewal_months": 1}]}
BETTER = {"month": 3, "path": "A.retention_rate", "value": 0.9}


def with_changes(*rows: dict[str, Any]) -> Scenario:
    return scenario_from({**PLANNED, "changes": [*rows]})


def assert_months_before_are_alike(data: dict[str, Any], row: dict[str, Any]) -> None:
    """All measures of both, to the last bit; what CAC is in sees the change a sales cycle earlier."""
    without, with_it = (run(scenario_from({**data, "changes": rows})) for rows in ([], [row]))
    cycle = max(segment.get("sales_cycle_months", 0) for segment in data["segments"])
    parts = [(part, with_it.segments[name]) for name, part in without.segments.items()]
    for part, changed in [(without.total, with_it.total), *parts]:
        for name, path in part.monthly.items():
            months = slice(0, max(0, row["month"] - 1 - (cycle if name in SPENT_EARLIER else 0)))
            assert np.array_equal(path[months], changed.monthly[name][months], equal_nan=True), (name, row)


@pytest.mark.parametrize("key", [*DATED, *(f"company.{key}" for key in DATED_OF_COMPANY)])
def test_months_before_a_change_are_bit_identical(key: str) -> None:
    """In random scenarios, and in one where everything grows and waits, without a season that would tell it all apart."""
    rng = random.Random(key)
    path = key if key.startswith("company.") else f"A.{key}"
    for data in (GROWING, *(second_edition_scenario(rng) for _ in range(3))):
        segment = data["segments"][0]
        if data.get("expansion_base") == "starting" and key == "early_churn":
            continue
        value = changes_of(rng, path, key.removeprefix("company."), 0, segment, "expansion_base" in data)[0]["value"]
        named = path if path == key else f"{segment['name']}.{key}"
        row = {"month": rng.randint(8, 36), "path": named, "value": value}
        assert_months_before_are_alike({**data, "horizon_months": 36}, row)


def test_one_that_is_off_acts_as_if_it_were_not_there() -> None:
    off = with_changes({**BETTER, "on": False})
    assert as_json(run(off)) == as_json(run(with_changes()))
    assert as_json(run(with_changes({**BETTER, "on": True}))) == as_json(run(with_changes(BETTER)))
    assert as_json(run(off)) != as_json(run(with_changes(BETTER)))


def test_one_that_is_off_is_kept_in_file_and_link() -> None:
    off, base = with_changes({**BETTER, "on": False}), with_changes()
    assert "on = false" in to_toml(off)
    assert read_toml(to_toml(off)) == off
    assert from_link(to_link(off, base, "base"), {"base": base}) == off
    assert "on =" not in to_toml(with_changes(BETTER))


def test_only_those_that_are_on_have_to_follow_one_another() -> None:
    """Each by itself is checked all the same."""
    slow = {"month": 2, "path": "A.retention_rate", "value": 0.85, "over": 6}
    with_changes(BETTER, {**slow, "on": False})
    with pytest.raises(ScenarioError, match="let it begin in month 9 or later"):
        with_changes(BETTER, slow)
    with pytest.raises(ScenarioError, match=r"changes\[1\].value is 2: allowed is a number from 0 to 1"):
        with_changes({**BETTER, "value": 2, "on": False})
    with pytest.raises(ScenarioError, match=r"changes\[1\].on is 'no': allowed is one of true, false"):
        with_changes({**BETTER, "on": "no"})
