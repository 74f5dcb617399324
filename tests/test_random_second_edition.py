"""The random scenarios of the second edition: valid, reproducible, and with everything in them."""

import random
from itertools import pairwise
from typing import Any

from tests.naive.defaults import with_defaults
from tests.naive.inputs import Inputs
from tests.random_scenarios import NUMBERS
from tests.random_second_edition import DATED, DATED_OF_COMPANY, RATIOS, second_edition_scenario

SCENARIOS = [second_edition_scenario(random.Random(seed)) for seed in range(600)]
MONTHS = 156  # the longest horizon, and what looks beyond it


def test_same_seed_same_scenario() -> None:
    assert [second_edition_scenario(random.Random(seed)) for seed in range(600)] == SCENARIOS
    assert len({repr(scenario) for scenario in SCENARIOS}) == len(SCENARIOS)


def test_every_option_is_there_often() -> None:
    segments = [segment for scenario in SCENARIOS for segment in scenario["segments"]]
    options = ("book_calendar", "book_renewals_done", "retention_by_renewal", "early_churn", "signing_season")
    options += ("onboarding_hours", "onboarding_hours_months", "renewal_hours", "collection_months", *RATIOS)
    for option in options:
        assert sum(option in segment for segment in segments) >= 60, option
    changes = [change for scenario in SCENARIOS for change in scenario.get("changes", [])]
    for key in (*DATED, *DATED_OF_COMPANY):
        assert sum(change["path"].endswith(f".{key}") for change in changes) >= 15, key
    assert sum("start" in scenario for scenario in SCENARIOS) >= 60
    assert sum(segment.get("staffing") == "ratio" for segment in segments) >= 60


def test_lists_and_numbers_are_within_their_bounds() -> None:
    for scenario in SCENARIOS:
        assert 1 <= scenario.get("fiscal_year_start", 1) <= 12
        for segment in scenario["segments"]:
            calendar, season = segment.get("book_calendar"), segment.get("signing_season")
            assert calendar is None or len(calendar) == segment.get("renewal_months", 12)
            assert season is None or len(season) == 12
            for weights in (calendar, season):
                assert weights is None or (sum(weights) >= 1e-6 and all(0 <= weight <= 1e6 for weight in weights))
            by_renewal = segment.get("retention_by_renewal", [])
            assert len(by_renewal) <= 10
            assert all(0 <= share <= 1 for share in by_renewal)
            assert 0 <= segment.get("book_renewals_done", 10) <= 10
            assert 0 <= segment.get("collection_months", 0) <= 12
            assert 1 <= segment.get("onboarding_hours_months", 3) <= 12


def changes_that_are_on(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    on = [change for change in scenario.get("changes", []) if change.get("on", True)]
    return sorted(on, key=lambda change: change["month"])


def test_changes_follow_one_another() -> None:
    for scenario in SCENARIOS:
        by_path: dict[str, list[dict[str, Any]]] = {}
        for change in changes_that_are_on(scenario):
            assert 2 <= change["month"] <= 120
            assert 0 <= change.get("over", 0) <= 36
            by_path.setdefault(change["path"], []).append(change)
        for changes in by_path.values():
            for before, after in pairwise(changes):
                assert after["month"] > before["month"] + before.get("over", 0)


def test_every_month_is_within_the_bounds() -> None:
    """Numbers, the ratios, and what the base of expansion asks of retention."""
    for scenario in SCENARIOS:
        full = with_defaults(scenario)
        for segment in full["segments"]:
            inputs = Inputs(segment, full)
            for month in range(1, MONTHS):
                values = inputs.of(month)
                for key in (set(DATED) - set(RATIOS)) & NUMBERS.keys():
                    _, _, (low, high) = NUMBERS[key]
                    assert low <= values[key] <= high, key
                if segment["staffing"] == "ratio":
                    assert max(values[ratio] for ratio in RATIOS) > 0
                if full["expansion_base"] == "starting":
                    assert_starting_is_allowed(values)


def assert_starting_is_allowed(values: dict[str, Any]) -> None:
    lowest = min([values["retention_rate"], *values["retention_by_renewal"]])
    assert lowest - values["retention_at_risk"] >= 0.5 - 1e-9
    assert values["early_churn"] == 0
    assert values["contraction_rate"] <= 0.25
    assert values["price_increase"] >= -0.1
    assert values["expansion_rate"] >= -0.1


def test_a_ratio_that_begins_or_ends_does_so_at_once() -> None:
    for scenario in SCENARIOS:
        segments = {segment["name"]: segment for segment in scenario["segments"]}
        latest: dict[str, float] = {}
        for change in changes_that_are_on(scenario):
            name, _, key = change["path"].partition(".")
            if key in RATIOS:
                before = latest.get(change["path"], segments[name].get(key, 0))
                assert change.get("over", 0) == 0 or 0 not in (before, change["value"])
                latest[change["path"]] = change["value"]
