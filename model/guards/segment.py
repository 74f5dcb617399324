"""Guard-rails on figures of one segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from model.effects.present import Present
from model.engine.unit_economics import LAST_PAYBACK_MONTH
from model.guards.guard import ROUNDING, Guard
from model.trace import Quantity, Sentence, total
from model.trace.lookup import SegmentTrace
from model.wording import in_months, shortest

MUCH_LONGER = 0.25  # of the payback without churn: what the one with churn is longer by
FEW_MONTHS = 3  # by which it may be longer in any case, as onboarding and whole months make it so
MUCH = 0.1  # of the CAC spent: what it differs by from that of the accounts signed


def ltv_without_churn(now: Present, own: SegmentTrace) -> Guard | None:
    """A lifetime has no end."""
    names = ("ltv_simple", "lifetime_months", "ltv_linear", "ltv_dcf", "ltv_cac")
    endless = tuple(name for name in names if own.economics(name).reason == "no_churn")
    if "ltv_simple" not in endless:
        return None
    text: Sentence = (
        "As served before month 1 no account churns" if now.responds else "No account churns",
        " (CR6 is ", own.input("retention_rate"), "), so a lifetime has no end and the simple LTV no value.",
        " LTV:CAC passes its guideline for that reason alone." if "ltv_cac" in endless else "",
        *_read("Read the LTV over 5 years: ", own.economics("ltv_5y")),
    )  # fmt: skip
    return Guard("ltv_without_churn", text, endless, own.segment.name)


def expansion_left_out(now: Present, own: SegmentTrace) -> Guard | None:
    """NRR above 100 % beside an LTV with the lifetime 1/churn."""
    simple, nrr, churn = own.economics("ltv_simple"), own.summary("nrr"), own.summary("net_mrr_churn")
    above = nrr.reason is None and nrr.value > 1 + ROUNDING
    if simple.reason or simple.value <= 0 or not (above or churn.value < 0):
        return None
    growth: Sentence = ("NRR is ", nrr) if above else ("Net MRR churn is ", churn, " a month")
    compounding = own.economics("ltv_compounding")
    text: Sentence = (
        *growth, ", but the simple LTV is today's margin over a lifetime of 1/churn, ",
        own.economics("lifetime_months"), ", and leaves expansion and price rises out.",
        *_read("The compounding LTV counts them: ", compounding),
        *(_read("Counted with them over 5 years it is ", own.economics("ltv_5y")) if compounding.reason else ()),
    )  # fmt: skip
    in_ratio = ("ltv_cac",) if now.scenario.guidelines.ltv == "simple" else ()
    return Guard("expansion_left_out", text, ("ltv_simple", "lifetime_months", *in_ratio), own.segment.name)


def churn_in_payback(now: Present, own: SegmentTrace) -> Guard | None:
    """A payback that churn makes much longer, or keeps from ever coming."""
    plain, survival = own.economics("payback_margin"), own.economics("payback_survival")
    never = survival.reason == "never_pays_back" and plain.value <= LAST_PAYBACK_MONTH
    longer = survival.reason is None and survival.value - plain.value > max(MUCH_LONGER * plain.value, FEW_MONTHS)
    if plain.reason or plain.value <= 0 or not (never or longer):
        return None
    limit = now.scenario.guidelines.payback_months
    without_alone = plain.value <= limit * (1 + ROUNDING) and (never or survival.value > limit)
    takes: Sentence = (f"it does not come within {LAST_PAYBACK_MONTH} months",) if never else ("it is ", survival)
    text: Sentence = (
        "CAC payback of ", plain, " counts from the first revenue and lets no account leave. Counted from the "
        "signature, with onboarding and churn, ", *takes,
        f": only the first keeps the limit of {in_months(limit)}." if without_alone else ".",
    )  # fmt: skip
    return Guard("churn_in_payback", text, ("payback_margin", "payback_survival"), own.segment.name)


def load_above_one(now: Present, own: SegmentTrace) -> Guard | None:
    """More accounts than the CSMs have hours for."""
    load = now.path("load")
    over, endless = np.flatnonzero(load > 1 + ROUNDING), np.flatnonzero(np.isinf(load))
    if now.segment.staffing != "fixed" or not len(over):
        return None
    these = endless if len(endless) else over
    first, peak = int(these[0]) + 1, int(np.argmax(load)) + 1
    when: Sentence = (" in every month",)
    if len(these) < own.months:
        when = (f" in {len(these)} of {in_months(own.months)}, first in ", _month(own, "First month of it", first))
    text: Sentence
    if len(endless):
        text = ("Accounts ask for hours and there is no CSM to give them", *when, ": load has no end.")
    else:
        text = ("Accounts ask for more hours than the CSMs have", *when, ": load is up to ", own.month("load", peak),
                " (", _month(own, "Month of the highest load", peak), ").")  # fmt: skip
    subject: tuple[str, ...] = ("load", "coverage", "engagement", "capacity_hours", "csms")
    cost = " What that costs rests on the response, an assumption."
    if not now.responds:
        subject = (*subject, "nrr", "grr", "logo_retention", "arr_end", "revenue")
        cost = " No response to it is set: churn and expansion are those of a fully served book, the best case."
    return Guard("load_above_one", (*text, cost), subject, own.segment.name)


def shared_hours(now: Present, own: SegmentTrace) -> Guard | None:
    """With a given head count better retention or onboarding can lower later revenue."""
    coverage = now.path("coverage")
    low = int(np.argmin(coverage)) + 1
    if not now.responds or coverage[low - 1] >= 1 - ROUNDING:
        return None
    text: Sentence = (
        "Coverage is down to ", own.month("coverage", low), " in ", _month(own, "Month of the lowest coverage", low),
        ", and a given number of CSMs shares its hours among all accounts: better retention or onboarding leaves fewer "
        "for each, brings less than it seems and can even lower later revenue. Staff to need to see it without that.",
    )  # fmt: skip
    return Guard("shared_hours", text, ("coverage", "engagement", "arr_end", "revenue"), own.segment.name)


def early_gain_of_a_cut(now: Present, own: SegmentTrace) -> Guard | None:
    """A cut looks best in its first months."""
    change: defaultdict[int, float] = defaultdict(float)
    for row in now.segment.staff_changes:
        change[row.month] += row.change
    cuts = {month: -change[month] for month in sorted(change) if change[month] < 0 and month <= own.months}
    if not cuts or not now.responds or now.path("coverage")[min(cuts) - 1 :].min() >= 1 - ROUNDING:
        return None
    heads, term = shortest(sum(cuts.values()), 2), now.segment.renewal_months
    text: Sentence = (
        f"Cutting {heads} {'CSM' if heads == '1' else 'CSMs'} from ", _month(own, "Month of the first cut", min(cuts)),
        f" on saves pay at once; what it loses comes later, as contracts of {in_months(term)} end, so its first months "
        "look best.",
        " The horizon is over before each has ended: part of the loss lies beyond." * (max(cuts) + term > own.months),
    )  # fmt: skip
    subject = ("profit", "operating_profit", "cs_cost", "csms", "cumulative_profit", "trough", "breakeven_month")
    return Guard("early_gain_of_a_cut", text, subject, own.segment.name)


def horizon_before_renewal(now: Present, own: SegmentTrace) -> Guard | None:
    """A horizon shorter than the contract does not show what a renewal does."""
    term, onboarding = now.segment.renewal_months, now.segment.onboarding_months
    signed = np.flatnonzero(now.path("signed_accounts") > 0)
    signs, has_book = len(signed) > 0 and now.segment.onboarding_rate > 0, now.segment.accounts > 0
    new_unseen = signs and signed[0] + 1 + onboarding + term > own.months
    book_unseen = has_book and not now.renews_within
    if not now.renewal_acts or not (new_unseen or book_unseen):
        return None
    who = "no account" if book_unseen or not has_book else "no account signed within it"
    later = f" from {in_months(onboarding)} after the signature on" if onboarding and new_unseen else ""
    text: Sentence = (
        f"Contracts run {in_months(term)}{later} and the horizon {in_months(own.months)}: {who} comes up for renewal, "
        "so revenue, ARR and profit show nothing of what that does to them. Net MRR churn, ",
        own.summary("net_mrr_churn"), " a month, and the LTVs come from the rates and do.",
    )  # fmt: skip
    subject = ("arr_end", "revenue", "profit", "mrr", "accounts", "churned_mrr", "churned_accounts")
    return Guard("horizon_before_renewal", text, subject, own.segment.name)


def later_signatures(now: Present, own: SegmentTrace) -> Guard | None:
    """CAC is spent before the signature: a horizon may pay for more accounts than it signs, or for fewer."""
    spent, signed = float(now.path("acquisition_cost").sum()), float(now.path("signed_accounts").sum())
    due = now.segment.cac * signed
    if abs(spent - due) <= MUCH * max(spent, due):
        return None
    cycle = now.segment.sales_cycle_months
    text: Sentence = (
        f"CAC is spent {in_months(cycle)} before the signature: profit and trough hold that of months {1 + cycle} to "
        f"{own.months + cycle}, ", _difference(own, more=spent > due),
        f" {'more' if spent > due else 'less'} than the accounts signed within the horizon cost",
        ", and none of the revenue that this brings." if spent > due else ": the rest was spent before month 1.",
    )  # fmt: skip
    subject = ("profit", "operating_profit", "acquisition_cost", "cumulative_profit", "trough", "cash_low")
    return Guard("later_signatures", text, subject, own.segment.name)


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


def _month(own: SegmentTrace, what: str, month: int) -> Quantity:
    """A month to be named."""
    shown = own.month("load", month), own.month("coverage", month)
    return Quantity(float(month), "month", f"{what}{own.of}", f"{own.index}: {what}", evidence=shown)


def _difference(own: SegmentTrace, *, more: bool) -> Quantity:
    """Between the CAC spent over the horizon and that of the accounts signed in it."""
    every = range(1, own.months + 1)
    spent = total(own.month("acquisition_cost", month) for month in every)
    due = own.input("cac") * total(own.month("signed_accounts", month) for month in every)
    difference = spent - due if more else due - spent
    return difference.named(
        f"{own.index}: CAC of other months", f"CAC of accounts signed in other months{own.of}", unit="money"
    )
