"""What the columns of a table of accounts mean: what each account got, whether it renewed, and its segment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NAMES = {  # what a header may call a column, after words that say nothing are left out
    "hours": ("hours", "hour", "hrs"),
    "touches": ("touches", "touch", "touchpoints", "touchpoint", "touch points", "contacts", "interactions"),
    "renewed": ("renewed", "renewal", "renew", "retained", "retention"),
    "lost": ("lost", "churned", "churn", "cancelled", "canceled"),
    "segment": ("segment", "tier"),
}
FILLING = {
    "a", "account", "annual", "count", "csm", "cs", "customer", "day", "days", "flag", "has", "in", "is", "label",
    "last", "month", "monthly", "months", "name", "next", "no", "number", "of", "per", "quarter", "quarterly",
    "received", "status", "the", "total", "was", "week", "weeks", "year", "yearly",
}  # fmt: skip
SERVICE, OUTCOME = ("hours", "touches"), ("renewed", "lost")
YEAR = 12
DAYS = 365 / 12  # of a month
A_MONTH = {"day": 1 / DAYS, "week": 7 / DAYS, "month": 1.0, "quarter": 3.0, "year": 12.0}
SPAN = re.compile(r"(?:(\d{1,4}) )?(day|week|month|quarter|year)(?:s|ly)?\b")


@dataclass(frozen=True)
class Columns:
    """Which columns are read, by their places; None where there is none.

    `kind` is what the service counts, `lost` whether a yes means lost. Service is what was got in `months` months, and
    the outcome is of so many `outcome_months`: None for a renewal.
    """

    service: int | None
    outcome: int | None
    segment: int | None = None
    kind: str = "hours"
    lost: bool = False
    months: float = YEAR
    outcome_months: float | None = None


def meaning(head: str) -> str:
    """A key of NAMES, or nothing.

    >>> [meaning(head) for head in ("CSM hours (a year)", "touch_count", "RenewedNextMonth", "Churn flag", "Owner")]
    ['hours', 'touches', 'renewed', 'lost', '']
    """
    words = " ".join(word for word in _words(head) if word not in FILLING and not word.isdigit())
    return next((name for name, called in NAMES.items() if words in called), "")


def months_of(head: str) -> float | None:
    """How many months a header speaks of.

    >>> [months_of(head) for head in ("touches last 90 days", "hours per month", "renewed next month", "hours")]
    [2.958904109589041, 1.0, 1.0, None]
    """
    found = SPAN.search(" ".join(_words(head)))
    return None if found is None else int(found[1] or 1) * A_MONTH[found[2]]


def guessed(heads: Sequence[str]) -> Columns:
    """What the headers say by themselves; the first column of each meaning."""
    return chosen(heads, _first(heads, SERVICE), _first(heads, OUTCOME), _first(heads, ("segment",)))


def chosen(
    heads: Sequence[str], service: int | None, outcome: int | None, segment: int | None, months: float | None = None
) -> Columns:
    """These columns, with what their headers say of kind and period; `months` where the reader says so."""
    service_head, outcome_head = ("" if place is None else heads[place] for place in (service, outcome))
    months = months or months_of(service_head) or YEAR
    kind = "hours" if meaning(service_head) == "hours" else "touches"
    return Columns(service, outcome, segment, kind, meaning(outcome_head) == "lost", months, months_of(outcome_head))


def clashes(heads: Sequence[str]) -> list[tuple[str, int]]:
    """How many columns claim to be the same thing, where more than one do: then the reader has to choose."""
    meanings = [meaning(head) for head in heads]
    counts = [("hours or touches", SERVICE), ("renewed or lost", OUTCOME), ("segments", ("segment",))]
    numbers = [(words, sum(meanings.count(name) for name in names)) for words, names in counts]
    return [(words, number) for words, number in numbers if number > 1]


def _first(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if meaning(head) in names), None)


def _words(head: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", head)
    return re.findall(r"[^\W_]+", apart.casefold())
