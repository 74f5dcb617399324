"""Unit economics and verdict as of one month: month 1 as the book was served before it, or the last month."""

from dataclasses import dataclass
from typing import Any

from .account import cac_with_onboarding
from .churn import net_mrr_churn, weighted_churn
from .month import SegmentRun
from .unit_economics import unit_economics
from .verdict import blended, decide


@dataclass
class Moment:
    """A segment in a month: its inputs, its engagement, and what it has and signs."""

    segment: dict[str, Any]
    engagement: float
    signed: float  # before the season
    signed_mrr: float
    accounts: float
    mrr: float


def first_moment(run: SegmentRun) -> Moment:
    return Moment(
        segment=run.inputs.of(1),
        engagement=run.engagement[0],
        signed=run.inputs.signed_before_season(1),
        signed_mrr=run.monthly["committed_mrr"][0],
        accounts=run.segment["accounts"],
        mrr=run.opening_mrr,
    )


def last_moment(run: SegmentRun) -> Moment:
    return Moment(
        segment=run.inputs.of(run.months),
        engagement=run.engagement[run.months],
        signed=run.inputs.signed_before_season(run.months),
        signed_mrr=run.monthly["committed_mrr"][-1],
        accounts=run.monthly["accounts"][-1],
        mrr=run.monthly["mrr"][-1],
    )


def judged(moments: dict[str, Moment], scenario: dict[str, Any]) -> dict[str, Any]:
    """Unit economics of every segment, the verdict on them, and the reasons of both."""
    guidelines = scenario["guidelines"]
    ltv_name = "ltv_" + guidelines["ltv"]
    economics, reasons, decisions, rows, churns = {}, {}, {}, [], []
    for name, moment in moments.items():
        told, why = unit_economics(moment.segment, scenario, moment.engagement, moment.signed, moment.accounts)
        churn = net_mrr_churn(moment.segment, scenario, moment.engagement)
        economics[name], reasons[name] = told, why
        decisions[name] = decide(guidelines, churn, told["ltv_cac"], why.get("ltv_cac"), told["payback_margin"])
        churns.append(churn)
        rows.append(
            {
                "signed": moment.signed,
                "accounts": moment.accounts,
                "onboarding_rate": moment.segment["onboarding_rate"],
                "cac": cac_with_onboarding(moment.segment),
                "ltv": told[ltv_name],
                "ltv_reason": why.get(ltv_name),
                "margin": told["margin"],
            }
        )

    company = blended(rows)
    ltv_cac, ltv_cac_reason = company["ltv_cac"]
    payback_margin, payback_reason = company["payback_margin"]
    churn_of_all = weighted_churn(
        churns, [moment.mrr for moment in moments.values()], [moment.signed_mrr for moment in moments.values()]
    )
    verdict = {
        "decision": decide(guidelines, churn_of_all, ltv_cac, ltv_cac_reason, payback_margin),
        "ltv_cac": ltv_cac,
        "payback_margin": payback_margin,
        "net_mrr_churn": churn_of_all,
        "segments": decisions,
    }
    verdict_reasons = {
        "ltv_cac": ltv_cac_reason,
        "payback_margin": payback_reason,
        "net_mrr_churn": "no_accounts" if churn_of_all is None else None,
    }
    return {
        "unit_economics": economics,
        "unit_economics_reasons": reasons,
        "verdict": verdict,
        "verdict_reasons": {name: code for name, code in verdict_reasons.items() if code is not None},
    }
