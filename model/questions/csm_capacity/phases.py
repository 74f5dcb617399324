"""What asks for the hours of a month: regular service, onboarding, renewals and firefighting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model import months
from model.answers import SCENARIO, Asked, Band, Lines, Role, Series
from model.answers.paths import compared
from model.engine.batch import Array
from model.questions.csm_capacity.hours import takes_phase_hours
from model.result import Result
from model.trace import Quantity, Trace, total
from model.trace.segment import SegmentTrace
from model.wording import exact, formatted, short

ACCOUNTS, ONBOARDING, RENEWALS, FIREFIGHTING = "Regular service", "Onboarding", "Renewals", "Firefighting"
NEEDED, AVAILABLE = "Hours needed", "Hours available"
ROLES: dict[str, Role] = {
    ACCOUNTS: "book", RENEWALS: "series 3", ONBOARDING: "series 4", FIREFIGHTING: "loss",
}  # fmt: skip
HEAD = ("Month", *ROLES, NEEDED)
HOURS = "hours/month"


@dataclass(frozen=True, eq=False)
class Phases:
    """Hours needed by month, by what asks for them; `available` is empty without a team of a given size.

    `rows` are the first month of each year and the last.
    """

    segment: str
    parts: dict[str, Array]
    available: Array
    rows: tuple[tuple[int, tuple[Quantity, ...]], ...]

    @property
    def needed(self) -> Array:
        needed: Array = np.sum([*self.parts.values()], axis=0)
        return needed


def phases(result: Result, segment: int) -> Phases | None:
    """The hours of the segment at this place; None without any for onboarding or renewals."""
    trace = Trace(result).by_segment[segment]
    if not takes_phase_hours(trace.segment):
        return None
    monthly = {name: path[:, 0] for name, path in trace.part.monthly.items()}
    spread = trace.segment.onboarding_hours_months
    signed_lately = np.convolve(monthly["signed_accounts"], np.ones(spread))[: trace.months]
    onboarding = trace.input_path("onboarding_hours") / spread * signed_lately
    renewals = trace.input_path("renewal_hours") * monthly["renewing_accounts"]
    parts = {
        ACCOUNTS: monthly["required_hours"] - monthly["phase_hours"], RENEWALS: renewals, ONBOARDING: onboarding,
        FIREFIGHTING: monthly["reactive_hours"],
    }  # fmt: skip
    limited = trace.segment.staffing in ("fixed", "ratio")
    shown = sorted({*range(1, trace.months + 1, 12), trace.months})
    return Phases(
        trace.segment.name, parts, monthly["capacity_hours"] if limited else np.array([]),
        tuple((month, _of_month(trace, month)) for month in shown),
    )  # fmt: skip


def hours_by_phase(asked: Asked, found: dict[str, Phases | None]) -> Lines | None:
    """The hours needed by month, stacked by what asks for them, with the hours of the team."""
    shown = found[SCENARIO]
    if shown is None:
        return None
    needed, low = shown.needed, np.zeros(len(shown.needed))
    bands, told = list[Band](), list[Series]()
    for name, path in shown.parts.items():
        if path.any():
            bands.append(Band(low, low + path, ROLES[name], name))
            told.append(Series(name, path, None))
            low = low + path
    available = shown.available if len(shown.available) else np.full(len(needed), np.nan)
    others = {name: each.needed for name, each in found.items() if each is not None}
    beside = [Series(name.capitalize(), compared(needed, others.get(name)), "baseline") for name in asked.others]
    return Lines(
        title="Hours needed by month", unit=HOURS, finding=(_finding(asked, shown),), bands=bands,
        series=(*told, Series(NEEDED, needed, "whatif", words=short(float(needed[-1]))),
                Series(AVAILABLE, available, "ink", words=AVAILABLE if len(shown.available) else ""), *beside),
    )  # fmt: skip


def _of_month(trace: SegmentTrace, month: int) -> tuple[Quantity, ...]:
    """The hours of a month by what asks for them, and all of them."""
    lately = trace.in_month(month).part("signed_lately")
    parts = (
        (ACCOUNTS, trace.month("required_hours", month) - trace.month("phase_hours", month)),
        (RENEWALS, trace.input("renewal_hours", month) * trace.month("renewing_accounts", month)),
        (ONBOARDING, trace.input("onboarding_hours", month) / trace.input("onboarding_hours_months") * lately),
        (FIREFIGHTING, trace.month("reactive_hours", month)),
    )
    named = [
        hours.named(f"csm_capacity.phase.{place}.{month}", f"{name}, month {month}", unit=HOURS, good="down")
        for place, (name, hours) in enumerate(parts)
    ]
    return (*named, total(named).named(f"csm_capacity.phases.{month}", f"{NEEDED}, month {month}", unit=HOURS))


def _finding(asked: Asked, shown: Phases) -> str:
    """What the phases take of all hours, and when the most are needed."""
    needed = shown.needed
    if not needed.any():
        return f"{shown.segment} accounts need no hours in any month."
    verbs = {ONBOARDING: "takes", RENEWALS: "take", FIREFIGHTING: "takes"}
    shares = [
        f"{name.lower()} {verb} {formatted(float(shown.parts[name].sum() / needed.sum()), 'share')}"
        for name, verb in verbs.items()
        if shown.parts[name].any()
    ]
    peak = int(needed.argmax())
    most = f"most in {months.name(peak + 1, asked.scenario.start)}, {exact(round(float(needed[peak])))}"
    return f"{_capital(_listed(shares))} of all hours; {most}." if shares else f"{_capital(most)}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
