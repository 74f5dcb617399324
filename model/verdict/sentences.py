"""A verdict in words: what to do, what fails and by how much, what is fine, and whether the cash lasts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from model import months
from model.figures import REASONS
from model.scenario import Scenario
from model.verdict.check import ACCELERATE, BRAKES, LABELS, LTV_NAMES, ROUNDING, Check, Pieces, Said
from model.verdict.opening_cash import CashCheck
from model.wording import formatted, in_months, minus, percent, shortest, telling_apart

ENDLESS = {"no_churn": "no churn", "diverges": "without end"}
NEVER = {
    "no_onboarding": "no signed customer reaches first value",
    "no_margin": "a customer leaves no margin",
}


def pieces(decision: str, checks: Sequence[Check], scenario: Scenario, cash: CashCheck | None) -> Pieces:
    """Sentences one after the other; the first stands out."""
    if any(check.reason == "no_accounts" for check in checks):
        return "Nothing to judge yet.", " Enter customers, or new customers a month."
    failing = [check for check in checks if not check.passes or (decision == BRAKES and check.worthless)]
    kept = [check for check in checks if check not in failing and not _unasked(check, checks)]
    sentences = [_lead(decision, failing, checks, cash), *_missing(decision, checks)]
    sentences += [fact for check in failing if (fact := _fact(check, failing, scenario))]
    sentences += [_within(kept, decision, scenario)] if kept else []
    sentences += _of_cash(decision, scenario, cash)
    return tuple(_spaced(sentences))


def ltv_name(ltv: str, discount_rate: float) -> str:
    """What the LTV of the guideline is called; that it discounts nothing at a rate of 0 is said."""
    return "discounted LTV (at 0% a year)" if ltv == "dcf" and discount_rate == 0 else LTV_NAMES[ltv]


def amounts(check: Check) -> tuple[str, str, str, str]:
    """Value, its unit, limit and distance, with as many digits as it takes to tell them apart.

    The distance is that of the numbers as they are written: 17 months are 5 over 12.
    """
    assert check.value is not None
    scale = 100 if check.name == "net_mrr_churn" else 1
    value, limit = check.value * scale, check.limit * scale
    digits = max(_digits(check), telling_apart(value, limit) if value != limit else 0)
    distance = shortest(abs(round(value, digits) - limit), digits)
    if check.name == "net_mrr_churn":
        written = minus(percent(check.value, digits))
        return (
            written,
            " a month",
            minus(percent(check.limit, digits)),
            f"{distance} percentage point{'' if distance == '1' else 's'}",
        )
    written = minus(shortest(value, digits))
    unit = {"1": " month"}.get(written, " months") if check.name == "payback_margin" else ""
    return written, unit, f"{limit:g}", distance


def _digits(check: Check) -> int:
    """Decimals of three significant digits; of a share one decimal, or more where it is small."""
    assert check.value is not None
    size = abs(check.value) * (100 if check.name == "net_mrr_churn" else 1)
    exponent = math.floor(math.log10(size)) if size > 0 else 0
    digits = max(0, 2 - exponent) if check.name != "net_mrr_churn" else max(1, 1 - exponent)
    return min(digits, 6)


def _spaced(sentences: Sequence[Pieces]) -> list[str | Said]:
    first, *others = sentences
    joined = [*first]
    for sentence in others:
        joined += [" ", *sentence]
    return joined


def _unasked(check: Check, checks: Sequence[Check]) -> bool:
    """Whether it only passes because no CAC is given."""
    return checks[0].reason == "no_cac" and check.name != "net_mrr_churn"


def _lead(decision: str, failing: Sequence[Check], checks: Sequence[Check], cash: CashCheck | None) -> Pieces:
    if decision == BRAKES:
        return (f"Brake: {_cause(failing)}.",)
    if decision != ACCELERATE:
        return ("Hold.",)
    if cash is not None and cash.passes is False:
        return ("Hold spending.",)
    return ("Enter a CAC to judge payback.",) if checks[0].reason == "no_cac" else ("Accelerate.",)


def _cause(failing: Sequence[Check]) -> str:
    """What to mend, by what fails."""
    for check in failing:
        if check.reason in NEVER:
            return NEVER[check.reason]
    churn = any(check.name == "net_mrr_churn" for check in failing)
    dear = any(check.worthless for check in failing)
    if churn:
        return "fix retention and the cost of customers first" if dear else "fix retention first"
    return "a customer returns less than it costs to win"


def _missing(decision: str, checks: Sequence[Check]) -> list[Pieces]:
    """What has to be entered before more can be said, where the lead does not say it."""
    return [("Enter a CAC to judge payback.",)] if checks[0].reason == "no_cac" and decision != ACCELERATE else []


def _fact(check: Check, failing: Sequence[Check], scenario: Scenario) -> Pieces:
    """'CAC takes 17 months to pay back, 5 more than your limit.' Nothing where the lead has said it all."""
    if check.value is None:
        return _without_value(check, failing)
    value, unit, _, distance = amounts(check)
    said = Said(check.name, value)
    if check.name == "payback_margin":
        return "CAC takes ", said, f"{unit} to pay back, {distance} more than your limit."
    if check.name == "net_mrr_churn":
        return "Net MRR churn is ", said, f"{unit}, {distance} over your limit."
    return f"{_label(check, scenario)} is ", said, "." if check.worthless else f", {distance} below your minimum."


def _without_value(check: Check, failing: Sequence[Check]) -> Pieces:
    """The lead names why a lifetime has no value; a payback has the same reason, or none is ever reached."""
    reason = check.reason or ""
    if check.name == "payback_margin" and (reason == "never_pays_back" or failing[0] is check):
        return ("CAC never pays back.",)
    if reason in NEVER:
        return ()
    return (f"{LABELS[check.name]} has no value: {REASONS[reason].partition(': ')[2]}.",)


def _within(kept: Sequence[Check], decision: str, scenario: Scenario) -> Pieces:
    """'LTV:CAC (6.4) and net MRR churn (0.44% a month) are within limits.'"""
    listed: list[str | Said] = []
    for place, check in enumerate(kept):
        listed += [" and " if place == len(kept) - 1 else ", "] if place else []
        label = _label(check, scenario)
        listed += _in_brackets(check, label if place else label[:1].upper() + label[1:])
    verb = "are" if len(kept) > 1 else "is"
    nearest = _nearest(kept) if decision == ACCELERATE and len(kept) > 1 else ""
    return *listed, f" {verb} within limits{nearest}."


def _in_brackets(check: Check, label: str) -> Pieces:
    if check.value is None:
        return (f"{label} ({ENDLESS[check.reason or '']})",)
    value, unit, _, _ = amounts(check)
    return f"{label} (", Said(check.name, value), f"{unit})"


def _label(check: Check, scenario: Scenario) -> str:
    """The name of the figure; which LTV it uses is added where it is not the usual one."""
    ltv = scenario.guidelines.ltv
    of_ltv = check.name == "ltv_cac" and ltv != "simple"
    return f"{LABELS[check.name]} on {ltv_name(ltv, scenario.discount_rate)}" if of_ltv else LABELS[check.name]


def _nearest(kept: Sequence[Check]) -> str:
    """The limit that is closest, relative to its size."""
    near = [check for check in kept if check.room is not None]
    if not near:
        return ""
    nearest = min(near, key=lambda check: (check.room or 0) / max(abs(check.limit), 1e-9))
    if abs(nearest.room or 0) <= ROUNDING * abs(nearest.limit):
        return f"; {LABELS[nearest.name]} is right at its limit"
    distance = amounts(nearest)[3]
    unit = {"1": " month"}.get(distance, " months") if nearest.name == "payback_margin" else ""
    return f"; {LABELS[nearest.name]} is closest, {distance}{unit} away"


def _of_cash(decision: str, scenario: Scenario, cash: CashCheck | None) -> list[Pieces]:
    """Whether cash lasts or when it runs out; without opening cash, how much the low point takes."""
    if cash is None:
        return []
    if cash.runs_out and cash.given:
        month = Said("cash", months.name(cash.runs_out, scenario.start))
        if decision == ACCELERATE:
            return [("Unit economics say accelerate, but cash runs out in ", month, ".")]
        return [("Cash runs out in ", month, ".")]
    if cash.given:
        within = in_months(scenario.horizon_months)
        return [(f"Cash lasts {within}{', but is still falling' if cash.falling else ''}.",)]
    if not cash.runs_out or decision == BRAKES:
        return []
    needed = Said("cash_needed", formatted(cash.needed, "money", scenario.currency))
    return [("You need ", needed, " of cash to get through ", months.name(cash.low_month, scenario.start), ".")]
