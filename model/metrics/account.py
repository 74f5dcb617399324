"""Outputs per account of a segment (model, section 6): unit economics."""

from model.metrics.declare import Metric, by_name

# fmt: off
UNIT_ECONOMICS = by_name(
    Metric("arpa", "ARPA", "money/month", "Average revenue per account and month.",
           r"\mathrm{ACV}/12", "up", "segment"),
    Metric("margin", "Margin", "money/month", "Monthly margin of an account after cost to serve and its share of a CSM.",
           r"m = \mathrm{ARPA}(\mathrm{GM} - v) - \tfrac{\mathrm{cost}/12}{\mathrm{accounts\ per\ CSM}}", "up", "segment"),
    Metric("margin_before_cs", "Margin before customer success", "money/month", "The same without the CSM.",
           r"\mathrm{ARPA}(\mathrm{GM} - v)", "up", "segment"),
    Metric("lifetime_months", "Lifetime", "months", "Expected life of an account.",
           r"R / (1 - \mathrm{CR}_6)", "up", "segment"),
    Metric("ltv_simple", "LTV (simple)", "money/account", "Monthly margin times lifetime.",
           r"m R / (1 - \mathrm{CR}_6)", "up", "segment"),
    Metric("ltv_compounding", "LTV (compounding)", "money/account",
           "Expected margin over all ages with churn, contraction, price rise and expansion, discounted.",
           r"\sum_{a \ge 0} \frac{\mathrm{MRR}_a(\mathrm{GM}-v) - \mathrm{live}_a\,\mathrm{cs}}{(1+d)^{a/12}}", "up", "segment"),
    Metric("ltv_5y", "LTV (5 years)", "money/account", "The same over 60 months: the usual cap when net churn is negative.",
           r"\sum_{a=0}^{59} \frac{\mathrm{MRR}_a(\mathrm{GM}-v) - \mathrm{live}_a\,\mathrm{cs}}{(1+d)^{a/12}}", "up", "segment"),
    Metric("ltv_linear", "LTV (linear expansion)", "money/account", "Skok's LTV with expansion by a constant amount.",
           r"\frac{a}{c} + \frac{m(1-c)}{c^2}", "up", "segment"),
    Metric("ltv_dcf", "LTV (discounted)", "money/account", "Skok's discounted LTV, yearly, discounting by 1 - d.",
           r"a\left[\frac{1}{1-K} + \frac{G K}{(1-K)^2}\right],\ K = (1-c)(1-d)", "up", "segment"),
    Metric("payback_revenue", "CAC payback on revenue", "months", "Months of revenue that return the CAC.",
           r"\mathrm{CAC} / (\mathrm{CR}_5\,\mathrm{ARPA})", "down", "segment"),
    Metric("payback_margin", "CAC payback", "months", "Months of margin that return the CAC: the guideline's.",
           r"\mathrm{CAC} / (\mathrm{CR}_5\, m)", "down", "segment"),
    Metric("payback_survival", "CAC payback with churn", "months",
           "Months from signature until the expected margin of a signed account has returned the CAC.",
           r"\min\{k : \mathrm{CR}_5 \textstyle\sum_{a<k} \mathrm{margin}_a \ge \mathrm{CAC}\}", "down", "segment"),
    Metric("ltv_cac", "LTV:CAC", "ratio", "Lifetime value of a signed account over what it cost to win.",
           r"\mathrm{CR}_5\,\mathrm{LTV} / \mathrm{CAC}", "up", "segment"),
    Metric("mrr_ceiling", "Growth ceiling", "money/month", "The MRR that constant signatures approach.",
           r"n\,\mathrm{CR}_5 \sum_{a=0}^{L-1} \mathrm{MRR}_a / (1 - Q)", "up", "segment"),
    Metric("accounts_per_csm", "Accounts per CSM", "accounts/CSM", "Accounts that one CSM can hold.",
           r"H \eta / h", "neither", "segment"),
    Metric("csms_needed", "CSMs needed", "people", "CSMs that the opening book needs, rounded up.",
           r"\lceil A_0 h / (H \eta) \rceil", "neither", "segment"),
    Metric("hours_per_account", "Hours per account", "hours/account/year", "Customer-success hours that one account takes in a year.",
           r"h = \sum f (\mathrm{hours} + \mathrm{prep}) + \mathrm{other}", "neither", "segment"),
)
# fmt: on
