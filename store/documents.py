"""What the library returns: companies, versions and links. Times are seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass

from model import Scenario

DAYS_TO_TAKE_BACK = 30  # a deleted company


@dataclass(frozen=True)
class Document:
    """A company as it was kept. One that a read-only link opens can be looked at, and nothing else."""

    id: str
    version: int
    at: float
    scenario: Scenario
    baseline: Scenario
    read_only: bool = False


@dataclass(frozen=True)
class ListedCompany:
    """A company in a list. `at` is when it was last changed, opened or deleted, as the list says."""

    id: str
    name: str
    at: float
    read_only: bool = False


@dataclass(frozen=True)
class Version:
    """A state that can be gone back to, with what it changed."""

    number: int
    at: float
    what: str


@dataclass(frozen=True)
class Link:
    """A read-only link."""

    id: str
    at: float
