"""How do onboarding, retention and expansion compound?

What points add is the company's; flow, curve and rates are those of the segment in view.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.engine.batch import Array
from model.questions.compounding.point_gains import LEVERS, Gain, PointGains, point_gains
from model.result import Result
from model.trace import Quantity, Sentence, Trace, constant, greatest
from model.trace.account import first_step, growth_per_expansion, kept_over_term
from model.trace.segment import SegmentTrace
from model.wording import in_months, percent, short

QUOTED = (0.25, 0.95)  # the paper's quote for 5 % more retention; at its origin the gain is in profit
DAYS, DAILY = 365, 1.01  # the paper's "1 % better every day"
NO_PROFIT = Quantity(math.nan, reason="no_profit")
NOTHING = 1e-9  # of the revenue: a gain below it is rounding


@dataclass(frozen=True)
class FlowStep:
    """A step of the flow: its name, the MRR there, and the rate that led to it."""

    name: str
    mrr: Quantity
    rate: Quantity | None = None


@dataclass(frozen=True)
class Rate:
    """A rate as it is over a month, a year and the horizon."""

    label: str
    spans: tuple[Quantity, Quantity, Quantity]


@dataclass(frozen=True)
class Compounding:
    """The answer. `curve` and `line` are the MRR of a customer after 0, 1, ... months, compounding and not."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    flow: tuple[FlowStep, ...]
    curve: Array
    line: Array
    points: PointGains
    interaction_sentence: Sentence
    retention_sentence: Sentence
    rates: tuple[Rate, ...]
    daily_sentence: Sentence


def ask(result: Result, segment: int) -> Compounding:
    """The answer for a result, with the segment at this place in view."""
    trace = Trace(result)
    in_view, gains = trace.by_segment[segment], point_gains(trace)
    curve, line = _curve_and_line(in_view)
    apart = (curve[-1] - line[-1]).named(
        "compounding.apart", "Compounding beyond equal steps", unit="money/month", good="up",
        definition=f"MRR of a customer after {in_months(trace.months)} at its rates, less what equal steps give.",
    )  # fmt: skip
    of_five = _share_of_profit(trace, gains.retention)
    shown = (gains.combined, gains.interaction) if len(gains.singles) > 1 else gains.singles
    return Compounding(
        sentence=_answer(trace, gains),
        figures=(trace.summary("arr_end"), *(gain.revenue for gain in shown if gain), apart, *of_five[:1]),
        flow=_flow(in_view),
        curve=np.array([at_age.value for at_age in curve]),
        line=np.array([at_age.value for at_age in line]),
        points=gains,
        interaction_sentence=_of_interaction(gains),
        retention_sentence=_of_retention(gains.retention, of_five),
        rates=_rates(in_view),
        daily_sentence=_daily(),
    )


def _flow(segment: SegmentTrace) -> tuple[FlowStep, ...]:
    """Equations 1 to 3 for the MRR committed in month 1, or for the opening book where nobody signs."""
    acv, signs = segment.input("acv"), segment.segment.new_accounts > 0
    committed = segment.input("new_accounts" if signs else "accounts") * acv / 12
    source = "new customers of month 1" if signs else "existing customers, as nobody signs in month 1"
    steps = [FlowStep("COMMIT", _mrr(committed, "COMMIT", f"Committed MRR: {source}."))]
    contraction, price = segment.input("contraction_rate"), segment.input("price_increase")
    renewals = 0 if signs else segment.segment.book_renewals_done
    growth = growth_per_expansion(segment)
    expands = 1 + growth
    if contraction.value or price.value:
        expands = (1 - contraction) * (1 + price) * (1 + growth)
    factors = (
        ("NEW", segment.input("onboarding_rate") if signs else constant(1), "It has reached first value (Eq 1)."),
        ("RENEW", kept_over_term(segment, renewals), "It has renewed once (Eq 2)."),
        ("EXPAND", expands, "It has renewed and expanded once, contraction and price rise included (Eq 3)."),
    )
    for name, factor, definition in factors:
        rate = factor.named(f"compounding.rate.{name}", f"To {name}", unit="share", definition=definition)
        steps.append(FlowStep(name, _mrr(steps[-1].mrr * rate, name, definition), rate))
    return tuple(steps)


def _mrr(quantity: Quantity, step: str, definition: str) -> Quantity:
    return quantity.named(
        f"compounding.mrr.{step}", f"MRR {step}", unit="money/month", definition=definition, good="up"
    )


def _curve_and_line(segment: SegmentTrace) -> tuple[list[Quantity], list[Quantity]]:
    """Expected MRR of a customer from its first month to the end of the horizon: at its rates, and with each step as
    large as the first of its kind. Equal steps down end at nothing."""
    curve = segment.account.ages("expected_mrr", segment.months + 1)
    line = [curve[0]]
    for age, (before, mrr) in enumerate(pairwise(curve), 1):
        if mrr is before:
            line.append(line[-1])
            continue
        renews = age % segment.segment.renewal_months == 0
        expands = age % segment.segment.expansion_months == 0
        step = first_step(segment, renews=renews, expands=expands)
        left = greatest(line[-1] + step, 0) if line[-1].value + step.value < 0 else line[-1] + step
        line.append(left.named("", f"MRR of a customer with equal steps after {in_months(age)}", unit="money/month"))
    return curve, line


def _without_room(trace: Trace, gains: PointGains) -> str:
    """Why a point more is nothing in all rates but one."""
    expands = any(segment.expansion_share > 0 for segment in trace.scenario.segments)
    why = {"cr5": "every customer is onboarded", "cr6": "every customer renews",
           "cr7": "expansion is at its limit" if expands else "no account expands"}  # fmt: skip
    first, second = (words for lever, words in why.items() if lever != gains.singles[0].name)
    return f"{first[0].upper()}{first[1:]}, and {second}."


def _answer(trace: Trace, gains: PointGains) -> Sentence:
    """What a point on every lever adds, which lever adds most, and how many points of the next one equal it."""
    months = f" over {in_months(trace.months)}"
    if gains.combined is None:
        return (f"Nothing is left to gain{months}: every customer is onboarded and renews, and none can expand.",)
    if abs(gains.combined.revenue.value) <= NOTHING * max(trace.summary("revenue").value, 1):
        return (f"One point more changes nothing{months}: no customer starts, renews or expands by then.",)
    names = [LEVERS[gain.name] for gain in gains.singles]
    every = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    word = "adds" if gains.combined.revenue.value > 0 else "changes revenue by"
    sentence: Sentence = (f"One more point a year of {every} {word} ", gains.combined.revenue, f" of revenue{months}")
    if len(gains.singles) == 1:
        return (*sentence, f". {_without_room(trace, gains)}")
    first, second = sorted(gains.singles, key=lambda gain: gain.revenue.value, reverse=True)[:2]
    name = LEVERS[first.name]
    sentence = (*sentence, f". {name[0].upper()}{name[1:]} adds most, ", first.revenue)
    if second.revenue.value <= NOTHING * first.revenue.value:
        return (*sentence, "; the others add nothing.")
    if first.capped or second.capped:
        without = " and ".join(LEVERS[gain.name] for gain in (first, second) if gain.capped)
        return (*sentence, f"; {without} has less than a point of room.")
    times = (first.revenue / second.revenue).named(
        "compounding.times", f"Points of {LEVERS[second.name]} that equal one of {LEVERS[first.name]}", unit="ratio",
        definition="The gain of the one over the gain of the other, a point each.",
    )  # fmt: skip
    is_one = short(times.value) == "1"
    return (
        *sentence,
        ", as much as ",
        times,
        f" {'point' if is_one else 'points'} more {LEVERS[second.name]}.",
    )


def _of_interaction(gains: PointGains) -> Sentence:
    if gains.combined is None or gains.added is None or gains.interaction is None or len(gains.singles) == 1:
        return ()
    combined, added, interaction = gains.combined.revenue, gains.added.revenue, gains.interaction.revenue
    if abs(interaction.value) <= NOTHING * max(abs(combined.value), abs(added.value), 1):
        return ("All at once add ", combined, ", just the sum of the single gains.")
    verb = "They multiply" if interaction.value > 0 else "They get in each other's way"
    return (
        f"{verb}: all at once add ",
        combined,
        ", one by one ",
        added,
        "; ",
        interaction,
        " comes from compounding.",
    )


def _share_of_profit(trace: Trace, gain: Gain | None) -> tuple[Quantity, ...]:
    """What five points of retention add, as a share of profit and of revenue; nothing where there is no room."""
    if gain is None:
        return ()
    shares = []
    for measure, label in (("profit", "profit"), ("revenue", "revenue")):
        base = trace.summary(measure)
        share = gain.by_measure[measure] / base if base.value > 0 else NO_PROFIT
        shares.append(share.named(
            f"compounding.five.{measure}.share", f"{gain.label}: {label}", unit="share", good="up",
            definition=f"What it adds, as a share of {label} over the horizon.",
        ))  # fmt: skip
    return tuple(shares)


def _of_retention(gain: Gain | None, shares: Sequence[Quantity]) -> Sentence:
    """What five points of yearly retention add, beside the gain that is often quoted."""
    low, high = (percent(share, 0) for share in QUOTED)
    quoted = f" The often quoted {low} to {high} are of profit."
    if gain is None:
        return (f"Every customer renews, so the renewal rate has no 5 points to gain.{quoted}",)
    profit, revenue = shares
    lead = f"{gain.label}," if gain.capped else "Five more points of yearly renewal rate"
    if profit.reason:
        return (f"{lead} add ", gain.by_measure["profit"], " of profit, where there is none, and ", revenue,
                f" of revenue.{quoted}")  # fmt: skip
    return f"{lead} add ", profit, " to profit and ", revenue, f" to revenue.{quoted}"


def _rates(segment: SegmentTrace) -> tuple[Rate, ...]:
    """Each rate that acts, over a month, a year and the horizon."""
    term, every = segment.segment.renewal_months, segment.segment.expansion_months
    early = len(segment.segment.retention_by_renewal)
    later = " of later renewals" if early else ""
    kept, grown = kept_over_term(segment, early), 1 + growth_per_expansion(segment)
    signed = 1 + segment.input("new_accounts_growth")
    rows = [(f"Logo retention{later}", "retention", kept, term, 0),
            (f"Logo churn{later}", "churn", kept, term, -1),
            ("Expansion", "expansion", grown, every, 1)]  # fmt: skip
    if segment.segment.price_increase:
        rows.append(("Price rise", "price", 1 + segment.input("price_increase"), term, 1))
    if segment.segment.contraction_rate:
        rows.append(("Contraction", "contraction", 1 - segment.input("contraction_rate"), term, -1))
    if segment.segment.new_accounts_growth:
        rows.append(("New customers", "signatures", signed, 1, 1))
    rows.append(("Net MRR churn", "net", 1 - segment.summary("net_mrr_churn"), 1, -1))
    return tuple(_rate(segment, *row) for row in rows)


def _rate(segment: SegmentTrace, label: str, name: str, factor: Quantity, months: int, change: int) -> Rate:
    """`change` says what of the factor is the rate: 0 itself, 1 what it adds, -1 what it takes."""
    horizon = segment.months
    spans = (("month", "a month", 1), ("year", "a year", 12), ("horizon", f"over {in_months(horizon)}", horizon))
    rates = []
    for span, words, length in spans:
        power = factor if length == months else factor ** (length / months)
        rate = {0: power, 1: power - 1, -1: 1 - power}[change]
        rates.append(rate.named(
            f"compounding.{name}.{span}", f"{label} {words}", unit="share",
            definition=f"The same rate {words}: a rate over {in_months(months)} is compounded to it, not multiplied.",
        ))  # fmt: skip
    return Rate(label, (rates[0], rates[1], rates[2]))


def _daily() -> Sentence:
    times = constant(DAILY) ** DAYS
    factor = times.named(
        "compounding.daily", f"{DAILY}^{DAYS}", unit="ratio", definition="1% more every day for a year."
    )
    gain = (factor - 1).named("compounding.daily.gain", "Gain of 1% a day in a year", unit="share",
                              definition="What there is after a year, less what there was.")  # fmt: skip
    return ("1% more each day makes ", factor, " times as much after a year, a gain of ", gain,
            "; the paper prints the multiple as the gain.")  # fmt: skip
