"""Results of the shipped examples, and what has been found of them: every visitor looks at the same ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from model import Result, Scenario, locales, run
from ui.examples import examples

MOST = 200  # findings that are kept


def result_of(scenario: Scenario) -> Result:
    """The scenario's result; that of an example is one and the same for all."""
    key = next((key for key, example in examples().items() if example == scenario), None)
    return run(scenario) if key is None else _example(key)


def found(finding: Callable[..., Any], result: Result, segment: int, *settings: Any) -> Any:
    """What is found of a result; of an example it is kept, as it reads in the visitor's locale."""
    if result is not _kept.get(id(result)) or not _is_hashable(settings):
        return finding(result, segment, *settings)
    return _found(finding, result, locales.writing().tag, segment, *settings)


_kept: dict[int, Result] = {}


@cache
def _example(key: str) -> Result:
    result = run(examples()[key])
    return _kept.setdefault(id(result), result)


@lru_cache(maxsize=MOST)
def _found(finding: Callable[..., Any], result: Result, _locale: str, segment: int, *settings: Any) -> Any:
    return finding(result, segment, *settings)


def _is_hashable(settings: tuple[Any, ...]) -> bool:
    try:
        hash(settings)
    except TypeError:
        return False
    return True
