"""Guidelines of which a figure is close to its limit, on either side: a small error turns the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.questions import overview
from model.result import Result
from model.scenario import Segment
from model.trace import Quantity, Sentence, Trace
from model.verdict import LABELS, Check, amounts

NEAR = 0.1  # of the limit, or of the opening cash
ROUNDING = 1e-9
TOLD = 3


@dataclass(frozen=True)
class NearLimit:
    """A figure beside its limit: what it is called, whose it is, how far it is as a share of the limit, in words."""

    name: str
    owner: str
    away: float
    words: Sentence

    @property
    def is_near(self) -> bool:
        return self.away <= NEAR + ROUNDING


def beside_limits(result: Result, _segment: int) -> tuple[NearLimit, ...]:
    """Every figure that has a limit, the closest first: the company's, and those of each of several segments."""
    return tuple(sorted(_all(result), key=lambda figure: figure.away))


def _all(result: Result) -> Iterator[NearLimit]:
    trace = Trace(result)
    for check in _with_limits(result.verdict.checks):
        yield _of_check(trace, check, "", overview.COMPANY[check.name])
    judged = [(place, segment.name) for place, segment in enumerate(result.scenario.segments) if _is_judged(segment)]
    for place, name in judged if len(result.scenario.segments) > 1 else ():
        for check in _with_limits(result.verdict.segments[name].checks):
            yield _of_check(trace, check, name, f"{place}/{check.name}")
    yield from _of_cash(trace, result)


def _is_judged(segment: Segment) -> bool:
    return bool(segment.accounts or segment.new_accounts or segment.new_accounts_step > 0)


def _with_limits(checks: tuple[Check, ...]) -> Iterator[Check]:
    """Without a CAC there is no payback to judge."""
    is_bought = not any(check.reason == "no_cac" for check in checks)
    return (
        check for check in checks
        if check.value is not None and check.limit and (is_bought or check.name != "payback_margin")
    )  # fmt: skip


def _of_check(trace: Trace, check: Check, owner: str, key: str) -> NearLimit:
    """'LTV:CAC is 3.2, 0.2 above your minimum of 3.'"""
    assert check.value is not None
    written, unit, limit, distance = amounts(check)
    is_above, is_minimum = check.value >= check.limit, check.name == "ltv_cac"
    side = ("above" if is_above else "below") if is_minimum else ("over" if is_above else "under")
    found = trace.find(key)
    value: Quantity | str = written if found is None else replace(found, words=written)
    whose = f"{owner}: " if owner else ""
    label = f"{LABELS[check.name][0].upper()}{LABELS[check.name][1:]}"
    bound = "minimum" if is_minimum else "limit"
    away = f"{distance} {side} your {bound} of {limit}" if distance != "0" else f"right at your {bound} of {limit}"
    return NearLimit(LABELS[check.name], owner, abs(check.value - check.limit) / abs(check.limit),
                     (f"{whose}{label} is ", value, f"{unit}, {away}."))  # fmt: skip


def _of_cash(trace: Trace, result: Result) -> Iterator[NearLimit]:
    """The lowest cash, beside nothing: as a share of the opening cash."""
    cash = result.verdict.cash
    if cash is not None and cash.given and cash.opening > 0:
        start = trace.input("company.cash")
        said: Sentence = ("Cash is ", trace.summary("cash_low"), " at its lowest, after ", start, " at the start.")
        yield NearLimit("cash", "", abs(cash.low) / cash.opening, said)
