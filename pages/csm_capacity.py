"""CSM capacity: how many accounts can one CSM hold, and how many CSMs do we need?"""

from model.parameters import MEETING
from model.questions.csm_capacity.hours import takes_hours
from model.questions.csm_capacity.shown import answer
from ui import edit, page
from ui.state import State


def meetings(state: State) -> None:
    """Those of an account of the segment in view, to be edited."""
    edit.table(state, f"Meetings of an account of {state.segment}", f"{state.segment}.meetings", MEETING)


page.show(
    "csm_capacity",
    answer,
    answerable=takes_hours,
    levers=("staffing", "csms", "new_accounts"),
    assumptions=("accounts", "other_hours", "csm_hours", "csm_productivity", "retention_rate"),
    slots={"meetings": meetings},
)
