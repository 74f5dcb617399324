"""Turns: pages are made one after the other, and what nobody waits for is made between them.

Threads that work at the same time hinder each other: Python lets one at a time go on. Pages that take long have turns
of their own beside the others. What is further down than anybody looks waits until no page is wanted; on a page that
takes long it is made beside all. A track is made beside the pages, between two positions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Event, get_ident
from typing import TypeVar

from streamlit.runtime.scriptrunner import RerunException

T = TypeVar("T")
PATIENCE = 0.1  # seconds that a position waits at most: a track comes to its end, however many pages are made
PATIENCE_BELOW = 2.0  # seconds that what is further down lets others go first at most
_changed = Condition()


class NotWantedError(Exception):
    """Another track was asked for, or something was changed."""


@dataclass
class _Turns:
    """One goes on at a time, the others in the order in which they came. Each is woken when it is its turn."""

    is_taken: bool = False
    waiting: deque[Event] = field(default_factory=deque)
    below: deque[Event] = field(default_factory=deque)

    def take(self, *, is_next: bool) -> None:
        with _changed:
            if not self.is_taken:
                self.is_taken = True
                return
            mine = Event()
            self.waiting.appendleft(mine) if is_next else self.waiting.append(mine)
        mine.wait()

    def leave(self) -> None:
        with _changed:
            self.is_taken = bool(self.waiting or self.below)
            if self.is_taken:
                (self.waiting or self.below).popleft().set()

    def give_way(self) -> None:
        """To those that wait, and to those that come while it waits itself."""
        with _changed:
            self.below.append(mine := Event())
        self.leave()
        if mine.wait(PATIENCE_BELOW):
            return
        with _changed:
            if mine in self.below:
                self.below.remove(mine)
                self.waiting.append(mine)
        mine.wait()


_quick, _long, _far_down = _Turns(), _Turns(), _Turns()
_overtaken = set[int]()  # threads whose run begins anew: it has waited already
_made: dict[int, _Turns] = {}  # the threads in which pages are being made, and the turns that each takes part in


@contextmanager
def page_turn(*, takes_long: bool = False) -> Iterator[None]:
    """A page is made meanwhile, when it is its turn."""
    me, turns = get_ident(), _long if takes_long else _quick
    turns.take(is_next=me in _overtaken)
    _overtaken.discard(me)
    _made[me] = turns
    try:
        yield
    except RerunException:
        _overtaken.add(me)
        raise
    finally:
        _made.pop(me).leave()
        with _changed:
            _changed.notify_all()


def give_way() -> None:
    """What follows is further down than anybody looks: the pages that are wanted come first."""
    me = get_ident()
    if _made.get(me) is _quick:
        _quick.give_way()
    elif me in _made:
        _made[me].leave()
        _far_down.take(is_next=False)
        _made[me] = _far_down


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
