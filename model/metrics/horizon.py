"""The outputs over the whole horizon: the summary (model, section 5)."""

from operator import mul

from model.metrics.declare import Metrics, Parts
from model.metrics.flows import first_uplift
from model.operations import Number, defined, greatest, least, lost_over, nonzero, of_each, ratio, total, usually
from model.tolerances import LEAST_CHURN, LEAST_GAIN, ZERO

SUMMARY, PARTS = Metrics(), Parts()
measure, part = SUMMARY.measure, PARTS.part


def of_segments(*, figure_of_segments):
    """The sum over segments."""
    return total(figure_of_segments)


@measure("Opening MRR", "money/month", "MRR before month 1.", company=of_segments)
def opening_mrr(*, opening_accounts, first_mrr):
    return opening_accounts * first_mrr


@measure("Revenue", "money", "Revenue over the horizon.", good="up")
def revenue(*, revenue_in_total):
    return revenue_in_total


def clv_of_company(*, revenue_of_book_in_total, opening_accounts_of_segments):
    return horizon_clv(revenue_of_book_in_total=revenue_of_book_in_total,
                       opening_accounts=total(opening_accounts_of_segments))  # fmt: skip


@measure("CLV over horizon", "money/account",
         "Revenue of the opening book over the horizon, per opening account.", good="up", company=clv_of_company)  # fmt: skip
def horizon_clv(*, revenue_of_book_in_total, opening_accounts):
    return defined(ratio(revenue_of_book_in_total, opening_accounts), (opening_accounts <= 0, "no_book"))


@measure("ARR at the end", "money/year", "Twelve times the MRR of the last month.", good="up")
def arr_end(*, mrr_at_end):
    return 12 * mrr_at_end


@measure("Operating profit", "money", "Operating profit over the horizon.", good="up")
def profit(*, operating_profit_in_total):
    return operating_profit_in_total


def retained(later: Number, opening: Number, *, span: Number) -> Number:
    """What is left of the opening book after a span, one full turn of its contracts, taken to a year."""
    return defined(ratio(later, opening) ** (12 / span), (opening <= 0, "no_book"))


def nrr_of_company(*, mrr_of_book_after_common_span_of_segments, opening_mrr_of_segments, common_span):
    """After the longest span of a segment with a book."""
    later = total(mrr_of_book_after_common_span_of_segments)
    return retained(later, total(opening_mrr_of_segments), span=common_span)


@measure("NRR", "share per year",
         "What a unit of the opening book's MRR has become after a year, expansion included "
         "(a longer contract is taken to a year).", good="up", company=nrr_of_company)  # fmt: skip
def nrr(*, mrr_of_book_after_span, opening_mrr, span):
    return retained(mrr_of_book_after_span, opening_mrr, span=span)


@part("First uplift without growth", "ratio", "Price rise and expansion in the first month, where they are negative.")
def gross_first_uplift(*, price_increase, expansion_rate, expansion_share, uplifted, added):
    return first_uplift(price_increase=least(0, price_increase), expansion_rate=least(0, expansion_rate),
                        expansion_share=expansion_share, uplifted=uplifted, added=added)  # fmt: skip


@part("Opening MRR without growth", "money/month", "MRR before month 1 without expansion and price rise.")
def gross_opening_mrr(*, opening_accounts, arpa, gross_first_uplift):
    return opening_accounts * arpa * gross_first_uplift


def grr_of_company(
    *, mrr_of_floor_after_common_span_of_segments, gross_opening_mrr_of_segments, opening_mrr_of_segments, common_span
):
    """Each segment by its opening MRR, so that growth before month 1 does not count either."""
    shares = of_each(share_left, mrr_of_floor_after_common_span_of_segments, gross_opening_mrr_of_segments)
    return retained(
        total(of_each(mul, opening_mrr_of_segments, shares)), total(opening_mrr_of_segments), span=common_span
    )


def share_left(later: Number, opening: Number) -> Number:
    return later / nonzero(opening)


@measure("GRR", "share per year", "The same without expansion and price rise.", good="up", company=grr_of_company)
def grr(*, mrr_of_floor_after_span, gross_opening_mrr, span):
    return retained(mrr_of_floor_after_span, gross_opening_mrr, span=span)


def logo_retention_of_company(
    *, accounts_of_book_after_common_span_of_segments, opening_accounts_of_segments, common_span
):
    """After the longest span of a segment with a book."""
    later = total(accounts_of_book_after_common_span_of_segments)
    return retained(later, total(opening_accounts_of_segments), span=common_span)


@measure("Logo retention", "share per year", "Share of the opening accounts that are left after a year.", good="up",
         company=logo_retention_of_company)  # fmt: skip
def logo_retention(*, accounts_of_book_after_span, opening_accounts, span):
    return retained(accounts_of_book_after_span, opening_accounts, span=span)


def churn_of_company(*, net_mrr_churn_of_segments, weight_of_segments):
    """Segments weighted by opening MRR, or without any by the MRR of the accounts signed in month 1."""
    weight = total(weight_of_segments)
    lost = total(of_each(mul, weight_of_segments, net_mrr_churn_of_segments))
    return defined(without_rounding(ratio(lost, weight)), (weight <= 0, "no_accounts"))


@measure("Net MRR churn", "share per month",
         "MRR that an account loses a month on balance, from the rates; negative when it grows.",
         good="down", company=churn_of_company)  # fmt: skip
def net_mrr_churn(*, kept_per_turn, turn):
    some = kept_per_turn > 0
    return defined(without_rounding(usually(some, lost_over(usually(some, kept_per_turn, 1), 1 / turn), 1)))


def without_rounding(churn: Number) -> Number:
    return usually(greatest(churn, -1 * churn) >= LEAST_CHURN, churn, 0)


# ---- the trough ----


@part("Smallest loss that counts", "money", "Of all revenue and costs together, one part in 1e9.")
def loss_that_counts(*, revenue_in_total, operating_profit_in_total):
    return ZERO * (2 * revenue_in_total - operating_profit_in_total)


@part()
def least_balance(*, loss_that_counts):
    """Cumulative profit below this is negative."""
    return -1 * loss_that_counts


@part()
def is_behind(*, cumulative_profit, least_balance):
    return cumulative_profit < least_balance


@part()
def is_losing(*, operating_profit, revenue):
    """Revenue and costs of a month taken together are 2 x revenue - profit."""
    return operating_profit < revenue * (-2 * ZERO / (1 - ZERO))


@measure(
    "Low point",
    "money",
    "Lowest cumulative profit, also called the trough; 0 if it is never negative.",
    good="up",
    scope="total",
)
def trough(*, cumulative_profit_at_lowest, last_month_behind):
    return usually(last_month_behind > 0, cumulative_profit_at_lowest, 0)


@measure("Low point month", "month", "Month in which cumulative profit is first at its low point.", scope="total")
def trough_month(*, month_of_lowest_cumulative_profit, last_month_behind):
    return defined(month_of_lowest_cumulative_profit, (last_month_behind <= 0, "never_negative"))


@measure("Lowest cash", "money", "Lowest cash over the horizon.", good="up", scope="total")
def cash_low(*, cash_at_lowest):
    return cash_at_lowest


@measure("Lowest cash month", "month", "Month in which cash is first at its lowest.", scope="total")
def cash_low_month(*, month_of_lowest_cash):
    return month_of_lowest_cash


@measure("Break-even", "month", "First month from which operating profit is never negative again.", good="down",
         scope="total")  # fmt: skip
def breakeven_month(*, last_month_losing, horizon_months):
    return defined(last_month_losing + 1, (last_month_losing >= horizon_months, "still_negative"))


@measure("Recovery", "month", "First month from which cumulative profit is never negative again.", good="down",
         scope="total")  # fmt: skip
def payback_month(*, last_month_behind, horizon_months):
    return defined(
        last_month_behind + 1,
        (last_month_behind <= 0, "never_negative"),
        (last_month_behind >= horizon_months, "still_negative"),
    )


# ---- what expansion brings, and what the book is worth ----


@measure("Revenue from expansion", "money", "Revenue less what it would be without expansion and price rise.", good="up",
         company=of_segments)  # fmt: skip
def expansion_revenue(*, revenue_in_total, revenue_of_flat_in_total):
    more = revenue_in_total - revenue_of_flat_in_total
    return usually(greatest(more, -1 * more) > LEAST_GAIN * revenue_in_total, more, 0)


@measure("New-logo equivalent", "accounts", "Revenue from expansion in first-year contracts.", good="up",
         company=of_segments)  # fmt: skip
def new_logo_equivalent(*, expansion_revenue, acv):
    return expansion_revenue / acv


@part("Margin of the book", "money/month", "Less its share of customer-success cost, discounted.")
def book_margin(*, mrr_of_book, accounts_of_book, accounts, cs_cost, contribution, discount_rate, month):
    share = accounts_of_book / nonzero(accounts)
    margin = mrr_of_book * contribution - cs_cost * share
    return margin * (1 + discount_rate) ** ((1 - month) / 12)


@measure("Book value", "money",
         "Discounted margin of the opening book over the horizon, less its share of customer-success cost.", good="up",
         company=of_segments)  # fmt: skip
def book_value(*, book_margin_in_total):
    return book_margin_in_total
