"""Chunks of draws on several processes or machines, with Dask: the same chunks, and the same figures."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from model.problems import Problem, ScenarioError, one_line
from model.uncertain.draws import Draws
from model.uncertain.run import Chunk, Chunks, Span, run_chunk

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 2  # chunks that are asked for, for each thread of the workers
TRIES = 3  # more, of a chunk whose worker has died
PATIENCE = 10  # seconds, with a scheduler


@contextmanager
def connected(workers: int | None = None, scheduler: str | None = None) -> Iterator[Client]:
    """So many workers on this machine for as long as the block lasts, or those of the scheduler at an address.

    Raises ScenarioError where Dask is not installed, or nothing answers there.
    """
    option = "--workers" if scheduler is None else "--scheduler"
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        problem, remedy = "needs Dask, which is not installed", "pip install 'dask[distributed]', or leave it out"
        raise _refused(option, problem, remedy) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a worker that is lost is no message: another goes on
    if scheduler is None:
        quiet = {"dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}  # None still takes port 8787
        with LocalCluster(n_workers=workers, threads_per_worker=1, **quiet) as local, Client(local) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError):
        problem, remedy = f"finds no scheduler of Dask at {one_line(scheduler)}", "write one like tcp://host:8786"
        raise _refused(option, problem, remedy) from None
    with client:
        yield client


def on_workers(client: Client) -> Chunks:
    """What `in_steps` takes to let the client's workers run the chunks. A few are under way, told in their order."""
    from distributed import KilledWorker

    def run_all(draws: Draws, spans: Iterable[Span]) -> Iterator[Chunk]:
        waiting = deque[Any]()
        room = AHEAD * max(1, sum(client.nthreads().values()))
        try:
            for start, stop in spans:
                waiting.append(client.submit(run_chunk, draws, start, stop, pure=False, retries=TRIES))
                if len(waiting) == room:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except KilledWorker:
            problem, remedy = (
                "cost the workers their lives again and again",
                "give them more memory, or draw less often",
            )
            raise _refused("--draws", problem, remedy) from None

    return run_all


def _refused(option: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem(option, "", problem, remedy)])
