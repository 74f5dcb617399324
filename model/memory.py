"""Memory that is used again, and work in pieces that stay in the cache."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

PIECE = 8192  # numbers of one path that are worked on together


class Arena:
    """Memory for the paths of one chunk, handed out again for the next: its first touch costs more than the sums.

    What was handed out before `reset` must no longer be read after it.
    """

    def __init__(self) -> None:
        self._blocks: list[NDArray[np.float64]] = []
        self._used = 0

    def empty(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """An array of this shape that holds anything."""
        size = math.prod(shape)
        if self._used == len(self._blocks):
            self._blocks.append(np.empty(size))
        elif self._blocks[self._used].size < size:
            self._blocks[self._used] = np.empty(size)
        block = self._blocks[self._used]
        self._used += 1
        return block[:size].reshape(shape)

    def reset(self) -> None:
        self._used = 0


def pieces(months: int, width: int) -> Iterator[slice]:
    """The months 0..months-1 a few at a time, for paths of so many numbers a month."""
    size = max(1, PIECE // width)
    for start in range(0, months, size):
        yield slice(start, min(start + size, months))
