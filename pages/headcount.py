"""Headcount: what does one more or one fewer CSM change?"""

from model.parameters import STAFF_CHANGE
from model.questions.headcount.answer import mapped
from model.questions.headcount.page import answer
from model.questions.headcount.staffing_options import has_a_team
from ui import accounts_table, page, service_switches, table_inputs, track

page.show(
    "headcount", answer, answerable=has_a_team,
    pace=track.TrackPace(positions=21, charts=2, still=(mapped,), fine=False),
    levers=("staffing", "csms", "arr_per_csm", "accounts_per_csm_ratio", "csm_cost", "ramp_months", "severance_months"),
    assumptions=("accounts", "retention_at_risk", "expansion_without_csm", "response_curve", "engagement_memory",
                 "month_to_month_shift", "csm_attrition", "vacancy_months", "firefighting_hours"),
    slots={"staff_changes": table_inputs.of_segment(
               "Hires and cuts of {}", "staff_changes", STAFF_CHANGE,
               "Enter the hires and cuts that you plan: the month, and how many people, such as −1 for a cut.",
           ),
           "ways": service_switches.ways, **accounts_table.SLOTS},
)  # fmt: skip
