"""How it is declared that an input has no effect, or little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Seen = TypeVar("Seen")  # what a rule looks at: a segment at present, or the whole result


@dataclass(frozen=True)
class Why(Generic[Seen]):
    """A reason in words, and when it holds."""

    reason: str
    holds: Callable[[Seen], bool]


@dataclass(frozen=True)
class Narrow(Generic[Seen]):
    """The only measures that an input moves while the reason holds, by name and in words."""

    measures: frozenset[str]
    words: str
    why: Why[Seen]
