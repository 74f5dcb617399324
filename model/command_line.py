"""What every command shares: reading scenarios and settings, one line for what is wrong, and JSON."""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from model.problems import Problem, ScenarioError, one_line
from model.scenario import Scenario
from model.text import read_bytes, read_file, with_settings

Step = TypeVar("Step")
DONE, FALSE, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130  # exit codes
NEGATIVE = re.compile(r"-(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\Z")
FILE = "a scenario file; - reads standard input"


class Parser(argparse.ArgumentParser):
    """argparse, with one line for what is wrong; -1e6 is a number and no option."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._negative_number_matcher = NEGATIVE

    def error(self, message: str) -> NoReturn:
        raise ScenarioError([Problem(f"{self.prog}:", "", message, f"see {self.prog} --help")])


def add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", dest="settings",
        help="change an input: horizon_months=48, company.cash=1e6, guidelines.ltv=5y, SEGMENT.retention_rate=0.9",
    )  # fmt: skip


def scenarios(files: Sequence[str], settings: Sequence[str] = ()) -> list[Scenario]:
    """The scenarios of all files with the settings applied; the problems of all files at once."""
    pairs = [_pair(setting) for setting in settings]
    if files.count("-") > 1:
        raise ScenarioError([Problem("standard input", "", "is named twice", "name it once")])
    found: list[Scenario] = []
    problems: list[Problem] = []
    for file in files:
        try:
            scenario = _read(file)
            where = "--set" if len(files) == 1 else f"{file}: --set"
            found.append(with_settings(scenario, pairs, where) if pairs else scenario)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return found


def number(text: str) -> float:
    """What the text says as a number, nan where it says none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def finite(text: str) -> float:
    """An argument that is a number."""
    found = number(text)
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no number: write one such as 1e6 or 0.9")
    return found


def until_interrupted(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps until somebody presses Ctrl-C; the one under way is finished."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        for step in steps:
            yield step
            if pressed:
                return
    finally:
        signal.signal(signal.SIGINT, before)


def tell_progress(done: int, of: int, what: str) -> None:
    """How far a command is, on one line of a terminal that is empty again at the end."""
    if sys.stderr.isatty():
        line = f"{done:,} of {of:,} {what}" if done < of else ""
        print(f"\r{line:40}", end="\r", file=sys.stderr, flush=True)


def as_json(data: Any) -> str:
    return json.dumps(data, allow_nan=False, indent=1) + "\n"


def _read(file: str) -> Scenario:
    if file != "-":
        return read_file(file)
    return read_bytes(sys.stdin.buffer if sys.stdin else io.BytesIO(), "standard input")


def _pair(setting: str) -> tuple[str, str]:
    path, equals, value = setting.partition("=")
    if not equals:
        raise ScenarioError([Problem("--set", setting, "has no equals sign", "write PATH=VALUE")])
    return path, value


def exit_code(command: Callable[[], None]) -> int:
    """How a program ends whose command prints what it has done; what is wrong with its input goes to standard error."""
    try:
        command()
    except ScenarioError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE
