"""What an input does at present: the value that acts, why it has no effect on any figure, or moves a few only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from model.effects import scenario_rules, segment_rules
from model.effects.present import Present
from model.effects.rule import Narrow, Why
from model.result import Result
from model.scenario import TABLES, Scenario

Seen = TypeVar("Seen")


def without_effect(result: Result, path: str) -> str | None:
    """Why the input at this PATH moves no figure, whatever its value; None when it may.

    Of inputs that change from a month on nothing is said: rules look at what holds in month 1.
    """
    if result.scenario.changes:
        return None
    table, _, name = path.rpartition(".")
    if table in ("", *TABLES):
        return _reason(scenario_rules.RULES.get(path, ()), result)
    return _reason(segment_rules.RULES.get(name, ()), Present(result, result.scenario.segment(table)))


def moves_only(result: Result, path: str) -> str | None:
    """What little the input at this PATH moves, and why no more; None when it may move more."""
    if result.scenario.changes:
        return None
    table, _, name = path.rpartition(".")
    if table in ("", *TABLES):
        return _little(scenario_rules.NARROW, path, result)
    return _little(segment_rules.NARROW, name, Present(result, result.scenario.segment(table)))


def acting_value(scenario: Scenario, path: str) -> Any:
    """The value that acts: the one given, or the one that follows from other inputs where it is left out."""
    value = scenario.value(path)
    return scenario.segment(path.rpartition(".")[0]).monthly_terms_retention if value is None else value


def _reason(rules: tuple[Why[Seen], ...], seen: Seen) -> str | None:
    return next((rule.reason for rule in rules if rule.holds(seen)), None)


def _little(narrow: Mapping[str, Narrow[Seen]], name: str, seen: Seen) -> str | None:
    narrowed = narrow.get(name)
    return f"{narrowed.words}. {narrowed.why.reason}" if narrowed and narrowed.why.holds(seen) else None
