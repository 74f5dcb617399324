"""Work in a process of its own ends as it should, whatever happens in it."""

import os
import time

import pytest

from exports.apart import NICE, apart
from model.problems import ScenarioError

LIMITS = {"seconds": 20, "megabytes": 1000}


def test_what_is_given_comes_back_and_its_progress_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    told: list[float] = []
    given = bytes(range(256)) * 2_000  # more than a pipe holds
    assert apart("tests.apart_tasks:backwards", given, "this", **LIMITS, told=told.append) == given[::-1]
    assert told == [0.25, 0.5]
    assert "a library that speaks" in capfd.readouterr().err


def test_it_is_another_process_that_lets_others_go_first() -> None:
    number, nice = apart("tests.apart_tasks:process", b"", "this", **LIMITS).split()
    assert int(number) != os.getpid()
    assert int(nice) == os.nice(0) + NICE


def test_what_it_refuses_is_said_as_it_says_it() -> None:
    with pytest.raises(ScenarioError) as error:
        apart("tests.apart_tasks:refuses", b"A1", "this", **LIMITS)
    assert str(error.value) == r"workbook: A1 is\nwrong: mend it"


@pytest.mark.parametrize("task", ["takes_all_memory", "dies", "breaks"])
def test_what_dies_is_one_sentence(task: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(
        ScenarioError, match=r"^this could not be done in the time and memory it may take: try a smaller one$"
    ):
        apart(f"tests.apart_tasks:{task}", b"x" * 200_000, "this", **LIMITS)


def test_what_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(ScenarioError, match="time and memory"):
        apart("tests.apart_tasks:sleeps", b"", "this", seconds=2, megabytes=1000)
    assert time.monotonic() - began < 20


def test_who_is_told_may_end_it() -> None:
    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        raise Stopped

    began = time.monotonic()
    with pytest.raises(Stopped):
        apart("tests.apart_tasks:sleeps", b"", "this", **LIMITS, told=stop)
    assert time.monotonic() - began < 20
