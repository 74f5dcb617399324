"""Memory that is used again, and work in pieces that stay in the cache."""

from __future__ import annotations

import math
import weakref
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

PIECE = 8192  # numbers of one path that are worked on together
SMALL = 4096  # numbers: below, memory is not worth keeping
NARROW = 32  # numbers: as many go through the months one by one as fast as side by side
KEPT = 2**24  # numbers that are kept at most while nobody uses them, 128 MiB


class Pool:
    """Memory of large arrays, handed out again once nobody reads them: its first touch costs more than the sums."""

    def __init__(self) -> None:
        self._kept: list[NDArray[np.float64]] = []
        self._returned: deque[NDArray[np.float64]] = deque()
        self._lock = Lock()

    def empty(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """An array of this shape that holds anything."""
        size = math.prod(shape)
        if size < SMALL:
            return np.empty(shape)
        block = self._block(size)
        array: NDArray[np.float64] = np.frombuffer(block.data, count=size)  # every view of it keeps it alive
        weakref.finalize(array, self._returned.append, block).atexit = False
        return array.reshape(shape)

    def _block(self, size: int) -> NDArray[np.float64]:
        with self._lock:
            while self._returned:
                self._kept.append(self._returned.popleft())
            fitting = [place for place, block in enumerate(self._kept) if size <= block.size <= 2 * size]
            block = self._kept.pop(fitting[-1]) if fitting else np.empty(size)
            while sum(block.size for block in self._kept) > KEPT:
                self._kept.pop(0)
        return block


POOL = Pool()

# Until the C library has seen a large array freed, it gives the memory of every row back to the system, and each row
# costs its first touch again.
np.empty(2**21)


def pieces(months: int, width: int, first: int = 0) -> Iterator[slice]:
    """The months first..months-1 a few at a time, for paths of so many numbers a month."""
    size = max(1, PIECE // width)
    for start in range(first, months, size):
        yield slice(start, min(start + size, months))


def run_up(operation: np.ufunc, path: NDArray[Any]) -> None:
    """Writes over each month of a path what it comes to with all months before."""
    if path[0].size < NARROW:
        operation.accumulate(path, axis=0, out=path)
        return
    for before, row in pairwise(path):  # numpy would go down each column by itself
        operation(before, row, out=row)


def over_months(operation: np.ufunc, path: NDArray[Any]) -> NDArray[Any]:
    """A path (months, ...) added up, or whatever the operation is; one month stays as it is."""
    result: NDArray[Any] = path[0] if len(path) == 1 else operation.reduce(path, axis=0)
    return result
