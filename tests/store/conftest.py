"""A library with a clock that stands until it is moved."""

from collections.abc import Iterator

import pytest

from store import MEMORY, open_library
from store.library import CompanyLibrary


class Clock:
    """Seconds since 1970, as told."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(clock: Clock) -> Iterator[CompanyLibrary]:
    """In memory, empty."""
    library = open_library(MEMORY)
    library.clock = clock
    yield library
    library.engine.dispose()
