"""CSM capacity: how many accounts can one CSM hold, and how many CSMs do we need?"""

from model.parameters import MEETING
from model.questions.csm_capacity.hours import takes_hours
from model.questions.csm_capacity.page import answer
from ui import page, table_inputs

page.show(
    "csm_capacity", answer, answerable=takes_hours,
    levers=("staffing", "csms", "arr_per_csm", "accounts_per_csm_ratio", "new_accounts"),
    assumptions=("accounts", "other_hours", "onboarding_hours", "onboarding_hours_months", "renewal_hours", "csm_hours",
                 "csm_productivity", "retention_rate", "retention_at_risk"),
    slots={"meetings": table_inputs.of_segment(
        "Meetings of an account of {}", "meetings", MEETING,
        "Enter the meetings that an account gets, such as a check-in of half an hour a month: "
        "they say how many accounts a CSM can hold.",
    )},
)  # fmt: skip
