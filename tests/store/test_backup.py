"""A backup of a library that is in use is whole, and what is restored is what was there."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Document, StoreError, open_library
from store.__main__ import main
from store.backup import BEFORE, backup, restore
from store.library import CompanyLibrary
from store.place import FILE
from tests.store.companies import SMB, changed

DONE, BAD_INPUT = 0, 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the commands."""
    monkeypatch.setenv("BOWTIE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def library(folder: Path) -> Iterator[CompanyLibrary]:
    library = open_library(str(folder))
    yield library
    library.engine.dispose()


@pytest.fixture
def kept(library: CompanyLibrary) -> Document:
    return library.create(changed(2), SMB, browser="b")


def test_what_is_restored_is_what_was_backed_up(
    folder: Path, library: CompanyLibrary, kept: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under the same library: a server that runs goes on."""
    file = tmp_path / "backup.db"
    assert main(["backup", str(file)]) == DONE
    library.save(kept.id, changed(3), SMB, based_on=1, what="")
    later = library.create(SMB, browser="b")
    assert main(["restore", str(file)]) == DONE
    assert library.open(kept.id) == kept
    with pytest.raises(StoreError):
        library.open(later.id)
    assert capsys.readouterr().out == (
        f"Backed up to {file}.\nRestored from {file}. What was there before is in {folder / BEFORE.format(1)}.\n"
    )
    assert main(["restore", str(folder / BEFORE.format(1))]) == DONE
    assert library.open(later.id) == later


def test_a_backup_can_be_moved_to_another_machine(kept: Document, folder: Path, tmp_path: Path) -> None:
    backup(str(folder), tmp_path / "backup.db")
    assert restore(str(tmp_path / "other"), tmp_path / "backup.db") is None
    assert open_library(str(tmp_path / "other")).open(kept.id) == kept


def test_a_backup_of_a_library_in_use_is_whole(
    folder: Path, library: CompanyLibrary, kept: Document, tmp_path: Path
) -> None:
    ends = threading.Event()

    def work() -> None:
        version = 1
        while not ends.is_set():
            version = library.save(kept.id, changed(version), SMB, based_on=version, what="")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(10):
            where = tmp_path / str(number)
            backup(str(folder), tmp_path / f"{number}.db")
            restore(str(where), tmp_path / f"{number}.db")
            other = open_library(str(where))
            found = other.open(kept.id)
            assert found.scenario == (kept.scenario if found.version == 1 else changed(found.version - 1))
            assert len(other.versions(kept.id)) == min(found.version, 200)
            other.engine.dispose()
    finally:
        ends.set()
        worker.join()


def test_what_is_no_backup_changes_nothing(
    library: CompanyLibrary, kept: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, text, other = (tmp_path / name for name in ("empty.db", "text.db", "other.db"))
    empty.write_bytes(b"")
    text.write_text("no database " * 1_000)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    for file in (empty, text, other, tmp_path / "missing.db"):
        assert main(["restore", str(file)]) == BAD_INPUT
        assert capsys.readouterr().err == f"{file} is no backup of Bowtie's, or is damaged: nothing was changed.\n"
    assert not (tmp_path / "missing.db").exists()
    assert library.open(kept.id) == kept


def test_a_backup_that_cannot_be_written_leaves_the_one_before(
    kept: Document, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "backup.db"
    backup(str(folder), file)
    before = file.read_bytes()

    def refuse(_source: object, target: object) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", refuse)
    assert main(["backup", str(file)]) == BAD_INPUT
    said = f"No backup was written, because {file} cannot be written: No space left on device.\n"
    assert capsys.readouterr().err == said
    assert file.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"data", "backup.db"}


def test_where_the_data_lies_and_that_nothing_is_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOWTIE_DATA", str(tmp_path / "none"))
    assert main(["where"]) == DONE
    assert capsys.readouterr().out == f"{tmp_path / 'none'}\n"
    assert main(["backup", str(tmp_path / "b.db")]) == BAD_INPUT
    assert not (tmp_path / "none" / FILE).exists()
    monkeypatch.setenv("BOWTIE_DATA", ":memory:")
    assert main(["backup", str(tmp_path / "b.db")]) == BAD_INPUT
    assert "nothing is kept on disk" in capsys.readouterr().err
