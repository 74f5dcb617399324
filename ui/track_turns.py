"""Turns: pages are made one after the other, and what nobody waits for is made between them.

Threads that work at the same time hinder each other: Python lets one at a time go on. A page that takes long goes on
beside the others. What is further down than anybody looks waits until no page is wanted; so does a track, which is made
beside the pages, between two positions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, get_ident
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 0.1  # seconds that a position waits at most: a track comes to its end, however many pages are made
PATIENCE_BELOW = 2.0  # seconds that what is further down waits at most
_changed = Condition()
_made = set[int]()  # threads in which pages are being made
_wanted = set[int]()  # and those that are made one after the other, or wait for that
_turn: list[int] = []  # the one whose turn it is


class NotWantedError(Exception):
    """Another track was asked for, or something was changed."""


@contextmanager
def page_turn(*, takes_long: bool = False) -> Iterator[None]:
    """A page is made meanwhile, when it is its turn."""
    me = get_ident()
    with _changed:
        if not takes_long:
            _wanted.add(me)
            _changed.wait_for(lambda: not _turn)
            _turn.append(me)
        _made.add(me)
    try:
        yield
    finally:
        with _changed:
            _made.discard(me)
            _wanted.discard(me)
            _turn[:] = [other for other in _turn if other != me]
            _changed.notify_all()


def give_way() -> None:
    """What follows is further down than anybody looks: the pages that are wanted come first."""
    me = get_ident()
    with _changed:
        if me not in _turn:  # it takes long, and goes on beside them
            return
        _turn.remove(me)
        _wanted.discard(me)
        _changed.notify_all()
        _changed.wait_for(lambda: not _turn and not _wanted, PATIENCE_BELOW)
        _changed.wait_for(lambda: not _turn)
        _turn.append(me)


@dataclass(frozen=True)
class TrackTurns:
    """Of one track, as long as it is wanted."""

    is_wanted: Callable[[], bool]

    def take(self, make: Callable[[], T]) -> T:
        """What is made of a position, once no page is being made. Raises NotWantedError."""
        with _changed:
            _changed.wait_for(lambda: not _made, PATIENCE)
        if not self.is_wanted():
            raise NotWantedError
        return make()
