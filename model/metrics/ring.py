"""The ring: the accounts whose first month is the same modulo one turn share a bucket, and live through the same months.

Here each month of a bucket is an equation; `model/engine/ring.py` and the engine march all of them in place, much faster, and
a test holds the two together. What is true of a month is given: whether the bucket `renews`, `expands`, is `joined` by
new accounts, or has the `anniversary` of its bill (model, sections 2 and 4). The opening book is spread evenly over all
buckets, or its anniversaries all fall on month 1: `groups_of_book`, and whether a bucket `opens` with one of them.
"""

from model.metrics.declare import Parts
from model.operations import greatest, where

BUCKETS = Parts()  # of accounts on contracts
MONTHLY_TERMS = Parts()  # of accounts on month-to-month terms
VARIANTS = ("all", "book", "new", "floor", "flat")  # that are followed side by side; see `model/engine/rows.py`
bucket, monthly_terms = BUCKETS.part, MONTHLY_TERMS.part


def left_by_renewal(*, kept, contraction_rate, price_increase, added):
    """What a renewal leaves of a unit of MRR: contraction and price rise included."""
    multiplied = kept * (1 - contraction_rate) * (1 + price_increase)
    return where(added, kept - contraction_rate + price_increase, multiplied)


@bucket("Opening MRR", "money/month")
def opening_mrr(*, opening_accounts, first_mrr, opens, groups_of_book):
    return where(opens, opening_accounts * first_mrr / groups_of_book, 0)


@bucket("Opening accounts", "accounts")
def opening_accounts(*, opening_accounts, opens, groups_of_book):
    return where(opens, opening_accounts / groups_of_book, 0)


@bucket("MRR up for renewal", "money/month")
def renewing_mrr(*, renews, mrr_before):
    return where(renews, mrr_before, 0)


@bucket("Accounts up for renewal", "accounts/month")
def renewing_accounts(*, renews, accounts_before):
    return where(renews, accounts_before, 0)


@bucket("MRR up for expansion", "money/month")
def expanding_mrr(*, expands, renews, mrr_before, kept, contraction_rate, price_increase, added):
    renewed = where(renews, left_by_renewal(kept=kept, contraction_rate=contraction_rate,
                                            price_increase=price_increase, added=added), 1)  # fmt: skip
    return where(expands, mrr_before * where(added, 1, renewed), 0)


@bucket("MRR after renewal and expansion", "money/month")
def staying_mrr(*, renews, mrr_before, kept, contraction_rate, price_increase, added, expanding_mrr, growth):
    renewed = where(renews, left_by_renewal(kept=kept, contraction_rate=contraction_rate,
                                            price_increase=price_increase, added=added), 1)  # fmt: skip
    return mrr_before * renewed + expanding_mrr * growth


@bucket("Accounts after renewal", "accounts")
def staying_accounts(*, renews, accounts_before, kept):
    return accounts_before * where(renews, kept, 1)


@bucket("MRR that moves to monthly terms", "money/month")
def leaving_mrr(*, renews, staying_mrr, moving):
    return where(renews, staying_mrr * moving, 0)


@bucket("Accounts that move to monthly terms", "accounts/month")
def leaving_accounts(*, renews, staying_accounts, moving):
    return where(renews, staying_accounts * moving, 0)


@bucket("MRR", "money/month")
def mrr(*, staying_mrr, leaving_mrr, joined, new_mrr):
    return staying_mrr - leaving_mrr + where(joined, new_mrr, 0)


@bucket("Accounts", "accounts")
def accounts(*, staying_accounts, leaving_accounts, joined, started_accounts):
    return staying_accounts - leaving_accounts + where(joined, started_accounts, 0)


@bucket("Last billed MRR", "money/month")
def billed(*, billed_before, mrr, anniversary):
    return greatest(where(anniversary, 0, billed_before), mrr)


@bucket("Bill", "money/month")
def bill(*, billed, billed_before, anniversary, months_left):
    return (billed - where(anniversary, 0, billed_before)) * months_left


@monthly_terms("MRR up for expansion", "money/month")
def expanding_monthly_mrr(*, expands, mrr_before, kept_monthly, added):
    return where(expands, mrr_before * where(added, 1, kept_monthly), 0)


@monthly_terms("MRR", "money/month")
def monthly_mrr(*, mrr_before, kept_monthly, expanding_monthly_mrr, growth, arriving_mrr):
    return mrr_before * kept_monthly + expanding_monthly_mrr * growth + arriving_mrr


@monthly_terms("Accounts", "accounts")
def monthly_accounts(*, accounts_before, kept_monthly, arriving_accounts):
    return accounts_before * kept_monthly + arriving_accounts
