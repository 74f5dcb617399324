"""What must hold for every scenario inside the declared bounds, whatever its numbers."""

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from model import Batch, Scenario, run, run_batch
from model.metrics import MONTHLY, SUMMARY
from model.parameters import COMPANY, SEGMENT
from model.report import as_json
from tests.naive.capacity import coverage_before
from tests.naive.defaults import segment_with_defaults
from tests.naive.rates import expansion_share_at, month_to_month_retention_of, neglect_at, retention_at
from tests.random_scenarios import random_scenario

SEEDS = st.integers(0, 10**6)
MONEY = {"acv", "cac", "csm_cost", "cash", "fixed_costs"}
Told = dict[str, Any]


def told(data: Told) -> Told:
    return as_json(run(Scenario.model_validate(data)))


def some(seed: int) -> Told:
    data = random_scenario(random.Random(seed))
    data["horizon_months"] = min(data.get("horizon_months", 36), 48)
    return data


def parts(result: Told) -> list[Told]:
    return [result["total"], *result["segments"].values()]


@given(SEEDS)
def test_mrr_is_last_months_and_its_movements(seed: int) -> None:
    result = told(some(seed))
    openings = [result["summary"]["opening_mrr"], *(p["summary"]["opening_mrr"] for p in result["segments"].values())]
    for part, opening in zip(parts(result), openings, strict=True):
        path = {
            name: np.array(part[name])
            for name in ("mrr", "new_mrr", "expansion_mrr", "price_mrr", "contraction_mrr", "churned_mrr")
        }
        before = np.concatenate([[opening], path["mrr"][:-1]])
        after = (
            before
            + path["new_mrr"]
            + path["expansion_mrr"]
            + path["price_mrr"]
            - path["contraction_mrr"]
            - path["churned_mrr"]
        )
        scale = max(before.max(), path["mrr"].max(), path["new_mrr"].max())
        assert np.abs(after - path["mrr"]).max() <= 1e-11 * scale


@given(SEEDS)
def test_a_movement_is_its_rate_times_what_it_acts_on(seed: int) -> None:
    data = some(seed)
    starting = data.get("expansion_base") == "starting"
    for segment, part in zip(
        map(segment_with_defaults, data["segments"]), told(data)["segments"].values(), strict=True
    ):
        path = {name: np.array(values) for name, values in part.items() if isinstance(values, list) and name != "load"}
        opening_mrr = part["summary"]["opening_mrr"]
        before = [coverage_before(segment, segment["accounts"], opening_mrr), *part["engagement"][:-1]]
        kept = np.array([retention_at(segment, engagement) for engagement in before])
        grown = segment["expansion_rate"] * np.array([expansion_share_at(segment, engagement) for engagement in before])
        lost_monthly = 1 - month_to_month_retention_of(segment)
        churned = {
            of: path[f"renewing_{of}"] * (1 - kept) + _month_before(path[f"monthly_terms_{of}"]) * lost_monthly
            for of in ("mrr", "accounts")
        }
        base = path["renewing_mrr"] if starting else path["renewing_mrr"] * kept
        left = base if starting else base - path["contraction_mrr"]
        expected = {
            "churned_mrr": churned["mrr"],
            "churned_accounts": churned["accounts"],
            "contraction_mrr": base * segment["contraction_rate"],
            "price_mrr": left * segment["price_increase"],
            "expansion_mrr": path["expanding_mrr"] * grown,
        }
        at_risk = path["renewing_accounts"] * kept * np.array([neglect_at(engagement) for engagement in before])
        reactive = segment["firefighting_hours"] * (churned["accounts"] + at_risk)
        slack = 1e-12 * segment["firefighting_hours"] * path["accounts"].max()
        assert np.abs(reactive - path["reactive_hours"]).max() <= slack
        for name, values in expected.items():
            scale = path["accounts" if name.endswith("accounts") else "mrr"].max()
            assert np.abs(values - path[name]).max() <= 1e-12 * scale, name


def _month_before(path: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], path[:-1]])


@given(SEEDS)
def test_accounts_are_conserved(seed: int) -> None:
    """The book and every account that started are still there or have churned."""
    data = some(seed)
    for segment, part in zip(data["segments"], told(data)["segments"].values(), strict=True):
        months, delay = len(part["accounts"]), segment.get("onboarding_months", 0)
        signed = np.array(part["signed_accounts"])
        started = np.concatenate([np.zeros(delay), signed])[:months] * segment.get("onboarding_rate", 1)
        there = segment.get("accounts", 0) + np.cumsum(started) - np.cumsum(part["churned_accounts"])
        assert np.abs(there - part["accounts"]).max() <= 1e-9 * (segment.get("accounts", 0) + started.sum())


@given(SEEDS)
def test_layers_add_up(seed: int) -> None:
    for part in parts(told(some(seed))):
        for name in ("mrr", "accounts", "revenue"):
            layers = np.add(part["layers"]["book"][name], part["layers"]["new"][name])
            assert layers == pytest.approx(np.array(part[name]), rel=1e-12, abs=1e-12 * max(part[name]))


@given(SEEDS)
def test_segments_add_up_to_the_company(seed: int) -> None:
    result = told(some(seed))
    for name, metric in MONTHLY.items():
        if metric.in_total and metric.in_segments and name not in ("operating_profit", "cash_flow"):
            added = np.sum([part[name] for part in result["segments"].values()], axis=0)
            assert added == pytest.approx(np.array(result["total"][name]), rel=1e-9, abs=1e-9)


@given(SEEDS, st.sampled_from([1e-2, 7.0, 1e2]))
def test_scaling_money_scales_money_and_no_ratio(seed: int, factor: float) -> None:
    data = some(seed)
    scaled = _scaled(data, factor)
    assume(scaled is not None)
    assert scaled is not None
    before, after = told(data), told(scaled)
    for name, metric in SUMMARY.items():
        one, other = before["summary"][name], after["summary"][name]
        expected = factor if metric.unit.startswith("money") else 1.0
        turnover = sum(before["total"]["revenue"]) + sum(sum(before["total"][cost]) for cost in
                   ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs"))  # fmt: skip
        assert (one is None) == (other is None)
        if one is not None:
            slack = 1e-9 * expected * (turnover if metric.unit.startswith("money") else 1)
            assert other == pytest.approx(one * expected, rel=1e-7, abs=slack)


def _scaled(data: Told, factor: float) -> Told | None:
    """The scenario with all money multiplied, None where that leaves the bounds."""
    scaled = {
        **data,
        "company": dict(data.get("company", {})),
        "segments": [dict(segment) for segment in data["segments"]],
    }
    for table, declared in ((scaled["company"], COMPANY), *((segment, SEGMENT) for segment in scaled["segments"])):
        for name in MONEY & table.keys():
            table[name] = table[name] * factor
            low, high = declared[name].bounds or (0, 0)
            if not low <= table[name] <= high:
                return None
    return scaled


@given(SEEDS, st.floats(0.5, 1.0))
def test_without_a_csm_model_more_churn_never_gives_more_mrr(seed: int, share: float) -> None:
    data = some(seed)
    data.pop("expansion_base", None)
    for segment in data["segments"]:
        segment["staffing"] = "none"
    worse = {
        **data,
        "segments": [{**s, "retention_rate": s.get("retention_rate", 1) * share} for s in data["segments"]],
    }
    before, after = np.array(told(data)["total"]["mrr"]), np.array(told(worse)["total"]["mrr"])
    assert (after <= before * (1 + 1e-12) + 1e-300).all()


@given(SEEDS)
def test_zero_response_makes_csms_a_cost_only(seed: int) -> None:
    data = some(seed)
    quiet = {
        "staffing": "fixed",
        "staff_changes": [],
        "retention_at_risk": 0,
        "expansion_without_csm": 1,
        "month_to_month_shift": 0,
    }
    few = {**data, "segments": [{**segment, **quiet, "csms": 1.0} for segment in data["segments"]]}
    many = {**data, "segments": [{**segment, **quiet, "csms": 9.0} for segment in data["segments"]]}
    one, other = told(few), told(many)
    assert one["total"]["mrr"] == other["total"]["mrr"]
    assert one["total"]["accounts"] == other["total"]["accounts"]
    assert all(a <= b for a, b in zip(one["total"]["cs_cost"], other["total"]["cs_cost"], strict=True))


@given(SEEDS, st.sampled_from(["none", "to_need"]))
def test_firefighting_loses_no_account_where_nobody_goes_short(seed: int, staffing: str) -> None:
    data = some(seed)
    staffed = [{**segment, "staffing": staffing, "firefighting_hours": 25.0} for segment in data["segments"]]
    calm = [{**segment, "firefighting_hours": 0.0} for segment in staffed]
    one, other = told({**data, "segments": calm}), told({**data, "segments": staffed})
    assert one["total"]["mrr"] == other["total"]["mrr"]
    assert one["total"]["required_hours"] == other["total"]["required_hours"]
    assert not any(one["total"]["reactive_hours"])
    assert all(a <= b for a, b in zip(one["total"]["csms"], other["total"]["csms"], strict=True))


@settings(suppress_health_check=[HealthCheck.filter_too_much], max_examples=60)
@given(SEEDS)
def test_a_row_of_a_batch_is_the_run_of_that_scenario(seed: int) -> None:
    """Any numbers and terms may differ between the rows."""
    chance = random.Random(seed)
    base = Scenario.model_validate(some(seed))
    columns = _columns(base, chance, 6)
    try:
        batch = Batch(base, columns)
        rows = [batch.scenario(row) for row in range(6)]
    except ValueError:  # a mixture that no scenario may have
        assume(False)
    results = run_batch(batch, monthly=MONTHLY, summary=SUMMARY, layers=True, by_segment=True)
    for row, scenario in enumerate(rows):
        alone = run(scenario)
        months = scenario.horizon_months
        for part, own in (
            (results.total, alone.total),
            *((results.segments[n], alone.segments[n]) for n in alone.segments),
        ):
            for name in own.monthly:
                assert _equal(part.monthly[name][:months, row], own.monthly[name][:, 0]), name
                assert np.isnan(part.monthly[name][months:, row]).all()
            for mine, theirs in ((part.summary, own.summary), (part.unit_economics, own.unit_economics)):
                for name, figure in theirs.items():
                    assert _equal(mine[name].values[row], figure.values[0]), name
                    assert mine[name].reason(row) == figure.reason(0), name


def _equal(one: Any, other: Any) -> bool:
    scale = np.nanmax(np.abs(np.where(np.isfinite(other), other, 0)), initial=0)
    with np.errstate(invalid="ignore"):
        close = (np.abs(one - other) <= 1e-9 * scale) | (one == other) | (np.isnan(one) & np.isnan(other))
    return bool(np.all(close))


def _columns(base: Scenario, chance: random.Random, size: int) -> dict[str, list[Any]]:
    """Columns for a few inputs of one segment and for the horizon: values of other random scenarios."""
    segment = base.segments[0].name
    names = chance.sample([name for name, p in SEGMENT.items() if p.numeric or p.choices], 6)
    columns: dict[str, list[Any]] = {"horizon_months": [chance.randrange(1, 40) for _ in range(size)]}
    for name in names:
        others = [Scenario.model_validate(random_scenario(chance)).segments[0] for _ in range(size)]
        values = [getattr(other, name) for other in others]
        if None not in values:
            columns[f"{segment}.{name}"] = values
    return columns
