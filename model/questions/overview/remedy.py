"""What would change the verdict: the nearest value of a lever at which what fails is kept, and the page about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from model.engine.batch import Array
from model.questions.cash_runway import needed
from model.questions.unit_economics import prices
from model.trace import PageLink, Quantity, Sentence, Trace, total
from model.trace.horizon import weights
from model.verdict import Check
from model.whatif import Row, Rows, Search, WhatIf, seek, vary

UNIT_ECONOMICS = PageLink("Unit economics", "unit_economics")
COMPOUNDING = PageLink("Compounding", "compounding")
CASH = PageLink("Cash", "cash_trough")
POINTS = 33  # values of retention tried at once: two rounds find it to a thousandth of a point
LABELS = {"ltv_cac": "LTV:CAC", "payback_margin": "Payback"}


def remedy(trace: Trace) -> Sentence:
    """One sentence on what fails first, and where to look at it; nothing where there is nobody to judge."""
    verdict = trace.result.verdict
    failing = [check for check in verdict.checks if not check.passes or check.worthless]
    reasons = {check.reason for check in verdict.checks}
    if "no_accounts" in reasons:
        return ()
    if any(check.name == "net_mrr_churn" for check in failing):
        return (*_retention(trace), " See ", COMPOUNDING, ".")
    if "no_onboarding" in reasons:
        return ("Raise the onboarding rate above 0% first. See ", COMPOUNDING, ".")
    if failing:
        return (*_price(trace, failing), " See ", UNIT_ECONOMICS, ".")
    if verdict.cash is not None and verdict.cash.passes is False:
        opening = trace.input("company.cash")
        return (
            "It would take opening cash of ",
            needed(trace),
            ", now ",
            opening,
            ", or slower growth. See ",
            CASH,
            ".",
        )
    if "no_cac" in reasons:
        return ("What retention and expansion are worth is on ", COMPOUNDING, ".")
    return ("How fast you can afford to grow is on ", CASH, ".")


def _price(trace: Trace, failing: Sequence[Check]) -> Sentence:
    """The CAC, or the gross margin, at which LTV:CAC and payback both fit."""
    bought = tuple(map(prices.of_segment, trace.by_segment))
    several = len(bought) > 1
    price = prices.averaged(trace, bought) if several else bought[0]
    if price.affordable.reason or price.affordable.value <= 0:
        return ("No CAC is low enough while customers leave no margin.",)
    what = "Both fit" if len(failing) > 1 else f"{LABELS[failing[0].name]} fits"
    average = " on average" if several else ""
    fits: Sentence = (f"{what} at a CAC of ", price.affordable, f"{average}, now ", price.paid)
    margin = _margin(trace, price.paid, failing)
    return (*fits, *margin, ".")


def _margin(trace: Trace, paid: Quantity, failing: Sequence[Check]) -> Sentence:
    """The gross margin that does the same, where there can be one; of the LTVs only for the simple one."""
    if any(check.name == "ltv_cac" for check in failing) and trace.scenario.guidelines.ltv != "simple":
        return ()
    more = max((_more_margin(trace, paid, check) for check in failing), key=lambda margin: margin.value)
    highest = max(segment.gross_margin for segment in trace.scenario.segments)
    if more.reason or not 0 < more.value < 1 - highest:
        return ()
    if len(trace.by_segment) == 1:
        present = trace.by_segment[0].input("gross_margin")
        margin = (present + more).named(
            "overview.gross_margin", "Gross margin at which it fits", unit="share", good="down",
            definition="The gross margin that keeps the guideline, all else unchanged.",
        )  # fmt: skip
        return ", or a gross margin of ", margin, ", now ", present
    points = (more * 100).named(
        "overview.gross_margin", "Gross margin, points more", unit="points", good="down",
        definition="Points of gross margin, in every segment, that keep the guideline, all else unchanged.",
    )  # fmt: skip
    return ", or a gross margin ", points, " percentage points higher"


def _more_margin(trace: Trace, paid: Quantity, check: Check) -> Quantity:
    """What CAC takes less what customers earn, over what a point of gross margin brings."""
    weighed = list(zip(weights(trace), trace.by_segment, strict=True))
    everyone = total(weight for weight, _ in weighed)
    earned, brought = [], []
    for weight, segment in weighed:
        each = weight * segment.input("onboarding_rate")
        if check.name == "ltv_cac":
            each = each * segment.economics("lifetime_months")
        earned.append(each * segment.economics("margin"))
        brought.append(each * segment.economics("arpa"))
    limit = trace.input("guidelines.ltv_cac" if check.name == "ltv_cac" else "guidelines.payback_months")
    asked = paid * everyone * limit if check.name == "ltv_cac" else paid * everyone / limit
    return (asked - total(earned)) / total(brought)


def _retention(trace: Trace) -> Sentence:
    """The renewal rate at which net MRR churn keeps its limit: the same points more in each segment."""
    limit, paths = trace.scenario.guidelines.net_mrr_churn, _renewal_rates(trace)

    def raised(points: float) -> WhatIf:
        return WhatIf({"horizon_months": 1} | {path: min(1.0, rate + points) for path, rate in paths.items()})

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Array, Rows]:
        rows = vary(trace.scenario, whatifs, summary=("net_mrr_churn",))
        return limit - rows.values("net_mrr_churn"), rows

    most = 1 - min(paths.values())
    steps = [most * place / (POINTS - 1) for place in range(POINTS)]
    (sought,) = seek(tries, Search(steps, raised, rounds=1))
    if not sought.roots:
        return ("Even if every customer renewed, net MRR churn would miss its limit.",)
    return _fitting(trace, sought.roots[0].at, [side.row for side in sought.roots[0].sides])


def _renewal_rates(trace: Trace) -> dict[str, float]:
    return {f"{segment.name}.retention_rate": segment.retention_rate for segment in trace.scenario.segments}


def _fitting(trace: Trace, points: float, rows: Sequence[Row]) -> Sentence:
    shown = tuple(row.called(f", {place}", f"overview.retention.{place}").summary("net_mrr_churn")
                  for row, place in zip(rows, ("just below it", "just above it"), strict=True))  # fmt: skip
    definition = "Found by trying: the renewal rate at which net MRR churn is at its limit, all else unchanged."
    named = partial(Quantity.named, key="overview.retention", definition=definition, good="down")
    more = Quantity(points, "share", "Renewal rate, more than now", evidence=shown)
    if len(trace.by_segment) == 1:
        present = trace.by_segment[0].input("retention_rate")
        rate = named(present + more, label="Renewal rate at which churn fits", unit="share")
        return "Churn fits at a renewal rate of ", rate, ", now ", present, "."
    return (
        "Churn fits with renewal rates ",
        named(more * 100, label="Renewal rate, points more", unit="points"),
        (" percentage points higher in every segment."),
    )
