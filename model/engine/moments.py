"""Unit economics of all segments, and the company's blended figures, as of a month (model, sections 6 and 7)."""

from __future__ import annotations

import numpy as np

from model.engine.signing import signings_path
from model.engine.summary import SegmentHorizon
from model.engine.unit_economics import Account, unit_economics
from model.engine.values import InMonths, Inputs, as_figure
from model.figures import Figure
from model.metrics import SUMMARY
from model.metrics.horizon import churn_of_company
from model.operations import plain
from model.verdict import blended

Figures = dict[str, Figure]


def judged(account: Account) -> tuple[Figures, Figures]:
    """Unit economics of each segment, and the company's LTV:CAC and payback."""
    economics = unit_economics(account)
    names = ("signings", "opening_accounts", "onboarding_rate", "cost_to_win")
    of_accounts = {name: plain(account[name]) + np.zeros(account.shape) for name in names}
    return economics, blended(account.inputs.given.scenario, of_accounts, economics)


def judged_at_end(inputs: Inputs, segments: SegmentHorizon) -> tuple[Figures, Figures]:
    """The same as of the last month, by what is dated: its inputs and engagement, and net churn beside them."""
    month, last = inputs.given.scenario.horizon_months, segments.at_end
    account = Account(
        InMonths(inputs, month - 1), np.atleast_2d(last["engagement"]),
        {"signings": signings_path(inputs)[month - 1], "opening_accounts": last["accounts"]},
    )  # fmt: skip
    churn = as_figure(SUMMARY["net_mrr_churn"].equation(kept_per_turn=account["kept_per_turn"], turn=account["turn"]))
    of_segments, of_company = judged(account)
    of_segments["net_mrr_churn"] = churn.over(account.shape)
    some, signed = last["mrr"].sum(axis=0) > 0, last["committed_mrr"]
    of_company["net_mrr_churn"] = as_figure(churn_of_company(
        net_mrr_churn_of_segments=of_segments["net_mrr_churn"].values,
        weight_of_segments=np.where(some, last["mrr"], signed),
    )).over((1,))  # fmt: skip
    return of_segments, of_company
