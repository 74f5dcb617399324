"""What groups are billed, and when the money comes in."""

from .cohorts import Cohort

ROUNDING = 1e-12  # of what was last billed: a smaller rise is none


def bill(cohort: Cohort, month: int, billing_months: int) -> float:
    """What the cohort is billed this month."""
    months_into_period = (month - cohort.start) % billing_months
    rise = cohort.mrr - cohort.last_billed
    billed = 0.0
    if months_into_period == 0:
        billed = cohort.mrr * billing_months
        cohort.last_billed = cohort.mrr
    elif rise > ROUNDING * cohort.last_billed:
        billed = rise * (billing_months - months_into_period)
        cohort.last_billed = cohort.mrr
    return billed + sum(piece.mrr for piece in cohort.pieces)


def billed_before(opening: list[Cohort], month: int, billing_months: int) -> float:
    """What the opening book was billed in a month before the first."""
    return sum(cohort.mrr * billing_months for cohort in opening if (month - cohort.start) % billing_months == 0)


def receipts(billings: list[float], before: list[float], collection_months: int) -> list[float]:
    """Money that comes in: each month's bills so many months later; `before` has those of month 0, -1, ..."""
    months = range(1, len(billings) + 1)
    billed_in = [month - collection_months for month in months]
    return [billings[month - 1] if month >= 1 else before[-month] for month in billed_in]
