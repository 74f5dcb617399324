"""The ring: the accounts whose first month is the same modulo one turn share a bucket, and live through the same months.

Here each month of a bucket is an equation; `model/engine/ring.py` and the engine march all of them in place, much faster, and
a test holds the two together. What is true of a month is given: whether the bucket `renews`, `expands`, is `joined` by
new accounts, `leaks` within the term, or has the `anniversary` of its bill (model, sections 2 and 4). The opening book is
spread over the buckets evenly or by its calendar, or its anniversaries all fall on month 1: its `share_of_book`. Where the
first renewals have rates of their own, accounts of a bucket are kept apart by how many renewals they have behind them.
"""

from model.metrics.declare import Parts
from model.operations import Number, greatest, total, usually, where
from model.tolerances import LEAST_RISE

BUCKETS = Parts()  # of accounts on contracts
MONTHLY_TERMS = Parts()  # of accounts on month-to-month terms
VARIANTS = ("all", "book", "new", "floor", "flat")  # that are followed side by side; see `model/engine/rows.py`
bucket, monthly_terms = BUCKETS.part, MONTHLY_TERMS.part


def left_by_renewal(*, kept, contraction_rate, price_increase, added):
    """What a renewal leaves of a unit of MRR: contraction and price rise included."""
    multiplied = kept * (1 - contraction_rate) * (1 + price_increase)
    return where(added, kept - contraction_rate + price_increase, multiplied)


@bucket("Opening MRR", "money/month")
def opening_mrr(*, opening_accounts, first_mrr, share_of_book):
    return opening_accounts * first_mrr * share_of_book


@bucket("Opening accounts", "accounts")
def opening_accounts(*, opening_accounts, share_of_book):
    return opening_accounts * share_of_book


@bucket()
def left_within_term(*, early_churn, leaks):
    return where(leaks, 1 - early_churn, 1)


@bucket()
def remaining_mrr(*, mrr_before, left_within_term):
    return mrr_before * left_within_term


@bucket()
def remaining_accounts(*, accounts_before, left_within_term):
    return accounts_before * left_within_term


@bucket("MRR lost within the term", "money/month")
def early_lost_mrr(*, mrr_before, early_churn, leaks):
    return where(leaks, mrr_before * early_churn, 0)


@bucket("Accounts lost within the term", "accounts/month")
def early_lost_accounts(*, accounts_before, early_churn, leaks):
    return where(leaks, accounts_before * early_churn, 0)


@bucket("MRR up for renewal", "money/month")
def renewing_mrr(*, renews, remaining_mrr):
    return where(renews, remaining_mrr, 0)


@bucket("Accounts up for renewal", "accounts/month")
def renewing_accounts(*, renews, remaining_accounts):
    return where(renews, remaining_accounts, 0)


@bucket()
def left_by_the_month(*, renews, kept, contraction_rate, price_increase, added):
    """What the month leaves of a unit of MRR before expansion."""
    left = left_by_renewal(kept=kept, contraction_rate=contraction_rate, price_increase=price_increase, added=added)
    return where(renews, left, 1)


@bucket("MRR up for expansion", "money/month")
def expanding_mrr(*, expands, remaining_mrr, left_by_the_month, added):
    return where(expands, remaining_mrr * where(added, 1, left_by_the_month), 0)


@bucket("MRR after renewal and expansion", "money/month")
def staying_mrr(*, remaining_mrr, left_by_the_month, expanding_mrr, growth):
    return remaining_mrr * left_by_the_month + expanding_mrr * growth


@bucket("Accounts after renewal", "accounts")
def staying_accounts(*, renews, remaining_accounts, kept):
    return remaining_accounts * where(renews, kept, 1)


@bucket("MRR that moves to monthly terms", "money/month")
def leaving_mrr(*, renews, staying_mrr, moving):
    return where(renews, staying_mrr * moving, 0)


@bucket("Accounts that move to monthly terms", "accounts/month")
def leaving_accounts(*, renews, staying_accounts, moving):
    return where(renews, staying_accounts * moving, 0)


@bucket()
def on_contract_mrr(*, staying_mrr, leaving_mrr):
    """What stays on contract through the month."""
    return staying_mrr - leaving_mrr


@bucket()
def on_contract_accounts(*, staying_accounts, leaving_accounts):
    """Accounts that stay on contract through the month."""
    return staying_accounts - leaving_accounts


@bucket("MRR", "money/month")
def mrr(*, on_contract_mrr_of_numbers, joined, new_mrr):
    return total(on_contract_mrr_of_numbers) + where(joined, new_mrr, 0)


@bucket("Accounts", "accounts")
def accounts(*, on_contract_accounts_of_numbers, joined, started_accounts):
    return total(on_contract_accounts_of_numbers) + where(joined, started_accounts, 0)


@bucket()
def billed_already(*, billed_before, left_within_term, anniversary):
    """What was last billed of those who are still there; nothing on the anniversary of the bill."""
    return where(anniversary, 0, billed_before * left_within_term)


@bucket("Last billed MRR", "money/month")
def billed(*, billed_already, mrr):
    return billed_already + risen(mrr=mrr, billed=billed_already)


@bucket("Bill", "money/month")
def bill(*, billed_already, mrr, months_left):
    return risen(mrr=mrr, billed=billed_already) * months_left


def risen(*, mrr: Number, billed: Number) -> Number:
    """By what MRR is above what was last billed; what rounding makes of none is none."""
    rise = greatest(0, mrr - billed)
    return usually(rise > LEAST_RISE * billed, rise, 0)


@monthly_terms("MRR up for expansion", "money/month")
def expanding_monthly_mrr(*, expands, mrr_before, kept_monthly, added):
    return where(expands, mrr_before * where(added, 1, kept_monthly), 0)


@monthly_terms("MRR", "money/month")
def monthly_mrr(*, mrr_before, kept_monthly, expanding_monthly_mrr, growth, arriving_mrr):
    return mrr_before * kept_monthly + expanding_monthly_mrr * growth + arriving_mrr


@monthly_terms("Accounts", "accounts")
def monthly_accounts(*, accounts_before, kept_monthly, arriving_accounts):
    return accounts_before * kept_monthly + arriving_accounts
