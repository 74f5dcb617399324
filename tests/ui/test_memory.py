"""Memory stays flat although no run of a page ends with a forced collection of garbage."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui.many_sessions import MOVES, SESSIONS, TIMES

ROOT = Path(__file__).parents[2]
GROWTH = 8  # MiB over the second half; where nothing is freed it is 18 and 32


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.ui.many_sessions"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Traceback" not in finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def test_no_run_forces_a_collection(found: dict[str, Any]) -> None:
    assert found["forced"] is False


def test_nothing_holds_a_session_that_has_ended(found: dict[str, Any]) -> None:
    assert found["seen"] >= SESSIONS
    assert found["left"] == 0


def test_sessions_that_come_and_go_are_freed_as_others_come(found: dict[str, Any]) -> None:
    states, memory = zip(*found["sessions"], strict=True)
    assert max(states) < SESSIONS / 2
    assert memory[-1] - memory[TIMES // 2] < GROWTH


def test_what_a_move_replaces_is_freed_while_the_session_goes_on(found: dict[str, Any]) -> None:
    results, memory = zip(*found["moves"], strict=True)
    assert max(results) < MOVES / 2
    assert memory[-1] - memory[TIMES // 2] < GROWTH
