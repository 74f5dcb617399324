"""The headcount argument in words: the decision first, then its reason, then the number that would change it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.questions.headcount.best_headcount import Best
from model.questions.headcount.decision import Decision, SegmentShare
from model.questions.headcount.flip_point import Flip
from model.questions.headcount.staffing_options import CHOSEN, PLAN
from model.trace import Quantity, Sentence, Strong, Trace, listed, total
from model.trace.segment import SegmentTrace
from model.wording import in_hundredths, in_months

NAMED = 2  # segments that a sentence names: of more it says how many
YEARS = {12: "a year", 24: "two years", 36: "three years", 48: "four years", 60: "five years"}


def over(months: int) -> str:
    """A horizon as people say it, in years where it is whole years.

    >>> over(36), over(18)
    ('three years', '18 months')
    """
    return YEARS.get(months, in_months(months))


def no_team(trace: SegmentTrace) -> Sentence:
    """Why there is nothing to decide without a fixed team."""
    name = trace.segment.name
    if trace.segment.staffing == "none":
        return (f"{name} has no CSMs. Set staffing to Fixed to see what one more or one fewer does.",)
    how = "by a ratio" if trace.segment.staffing == "ratio" else "as accounts need them"
    return (
        f"{name} hires CSMs {how}, from ", trace.month("csms", 1), " in month 1 to ",
        trace.month("csms", trace.months), f" in month {trace.months}, so there is nothing to cut. "
        "Set staffing to Fixed to decide on headcount.",
    )  # fmt: skip


def answered(trace: Trace, decision: Decision, flip: Flip, best: Best | None) -> Sentence:
    """The decision, what it saves and costs, what would change that, and the best headcount where it is known."""
    kind = {"cut": _cut, "hire": _hire, "shift": _shift}[decision.kind]
    return (*kind(trace, decision), *_turns(decision, flip), *_best(trace, decision, best))


def _best(trace: Trace, decision: Decision, best: Best | None) -> Sentence:
    """The headcount that earns the most, where the decision is about that one segment."""
    if best is None or decision.option.segments != (best.segment,) or _since(trace, decision):
        return ()
    if best.csms.value == trace.scenario.segment(best.segment).csms:
        return (" No other headcount earns more.",)
    if best.csms.value == 0:
        return (" No CSM earns its cost.",)
    return (" A team of ", best.csms, " earns the most.")


def _who(trace: Trace, decision: Decision, sign: float) -> Sentence:
    """'1 of 3 Mid-market CSMs', in each segment that is decided about."""
    shares = [share for share in decision.shares if share.people * sign > 0]
    if len(shares) > NAMED:
        return (_people(shares, decision), " of ", _team(shares, decision), f" CSMs in {len(shares)} segments")
    joint = " of " if sign < 0 else " to the "
    several = len(trace.names) > 1
    each = [(_people([share], decision), joint, share.team, f" {share.name}" if several else "") for share in shares]
    return (*listed(each), " CSMs", *_since(trace, decision))


def _since(trace: Trace, decision: Decision) -> Sentence:
    """The month from which the decision holds, where that is one and not the first."""
    paths = [decision.option.more(share.name, trace.months) for share in decision.shares]
    steps = {(int(np.flatnonzero(path)[0]) + 1, len(set(path[path != 0]))) for path in paths if path.any()}
    ((month, several),) = steps if len(steps) == 1 else ((1, 1),)
    if month == 1 or several > 1:
        return ()
    first = Quantity(month, "month", "First month of it", f"headcount.{decision.option.key}.first",
                     definition="The first month with the change.")  # fmt: skip
    return (" from ", first)


def _people(shares: list[SegmentShare], decision: Decision) -> Quantity:
    key = f"headcount.{decision.option.key}.people.{'+'.join(share.name for share in shares)}"
    people = sum(abs(share.people) for share in shares)
    return Quantity(people, "people", "CSMs cut or hired", key, definition="How many CSMs this decision is about.")


def _team(shares: list[SegmentShare], decision: Decision) -> Quantity:
    return total(share.team for share in shares).named(
        f"headcount.{decision.option.key}.teams", "CSMs without it", unit="people"
    )


def _over(trace: Trace, decision: Decision) -> Sentence:
    return (": ", decision.net, f" over {over(trace.months)}.")


def _cut(trace: Trace, decision: Decision) -> Sentence:
    losing: Sentence = ("Losing ", *_who(trace, decision, -1))
    if not decision.responds and decision.pays:
        return (*losing, " saves ", decision.net, f" over {over(trace.months)}, before any lost business.")
    saves: Sentence = (*losing, " saves ", decision.yearly, " a year")
    lead = Strong("The cut pays." if decision.pays else "Don't cut.")
    if not decision.responds:
        why: Sentence = (", less than its severance",)
    elif decision.pays:
        why = (", more than the business it loses",)
    elif decision.crossing.reason:
        why = (", but lost business outweighs that from the start",)
    else:
        why = (", but lost business outweighs that from ", decision.crossing)
    return (lead, " ", *saves, *why, *_over(trace, decision))


def _hire(trace: Trace, decision: Decision) -> Sentence:
    adding: Sentence = ("Adding ", *_who(trace, decision, 1))
    if not decision.responds:
        return (*adding, " costs ", _turned(decision.net, "Cost of the hire"),
                f" over {over(trace.months)}, before any business it keeps.")  # fmt: skip
    costs: Sentence = (*adding, " costs ", decision.yearly, " a year")
    lead = Strong("Hire." if decision.pays else "Don't hire.")
    if not decision.pays:
        why: Sentence = (", more than the business it keeps",)
    elif decision.crossing.reason:
        why = (", less than the business it keeps",)
    else:
        why = ("; kept business outweighs that from ", decision.crossing)
    return (lead, " ", *costs, *why, *_over(trace, decision))


def _shift(trace: Trace, decision: Decision) -> Sentence:
    """Hires and cuts in one plan."""
    names = " and ".join(decision.option.segments) if len(decision.option.segments) <= NAMED else "all segments"
    where = f" in {names}" if len(trace.names) > 1 else ""
    whose = {PLAN: "The planned", CHOSEN: "These"}.get(decision.option.key, "The")
    pay: Sentence = (" save ", decision.saved, " of pay")
    if decision.saved.value < 0:
        pay = (" cost ", _turned(decision.saved, "CSM cost"), " of pay")
    business: Sentence = (" before any change in business",)
    if decision.responds and decision.lost.value >= 0:
        business = (" and lose ", decision.lost, " of business")
    elif decision.responds:
        business = (" and keep ", _turned(decision.lost, "Business kept"), " of business")
    return (f"{whose} hires and cuts{where}", *pay, *business, *_over(trace, decision))


def _turned(amount: Quantity, label: str) -> Quantity:
    """The same amount with the other sign."""
    return (0 - amount).named(f"{amount.key}.turned", label, unit=amount.unit, definition="With the other sign.")


def points(flip: Flip) -> Quantity:
    """The break-even in percentage points, with the digits that its figure has."""
    number = in_hundredths(flip.at.value)
    return replace(
        (flip.at * 100).named(f"{flip.at.key}.points", "Break-even, points", unit="points",
                              definition="Retention at risk at which the decision flips, in percentage points."),
        words=number,
    )  # fmt: skip


def _turns(decision: Decision, flip: Flip) -> Sentence:
    """How much worse unserved accounts must renew for the decision to stop, or to start, paying."""
    if not decision.takes_hours:
        return (" No account takes CSM time yet. Enter meetings or hours to see what it does to renewals.",)
    if flip.at.reason:
        return (" No drop in renewals changes that.",)
    if not decision.responds and flip.pays_without:
        lead = " It loses money if unserved accounts renew more than "
    elif not decision.responds:
        lead = " It pays only if unserved accounts renew more than "
    else:
        way = "less" if flip.pays_without else "more"
        lead = (f" It pays if unserved accounts renew {way} than " if decision.pays else
                f" It would pay only if unserved accounts renewed {way} than ")  # fmt: skip
    return (lead, points(flip), " points worse.")


def flipping(at_risk: Flip, alone: Flip) -> Sentence:
    """At which values of the two inputs, each by itself, the decision flips."""
    return (*_flips(at_risk, "Retention at risk"), *_flips(alone, " Expansion without CSM"))


def _flips(flip: Flip, name: str) -> Sentence:
    if flip.at.reason:
        return (f"{name} never changes the decision.",)
    pays_below = flip.pays_without == (name == "Retention at risk")
    return (f"{name} changes it at ", flip.at, f": it pays {'below' if pays_below else 'above'} that.")
