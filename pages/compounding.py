"""Compounding: how do onboarding, retention and expansion compound?"""

from model.questions.calendars import CALENDAR
from model.questions.compounding.early_life import SLOT
from model.questions.compounding.page import answer
from ui import month_bars, page, rate_table

page.show(
    "compounding",
    answer,
    levers=("renewal_months", "expansion_months", "price_increase"),
    assumptions=(
        "accounts",
        "onboarding_rate",
        "retention_rate",
        "early_churn",
        "expansion_rate",
        "expansion_share",
        "contraction_rate",
    ),
    slots={SLOT: rate_table.of_segment, CALENDAR: month_bars.of_segment(CALENDAR)},
)
