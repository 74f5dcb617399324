"""When in the year customers sign and existing ones renew: the folds in which that is set, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from model import months
from model.answers import Asked, Fold, Slot
from model.locales import writing
from model.wording import percent

SEASON, CALENDAR = "signing_season", "book_calendar"
EVEN = 1e-9  # of the largest weight


def season(asked: Asked) -> Fold:
    """New customers by month of the year."""
    segment = asked.scenario.segments[asked.segment]
    weights, start = segment.signing_season, asked.scenario.start
    return Fold(
        "season", _title("New customers sign", weights, month_names(12, start, of_year=True)), lambda: (Slot(SEASON),)
    )


def calendar(asked: Asked) -> tuple[Fold, ...]:
    """Existing customers by the month in which they renew; nothing to set where all do each month."""
    segment, start = asked.scenario.segments[asked.segment], asked.scenario.start
    if segment.renewal_months == 1:
        return ()
    title = _title("Existing customers renew", segment.book_calendar, month_names(segment.renewal_months, start))
    if asked.scenario.book_anniversaries == "aligned" and not segment.book_calendar:
        title = "Existing customers renew all at once"
    return (Fold("calendar", title, lambda: (Slot(CALENDAR),)),)


def month_names(count: int, start: str | None, *, of_year: bool = False) -> list[str]:
    """Months as they are told: those of a year from January where there is a calendar, else from month 1 on."""
    first = f"{start[:4]}-01" if start and of_year else start
    if start and of_year and writing().months:
        return list(writing().months)
    return [months.name(month, first) for month in range(1, count + 1)]


def _title(who: str, weights: Sequence[float], names: Sequence[str]) -> str:
    if not weights or max(weights) - min(weights) <= EVEN * max(weights):
        return f"{who} evenly over the months"
    most = max(range(len(weights)), key=weights.__getitem__)
    return f"{who} most in {names[most]}: {percent(weights[most] / sum(weights))}"
