"""Turns at work that takes a process of its own: so many at once; the others wait, until there are too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from model.problems import Problem, ScenarioError

AT_ONCE = 2
MOST = 20  # that are done or wait
Made = TypeVar("Made")


class Turns:
    """Those at one kind of work."""

    def __init__(self, name: str) -> None:
        self._workers = ThreadPoolExecutor(AT_ONCE, name)
        self.under_way = set[Future[Any]]()

    @contextmanager
    def turn(self, work: Callable[[], Made], what: str) -> Iterator[Future[Made]]:
        """What the work will give; until its end it counts, and one that has not begun by then never does.

        Raises ScenarioError where too many are under way; `what` names the work.
        """
        if len(self.under_way) >= MOST:
            raise ScenarioError([Problem(what, "", "has to wait for too many others", "try again in a minute")])
        made = self._workers.submit(work)
        self.under_way.add(made)
        try:
            yield made
        finally:
            made.cancel()
            self.under_way.discard(made)
