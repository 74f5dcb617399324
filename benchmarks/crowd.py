"""Many people on all the pages at once: how long each waits, and what it costs the server.

python -m benchmarks.crowd PORT PID PEOPLE MOVES     the people alone, in a process of their own: prints a Crowd as JSON
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice
from typing import NamedTuple

import numpy as np
from websockets.exceptions import WebSocketException

from benchmarks.server import Server, serving
from benchmarks.visitors import PageFailed, Visitor
from ui.menu import PAGES

PAUSE = 2.0  # seconds between someone's moves
SEED = 1
FAILURES = (PageFailed, WebSocketException, OSError)


class CrowdEffort(NamedTuple):
    """How much is measured: crowds of so many people, and the moves of each of them."""

    people: Sequence[int]
    moves: int


FULL = CrowdEffort(people=(50, 100), moves=15)
QUICK = CrowdEffort(people=(10,), moves=3)


@dataclass(frozen=True)
class Waits:
    """Milliseconds from the release of a control to the last message of the page."""

    moves: int
    p50_ms: float
    p95_ms: float
    max_ms: float


@dataclass(frozen=True)
class Crowd:
    """What was found; README.md says what each field is."""

    people: int
    dragging: int
    seconds: float
    all: Waits
    pages: dict[str, Waits]
    server_ms_per_move: float
    server_processors: float
    mebibytes_each: float
    load_processors: float
    machine_load: tuple[float, float]
    errors: dict[str, int]


@dataclass
class Person:
    """A visitor of one page, who drags its slider or types into its field, and what came of it."""

    page: str
    drags: bool
    visitor: Visitor | None = None
    seconds: list[float] = field(default_factory=list)
    failure: str = ""

    async def open(self, port: int) -> None:
        with self._kept():
            self.visitor = await Visitor.open(port, PAGES[self.page].address)

    async def move(self, moves: int, wait: float) -> None:
        """One move in each pause, or as soon as the page has answered."""
        if self.visitor is None:
            return
        with self._kept():
            for event in islice(self.visitor.acts(drags=self.drags), moves):
                await self.visitor.pause(wait)
                self.seconds.append(await self.visitor.act(event))
                wait = max(0.0, PAUSE - self.seconds[-1])

    async def leave(self) -> None:
        if self.visitor is not None:
            self.visitor.leave_track()
            await self.visitor.socket.close()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """A failure ends what the person does, and is told at the end."""
        try:
            yield
        except FAILURES as error:
            self.failure = f"{PAGES[self.page].label}: {type(error).__name__}: {error}"


def measure(effort: CrowdEffort) -> list[Crowd]:
    """Each crowd on a server of its own, its people in another process. Raises Missing."""
    return [_measured(people, effort.moves) for people in effort.people]


def _measured(people: int, moves: int) -> Crowd:
    with serving("app.py") as server:
        command = [sys.executable, "-m", "benchmarks.crowd", *map(str, (*server, people, moves))]
        told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    pages = {page: Waits(**one) for page, one in told["pages"].items()}
    return Crowd(**{**told, "all": Waits(**told["all"]), "pages": pages, "machine_load": tuple(told["machine_load"])})


async def crowd(server: Server, people: int, moves: int) -> Crowd:
    """So many people, spread over all pages, half of whom drag."""
    chance, load = random.Random(SEED), os.getloadavg()[0]
    persons = [Person(page, drags=number % 2 == 0) for number, page in enumerate(islice(cycle(PAGES), people))]
    server.come_to_rest()
    weight = server.weight()
    await asyncio.gather(*(person.open(server.port) for person in persons))
    begin, busy, own = time.perf_counter(), server.processor(), time.process_time()
    await asyncio.gather(*(person.move(moves, PAUSE * chance.random()) for person in persons))
    seconds, busy, own = time.perf_counter() - begin, server.processor() - busy, time.process_time() - own
    grown = server.weight() - weight
    await asyncio.gather(*(person.leave() for person in persons))
    all_of_them = waits(persons)
    return Crowd(
        people=people,
        dragging=sum(person.drags for person in persons),
        seconds=seconds,
        all=all_of_them,
        pages={PAGES[page].label: waits(person for person in persons if person.page == page) for page in PAGES},
        server_ms_per_move=1_000 * busy / max(all_of_them.moves, 1),
        server_processors=busy / seconds,
        mebibytes_each=grown / people,
        load_processors=own / seconds,
        machine_load=(load, os.getloadavg()[0]),
        errors=dict(Counter(person.failure for person in persons if person.failure)),
    )


def waits(persons: Iterable[Person]) -> Waits:
    """Of all moves of these people; zeros where nobody moved anything."""
    milliseconds = [1_000 * second for person in persons for second in person.seconds] or [0.0]
    p50, p95, most = np.quantile(milliseconds, (0.5, 0.95, 1.0)).tolist()
    return Waits(len(milliseconds) if most else 0, p50, p95, most)


def table(found: Sequence[Crowd]) -> list[str]:
    """What was found, as lines of text: a crowd each, then its pages."""
    lines = []
    for crowd in found:
        before, after = crowd.machine_load
        lines += [
            f"{crowd.people} people, {crowd.dragging} dragging, {crowd.all.moves} moves in {crowd.seconds:.0f} s",
            f"  server {crowd.server_ms_per_move:.1f} ms of processor a move, {crowd.mebibytes_each:.2f} MiB a session",
            f"  processors: server {crowd.server_processors:.2f}, people {crowd.load_processors:.2f}; "
            f"load of the machine {before:.1f} to {after:.1f}",
        ]
        rows = {"all pages": crowd.all, **{label: one for label, one in crowd.pages.items() if one.moves}}
        for label, one in rows.items():
            lines.append(f"  {label:<16} p50 {one.p50_ms:>7.0f}  p95 {one.p95_ms:>7.0f}  max {one.max_ms:>7.0f} ms")
        lines += [f"  {count} x {error}" for error, count in crowd.errors.items()]
    return lines


if __name__ == "__main__":
    port, pid, people, moves = map(int, sys.argv[1:])
    print(json.dumps(asdict(asyncio.run(crowd(Server(port, pid), people, moves)))))
