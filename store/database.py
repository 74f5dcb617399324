"""Opens the database safely and brings its tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from store.errors import StoreError, not_kept, reason_of
from store.place import FILE, MEMORY
from store.tables import VERSION

PATIENCE = 5  # seconds for another program, or another visitor, to finish writing
LARGEST = 10 * 2**30  # bytes of the data file
SAFE_WAL = (3, 51, 3)  # before it, SQLite may damage a file with a write-ahead log
MIGRATIONS = Path(__file__).parent / "migrations"


def opened(where: str) -> Engine:
    """The database in a folder, made if it is not there, or in memory. Raises StoreError."""
    engine = _engine(where)
    try:
        with writing(engine) as connection:
            _migrate(connection)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that has the right to write from its start. Raises StoreError, and then nothing is written."""
    with _errors_in_words(), engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One look at what is there. Raises StoreError."""
    with _errors_in_words(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """What the database complains of, in words."""
    try:
        yield
    except NoConnection:
        raise not_kept("too many people are saving at once") from None
    except DBAPIError as error:
        raise not_kept(reason_of(getattr(error.orig, "sqlite_errorcode", None))) from error


def _engine(where: str) -> Engine:
    """One connection, which sessions take by turns: a transaction takes about a millisecond."""
    address = "sqlite://" if where == MEMORY else f"sqlite:///{_file(where)}"
    engine = create_engine(
        address,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=PATIENCE,
        connect_args={"check_same_thread": False, "timeout": PATIENCE, "isolation_level": None},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _file(where: str) -> Path:
    """The data file; its folder is made for its owner alone."""
    folder = Path(where)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / FILE).touch(mode=0o600)
    except OSError as error:
        raise not_kept(f"the data folder cannot be used ({error.strerror})") from None
    return folder / FILE


def _set_up(connection: Any, _record: Any) -> None:
    """A write-ahead log waits for the disk once a commit. A rollback journal waits three times, and four with FULL,
    which keeps no more of a commit through a loss of power: what commits is the deletion of the journal.
    """
    journal, waits = ("WAL", "FULL") if sqlite3.sqlite_version_info >= SAFE_WAL else ("DELETE", "NORMAL")
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    for pragma in (f"journal_mode = {journal}", f"synchronous = {waits}", "foreign_keys = ON", "trusted_schema = OFF",
                   f"max_page_count = {LARGEST // size}"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Python's own module begins a transaction too late, and never with the right to write."""
    is_write = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _migrate(connection: Connection) -> None:
    """Bring the tables to VERSION, in the open transaction. Alembic is loaded only where there is work to do."""
    present = _version(connection)
    if present == VERSION:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, VERSION)
    except CommandError:
        raise StoreError(
            f"The data was written by a newer Bowtie ({present}): start that one, or set BOWTIE_DATA to another folder."
        ) from None


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
