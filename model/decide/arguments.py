"""Arguments of the commands that help to decide: read strictly, and refused with what is allowed."""

from __future__ import annotations

import argparse
import math

from model.command_line import number
from model.parameters import STAFF_CHANGE
from model.problems import one_line

MOST_DRAWS = 2**20
MOST_FACTOR = 10
MOST_WORKERS = 256
LEAST_POINTS, MOST_POINTS = 5, 101  # of a range: fewer would not show one that turns


def people(text: str) -> float:
    """How many CSMs: more than none, and no more than a staff change may have."""
    most, count = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1], number(text)
    if not 0 < count <= most:
        raise argparse.ArgumentTypeError(
            f"{one_line(text)!r} is no number of CSMs: write one above 0, at most {most:g}"
        )
    return count


def from_month(text: str) -> int:
    month = number(text)
    if not (month >= 1 and month.is_integer()):
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no month: write a whole number from 1 on")
    return int(month)


def points(text: str) -> int:
    count = number(text)
    if not (LEAST_POINTS <= count <= MOST_POINTS and count.is_integer()):
        allowed = f"write a whole number from {LEAST_POINTS} to {MOST_POINTS}"
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no number of values: {allowed}")
    return int(count)


def path_range(text: str) -> tuple[str, tuple[float, float]]:
    path, _, ends = text.rpartition("=")
    low, high = (number(end) for end in (*ends.split(","), "")[:2])
    if not (path and ends.count(",") == 1 and math.isfinite(low) and math.isfinite(high) and low <= high):
        raise argparse.ArgumentTypeError(
            f"{one_line(text)!r} is no range: write PATH=LOW,HIGH, such as SMB.cac=2e3,4e3"
        )
    return path, (low, high)


def draws(text: str) -> int:
    count = number(text)
    if 2 <= count <= MOST_DRAWS and count.is_integer() and int(count).bit_count() == 1:
        return int(count)
    near = 2 ** round(math.log2(min(max(count, 2), MOST_DRAWS))) if count == count else 8_192
    problem = f"{one_line(text)!r} is no power of two from 2 to {MOST_DRAWS}"
    raise argparse.ArgumentTypeError(f"{problem}: write {near}")


def seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{one_line(text)[:40]!r} is no seed: write a whole number from 0 on")
    return int(text)


def workers(text: str) -> int:
    count = number(text)
    if not (1 <= count <= MOST_WORKERS and count.is_integer()):
        allowed = f"write a whole number from 1 to {MOST_WORKERS}"
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no number of workers: {allowed}")
    return int(count)


def factor(text: str) -> float:
    times = number(text)
    if not 0 <= times <= MOST_FACTOR:
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no factor: write a number from 0 to {MOST_FACTOR}")
    return times


def share(text: str) -> float:
    found = number(text)
    if not 0 < found < 1:
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no probability: write a number between 0 and 1")
    return found
