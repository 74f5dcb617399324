"""The sentence: are these customers worth buying, which segment is not, and what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence

from model.figures import REASONS
from model.questions.unit_economics.prices import Price
from model.questions.unit_economics.standing import LABELS, Held, Standing
from model.trace import Quantity, Sentence, listed
from model.verdict import ACCELERATE, BRAKES, HOLD, LTV_NAMES

LEADS = {ACCELERATE: "Yes", HOLD: "Not yet", BRAKES: "No"}
WITHOUT_END = {"no_churn": "no account leaves", "diverges": "an account grows faster than it churns and is discounted"}
NEAR = 1e-9  # of the limit: nearer than this is right at it
NAMED = 3  # segments that the sentence names


def sentence(company: Standing, segments: Sequence[Standing], price: Price) -> Sentence:
    """`company` and `price` are those of the one segment where there is only one."""
    if nobody(company):
        return ("There is nobody to judge: there is no account at the start, and none is signed in month 1.",)
    against = listed(list(dict.fromkeys(_missed(one, company) for one in company.missed)))
    inside = _inside(company)
    return (
        f"{LEADS[company.verdict.decision]}: ", *against, *(("; ",) if against and inside else ()), *inside, ". ",
        *_segments(company, segments), *_flip(company, price, several=len(segments) > 1),
    )  # fmt: skip


def nobody(company: Standing) -> bool:
    """Whether there is no account, and none signed, to judge by."""
    return "no_accounts" in (company.ltv_cac.figure.reason, company.churn.figure.reason)


def _missed(held: Held, company: Standing) -> Sentence:
    if held.figure.reason:
        return (_why(held.figure),)
    if held.name == "net_mrr_churn":
        return "net MRR churn is ", held.figure, " a month, above the ", held.limit, " allowed"
    if held.name == "payback_margin":
        return "CAC payback is ", held.figure, ", ", held.miss, " over the ", held.limit, " allowed"
    if held.passes:
        return _ltv_cac(company), " is ", held.figure, ", so that an account returns less than it costs to win"
    return _ltv_cac(company), " is ", held.figure, ", ", held.miss, " below the ", held.limit, " required"


def _inside(company: Standing) -> Sentence:
    """What is within its guideline; by name alone where something else is missed. A payback of nothing goes unsaid."""
    free = company.ltv_cac.figure.reason == "no_cac"
    kept = [one for one in company.held if one not in company.missed and not (free and one is company.payback)]
    told = [one for one in kept if one.figure.reason or not company.missed]
    names = [LABELS[one.name] for one in kept if one not in told]
    words = "are within their guidelines" if len(names) > 1 else "is within its guideline"
    within: list[Sentence] = [(f"{' and '.join(names)} {words}",)] if names else []
    return listed([*(_kept(one, company) for one in told), *within])


def _kept(held: Held, company: Standing) -> Sentence:
    if held.figure.reason == "no_cac":
        return ("accounts cost nothing to win",)
    if held.figure.reason:
        return (f"the {LTV_NAMES[company.verdict.ltv]} has no end, as {WITHOUT_END[held.figure.reason]}",)
    if held.name == "ltv_cac":
        return _ltv_cac(company), " is ", held.figure, " (at least ", held.limit, ")"
    name, month = ("CAC payback", "") if held.name == "payback_margin" else ("net MRR churn", " a month")
    return f"{name} is ", held.figure, f"{month} (at most ", held.limit, ")"


def _ltv_cac(company: Standing) -> str:
    return f"LTV:CAC ({LTV_NAMES[company.verdict.ltv]})"


def _why(figure: Quantity) -> str:
    """What it means that there is no value."""
    return REASONS[figure.reason or ""].partition(": ")[2].partition(";")[0]


def _segments(company: Standing, segments: Sequence[Standing]) -> Sentence:
    """Each segment by itself: the worst that it misses, the furthest off first."""
    if len(segments) == 1:
        return ()
    failing = sorted((one for one in segments if one.missed), key=lambda one: one.missed[0].relative)
    if not failing:
        return ("Each segment keeps the guidelines by itself. ",)
    more = [(f"{len(failing) - NAMED} more",)] if len(failing) > NAMED else []
    lead = "The blend hides what is furthest off: " if company.verdict.decision == ACCELERATE else "Furthest off: "
    return lead, *listed([*map(_worst, failing[:NAMED]), *more]), ". "


def _worst(segment: Standing) -> Sentence:
    worst = segment.missed[0]
    if worst.figure.reason:
        return (f"{segment.name} ({_why(worst.figure)})",)
    if worst.name == "net_mrr_churn":
        return f"{segment.name} (net MRR churn ", worst.figure, " a month)"
    if worst.name == "payback_margin":
        return f"{segment.name} (CAC payback ", worst.miss, " over)"
    if worst.passes:
        return f"{segment.name} (LTV:CAC ", worst.figure, ")"
    return f"{segment.name} (LTV:CAC ", worst.miss, " below)"


def _flip(company: Standing, price: Price, *, several: bool) -> Sentence:
    """What would change the answer, all else equal."""
    account = "an account on average" if several else "an account"
    affordable, paid, churn = price.affordable, price.paid, company.churn
    dear = any(one is not churn for one in company.missed)
    if dear and (affordable.reason or affordable.value <= 0):
        return ("No price is low enough: an account must earn its own cost first.",)
    if not churn.passes:
        lead: Sentence = ("The answer changes at net MRR churn of ", churn.limit, " a month")
        also: Sentence = (f" and when {account} costs ", affordable, " to win, not ", paid, ".")
        return (*lead, *also) if dear else (*lead, "; no lower CAC makes up for it.")
    if dear:
        return f"The answer changes when {account} costs ", affordable, " to win, not ", paid, "."
    room = 1 - paid.value / affordable.value if affordable.value > 0 else 0.0
    if churn.relative <= NEAR:
        return "Net MRR churn is right at its limit of ", churn.limit, " a month."
    if room <= NEAR:
        return f"That is right at the limit: {account} costs ", paid, " to win, and may not cost more."
    if room <= churn.relative:
        return f"That changes when {account} costs more than ", affordable, " to win, now ", paid, "."
    return "That changes when net MRR churn rises above ", churn.limit, " a month."
