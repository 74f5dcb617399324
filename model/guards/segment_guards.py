"""Guard-rails on figures of one segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from model.effects.present import Present
from model.engine.unit_economics import LAST_PAYBACK_MONTH
from model.guards.guard import ROUNDING, Guard
from model.trace import Quantity, Sentence, total
from model.trace.segment import SegmentTrace
from model.wording import counted, in_months

MUCH_LONGER = 0.25  # of the payback without churn: what the one with churn is longer by
FEW_MONTHS = 3  # by which it may be longer in any case, as onboarding and whole months make it so
MUCH = 0.1  # of the CAC spent: what it differs by from that of the accounts signed


def ltv_without_churn(present: Present, segment: SegmentTrace) -> Guard | None:
    """Without churn the simple LTV has no limit."""
    names = ("ltv_simple", "lifetime_months", "ltv_linear", "ltv_dcf", "ltv_cac")
    endless = tuple(name for name in names if segment.economics(name).reason == "no_churn")
    if "ltv_simple" not in endless:
        return None
    text: Sentence = (
        "At the service level before month 1 no account churns" if present.responds else "No account churns",
        " (renewal rate ", segment.input("retention_rate"), "), so the simple LTV has no limit",
        " and LTV:CAC passes for that reason alone." if "ltv_cac" in endless else ".",
        *_read("Use the five-year LTV instead: ", segment.economics("ltv_5y")),
    )  # fmt: skip
    return Guard("ltv_without_churn", text, endless, present.segment.name)


def expansion_left_out(present: Present, segment: SegmentTrace) -> Guard | None:
    """The simple LTV leaves expansion out, while NRR is above 100%."""
    simple, nrr, churn = segment.economics("ltv_simple"), segment.summary("nrr"), segment.summary("net_mrr_churn")
    above = nrr.reason is None and nrr.value > 1 + ROUNDING
    if simple.reason or simple.value <= 0 or not (above or churn.value < 0):
        return None
    growth: Sentence = ("NRR is ", nrr) if above else ("Net MRR churn is ", churn, " a month")
    compounding = segment.economics("ltv_compounding")
    text: Sentence = (
        *growth, ", but the simple LTV counts neither expansion nor price rises.",
        *_read("The compounding LTV does: ", compounding),
        *(_read("With both, the five-year LTV is ", segment.economics("ltv_5y")) if compounding.reason else ()),
    )  # fmt: skip
    in_ratio = ("ltv_cac",) if present.scenario.guidelines.ltv == "simple" else ()
    return Guard("expansion_left_out", text, ("ltv_simple", "lifetime_months", *in_ratio), present.segment.name)


def churn_in_payback(present: Present, segment: SegmentTrace) -> Guard | None:
    """CAC payback is within its limit, but with churn it is not."""
    plain, survival = segment.economics("payback_margin"), segment.economics("payback_survival")
    limit = present.scenario.guidelines.payback_months
    never = survival.reason == "never_pays_back" and plain.value <= LAST_PAYBACK_MONTH
    longer = survival.reason is None and survival.value - plain.value > max(MUCH_LONGER * plain.value, FEW_MONTHS)
    turns = never or (longer and survival.value > limit)
    if plain.reason or plain.value <= 0 or plain.value > limit * (1 + ROUNDING) or not turns:
        return None
    takes: Sentence = (f"CAC is not recovered within {in_months(LAST_PAYBACK_MONTH)}.",)
    if not never:
        takes = ("CAC takes ", survival, f" to pay back, over your limit of {in_months(limit)}.")
    text: Sentence = ("CAC payback of ", plain, " leaves out onboarding and churn. With them ", *takes)
    return Guard("churn_in_payback", text, ("payback_margin", "payback_survival"), present.segment.name)


def load_above_one(present: Present, segment: SegmentTrace) -> Guard | None:
    """CSMs have too few hours for their accounts, and no response to that is set."""
    load = present.path("load")
    over, endless = np.flatnonzero(load > 1 + ROUNDING), np.flatnonzero(np.isinf(load))
    if not present.limited or present.responds or not len(over):
        return None
    these = endless if len(endless) else over
    first, peak = int(these[0]) + 1, int(np.argmax(load)) + 1
    when: Sentence = (" in every month",)
    if len(these) < segment.months:
        when = (
            f" in {len(these)} of {in_months(segment.months)}, first in ",
            _month(segment, "First month of it", first),
        )
    short: Sentence = ("No CSM is left", *when)
    if not len(endless):
        short = ("CSMs are short of time", *when, " (load up to ", segment.month("load", peak), ")")
    text: Sentence = (*short, ". No response to service is set, so churn and expansion are the best case.")
    subject = (
        "load",
        "coverage",
        "engagement",
        "capacity_hours",
        "csms",
        "nrr",
        "grr",
        "logo_retention",
        "arr_end",
        "revenue",
    )
    return Guard("load_above_one", text, subject, present.segment.name)


def shared_hours(present: Present, segment: SegmentTrace) -> Guard | None:
    """With a fixed team, better retention adds accounts that it has no hours for."""
    coverage = present.path("coverage")
    short = np.flatnonzero(coverage < 1 - ROUNDING)
    if not present.responds or not len(short):
        return None
    first, low = int(short[0]) + 1, int(np.argmin(coverage)) + 1
    text: Sentence = (
        "CSM time is short from ", _month(segment, "First month short of CSM time", first), " (",
        segment.month("coverage", low), " covered at worst). Better retention adds accounts to the same team, so part "
        "of the gain is lost again.",
    )  # fmt: skip
    return Guard("shared_hours", text, ("coverage", "engagement", "arr_end", "revenue"), present.segment.name)


def early_gain_of_a_cut(present: Present, segment: SegmentTrace) -> Guard | None:
    """A cut looks best in its first months: the horizon may end before its loss has come."""
    change: defaultdict[int, float] = defaultdict(float)
    for row in present.segment.staff_changes:
        change[row.month] += row.change
    cuts = {month: -change[month] for month in sorted(change) if change[month] < 0 and month <= segment.months}
    if not cuts or not present.responds or present.path("coverage")[min(cuts) - 1 :].min() >= 1 - ROUNDING:
        return None
    if max(cuts) + present.segment.renewal_months <= segment.months:
        return None
    text: Sentence = (
        f"Not every contract renews between the cut of {counted(sum(cuts.values()), 'CSM')} in ",
        _month(segment, "Month of the first cut", min(cuts)),
        " and the end of the horizon, so part of its loss is not shown.",
    )  # fmt: skip
    subject = ("profit", "operating_profit", "cs_cost", "csms", "cumulative_profit", "trough", "breakeven_month")
    return Guard("early_gain_of_a_cut", text, subject, present.segment.name)


def horizon_before_renewal(present: Present, segment: SegmentTrace) -> Guard | None:
    """A horizon shorter than the contract does not show what a renewal does."""
    term, onboarding = present.segment.renewal_months, present.segment.onboarding_months
    signed = np.flatnonzero(present.path("signed_accounts") > 0)
    signs, has_book = len(signed) > 0 and present.segment.onboarding_rate > 0, present.segment.accounts > 0
    new_unseen = signs and signed[0] + 1 + onboarding + term > segment.months
    book_unseen = has_book and not present.renews_within
    if not present.renewal_acts or not (new_unseen or book_unseen):
        return None
    who = "No account" if book_unseen or not has_book else "No new account"
    text: Sentence = (
        f"{who} renews within the horizon of {in_months(segment.months)}, so revenue, ARR and profit leave renewals "
        "out. Net MRR churn (", segment.summary("net_mrr_churn"), " a month) and LTV count them.",
    )  # fmt: skip
    subject = ("arr_end", "revenue", "profit", "mrr", "accounts", "churned_mrr", "churned_accounts")
    return Guard("horizon_before_renewal", text, subject, present.segment.name)


def later_signatures(present: Present, segment: SegmentTrace) -> Guard | None:
    """CAC is spent before the signature: a horizon may pay for more accounts than it signs, or for fewer."""
    spent, signed = float(present.path("acquisition_cost").sum()), float(present.path("signed_accounts").sum())
    due = present.segment.cac * signed
    if abs(spent - due) <= MUCH * max(spent, due):
        return None
    more = spent > due
    text: Sentence = (
        f"CAC is spent {in_months(present.segment.sales_cycle_months)} before signing, so profit carries ",
        _difference(segment, more=more),
        " for accounts that sign after the horizon and pay nothing within it." if more
        else " too little: that was spent before month 1 on accounts signed since.",
    )  # fmt: skip
    subject = ("profit", "operating_profit", "acquisition_cost", "cumulative_profit", "trough", "cash_low")
    return Guard("later_signatures", text, subject, present.segment.name)


GUARDS: tuple[Callable[[Present, SegmentTrace], Guard | None], ...] = (
    ltv_without_churn,
    expansion_left_out,
    churn_in_payback,
    load_above_one,
    shared_hours,
    early_gain_of_a_cut,
    horizon_before_renewal,
    later_signatures,
)


def _read(words: str, quantity: Quantity) -> Sentence:
    """What to read instead, where it has a value."""
    return () if quantity.reason else (f" {words}", quantity, ".")


def _month(segment: SegmentTrace, what: str, month: int) -> Quantity:
    """A month to be named."""
    shown = segment.month("load", month), segment.month("coverage", month)
    return Quantity(float(month), "month", f"{what}{segment.suffix}", f"{segment.index}: {what}", evidence=shown)


def _difference(segment: SegmentTrace, *, more: bool) -> Quantity:
    """The CAC spent over the horizon less that of the accounts signed in it, or the other way round."""
    every = range(1, segment.months + 1)
    spent = total(segment.month("acquisition_cost", month) for month in every)
    due = segment.input("cac") * total(segment.month("signed_accounts", month) for month in every)
    difference = spent - due if more else due - spent
    return difference.named(
        f"{segment.index}: CAC of other months", f"CAC of accounts signed in other months{segment.suffix}", unit="money"
    )
