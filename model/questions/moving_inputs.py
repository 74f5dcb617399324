"""Which inputs could turn the verdict: those where a plausible value gives other advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from model.engine.simulate import run
from model.result import Result
from model.scenario import Scenario
from model.slider_ranges import slider_range


def moving(result: Result, _segment: int, paths: tuple[str, ...]) -> frozenset[str]:
    """Those of the inputs that give other advice at an end of their plausible range, or by another choice."""
    return frozenset(path for path in paths if any(_differ(result, path, _others(result.scenario, path))))


def _differ(result: Result, path: str, values: Iterable[Any]) -> Iterator[bool]:
    for value in values:
        try:
            scenario = result.scenario.changed({path: value})
        except ValidationError:  # a value that another input does not allow
            continue
        yield run(scenario).verdict.advice != result.verdict.advice


def _others(scenario: Scenario, path: str) -> tuple[Any, ...]:
    """The values that are tried. A table has none."""
    parameter, value = scenario.paths()[path], scenario.value(path)
    if parameter.choices is not None:
        return tuple(choice for choice in parameter.choices if choice != value)
    if not parameter.numeric:
        return ()
    low, high, _ = slider_range(scenario, path)
    return (int(low), int(high)) if parameter.whole else (low, high)
