"""The head-count argument in words: hire, cut or both, with and without a crossing, with and without a response."""

from __future__ import annotations

from model.questions.headcount.best_head_count import Best
from model.questions.headcount.decision import Decision
from model.questions.headcount.flip_point import Flip
from model.questions.headcount.staffing_options import PAGE
from model.trace import Quantity, Sentence
from model.trace.lookup import SegmentTrace
from model.wording import in_months


def no_team(own: SegmentTrace) -> Sentence:
    """There is nothing to decide."""
    name = own.segment.name
    if own.segment.staffing == "none":
        return (f"{name} has no CSM model: with a given number of CSMs (staffing “fixed”) this page says what one more "
                "or fewer does.",)  # fmt: skip
    return (
        f"CSMs of {name} are hired to need: ", own.month("csms", 1), " in month 1 and ", own.month("csms", own.months),
        f" in month {own.months}, so that nobody goes unserved and there is no head count to decide on. With a given "
        "number (staffing “fixed”) this page says what one more or fewer does.",
    )  # fmt: skip


def answered(own: SegmentTrace, decision: Decision, flip: Flip, *, acts: bool) -> Sentence:
    """What the decision saves and loses, when the one overtakes the other, and what would change that."""
    kind = {"cut": _cut, "hire": _hire, "shift": _shift}[decision.kind]
    return (*_unplanned(own, decision), *kind(own, decision, acts), *_turns(decision, flip))


def found_best(optimum: Best, own: SegmentTrace) -> Sentence:
    """Where the profit is highest, against today."""
    if optimum.csms.value == own.segment.csms:
        return (" No other constant head count would bring more profit than the ", optimum.csms, " of today.")
    return (" The highest profit would come with ", optimum.csms, " CSMs from month 1 on.")


def _unplanned(own: SegmentTrace, decision: Decision) -> Sentence:
    if decision.option.key == "plan":
        return ()
    if any(row.change for row in own.segment.staff_changes):
        return ("No change of head count is planned within the horizon. ",)
    return ("No change of head count is planned. ",)


def _team(own: SegmentTrace, decision: Decision) -> Quantity:
    """'2 of 8 CSMs': of those that there would be without the decision."""
    month = int(abs(decision.option.more(own.months)).argmax())
    return Quantity(
        float(decision.paths_without["csms"][month]), "people", "CSMs without it",
        f"{PAGE}.{decision.option.key}.there",
        definition="Head count in the month of the largest difference, without the decision.",
    )  # fmt: skip


def _over(own: SegmentTrace, decision: Decision) -> Sentence:
    return (": ", decision.net, f" over {in_months(own.months)}.")


def _cut(own: SegmentTrace, decision: Decision, acts: bool) -> Sentence:
    lead: Sentence = ("Cutting ", decision.people, " of ", _team(own, decision), " CSMs saves ", decision.yearly)
    lead, over = (*lead, " a year"), _over(own, decision)
    if not acts:
        return (*lead, "; no response to less service is assumed, so that it loses nothing", *over)
    if not decision.crossing.reason and not decision.pays:
        return (*lead, "; from ", decision.crossing, " on the loss has overtaken the saving", *over)
    if decision.pays:
        return (*lead, f"; the loss does not overtake the saving within {in_months(own.months)}", *over)
    return (*lead, ", and what it loses is more from the start", *over)


def _hire(own: SegmentTrace, decision: Decision, acts: bool) -> Sentence:
    lead: Sentence = ("Hiring ", decision.people, " beside ", _team(own, decision), " CSMs costs ", decision.yearly)
    lead, over = (*lead, " a year"), _over(own, decision)
    if not acts:
        return (*lead, "; no response to more service is assumed, so that it brings nothing", *over)
    if decision.pays and not decision.crossing.reason:
        return (*lead, "; from ", decision.crossing, " on the gain has overtaken the cost", *over)
    if decision.pays:
        return (*lead, ", and what it brings is more from the start", *over)
    return (*lead, f"; the gain does not overtake the cost within {in_months(own.months)}", *over)


def _shift(own: SegmentTrace, decision: Decision, acts: bool) -> Sentence:
    """Hires and cuts in one plan."""
    saves: Sentence = ("cost ", _turned(decision.saved, "CSM cost"), " of CSM cost more")
    if decision.saved.value >= 0:
        saves = ("save ", decision.saved, " of CSM cost")
    loses: Sentence = (" and bring nothing, as no response to service is assumed",)
    if acts and decision.lost.value >= 0:
        loses = (" and lose ", decision.lost, " to less service")
    elif acts:
        loses = (" and bring ", _turned(decision.lost, "Gained by service"), " by better service")
    crossing: Sentence = ()
    if not decision.crossing.reason:
        crossing = (f"; they are {'ahead' if decision.pays else 'behind'} for good from ", decision.crossing, " on")
    return ("The planned hires and cuts ", *saves, *loses, *crossing, *_over(own, decision))


def _turned(amount: Quantity, label: str) -> Quantity:
    """The same amount with the other sign."""
    return (0 - amount).named(f"{amount.key}.turned", label, unit=amount.unit, definition="With the other sign.")


def _turns(decision: Decision, flip: Flip) -> Sentence:
    """The smallest response at which the decision stops or starts to pay."""
    if flip.at.reason:
        always = "pays" if flip.pays_without else "does not pay"
        return (f" It {always} whatever full service is worth: no value of retention at risk changes that.",)
    points = (flip.at * 100).named(f"{flip.at.key}.points", "Points of retention", unit="points",
                                   definition="Retention at risk at which the decision flips, in points.")  # fmt: skip
    if flip.pays_without:
        words = " It pays only as long as full service is worth less than " if decision.pays else (
            " It would pay only if full service were worth less than "
        )  # fmt: skip
    else:
        words = " It pays as long as full service is worth more than " if decision.pays else (
            " It would pay only if full service were worth more than "
        )  # fmt: skip
    return (words, points, " points of retention.")


def flipping(at_risk: Flip, alone: Flip) -> Sentence:
    """At which values of the two inputs, each by itself, the decision flips."""
    of_each = (*_flips(at_risk, "retention at risk"), "; ", *_flips(alone, "expansion without CSM"))
    return ("All else as it is, ", *of_each, ".")


def _flips(flip: Flip, name: str) -> Sentence:
    if flip.at.reason:
        return (f"no value of {name} flips it",)
    words = "pays below and not above it" if flip.pays_without == (name == "retention at risk") else (
        "pays above and not below it"
    )  # fmt: skip
    return (f"it flips at {name} of ", flip.at, f" ({words})")
