"""What the user's own accounts say about the response to engagement, beside what the scenario assumes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from model.engine.batch import Array
from model.fitting.accounts import Accounts
from model.fitting.finding import FEWEST, INPUTS, RAREST, USEFUL, Finding, Verdict, found
from model.fitting.groups import AccountGroups
from model.fitting.likelihood import CURVES, retention
from model.parameters import SEGMENT
from model.result import Result
from model.tolerances import HOURS_TOLERANCE
from model.trace import Quantity, Sentence, Trace
from model.trace.segment import SegmentTrace
from model.wording import in_months

KEY = "headcount.response"
DECIMALS = {"retention_rate": 3, "retention_at_risk": 3, "response_curve": 2}  # of what is used
DRAWN = 101  # points of a curve
NAMED = 5  # segments of the table, in a sentence
SAME_TIME = 0.1  # months: 90 days are a quarter
AT_A_BOUND = 1e-6  # of a curve: closer to what is allowed it is there
BIAS = (
    "Accounts at risk often get more hours, which hides what hours do; eager accounts take more, which flatters them. "
    "Only hours given without regard to either show it. "
)
CANNOT = "These data cannot tell: "
Cell = Quantity | tuple[()] | str
ResponseRow = tuple[str, tuple[Cell, ...]]


@dataclass(frozen=True)
class Drawn:
    """What the chart shows: accounts in groups, and retention by engagement as fitted and as the scenario assumes."""

    points: AccountGroups
    engagement: Array
    fitted: Array | None
    assumed: Array


@dataclass(frozen=True)
class Estimated:
    """What a table of accounts says about a segment; `verdict` is None where there was nothing to look at.

    `rows` have a value, the ends of its interval, the scenario's own and a word. `changes` are what the inputs become
    when the values are used, none where the accounts cannot tell; `source` may stand beside them. `asks` is what full
    service has to be given in, where the scenario does not say it.
    """

    sentence: Sentence
    segment: str
    asks: str
    verdict: Verdict | None = None
    rows: tuple[ResponseRow, ...] = ()
    drawn: Drawn | None = None
    changes: Mapping[str, float] = field(default_factory=dict)
    source: str = ""


def estimated(result: Result, segment: int, accounts: Accounts, full_service: float | None) -> Estimated:
    """What the accounts say about the segment at this place.

    Full service is in hours or touches a year; None means the segment's own hours.
    """
    trace = Trace(result)
    state = trace.by_segment[segment]
    name, hours = state.segment.name, state.economics("hours_per_account").value
    given_by_scenario = accounts.kind == "hours" and hours > HOURS_TOLERANCE
    asks = "" if given_by_scenario else accounts.kind
    if not accounts.in_segment(name).any():
        return Estimated((BIAS, _not_there(name, accounts)), name, asks)
    full = full_service or (hours if given_by_scenario else 0.0)
    if full <= 0:
        return Estimated((BIAS, f"To go on, say how many {accounts.kind} a year are full service."), name, asks)
    words = _FindingWords(state, found(accounts, name, full, state.segment.response_curve))
    unnamed = f"The table names no segments: all its accounts count as {name}'s. "
    whose = () if accounts.segments or len(trace.names) == 1 else (unnamed,)
    other_time = _other_time(accounts, state.segment.renewal_months)
    return Estimated(
        (BIAS, *whose, *words.sentence(), *other_time), name, asks,
        words.finding.verdict, words.rows(), words.drawn(), {} if other_time else words.changes(),
        f"fitted to {words.finding.accounts:,} accounts",
    )  # fmt: skip


def _other_time(accounts: Accounts, renewal_months: int) -> Sentence:
    """Says that an outcome is not a renewal, as next month's is not of a yearly contract."""
    if accounts.outcome_months is None or abs(accounts.outcome_months - renewal_months) < SAME_TIME:
        return ()
    return (f" The outcome covers {in_months(accounts.outcome_months)} and a contract {in_months(renewal_months)}, so "
            "these rates are not per renewal and cannot be used.",)  # fmt: skip


def _not_there(name: str, accounts: Accounts) -> str:
    named = ", ".join(accounts.segments[:NAMED])
    more = f" and {len(accounts.segments) - NAMED} more" if len(accounts.segments) > NAMED else ""
    return f"None of the {len(accounts):,} accounts is of {name}: the table has {named}{more}."


class _FindingWords:
    """A finding in quantities and words."""

    def __init__(self, trace: SegmentTrace, finding: Finding) -> None:
        self.trace, self.finding = trace, finding
        self.shown = finding.verdict in USEFUL
        self.accounts = _count("accounts", "Accounts in the data", finding.accounts, "Accounts of the segment.")
        self.lost = _count("lost", "Lost in the data", finding.lost, "Accounts of the segment that did not renew.")
        self.full = _count("full", "Fully served in the data", finding.full, "Accounts that got full service or more.")

    def sentence(self) -> Sentence:
        all_of: Sentence = (CANNOT, "all of the ", self.accounts, " accounts ")
        match self.finding.verdict:
            case "few":
                return (CANNOT, "there are ", self.accounts, f" accounts; {FEWEST} are the fewest that are tried.")
            case "all_renewed":
                return (*all_of, "renewed.")
            case "all_lost":
                return (*all_of, "were lost.")
            case "no_spread":
                return (*all_of, f"were served {'in full' if self.finding.full else 'alike'}.")
            case "rare_lost":
                rare = f" accounts were lost; {RAREST} are the fewest that are tried."
                return (CANNOT, self.lost, " of ", self.accounts, rare)
            case "rare_renewed":
                rare = f" accounts were lost; {RAREST} renewals are the fewest that are tried."
                return (CANNOT, self.lost, " of ", self.accounts, rare)
            case "reverse":
                return (CANNOT, "of the ", self.accounts, " accounts those with less service renewed more often, as ",
                        "when accounts at risk get more hours.")  # fmt: skip
            case "noise":
                _, _, most = self._estimate("retention_at_risk")
                return (CANNOT, "what the ", self.accounts, " accounts show may be noise, which does as much in ",
                        self._noise(), " of shuffles. Retention at risk is at most ", most,
                        " and may be none.")  # fmt: skip
        return self._response()

    def _response(self) -> Sentence:
        retention_rate, at_risk, curve = (self._within(name) for name in INPUTS)
        fitted: Sentence = ("CR6 is ", *retention_rate, ", retention at risk ", *at_risk)
        assumed_rate, assumed_risk, assumed_curve = map(self.trace.input, INPUTS)
        if self.finding.verdict == "response":
            return ("These ", self.accounts, " accounts show a response: ", *fitted, " and the curve ", *curve,
                    "; the scenario has ", assumed_rate, ", ", assumed_risk, " and ", assumed_curve, ".",
                    self._bound)  # fmt: skip
        return ("These ", self.accounts, f" accounts show a response, but not its curve: any from {CURVES[0]:g} to "
                f"{CURVES[1]:g} fits. With the scenario's own, ", assumed_curve, ", ", *fitted, "; the scenario has ",
                assumed_rate, " and ", assumed_risk, ".")  # fmt: skip

    @property
    def _bound(self) -> str:
        """Says that the curve is where the search stopped, where it is at the end of what is allowed."""
        curve = self.finding.fit.response_curve.value if self.finding.fit else 1.0
        if curve > CURVES[1] * (1 - AT_A_BOUND):
            return f" The curve stops at its limit: read it as {CURVES[1]:g} or more."
        return f" The curve stops at its limit: read it as {CURVES[0]:g} or less." if (
            curve < CURVES[0] * (1 + AT_A_BOUND)
        ) else ""  # fmt: skip

    def rows(self) -> tuple[ResponseRow, ...]:
        """Counts; where it was tried, how often noise does as much; then the inputs that are shown."""
        counts = [self.accounts, self.lost, self.full, *([self._noise()] if self.finding.noise else [])]
        names = INPUTS if self.shown else INPUTS[1:2] if self.finding.fit else ()
        return (
            *((count.label, (count, (), (), (), "")) for count in counts),
            *(
                (SEGMENT[name].label, (*self._estimate(name), self.trace.input(name), self._open(name)))
                for name in names
            ),
        )

    def drawn(self) -> Drawn:
        engagement = (1 - np.cos(np.linspace(0, math.pi, DRAWN))) / 2  # closer at the ends, where curves bend most
        assumed = retention(engagement, **{name: float(getattr(self.trace.segment, name)) for name in INPUTS})
        fitted = retention(engagement, **self._values()) if self.shown else None
        return Drawn(self.finding.points, engagement, fitted, assumed)

    def changes(self) -> dict[str, float]:
        """The fitted values by PATH; the curve only where the accounts tell it."""
        if not self.shown:
            return {}
        values = {name: round(value, DECIMALS[name]) for name, value in self._values().items()}
        values["retention_at_risk"] = min(values["retention_at_risk"], values["retention_rate"])
        if self.finding.verdict == "any_curve":
            del values["response_curve"]
        return {f"{self.trace.segment.name}.{name}": value for name, value in values.items()}

    def _values(self) -> dict[str, float]:
        return {name: getattr(self.finding.fit, name).value for name in INPUTS}

    def _estimate(self, name: str) -> tuple[Quantity, Quantity, Quantity]:
        """A fitted value and the ends of its interval."""
        fit, label = getattr(self.finding.fit, name), SEGMENT[name].label
        in_words = {"": f"{SEGMENT[name].help} Fitted to the accounts by maximum likelihood.",
                "low": "The least that the accounts allow (95%, profile likelihood).",
                "high": "The most that the accounts allow (95%, profile likelihood)."}  # fmt: skip
        ends = {"": fit.value, "low": fit.low, "high": fit.high}
        value, low, high = (
            Quantity(
                ends[end], SEGMENT[name].unit, f"{label}, {'fitted' if not end else f'{end} end'}",
                f"{KEY}.{name}{f'.{end}' if end else ''}", definition=in_words[end],
                evidence=(self.accounts, self.lost, self.full),
            )
            for end in in_words
        )  # fmt: skip
        return value, low, high

    def _within(self, name: str) -> Sentence:
        value, low, high = self._estimate(name)
        return (value, " (", low, " to ", high, ")")

    def _open(self, name: str) -> str:
        """Where the interval, or the value itself, is at the end of what is allowed."""
        fit = getattr(self.finding.fit, name)
        if name == "response_curve" and self._bound and self.finding.verdict == "response":
            return "at its limit"
        if fit.low_open and fit.high_open:
            return "any fits"
        return "down to the least allowed" if fit.low_open else "up to the most allowed" if fit.high_open else ""

    def _noise(self) -> Quantity:
        share = self.finding.noise.response if self.finding.noise else math.nan
        return Quantity(
            share, "share", "Noise that does as much", f"{KEY}.noise", good="down",
            definition="Share of shuffles, in which renewals are dealt out anew among the same accounts, that show a "
            "response at least as strong.", evidence=(self.accounts, self.lost),
        )  # fmt: skip


def _count(key: str, label: str, value: int, definition: str) -> Quantity:
    return Quantity(float(value), "accounts", label, f"=data/{key}", definition=definition)
