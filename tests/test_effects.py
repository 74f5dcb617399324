"""An input that is called without effect has none: moved over its bounds, not one figure changes. And the other way."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from model import Batch, Result, Scenario, run, run_batch
from model.effects import acting_value, moves_only, scenario_rules, segment_rules, without_effect
from model.figures import Figure
from model.metrics import MONTHLY, SUMMARY
from model.parameters import Parameter
from model.report import as_json
from model.text import example_files, read_file
from tests.corner_scenarios import corner_scenarios
from tests.random_scenarios import random_scenario

ROOT = Path(__file__).parents[1]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]

# A segment in which everything is at work, and what leaves some of its inputs without effect.
BASE: dict[str, Any] = {
    "name": "A", "acv": 12_000, "accounts": 100, "new_accounts": 2, "new_accounts_growth": 0.01, "cac": 9_000,
    "sales_cycle_months": 2, "onboarding_rate": 0.9, "onboarding_months": 1, "retention_rate": 0.9, "contraction_rate": 0.02,
    "price_increase": 0.03, "expansion_rate": 0.05, "expansion_share": 0.5, "billing_months": 3, "staffing": "fixed", "csms": 2,
    "csm_cost": 90_000, "other_hours": 40, "staff_changes": [{"month": 6, "change": -1}, {"month": 9, "change": 1}], "ramp_months": 3,
    "severance_months": 2, "retention_at_risk": 0.1, "expansion_without_csm": 0.5, "response_curve": 1.5, "engagement_memory": 3,
    "csm_attrition": 0.1, "overload_attrition": 0.2, "vacancy_months": 2, "month_to_month_shift": 0.2,
}  # fmt: skip
CUT, HIRE = {"month": 6, "change": -1}, {"month": 6, "change": 1}
STILL = {"retention_rate": 1, "contraction_rate": 0, "price_increase": 0, "staffing": "none"}
SITUATIONS: dict[str, dict[str, Any]] = {
    "everything at work": {},
    "no CSM model": {"staffing": "none"},
    "hired to need": {"staffing": "to_need"},
    "nobody signs": {"new_accounts": 0},
    "nobody signs, nobody leaves": {"new_accounts": 0, **STILL},
    "nobody signs, ever fewer": {"new_accounts": 0, "new_accounts_step": -1},
    "nobody signs, nothing to pay": {"new_accounts": 0, "cac": 0},
    "no CAC": {"cac": 0},
    "signatures are even": {"new_accounts_growth": 0},
    "no onboarding": {"onboarding_rate": 0},
    "nothing renews": {"retention_rate": 0},
    "nothing renews, earlier expansion": {"retention_rate": 0, "expansion_months": 6},
    "no expansion": {"expansion_rate": 0},
    "nobody expands": {"expansion_share": 0},
    "neither expansion nor price rise": {"expansion_rate": 0, "price_increase": 0},
    "shrinks": {"expansion_rate": -0.1},
    "a renewal changes nothing": STILL,
    "nothing happens": {**STILL, "expansion_rate": 0, "billing_months": 1},
    "only churn": {"contraction_rate": 0, "price_increase": 0, "expansion_rate": 0},
    "monthly terms": {"renewal_months": 1, "expansion_months": 1, "billing_months": 1},
    "no revenue": {"accounts": 0, "new_accounts": 0},
    "no revenue, and nothing to pay back": {"accounts": 0, "new_accounts": 0, "cac": 0},
    "a calendar": {"book_calendar": [1] * 12},
    "by ratio": {"staffing": "ratio", "arr_per_csm": 1_000_000},
    "first renewals": {"retention_by_renewal": [0.8], "book_renewals_done": 0},
    "phases": {"onboarding_hours": 6, "renewal_hours": 3},
    "phases without a CSM model": {"onboarding_hours": 6, "renewal_hours": 3, "staffing": "none"},
    "no hours": {"other_hours": 0},
    "rows that change nothing": {"staff_changes": [{"month": 1, "change": 0}, {"month": 9, "change": 0}]},
    "no CSM, and a row that changes nothing": {"csms": 0, "staff_changes": [{"month": 1, "change": 0}]},
    "hours by meetings": {"other_hours": 0, "meetings": [{"name": "Call", "per_year": 12, "hours": 3, "prep_hours": 1}]},
    "hired to need, no hours": {"other_hours": 0, "staffing": "to_need"},
    "no hours, no CSM": {"other_hours": 0, "csms": 0, "staff_changes": []},
    "no CSM": {"csms": 0, "staff_changes": []},
    "changes after the horizon": {"staff_changes": [{"month": 50, "change": -1}]},
    "only a cut": {"staff_changes": [CUT]},
    "only a hire": {"staff_changes": [HIRE]},
    "hired in month 1": {"staff_changes": [{"month": 1, "change": 9}]},
    "cut in month 1": {"csms": 9, "staff_changes": [{"month": 1, "change": -1}]},
    "no ramp": {"ramp_months": 0},
    "ramps in full": {"ramp_productivity": 1},
    "unpaid": {"csm_cost": 0},
    "no vacancy": {"vacancy_months": 0},
    "nobody leaves": {"csm_attrition": 0, "overload_attrition": 0},
    "nobody leaves but by overload": {"csm_attrition": 0},
    "served": {"csms": 12},
    "nothing at risk": {"retention_at_risk": 0},
    "no shift": {"month_to_month_shift": 0},
    "no book": {"accounts": 0},
    "firefighting": {"firefighting_hours": 6},
    "firefighting eats it all": {"firefighting_hours": 500},
    "firefighting without a CSM model": {"firefighting_hours": 6, "staffing": "none"},
    "firefighting, hired to need": {"firefighting_hours": 6, "staffing": "to_need"},
    "firefighting, no hours": {"firefighting_hours": 60, "other_hours": 0},
    "firefighting, no hours, hired to need": {"firefighting_hours": 6, "other_hours": 0, "staffing": "to_need"},
    "firefighting, no hours, no CSM": {"firefighting_hours": 6, "other_hours": 0, "csms": 0, "staff_changes": []},
    "firefighting, nobody lost": {"firefighting_hours": 6, **STILL, "staffing": "fixed", "csms": 12, "retention_at_risk": 0,
                                  "month_to_month_shift": 0},
    "firefighting, only at risk": {"firefighting_hours": 6, **STILL, "staffing": "fixed", "retention_at_risk": 0,
                                   "month_to_month_shift": 0, "expansion_rate": 0, "billing_months": 1},
}  # fmt: skip
HEADERS: dict[str, dict[str, Any]] = {
    "one month": {"horizon_months": 1, "company": {"fixed_costs": 100}},
    "no contract ends": {"horizon_months": 12, "book_anniversaries": "aligned"},
    "from the start": {"first_uplift": "from_start"},
    "another LTV": {"guidelines": {"ltv": "compounding"}, "discount_rate": 0.1},
    "added": {"expansion_base": "starting"},
}


def scenario_of(**changes: Any) -> Scenario:
    return Scenario.model_validate({"segments": [{**BASE, **changes}]})


SCENES = {name: scenario_of(**changes) for name, changes in SITUATIONS.items()}
SCENES |= {name: Scenario.model_validate({**header, "segments": [BASE]}) for name, header in HEADERS.items()}
SCENES["no book, and no contract ends"] = Scenario.model_validate(
    {"horizon_months": 12, "segments": [{**BASE, "accounts": 0, "csms": 0, "staff_changes": []}]}
)
LATER = {
    "begins later": (
        {"new_accounts": 0, "expansion_rate": 0, "cac": 0},
        [("A.new_accounts", 5, 7, 0), ("A.expansion_rate", 0.1, 9, 3), ("A.cac", 9_000, 13, 0), ("company.fixed_costs", 100, 5, 0)],
    ),
    "ends later": ({}, [("A.new_accounts", 0, 7, 0), ("A.other_hours", 0, 9, 2), ("A.expansion_rate", 0, 5, 0)]),
    "nobody expands, another change": ({"expansion_rate": 0}, [("A.cac", 5_000, 7, 0)]),
}  # fmt: skip
SCENES |= {
    name: Scenario.model_validate({
        "segments": [{**BASE, **changes}],
        "changes": [dict(zip(("path", "value", "month", "over"), row, strict=True)) for row in rows],
    })
    for name, (changes, rows) in LATER.items()
}  # fmt: skip
SCENES |= EXAMPLES


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [run(scene) for scene in SCENES.values()]


# ---- what an input moves ----


def inputs(scenario: Scenario) -> list[str]:
    return [path for path, declared in scenario.paths().items() if declared.kind != "text"]


def values(scenario: Scenario, path: str) -> list[Any]:
    """Other values that are allowed: all choices; the ends of the bounds and of the slider, and one between.

    Hires and cuts are taken away: it is what stands in the table that has an effect or none.
    """
    declared = scenario.paths()[path]
    if path.endswith(LISTS):
        tried = [(), *listed(scenario, path)]
    elif path == "changes":
        tried = [[{"month": 2, "path": f"{scenario.segments[0].name}.gross_margin", "value": 0.123}]]
    elif declared.unit == "table":
        tried: list[Any] = [()] if path.endswith("staff_changes") and scenario.value(path) else [[MEETING], [HIRE]]
    elif declared.choices is not None:
        tried = list(declared.choices)
    else:
        low, high = declared.bounds or (0, 1)
        tried = [
            _whole(value, declared)
            for value in (low, high, *(declared.plausible or ()), low + 0.37 * min(high - low, 10))
        ]
    return [value for value in tried if value != acting_value(scenario, path) and _fits(scenario, path, value)]


LISTS = ("book_calendar", "signing_season", "retention_by_renewal")


def listed(scenario: Scenario, path: str) -> list[Any]:
    """A book that renews in one month, signatures of one month, and a rate of its own for the first renewal."""
    segment, _, name = path.rpartition(".")
    count = {"book_calendar": scenario.segment(segment).renewal_months, "signing_season": 12}.get(name, 1)
    return [(0.77,) if name == "retention_by_renewal" else (1.0,) + (0.0,) * (count - 1)]


MEETING = {"name": "Review", "per_year": 4, "hours": 2}


def _whole(value: float, declared: Parameter) -> float:
    return round(value) if declared.whole else float(value)


def _fits(scenario: Scenario, path: str, value: Any) -> bool:
    try:
        scenario.changed({path: value})
    except ValidationError:
        return False
    return True


def moved(scenario: Scenario, path: str) -> Iterator[str]:
    """The names of the measures that another value of the input moves."""
    tried = values(scenario, path)
    if scenario.paths()[path].unit == "table" or path.startswith("guidelines.") or path == "horizon_months":
        for value in tried:
            yield from _unlike(scenario, scenario.changed({path: value}), path)
    elif tried:
        batch = Batch(scenario, {path: np.array([acting_value(scenario, path), *tried])})
        result = run_batch(batch, monthly=MONTHLY, summary=SUMMARY, layers=True, by_segment=True)
        for part in (result.total, *result.segments.values()):
            yield from _moved_within(part)


def _moved_within(part: Any) -> Iterator[str]:
    """Measures of which not all scenarios of the batch have the first one's values, or its reasons for having none."""
    for paths in (part.monthly, *part.layers.values()):
        yield from (name for name, path in paths.items() if _differs(path))
    for name, figure in {**part.summary, **part.unit_economics}.items():
        if _differs(figure.values[None]) or _reasons_differ(figure):
            yield name


def _differs(path: np.ndarray) -> bool:
    if np.array_equal(path, np.broadcast_to(path[:, :1], path.shape)):
        return False
    size = np.abs(np.where(np.isfinite(path), path, 0)).max()
    return not np.allclose(path, path[:, :1], rtol=1e-9, atol=1e-9 * size, equal_nan=True)


def _reasons_differ(figure: Figure) -> bool:
    return figure.reasons is not None and bool((figure.reasons != figure.reasons[0]).any())


def _unlike(one: Scenario, other: Scenario, path: str) -> Iterator[str]:
    """Measures and checks in which two scenarios differ; the limit of a guideline is no figure but the input itself."""
    told, others = (dict(_flat(as_json(run(scenario)), "")) for scenario in (one, other))
    limit = {"guidelines.payback_months": "payback_margin.limit"}.get(path, f"{path.rpartition('.')[2]}.limit")
    names = {key for key in told.keys() | others.keys() if not key.endswith((limit, ".ltv", "sentence"))}
    yield from (key.rpartition(".")[2] for key in names if not _same(told.get(key), others.get(key)))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    pair = np.array(one, dtype=float), np.array(other, dtype=float)
    return pair[0].shape == pair[1].shape and not _differs(np.stack([part.ravel() for part in pair], axis=1))


def _flat(told: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _flat(value, f"{path}.{key}")
    else:
        yield path, told


# ---- what is said ----


def check(scenario: Scenario) -> None:
    """What is called without effect has none, and what moves little moves no more."""
    result = run(scenario)
    for path in inputs(scenario):
        silent, little = without_effect(result, path), moves_only(result, path)
        if silent:
            assert {*moved(scenario, path)} == set(), (path, silent)
        elif little:
            name = path.rpartition(".")[2]
            narrow = scenario_rules.NARROW.get(path) or segment_rules.NARROW[name]
            assert {*moved(scenario, path)} <= narrow.measures, (path, little)


@pytest.mark.parametrize("name", SCENES)
def test_what_is_said_holds(name: str) -> None:
    check(SCENES[name])


@pytest.mark.parametrize("seed", range(8))
def test_what_is_said_holds_at_random(seed: int) -> None:
    data = random_scenario(random.Random(seed))
    check(Scenario.model_validate({**data, "horizon_months": min(data["horizon_months"], 40)}))


CORNERS = list(corner_scenarios())[::101]


@pytest.mark.parametrize("data", CORNERS, ids=lambda data: data["name"])
def test_what_is_said_holds_in_corners(data: dict[str, Any]) -> None:
    check(Scenario.model_validate(data))


@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, rules in segment_rules.RULES.items() for place in range(len(rules))]
)
def test_every_rule_of_a_segment_applies_somewhere(name: str, place: int, results: list[Result]) -> None:
    rule = segment_rules.RULES[name][place]
    told = {without_effect(result, f"{result.scenario.segments[0].name}.{name}") for result in results}
    assert rule.reason in told


def test_every_other_rule_applies_somewhere(results: list[Result]) -> None:
    for path, rules in scenario_rules.RULES.items():
        assert {rule.reason for rule in rules} <= {without_effect(result, path) for result in results}
    for path in scenario_rules.NARROW:
        assert any(moves_only(result, path) for result in results)
    for name in segment_rules.NARROW:
        assert any(moves_only(result, f"{result.scenario.segments[0].name}.{name}") for result in results)


def test_where_inputs_change_a_reason_holds_with_all_their_values() -> None:
    """What nothing uses in month 1 may be used later; what nothing ever uses is still said."""
    later, other = run(SCENES["begins later"]), run(SCENES["nobody expands, another change"])
    for path in ("A.expansion_share", "A.sales_cycle_months", "A.signing_season", "company.fixed_cost_growth"):
        assert without_effect(later, path) is None
    assert without_effect(other, "A.expansion_share") == without_effect(
        run(SCENES["no expansion"]), "A.expansion_share"
    )
    assert without_effect(other, "company.fixed_cost_growth")


def test_what_acts_when_nothing_is_given() -> None:
    path = "Mid-market.month_to_month_retention"
    assert TEAM.value(path) is None
    assert acting_value(TEAM, path) == TEAM.segments[0].monthly_terms_retention
    assert acting_value(TEAM.changed({path: 0.5}), path) == 0.5


def ordinary(seed: int) -> Scenario:
    """A segment at random without what can hide an input behind another: see the test below."""
    data = random_scenario(random.Random(seed))
    own = data["segments"][0]
    own["staff_changes"] = [{"month": 6, "change": 1}]
    own["new_accounts_step"] = abs(own.get("new_accounts_step", 0))
    own["contraction_rate"], own["gross_margin"] = min(own.get("contraction_rate", 0), 0.2), 0.75
    return Scenario.model_validate({**data, "horizon_months": 37, "segments": [own]})


@pytest.mark.parametrize(
    "scenario", [*EXAMPLES.values(), *map(ordinary, range(40, 52))], ids=lambda scenario: scenario.name
)
def test_an_input_that_nothing_is_said_of_moves_something(scenario: Scenario) -> None:
    """But for values that go without another allowed one, and for corners that no rule names: a horizon of few months,
    hires and cuts that cancel out, contraction of 100%, no margin, signatures that end after month 1."""
    result = run(scenario)
    for path in inputs(scenario):
        if values(scenario, path) and not without_effect(result, path) and not moves_only(result, path):
            assert next(moved(scenario, path), None), path
