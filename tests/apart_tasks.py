"""Tasks for a process of its own, each of which ends in another way."""

import os
import time

from exports.apart import Progress
from model.problems import Problem, ScenarioError


def backwards(given: bytes, told: Progress) -> bytes:
    for share in (0.25, 0.5):
        told(share)
    print("a library that speaks")
    return given[::-1]


def refuses(given: bytes, told: Progress) -> bytes:
    raise ScenarioError([Problem("workbook", given.decode(), "is\nwrong", "mend it")])


def sleeps(given: bytes, told: Progress) -> bytes:
    told(0.1)
    time.sleep(60)
    return b""


def takes_all_memory(given: bytes, told: Progress) -> bytes:
    return b"x" * (1 << 40)


def dies(given: bytes, told: Progress) -> bytes:
    os._exit(9)


def breaks(given: bytes, told: Progress) -> bytes:
    raise KeyError("a defect")


def process(given: bytes, told: Progress) -> bytes:
    return f"{os.getpid()} {os.nice(0)}".encode()
