"""The sentence: are these customers worth buying, which segment is not, and what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence

from model.questions.unit_economics.prices import Price
from model.questions.unit_economics.standing import LABELS, Held, Standing
from model.trace import Sentence, Strong, listed
from model.verdict import ACCELERATE, BRAKES, HOLD

LEADS = {ACCELERATE: "Yes.", HOLD: "Not yet.", BRAKES: "No."}
ENDLESS = {"no_churn": "no churn", "diverges": "without end"}
WITHOUT = {
    "no_margin": "a customer leaves no margin",
    "no_onboarding": "no signed customer reaches first value",
    "never_pays_back": "CAC never pays back",
    "too_large": "a figure is too large to compute",
}
NAMED = 2  # limits missed that the sentence names, the worst first
NEAR = 1e-9  # of the limit: nearer than this is right at it


def sentence(company: Standing, segments: Sequence[Standing], price: Price) -> Sentence:
    """The answer of the page. With a single segment, `company` and `price` are that segment's."""
    if nobody(company):
        return ("There is nobody to judge: enter customers, or new customers a month.",)
    missed = dict.fromkeys(_missed(held) for held in company.missed[:NAMED])
    parts = [*missed, _inside(company), _segments(company, segments), _flip(company, price, several=len(segments) > 1)]
    return (Strong(LEADS[company.verdict.decision]), *(part for each in parts if each for part in (" ", *each)))


def nobody(company: Standing) -> bool:
    """Whether there is no customer, and none signed, to judge by."""
    return "no_accounts" in (company.ltv_cac.figure.reason, company.churn.figure.reason)


def _missed(held: Held) -> Sentence:
    if held.figure.reason:
        why = WITHOUT[held.figure.reason]
        return (f"{why[0].upper()}{why[1:]}.",)
    if held.name == "net_mrr_churn":
        return "Net MRR churn is ", held.as_written, " a month, ", held.miss, " over your limit."
    if held.name == "payback_margin":
        return "CAC takes ", held.as_written, " to pay back, ", held.distance, " more than your limit."
    if held.passes:
        return "LTV:CAC is ", held.as_written, ": a customer returns less than it costs to win."
    return "LTV:CAC is ", held.as_written, ", ", held.miss, " below your minimum."


def _inside(company: Standing) -> Sentence:
    """What is within its limit, by name alone where something else is missed. A payback of nothing goes unsaid."""
    free = company.ltv_cac.figure.reason == "no_cac"
    kept = [held for held in company.held if held not in company.missed and not (free and held is not company.churn)]
    lead: Sentence = ("No CAC is entered.", " ") if free else ()
    if not kept:
        return lead[:1]
    words = listed([_kept(held, alone=not company.missed) for held in kept])
    first = words[0]
    assert isinstance(first, str)
    return (*lead, first[0].upper() + first[1:], *words[1:], f" {'are' if len(kept) > 1 else 'is'} within limits.")


def _kept(held: Held, *, alone: bool) -> Sentence:
    label = LABELS[held.name]
    if held.figure.reason:
        return (f"{label} ({ENDLESS[held.figure.reason]})",)
    if not alone:
        return (label,)
    return f"{label} (", held.as_written, " a month)" if held.name == "net_mrr_churn" else ")"


def _segments(company: Standing, segments: Sequence[Standing]) -> Sentence:
    """Each segment on its own: the one that is furthest off."""
    if len(segments) == 1:
        return ()
    failing = sorted(
        (segment for segment in segments if segment.missed), key=lambda segment: segment.missed[0].relative
    )
    if not failing:
        return ("Each segment is within limits on its own.",)
    worst = _worst(failing[0])
    if company.verdict.decision == ACCELERATE:
        return "The blend hides ", *worst, "."
    return "Furthest off: ", *worst, "."


def _worst(segment: Standing) -> Sentence:
    worst = segment.missed[0]
    if worst.figure.reason:
        return segment.name, f" ({WITHOUT[worst.figure.reason]})"
    if worst.name == "net_mrr_churn":
        return segment.name, " (net MRR churn ", worst.as_written, " a month)"
    if worst.name == "payback_margin":
        return segment.name, " (payback ", worst.miss, " over)"
    if worst.passes:
        return segment.name, " (LTV:CAC ", worst.as_written, ")"
    return segment.name, " (LTV:CAC ", worst.miss, " below)"


def _flip(company: Standing, price: Price, *, several: bool) -> Sentence:
    """What would change the answer, all else equal."""
    a_cac = "an average CAC" if several else "a CAC"
    affordable, paid, churn = price.affordable, price.paid, company.churn
    dear = any(held is not churn for held in company.missed)
    if dear and (affordable.reason or affordable.value <= 0):
        return ("No CAC is low enough while that is so.",)
    cac: Sentence = (f"{a_cac} of ", affordable, ", now ", paid)
    if not churn.passes:
        lead: Sentence = ("It changes at net MRR churn of ", churn.limit, " a month")
        return (*lead, " and ", *cac, ".") if dear else (*lead, "; no lower CAC helps.")
    if dear:
        return "It changes at ", *cac, "."
    room = 1 - paid.value / affordable.value if affordable.value > 0 else 0.0
    if churn.relative <= NEAR:
        return ("Net MRR churn is right at its limit.",)
    if room <= NEAR:
        return f"{a_cac[0].upper()}{a_cac[1:]} of ", paid, " is right at the limit."
    if room <= churn.relative:
        return "That holds up to ", *cac, "."
    return "That holds up to net MRR churn of ", churn.limit, " a month."
