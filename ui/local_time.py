"""Writes times in the reader's time zone and language."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time


def at(seconds: float) -> str:
    """Day and minute: 'Nov 29, 2026, 2:03 PM'."""
    return f"{day(seconds)}, {format_time(_local(seconds), 'short', locale=_locale())}"


def day(seconds: float) -> str:
    """The day alone."""
    return format_date(_local(seconds), "medium", locale=_locale())


def months() -> list[str]:
    """The months of the calendar by name."""
    names = _locale().months["stand-alone"]["wide"]
    return [str(names[place]) for place in range(1, 13)]


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, _zone())


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ValueError, OSError, KeyError):  # whatever a browser says
        return UTC


def _locale() -> Locale:
    try:
        return Locale.parse(st.context.locale or "en", sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
