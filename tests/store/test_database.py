"""Where the data lies, how safely SQLite writes it, how its tables grow, and what is said when it cannot be used."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import MEMORY, StoreError, open_library, place
from store.database import MIGRATIONS, SAFE_WAL
from store.library import CompanyLibrary
from store.place import FILE
from store.tables import VERSION, metadata
from tests.store.companies import SMB, changed

ROOT = Path(__file__).parents[2]
NORMAL, FULL = 1, 2
LOADED = "import sys, ui.state, ui.page; print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])"


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"BOWTIE_DATA": "/srv/b"}, "linux", "/srv/b"),
        ({"BOWTIE_DATA": MEMORY, "XDG_DATA_HOME": "/x"}, "linux", MEMORY),
        ({"XDG_DATA_HOME": "/x"}, "linux", "/x/bowtie"),
        ({}, "linux", "~/.local/share/bowtie"),
        ({}, "darwin", "~/Library/Application Support/bowtie"),
        ({"LOCALAPPDATA": "/x"}, "win32", "/x/bowtie"),
        ({}, "win32", "~/AppData/Local/bowtie"),
    ],
)
def test_the_data_lies_where_each_system_keeps_it(environment: dict[str, str], platform: str, expected: str) -> None:
    assert place(environment, platform) == str(Path(expected).expanduser())


def test_the_app_loads_the_database_when_it_needs_it() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_commit_is_on_the_disk_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    library = open_library(str(tmp_path / "data"))
    with library.engine.connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                   for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    journal, waits = ("wal", FULL) if sqlite3.sqlite_version_info >= SAFE_WAL else ("delete", NORMAL)
    assert pragmas == {"journal_mode": journal, "synchronous": waits, "foreign_keys": 1, "busy_timeout": 5_000}
    assert (tmp_path / "data").stat().st_mode & 0o077 == (tmp_path / "data" / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 2), "delete"), ((3, 51, 3), "wal"), ((4, 0, 0), "wal")])
def test_a_write_ahead_log_is_used_where_it_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], journal: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    library = open_library(str(tmp_path))
    with library.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == journal


def test_the_steps_make_the_tables_that_are_declared_and_end_at_the_version_that_is_expected(
    library: CompanyLibrary,
) -> None:
    with library.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


def test_migrations_run_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_library(str(tmp_path)).engine.dispose()
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: pytest.fail("the tables are there"))
    open_library(str(tmp_path)).engine.dispose()


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_library(str(tmp_path)).engine.dispose()
    _do(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="written by a newer Bowtie \\(9999\\)"):
        open_library(str(tmp_path))


def test_a_state_that_this_version_cannot_read_is_told(tmp_path: Path) -> None:
    library = open_library(str(tmp_path))
    kept = library.create(SMB, browser="b")
    _do(tmp_path, "UPDATE states SET scenario = 'name = 1'")
    with pytest.raises(StoreError, match="This company cannot be read by this version of Bowtie: name is 1"):
        library.open(kept.id)


def _do(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("kind", ["no database", "a folder in its place", "a file in the folder's place"])
def test_a_folder_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, kind: str) -> None:
    where = tmp_path / "data"
    if kind == "a file in the folder's place":
        where.write_text("x")
    else:
        where.mkdir()
        (where / FILE).mkdir() if kind == "a folder in its place" else (where / FILE).write_text("no database" * 100)
    with pytest.raises(StoreError) as raised:
        open_library(str(where))
    assert str(raised.value).startswith("This is not saved, because the data f")
    assert str(raised.value).count(".") == 1


def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_half_written(tmp_path: Path) -> None:
    """As full as SQLite lets the file become; the next save goes well when there is room again."""
    library = open_library(str(tmp_path))
    kept = library.create(SMB, browser="b")
    with library.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    version, message = kept.version, ""
    while not message:
        try:
            version = library.save(kept.id, changed(version), SMB, based_on=version, what="")
        except StoreError as error:
            message = str(error)
    assert (
        message
        == "This is not saved, because the disk is full: your changes stay in this tab, and the next one tries again."
    )
    assert library.open(kept.id).version == version
    with library.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    library.save(kept.id, changed(1), SMB, based_on=version, what="")


def test_many_visitors_save_at_once(tmp_path: Path) -> None:
    library = open_library(str(tmp_path))
    kept = [library.create(SMB, browser="b").id for _ in range(8)]

    def work(id: str) -> None:
        for version in range(1, 6):
            library.save(id, changed(version), SMB, based_on=version, what="")

    threads = [threading.Thread(target=work, args=[id]) for id in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [library.open(id).version for id in kept] == [6] * 8


def test_another_program_that_writes_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.PATIENCE", 0.1)
    library = open_library(str(tmp_path))
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to the data folder"):
            library.create(SMB, browser="b")
        other.execute("COMMIT")
    library.create(SMB, browser="b")


def test_no_test_writes_into_the_home_folder() -> None:
    assert os.environ["BOWTIE_DATA"] == MEMORY
