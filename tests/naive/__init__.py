"""A second, naive implementation of the model: every cohort kept apart, one month after the other.

It shares no code with the engine and is there to check it. Plain Python, literal, slow.

Readings chosen where docs/model.md leaves room (all else is taken word for word):

 1. engagement(0) uses the accounts at the end of month 1, so accounts that go live in month 1 count.
 2. Whether hours are required is asked of required_hours(t), more than 1e-9; with "to_need" and none
    required there are 0 CSMs. "Hours per account" (accounts_per_csm, the CSM part of the margin) count
    above 1e-9 as well.
 3. Head count, its changes, ramp, severance, attrition and vacancy are ignored unless staffing is "fixed".
 4. An opening group that is not billed in month 1 was last billed at its opening MRR.
 5. In the month in which accounts move to month-to-month terms the rest is billed after the move, B months
    ahead, and what moved is billed one month. Every move of a cohort stays a piece of its own.
 6. The month-to-month default is (CR6 - min(q, CR6))^(1/R), and the reruns (grr, without expansion) keep it.
 7. A factor "counts as 1" only where something would be undefined; a net churn below zero is told as it is.
    In ltv_linear the monthly factor CR6^(1/R) and in ltv_dcf the yearly K decide; both give no_churn.
 8. When a series of ltv_compounding diverges and margin <= 0 the reason is no_margin, also when the revenue
    series diverges and gross_margin > cost_to_serve_rate: section 6 tries no_margin before diverges.
    A cost series of nothing (no CSM part) does not diverge.
 9. ltv_simple, ltv_linear and ltv_dcf without churn: no_margin when margin <= 0, else no_churn.
10. Verdict thresholds hold within 1e-9 of their size: what is equal in exact arithmetic holds.
11. trough, payback, breakeven and cash are of the company only; a segment's summary has the other measures.
    trough_month is null with never_negative.
12. The month of the lowest is the first of the exact floating-point minimum, without tolerance.
13. The company is without a book when its opening MRR is 0; then net_mrr_churn is weighted by n x acv/12.
14. logo_retention uses the span of nrr. No book goes before short horizon.
15. Accounts that move to month-to-month terms renewed their contract first, so they count among the renewed.
    Load asks for the sum of planned and reactive hours being more than 1e-9, coverage for the planned ones alone.
16. A scenario is valid: nothing is checked here. Changes after the horizon do nothing.
"""

from .run import naive_run

__all__ = ["naive_run"]
