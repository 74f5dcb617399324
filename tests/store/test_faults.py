"""The disk fails at each request of a save, or the process ends there: what is found is the old state or the new one."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import open_library
from store.library import CompanyLibrary
from store.place import FILE
from tests.store.companies import ID, LATER, NEW, OLD, SMB
from tests.store.dying import save
from tests.store.faults import FULL, IO_ERROR, Disk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a company of two states."""
    library = _library(tmp_path / "first")
    library.create(SMB, browser="b", id=ID)
    library.save(ID, OLD, SMB, based_on=1, what="old")
    library.engine.dispose()
    return tmp_path


def _library(folder: Path) -> CompanyLibrary:
    return open_library(str(folder))


def _requests(folder: Path) -> int:
    """How many requests a save makes."""
    shutil.copytree(folder / "first", folder / "counted")
    disk = Disk()
    assert save(folder / "counted", disk) == ""
    return disk.count


def _copies(folder: Path) -> Iterator[tuple[int, Path]]:
    """A data folder for each request of a save."""
    requests = _requests(folder)
    assert requests > 8
    for number in range(1, requests + 1):
        yield number, shutil.copytree(folder / "first", folder / str(number))


def _expect_whole(folder: Path, acknowledged: bool) -> bool:
    """Nothing is damaged, the state is the old one or the new one, and the next save goes well. Whether it is the new one."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    library = _library(folder)
    found = library.open(ID)
    is_new = found.scenario == NEW
    assert is_new or found.scenario == OLD
    assert is_new or not acknowledged
    assert [version.what for version in library.versions(ID)] == [*(["new"] if is_new else []), "old", "Started"]
    library.save(ID, LATER, SMB, based_on=found.version, what="later")
    assert library.open(ID).scenario == LATER
    library.engine.dispose()
    return is_new


@pytest.mark.parametrize("error", [IO_ERROR, FULL])
def test_any_request_that_fails_leaves_the_old_state_or_the_new_one(folder: Path, error: int) -> None:
    said = set()
    for number, copy in _copies(folder):
        sentence = save(copy, Disk(number, error))
        said.add(sentence)
        _expect_whole(copy, acknowledged=not sentence)
    reason = "the disk is full" if error == FULL else "the disk reports an error"
    line = f"This is not saved, because {reason}: your changes stay in this tab, and the next one tries again."
    assert said - {""} == {line}


def test_a_process_that_ends_at_any_request_leaves_the_old_state_or_the_new_one(folder: Path) -> None:
    """Each write that it ends in is cut in half."""
    copies = [str(copy) for _, copy in _copies(folder)]
    command = [sys.executable, "-m", "tests.store.dying", *copies]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == [str(signal.SIGKILL.value)] * len(copies)
    found = [_expect_whole(Path(copy), acknowledged=False) for copy in copies]
    assert found[0] is False
