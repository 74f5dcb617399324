"""Backup and restore, by SQLite's own call: a server may run and people may work meanwhile."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from store.errors import StoreError, reason_of
from store.place import FILE, MEMORY

BEFORE = "before-restore-{}.db"  # what a restore replaces, beside the data file


def backup(where: str, file: Path) -> None:
    """Write all that is kept in this folder to a file: whole, or not at all. Raises StoreError."""
    source = _data_file(where)
    if not source.is_file():
        raise StoreError(f"There is nothing to back up in {where}.")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        _copy(source, unfinished)
        _expect_whole(unfinished)
        os.replace(unfinished, file)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"No backup was written, because {_why(error)}.") from error


def restore(where: str, file: Path) -> Path | None:
    """Put back what a backup holds, in one transaction. What was there before goes to the file that this returns."""
    target, before = _data_file(where), None
    try:
        _expect_whole(file)
    except (OSError, sqlite3.Error):
        raise StoreError(f"{file} is no backup of Bowtie's, or is damaged: nothing was changed.") from None
    if target.is_file():
        names = (target.with_name(BEFORE.format(number)) for number in count(1))
        before = next(name for name in names if not name.exists())
        backup(where, before)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        _copy(file, target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"The backup was not restored, because {_why(error)}: what was there is there.") from error
    return before


def _data_file(where: str) -> Path:
    if where == MEMORY:
        raise StoreError("BOWTIE_DATA is :memory:, so nothing is kept on disk.")
    return Path(where) / FILE


def _copy(source: Path, target: Path) -> None:
    with closing(_connected(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def _connected(file: Path) -> sqlite3.Connection:
    """To read from, and never made anew."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _expect_whole(file: Path) -> None:
    with closing(_connected(file)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.execute("SELECT version_num FROM alembic_version")
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename} cannot be written: {error.strerror}"
    return reason_of(getattr(error, "sqlite_errorcode", None))
