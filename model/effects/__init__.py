"""What an input does at present: the value that acts, why it has no effect on any figure, or moves a few only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from model.effects import scenario_rules, segment_rules
from model.effects.present import in_all_months
from model.effects.rule import Narrow, Why
from model.result import Result
from model.scenario import TABLES, Scenario

Seen = TypeVar("Seen")


def without_effect(result: Result, path: str) -> str | None:
    """Why the input at this PATH moves no figure, whatever its value; None when it may.

    Where inputs change from a month on, a reason has to hold with all the values that they have.
    """
    table, _, name = path.rpartition(".")
    if table in ("", *TABLES):
        return _reason(scenario_rules.RULES.get(path, ()), [result])
    return _reason(segment_rules.RULES.get(name, ()), in_all_months(result, table))


def moves_only(result: Result, path: str) -> str | None:
    """What little the input at this PATH moves, and why no more; None when it may move more."""
    table, _, name = path.rpartition(".")
    if table in ("", *TABLES):
        return _little(scenario_rules.NARROW, path, [result])
    return _little(segment_rules.NARROW, name, in_all_months(result, table))


def acting_value(scenario: Scenario, path: str) -> Any:
    """The value that acts: the one given, or the one that follows from other inputs where it is left out."""
    value = scenario.value(path)
    return scenario.segment(path.rpartition(".")[0]).monthly_terms_retention if value is None else value


def _reason(rules: tuple[Why[Seen], ...], seen: Sequence[Seen]) -> str | None:
    return next((rule.reason for rule in rules if all(map(rule.holds, seen))), None)


def _little(narrow: Mapping[str, Narrow[Seen]], name: str, seen: Sequence[Seen]) -> str | None:
    narrowed = narrow.get(name)
    return f"{narrowed.words}. {narrowed.why.reason}" if narrowed and all(map(narrowed.why.holds, seen)) else None
