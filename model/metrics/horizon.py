"""Outputs over the whole horizon (model, section 5): the summary."""

from model.metrics.declare import Metric, by_name

# fmt: off
SUMMARY = by_name(
    Metric("opening_mrr", "Opening MRR", "money/month", "MRR before month 1.",
           r"A_0 \cdot \mathrm{ACV}/12"),
    Metric("revenue", "Revenue", "money", "Revenue over the horizon.",
           r"\sum_{t=1}^{T} \mathrm{MRR}_t", "up"),
    Metric("horizon_clv", "CLV over the horizon", "money/account", "Revenue of the opening book over the horizon, per opening account.",
           r"\sum_t \mathrm{MRR}^{\mathrm{book}}_t / A_0", "up", needs=("layers",)),
    Metric("arr_end", "ARR at the end", "money/year", "Twelve times the MRR of the last month.",
           r"12\,\mathrm{MRR}_T", "up"),
    Metric("profit", "Operating profit", "money", "Operating profit over the horizon.",
           r"\sum_t \mathrm{profit}_t", "up"),
    Metric("nrr", "NRR", "share per year",
           "What a unit of the opening book's MRR has become after a year, expansion included "
           "(a longer contract is taken to a year).",
           r"\left(\mathrm{MRR}^{\mathrm{book}}_{S+1} / \mathrm{MRR}^{\mathrm{book}}_1\right)^{12/S}", "up", needs=("layers",)),
    Metric("grr", "GRR", "share per year", "The same without expansion and price rise.",
           r"\left(\mathrm{MRR}^{\mathrm{floor}}_{S+1} / \mathrm{MRR}^{\mathrm{floor}}_1\right)^{12/S}", "up", needs=("floor",)),
    Metric("logo_retention", "Logo retention", "share per year", "Share of the opening accounts that are left after a year.",
           r"\left(A^{\mathrm{book}}_{S+1} / A^{\mathrm{book}}_1\right)^{12/S}", "up", needs=("layers",)),
    Metric("net_mrr_churn", "Net MRR churn", "share per month",
           "MRR that an account loses a month on balance, from the rates; negative when it grows.",
           r"1 - Q^{1/L}", "down"),
    Metric("trough", "Trough", "money", "Lowest cumulative profit; 0 if it is never negative.",
           r"\min_t \sum_{m \le t} \mathrm{profit}_m", "up", "total"),
    Metric("trough_month", "Month of the trough", "month", "First month of the lowest cumulative profit.",
           r"\arg\min_t \sum_{m \le t} \mathrm{profit}_m", "neither", "total"),
    Metric("cash_low", "Lowest cash", "money", "Lowest cash over the horizon.",
           r"\min_t \mathrm{cash}_t", "up", "total", ("billing",)),
    Metric("cash_low_month", "Month of lowest cash", "month", "First month of the lowest cash.",
           r"\arg\min_t \mathrm{cash}_t", "neither", "total", ("billing",)),
    Metric("breakeven_month", "Break-even", "month", "First month from which operating profit is never negative again.",
           r"\min\{t : \mathrm{profit}_m \ge 0 \ \forall m \ge t\}", "down", "total"),
    Metric("payback_month", "Recovery", "month", "First month from which cumulative profit is never negative again.",
           r"\min\{t : \textstyle\sum_{k \le m} \mathrm{profit}_k \ge 0 \ \forall m \ge t\}", "down", "total"),
    Metric("expansion_revenue", "Revenue from expansion", "money",
           "Revenue less what it would be without expansion and price rise.",
           r"\mathrm{revenue} - \mathrm{revenue}(u = 0, p = 0)", "up", needs=("flat",)),
    Metric("new_logo_equivalent", "New-logo equivalent", "accounts", "Revenue from expansion in first-year contracts.",
           r"\sum \mathrm{expansion\ revenue} / \mathrm{ACV}", "up", needs=("flat",)),
    Metric("book_value", "Value of the book", "money",
           "Discounted margin of the opening book over the horizon, less its share of customer-success cost.",
           r"\sum_t \frac{\mathrm{margin}^{\mathrm{book}}_t - \mathrm{CS}_t A^{\mathrm{book}}_t/A_t}{(1+d)^{(t-1)/12}}", "up", needs=("layers",)),
)
# fmt: on
