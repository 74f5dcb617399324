"""Turns of a track, which is made beside the pages: between two positions it waits for the pages that are being made.

Somebody waits for each page, and nobody for a track.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, get_ident
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 0.1  # seconds that a position waits at most: a track comes to its end, however many pages are made
_changed = Condition()
_pages = set[int]()  # threads in which pages are being made


class NotWantedError(Exception):
    """Another track was asked for, or something was changed."""


@contextmanager
def pages_first() -> Iterator[None]:
    """A page is being made meanwhile."""
    with _changed:
        _pages.add(get_ident())
    try:
        yield
    finally:
        with _changed:
            _pages.discard(get_ident())
            _changed.notify_all()


@dataclass(frozen=True)
class TrackTurns:
    """Of one track, as long as it is wanted."""

    is_wanted: Callable[[], bool]

    def take(self, make: Callable[[], T]) -> T:
        """What is made of a position, once no page is being made. Raises NotWantedError."""
        with _changed:
            _changed.wait_for(lambda: not _pages, PATIENCE)
        if not self.is_wanted():
            raise NotWantedError
        return make()
