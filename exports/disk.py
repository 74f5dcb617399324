"""Files that a command reads and writes, with one sentence for what cannot be."""

from __future__ import annotations

from pathlib import Path

from model.problems import Problem, ScenarioError


def read_bytes(path: str, most: int) -> bytes:
    """So many bytes of a file. Raises ScenarioError."""
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise _failed(path, "read", error, "check the path") from None


def write_bytes(path: str, data: bytes) -> None:
    """The file of --out. Raises ScenarioError."""
    try:
        Path(path).write_bytes(data)
    except (OSError, ValueError) as error:
        raise _failed(f"--out {path}", "written", error, "give another path") from None


def _failed(where: str, done: str, error: Exception, remedy: str) -> ScenarioError:
    problem = f"cannot be {done}: {getattr(error, 'strerror', None) or error}"
    return ScenarioError([Problem(where, "", problem, remedy)])
