"""A save on a disk that fails, and processes that end in the middle of one.

    python -m tests.store.dying FOLDER...

In the N-th folder a process ends at the N-th request that SQLite makes of the disk. Prints the signals that ended them.
"""

import os
import sys
from pathlib import Path

from store import StoreError, open_library
from tests.store.companies import ID, NEW, SMB
from tests.store.faults import Disk, under


def save(folder: Path, disk: Disk) -> str:
    """What is said of saving NEW on this disk; nothing when it went well. All is opened before the disk counts."""
    with under(disk):
        failing, disk.failing = disk.failing, 0
        library = open_library(str(folder))
        library.open(ID)
        disk.failing, disk.count = failing, 0
        try:
            library.save(ID, NEW, SMB, based_on=2, what="new")
            return ""
        except StoreError as error:
            return str(error)
        finally:
            disk.failing = 0
            library.engine.dispose()


def signal_that_ends(folder: Path, number: int) -> int:
    child = os.fork()
    if child == 0:
        save(folder, Disk(number, kills=True))
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    print(*(signal_that_ends(Path(folder), number) for number, folder in enumerate(sys.argv[1:], 1)))
