"""Months put together to quarters or fiscal years."""

from dataclasses import dataclass
from typing import Any

MONTHS = {"quarter": 3, "year": 12}
LEVELS = (
    "mrr",
    "contracted_mrr",
    "accounts",
    "csms",
    "monthly_terms_mrr",
    "monthly_terms_accounts",
    "engagement",
    "cumulative_profit",
    "cash",
)
RATIOS = ("load", "coverage")


@dataclass
class Period:
    """Months of one quarter or year, the first and the last included."""

    first: int
    last: int
    complete: bool


def periods(scenario: dict[str, Any], by: str) -> list[Period]:
    """The quarters or fiscal years of the horizon; without a calendar they count from month 1."""
    horizon = scenario.get("horizon_months", 36)
    offset = 0
    if scenario.get("start"):
        offset = int(scenario["start"][5:7]) - scenario.get("fiscal_year_start", 1)
    found: list[Period] = []
    for month in range(1, horizon + 1):
        if not found or (offset + month - 1) % MONTHS[by] == 0:
            found.append(Period(month, month, False))
        found[-1].last = month
    for period in found:
        period.complete = period.last - period.first + 1 == MONTHS[by]
    return found


def gathered(part: dict[str, Any], found: list[Period]) -> dict[str, list[Any]]:
    """Each path of a segment or of the company by period: flows added up, levels at the end, ratios weighted."""
    return {
        name: [of_period(name, part, period) for period in found]
        for name, values in part.items()
        if isinstance(values, list)
    }


def of_period(name: str, part: dict[str, Any], period: Period) -> Any:
    months = slice(period.first - 1, period.last)
    values = part[name][months]
    if name in LEVELS:
        return values[-1]
    if name not in RATIOS:
        return sum(values)
    if None in values:
        return None
    weights = part["required_hours"][months]
    if sum(weights) == 0:
        return sum(values) / len(values)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
