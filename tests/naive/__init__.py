"""A second, naive implementation of the model: every cohort kept apart, one month after the other.

It shares no code with the engine and is there to check it. Plain Python, literal, slow. It was written from the page
that defines the model, its second edition included, before the engine was.

Readings chosen where the page leaves room (all else is taken word for word):

 1. Head count, its changes, ramp, severance, attrition and vacancy are ignored unless staffing is "fixed"; the two
    ratios unless it is "ratio".
 2. Load is infinite where the seats have no hours before vacancies; capacity of seats that are all vacant is 0.
 3. Every move of a cohort to month-to-month terms stays a piece of its own. Those accounts renewed their contract
    first, so they count among the renewed.
 4. A run with other rates (gross retention, without expansion) keeps the engagement, beyond the horizon too, and what
    month-to-month accounts keep.
 5. Company: the book's MRR after the span over its opening MRR, each segment in the month in which its turn ends.
 6. A whole turn after the list begins at the age of the last renewal in the list; its margin is summed undiscounted.
    An endless LTV of any kind is no_margin when that sum is 0 or less. Of ltv_compounding also when the CSM cost alone
    has no end.
 7. In ltv_linear the monthly factor and in ltv_dcf the yearly K decide whether it has an end.
 8. Verdict thresholds hold within 1e-9 of their size: what is equal in exact arithmetic holds.
 9. trough, payback, breakeven and cash are of the company only; a segment's summary has the other measures.
    trough_month is null with never_negative. The month of the lowest is the first of the exact floating-point minimum.
10. The company's net churn is weighted by opening MRR, without one by the MRR signed in month 1, season included; as of
    month T by MRR(T), without one by what is signed in T. Blended ratios are weighted by accounts signed before the
    season, without any by opening accounts; as of T by signed(T), without any by accounts(T).
11. Figures as of month T are there when any change of the scenario begins by month T, for every segment then.
12. CAC in blended ratios has the onboarding hours in it, as in every ratio.
13. A scenario is valid: nothing is checked here. Changes of staff after the horizon act in what looks beyond it.
"""

from .run import naive_run

__all__ = ["naive_run"]
