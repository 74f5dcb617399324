"""Together: several questions asked at once, so that what-ifs which each of them runs by itself run in one call.

    answers = together([partial(ask, result, 0) for result in results], scenarios, "SMB.retention_rate")
    decisions, best = together([partial(decide, trace), partial(best_headcount, trace)])

Each question goes on until it needs a batch. When all have come that far, what they need is one batch, and all go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from threading import Semaphore, Thread
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from model.engine import simulate
from model.engine.batch import Batch, BatchError
from model.result import BatchResult
from model.scenario import Scenario

T = TypeVar("T")


@dataclass(frozen=True)
class _Needed:
    """A batch that a question needs, and what it wants to know of it."""

    batch: Batch
    monthly: tuple[str, ...]
    summary: tuple[str, ...]
    layers: bool
    by_segment: bool
    economics: tuple[str, ...] | None

    @property
    def measures(self) -> tuple[Any, ...]:
        return self.monthly, self.summary, self.layers, self.by_segment, self.economics

    def of(self, batch: Batch) -> BatchResult:
        """The same of another batch."""
        return simulate.run_batch(
            batch,
            monthly=self.monthly,
            summary=self.summary,
            layers=self.layers,
            by_segment=self.by_segment,
            economics=self.economics,
        )


class _LeftError(Exception):
    """Another question has failed: nobody waits for this one any more."""


class _Turn(Generic[T]):
    """A question in a thread of its own. Of all threads one runs at a time, and the others wait for it."""

    def __init__(self, question: Callable[[], T]) -> None:
        self.needed: _Needed | None = None
        self.given: BatchResult | None = None
        self.answers: list[T] = []
        self.error: BaseException | None = None
        self._question, self._goes_on, self._stops = question, Semaphore(0), Semaphore(0)
        self._is_left = False
        self._thread = Thread(target=copy_context().run, args=(self._ask,), daemon=True)

    def go_on(self) -> None:
        """Until it needs a batch, or has its answer."""
        if self._thread.ident is None:
            self._thread.start()
        else:
            self._goes_on.release()
        self._stops.acquire()
        if self.error is not None:
            raise self.error

    def wait_for(self, needed: _Needed) -> BatchResult:
        """In its thread: the result of a batch."""
        self.needed = needed
        self._stops.release()
        self._goes_on.acquire()
        if self._is_left or self.given is None:
            raise _LeftError
        given, self.needed, self.given = self.given, None, None
        return given

    def leave(self) -> None:
        """Let its thread end."""
        if self.needed is not None:
            self._is_left = True
            self._goes_on.release()

    def _ask(self) -> None:
        _turn.set(self)
        try:
            self.answers.append(self._question())
        except _LeftError:
            return
        except BaseException as error:  # the one who asked gets it
            self.error = error
        self._stops.release()


_turn: ContextVar[_Turn[Any] | None] = ContextVar("turn", default=None)


def together(questions: Sequence[Callable[[], T]], scenarios: Sequence[Scenario] = (), path: str = "") -> list[T]:
    """The answers, in the order of the questions.

    They ask about these scenarios, which differ in one input alone, or different things about one and the same. Where
    one of several questions asks several itself, these follow one another: each is run with its like of the others.
    """
    if _turn.get() is not None:
        return [question() for question in questions]
    turns = [_Turn(question) for question in questions]
    waiting = turns
    try:
        while waiting:
            for turn in waiting:
                turn.go_on()
            waiting = [turn for turn in waiting if turn.needed is not None]
            _run(waiting, scenarios, path)
    finally:
        for turn in turns:
            turn.leave()
    return [turn.answers[0] for turn in turns]


def run_batch(
    batch: Batch,
    *,
    monthly: Iterable[str] = (),
    summary: Iterable[str] = (),
    layers: bool = False,
    by_segment: bool = False,
    economics: Iterable[str] | None = None,
) -> BatchResult:
    """As the engine does, together with the batches of other questions where several are asked at once."""
    of_accounts = None if economics is None else tuple(economics)
    needed, turn = _Needed(batch, tuple(monthly), tuple(summary), layers, by_segment, of_accounts), _turn.get()
    return needed.of(batch) if turn is None else turn.wait_for(needed)


def _run(turns: Iterable[_Turn[Any]], scenarios: Sequence[Scenario], path: str) -> None:
    """What they need: batches in one call where their bases differ in the path alone, and they want the same of it.

    Without a path they are few scenarios, and have all that any of them wants.
    """
    groups = list[tuple[Any, Scenario, list[tuple[_Turn[Any], _Needed]]]]()
    these, value = {id(scenario) for scenario in scenarios}, scenarios[0].value(path) if scenarios else None
    for turn in turns:
        if needed := turn.needed:
            wanted = needed.measures if path else None
            base = scenarios[0] if id(needed.batch.base) in these else _with(needed.batch.base, path, value)
            same = (group for measures, of, group in groups if measures == wanted and (of is base or of == base))
            group = next(same, None)
            if group is None:
                groups.append((wanted, base, group := []))
            group.append((turn, needed))
    for _, _, group in groups:
        _give(group, path)


def _with(scenario: Scenario, path: str, value: Any) -> Scenario:
    """The scenario with this value; as it is without a path, and where that does not go."""
    with suppress(ValidationError):
        return scenario.changed({path: value}) if path else scenario
    return scenario


def _give(group: Sequence[tuple[_Turn[Any], _Needed]], path: str) -> None:
    batches = [needed.batch for _, needed in group]
    try:
        whole = _all_of([needed for _, needed in group]).of(_merged(batches, path)) if len(group) > 1 else None
    except BatchError:  # of one of them: run by itself it says which
        whole = None
    ends = accumulate((batch.size for batch in batches), initial=0)
    for (turn, needed), (start, stop) in zip(group, pairwise(ends), strict=True):
        turn.given = needed.of(needed.batch) if whole is None else whole.of_rows(slice(start, stop), needed.batch)


def _all_of(each: Sequence[_Needed]) -> _Needed:
    """The first one, wanting what any of them wants."""
    monthly, summary = (
        dict.fromkeys(chain(*names)) for names in zip(*((one.monthly, one.summary) for one in each), strict=True)
    )
    layers, by_segment = any(one.layers for one in each), any(one.by_segment for one in each)
    of_accounts = [one.economics for one in each if one.economics is not None]
    economics = tuple(dict.fromkeys(chain(*of_accounts))) if of_accounts else None
    return _Needed(each[0].batch, tuple(monthly), tuple(summary), layers, by_segment, economics)


def _merged(batches: Sequence[Batch], path: str) -> Batch:
    """One batch with the rows of all."""
    paths = dict.fromkeys([*([path] if path else ()), *chain(*(batch.columns for batch in batches))])
    columns = {each: [value for batch in batches for value in _column(batch, each)] for each in paths}
    return Batch(batches[0].base, columns)


def _column(batch: Batch, path: str) -> Sequence[Any]:
    return batch.columns[path].tolist() if path in batch.columns else [batch.base.value(path)] * batch.size
