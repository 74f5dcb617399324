"""Profit and cash of a month (model, section 4)."""

from model.metrics.monthly import MONTHLY, PARTS
from model.operations import total, where

measure, part = MONTHLY.measure, PARTS.part


@part()
def contribution(*, gross_margin, cost_to_serve_rate):
    return gross_margin - cost_to_serve_rate


@part()
def csm_cost_a_month(*, csm_cost):
    return csm_cost / 12


@measure("Revenue", "money/month", "Recurring revenue of the month.", good="up")
def revenue(*, mrr):
    return mrr


@measure("COGS", "money/month", "Cost of delivering the revenue, before customer success.", good="down")
def cogs(*, revenue, gross_margin):
    return revenue * (1 - gross_margin)


@measure("Other cost to serve", "money/month", "Cost to serve other than the CSMs.", good="down")
def cost_to_serve(*, revenue, cost_to_serve_rate):
    return revenue * cost_to_serve_rate


@measure("Customer-success cost", "money/month", "Pay of the CSMs and, in the month of a cut, severance.", good="down")
def cs_cost(*, csms, csms_cut, severance_months, csm_cost_a_month):
    return (csms + csms_cut * severance_months) * csm_cost_a_month


@measure("Acquisition cost", "money/month", "CAC of the accounts that sign a sales cycle later.", good="down")
def acquisition_cost(*, signed_accounts_a_cycle_later, cac_a_cycle_later):
    return signed_accounts_a_cycle_later * cac_a_cycle_later


def less_fixed_costs_of_profit(*, operating_profit_of_segments, fixed_costs):
    return operating_profit_of_segments - fixed_costs


@measure("Operating profit", "money/month",
         "Revenue less COGS, cost to serve, customer-success and acquisition cost; in total also less fixed costs.",
         good="up", company=less_fixed_costs_of_profit)  # fmt: skip
def operating_profit(*, revenue, contribution, cs_cost, acquisition_cost):
    return revenue * contribution - cs_cost - acquisition_cost


@part()
def bills_in_advance(*, bill_of_buckets):
    return total(bill_of_buckets)


@measure("Billings", "money/month", "What is billed in the month, so many months in advance.", good="up")
def billings(*, mrr, bills_in_advance, monthly_terms_mrr, in_advance):
    return where(in_advance, bills_in_advance + monthly_terms_mrr, mrr)


@measure("Receipts", "money/month", "What comes in of the bills in the month, so many months after them.", good="up")
def receipts(*, billings_collected):
    return billings_collected


def less_fixed_costs_of_cash(*, cash_flow_of_segments, fixed_costs):
    return cash_flow_of_segments - fixed_costs


@measure("Cash flow", "money/month", "Receipts less the costs of the month.", good="up",
         company=less_fixed_costs_of_cash)  # fmt: skip
def cash_flow(*, receipts, revenue, operating_profit):
    return receipts - (revenue - operating_profit)


@measure("Fixed costs", "money/month", "Costs that follow neither accounts nor revenue.", good="down", scope="total")
def fixed_costs(*, company_fixed_costs, fixed_cost_growth_so_far):
    return company_fixed_costs * fixed_cost_growth_so_far


@part()
def fixed_cost_growth_so_far(*, company_fixed_cost_growth, month):
    """By what growth has multiplied fixed costs since month 1."""
    return (1 + company_fixed_cost_growth) ** (month - 1)


@measure("Cumulative profit", "money", "Operating profit added up since month 1.", good="up", scope="total")
def cumulative_profit(*, cumulative_profit_before, operating_profit):
    return cumulative_profit_before + operating_profit


@measure("Cash", "money", "Cash at the end of the month.", good="up", scope="total")
def cash(*, cash_before, cash_flow):
    return cash_before + cash_flow
