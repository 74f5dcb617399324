"""Scenario files of earlier formats become what this one says, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORMAT = 2
CHANGED = {
    1: "The file is of format 1, so its first months differ a little from before: existing customers renew from "
    "month 1 on, and NRR is taken after one full turn of their contracts.",
}


def migrated(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data as this format has it. Every input of format 1 means what it did, so only its number changes."""
    return {**data, "schema": FORMAT} if _format(data) in CHANGED else data


def said(data: Mapping[str, Any]) -> str:
    """What changes by the migration, in a sentence; empty where nothing does."""
    return CHANGED.get(_format(data), "")


def _format(data: Any) -> int:
    """The format that data names; 0 where it names none, or none that is known."""
    number = data.get("schema") if isinstance(data, Mapping) else None
    return number if type(number) is int else 0
