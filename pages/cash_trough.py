"""Cash: how much cash does growth take, and how fast can we afford to grow?"""

from model.questions.calendars import SEASON
from model.questions.cash_trough.page import answer
from ui import month_bars, page, track

page.show(
    "cash_trough", answer, pace=track.DEAR,
    levers=("new_accounts", "new_accounts_growth", "new_accounts_step", "cac", "billing_months", "company.cash",
            "company.fixed_costs", "horizon_months"),
    assumptions=("accounts", "acv", "sales_cycle_months", "collection_months", "onboarding_rate", "retention_rate",
                 "gross_margin"),
    slots={SEASON: month_bars.of_segment(SEASON)},
)  # fmt: skip
