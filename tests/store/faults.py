"""A disk that fails: what SQLite asks of it passes through here, and the n-th write, sync, truncation or deletion does not.

SQLite reaches its files through a "VFS", a table of functions. This puts one of Python's before it, by SQLite's own call
for that (sqlite3_vfs_register): nothing is compiled, and no right is needed. It covers each request that SQLite makes to
change a file or to have it on the disk; what the disk itself does after it has said yes is outside.
"""

from __future__ import annotations

import _sqlite3
import ctypes as c
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

Call = Callable[..., int]
FULL, IO_ERROR = 13, 10
WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
TRUNCATE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
SYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)
OPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)
DELETE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int)


class Methods(c.Structure):
    """sqlite3_io_methods, to its third version."""

    _fields_ = [
        ("iVersion", c.c_int), ("xClose", c.c_void_p), ("xRead", c.c_void_p), ("xWrite", WRITE),
        ("xTruncate", TRUNCATE), ("xSync", SYNC), *[(f"other{place}", c.c_void_p) for place in range(13)],
    ]  # fmt: skip


class File(c.Structure):
    """sqlite3_file."""

    _fields_ = [("pMethods", c.POINTER(Methods))]


class Vfs(c.Structure):
    """sqlite3_vfs, to its third version."""

    _fields_ = [
        ("iVersion", c.c_int), ("szOsFile", c.c_int), ("mxPathname", c.c_int), ("pNext", c.c_void_p),
        ("zName", c.c_char_p), ("pAppData", c.c_void_p), ("xOpen", OPEN), ("xDelete", DELETE),
        *[(f"other{place}", c.c_void_p) for place in range(14)],
    ]  # fmt: skip


class Disk:
    """Counts requests and lets the n-th one come to nothing: with an error, or with the end of the process.

    A write that ends the process has written half of what it should.
    """

    def __init__(self, failing: int = 0, error: int = IO_ERROR, *, kills: bool = False) -> None:
        self.failing, self.error, self.kills, self.count = failing, error, kills, 0

    def fails(self, half: Call | None = None) -> bool:
        self.count += 1
        if self.count != self.failing:
            return False
        if self.kills:
            if half:
                half()
            os.kill(os.getpid(), signal.SIGKILL)
        return True


@contextmanager
def under(disk: Disk) -> Iterator[None]:
    """Every database that is opened meanwhile lies on this disk."""
    library = c.CDLL(getattr(_sqlite3, "__file__", None))
    library.sqlite3_vfs_find.restype = c.POINTER(Vfs)
    real = library.sqlite3_vfs_find(None)
    shim, kept = Vfs.from_buffer_copy(real.contents), list[Any]()
    open_real, delete_real, methods = real.contents.xOpen, real.contents.xDelete, dict[int, Methods]()

    def opening(vfs: int, name: int, file: int, flags: int, given: int) -> int:
        answer: int = open_real(vfs, name, file, flags, given)
        opened = c.cast(file, c.POINTER(File)).contents
        if answer == 0 and opened.pMethods:
            address = c.addressof(opened.pMethods.contents)
            if address not in methods:
                methods[address] = _failing(disk, opened.pMethods.contents, kept)
            opened.pMethods = c.pointer(methods[address])
        return answer

    def deleting(vfs: int, name: int, sync: int) -> int:
        return disk.error if disk.fails() else delete_real(vfs, name, sync)

    shim.zName, shim.xOpen, shim.xDelete = b"failing", OPEN(opening), DELETE(deleting)
    library.sqlite3_vfs_register(c.byref(shim), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(real, 1)
        library.sqlite3_vfs_unregister(c.byref(shim))


def _failing(disk: Disk, real: Methods, kept: list[Any]) -> Methods:
    """The functions of a file, with the disk before those that change it. `kept` are what SQLite still calls."""
    write, truncate, sync = real.xWrite, real.xTruncate, real.xSync

    def writing(file: int, data: int, size: int, place: int) -> int:
        half = partial(write, file, data, size // 2, place)  # what a write that is cut off has done
        return disk.error if disk.fails(half) else write(file, data, size, place)

    methods = Methods.from_buffer_copy(real)
    methods.xWrite = WRITE(writing)
    methods.xTruncate = TRUNCATE(lambda file, size: disk.error if disk.fails() else truncate(file, size))
    methods.xSync = SYNC(lambda file, flags: disk.error if disk.fails() else sync(file, flags))
    kept.append((real, methods))
    return methods
