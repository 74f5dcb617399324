"""A process that saves as fast as it can is killed, again and again: what was acknowledged must be there.

    python -m tests.store.killed FOLDER KILLS

Prints as JSON how many saves were acknowledged, how many states were found that were not, and what was wrong.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from store import open_library
from store.place import FILE
from tests.store.companies import ID, SMB, changed

SAVES = 12  # that a process has time for at most, as long as they took in one that had saved before
CAC = "SMB.cac"


def saves(folder: Path, acknowledged: int) -> None:
    """The child: after each save its number goes into the pipe."""
    library = open_library(str(folder))
    version, number = (kept := library.open(ID)).version, int(kept.scenario.value(CAC))
    os.write(acknowledged, number.to_bytes(8, "big"))
    while True:
        number += 1
        version = library.save(ID, changed(number), SMB, based_on=version, what=str(number))
        os.write(acknowledged, number.to_bytes(8, "big"))


def killed_once(folder: Path, seconds: float) -> list[int]:
    """The number that a child started from and those that it acknowledged, before it was killed after so many seconds."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        saves(folder, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read(8)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data += pipe.read()
    return [int.from_bytes(data[place : place + 8], "big") for place in range(0, len(data), 8)]


def found(folder: Path, kills: int) -> dict[str, object]:
    chance, count, unacknowledged = random.Random(1), 0, 0
    wrong: list[str] = []
    library = open_library(str(folder))
    library.create(changed(1), SMB, browser="b", id=ID)
    started = time.perf_counter()
    for number in range(2, 22):
        library.save(ID, changed(number), SMB, based_on=number - 1, what=str(number))
    longest = SAVES * (time.perf_counter() - started) / 20
    library.engine.dispose()
    for number in range(kills):
        first, *numbers = killed_once(folder, chance.uniform(0, longest))
        count += len(numbers)
        with closing(sqlite3.connect(folder / FILE)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                wrong.append(f"kill {number}: damaged")
        library = open_library(str(folder))
        kept, states = library.open(ID), library.versions(ID)
        library.engine.dispose()
        expected, kept_cac = (numbers[-1] if numbers else first), int(kept.scenario.value(CAC))
        if kept_cac not in (expected, expected + 1):
            wrong.append(f"kill {number}: {expected} was acknowledged, {kept_cac} is there")
        if [int(version.what) for version in states[:-1]] != list(range(kept_cac, 1, -1))[: len(states) - 1]:
            wrong.append(f"kill {number}: versions {[version.what for version in states]}")
        unacknowledged += kept_cac == expected + 1
    return {"acknowledged": count, "unacknowledged": unacknowledged, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(found(Path(sys.argv[1]), int(sys.argv[2]))))
