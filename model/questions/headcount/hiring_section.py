"""The hiring plan on its page: its settings, what it says, who starts when, and what "Use this plan" writes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model import months
from model.answers import Asked, Band, Block, Fold, Lines, Mark, Offer, Part, Remark, Series, Settings, Table
from model.questions.headcount.fewest_hires import PLANNING, Planning
from model.questions.headcount.hiring_plan import HiringPlan, need_and_team, planned
from model.wording import short

BY_QUARTER = ("From", "CSMs needed", "Start", "On the team", "Lowest coverage", "Without hiring")
AGAINST = ("", "CSMs at the end", "Pay", "Lowest coverage", "Accounts at the end", "Profit")
NEEDED, WITH_PLAN, WITHOUT, START = "Needed", "With the plan", "Without hiring", "Start"
NAMED = 8  # starts that are named: more would crowd, and the table has them


def hiring_plan(asked: Asked) -> Fold:
    """How many CSMs start in which quarter; its title says how many are missing."""
    need = asked.find(need_and_team)
    return Fold("hiring_plan", f"Hiring plan: {need}" if need else "Hiring plan", lambda: _blocks(asked))


def _blocks(asked: Asked) -> Sequence[Block]:
    settings = [asked.setting(name, parameter, parameter.default) for name, parameter in PLANNING.items()]
    planning = Planning.model_validate({setting.key: setting.value for setting in settings})
    plan = asked.find(planned, planning)
    quarters = [(months.name(quarter.month, asked.scenario.start), quarter.cells) for quarter in plan.quarters]
    return (
        Settings(settings),
        Remark(plan.sentence),
        Part((csms_with_the_plan(asked, plan),) if plan.needed.any() else ()),
        Remark(plan.waiting),
        Table("", AGAINST, plan.against),
        Offer("use_plan", "Use this plan", plan.changes),
        Table("By quarter", BY_QUARTER, quarters),
    )


def csms_with_the_plan(asked: Asked, plan: HiringPlan) -> Lines:
    """CSMs that the hours need, CSMs with the plan and without hiring, and who starts when."""
    nobody = np.full(plan.needed.shape, np.nan)
    staffed = plan.staffed if len(plan.staffed) else nobody
    without = plan.without if plan.starts else nobody
    starts = np.zeros(plan.needed.shape)
    for month, hired in plan.starts:
        starts[month - 1] = hired
    words = _words(plan)
    return Lines(
        title="CSMs needed, and on the team with the plan", unit="people", finding=(_finding(asked, plan),), steps=True,
        bands=(Band(staffed, np.fmax(staffed, plan.needed), "loss"),), marks=_marks(plan),
        series=(
            Series(NEEDED, plan.needed, "ink", words=words.get(NEEDED, "")),
            Series(WITH_PLAN, staffed, "whatif", words=words.get(WITH_PLAN, "")),
            Series(WITHOUT, without, "baseline", words=words.get(WITHOUT, "")), Series(START, starts, None),
        ),
    )  # fmt: skip


def _finding(asked: Asked, plan: HiringPlan) -> str:
    start, count = asked.scenario.start, len(plan.needed)
    first = f"{short(float(plan.needed[0]))} in {months.name(1, start)}"
    last = f" and {short(float(plan.needed[-1]))} in {months.name(count, start)}" if count > 1 else ""
    sentence = f"{asked.segment_name} needs {first}{last}"
    if not len(plan.staffed):
        return f"{sentence}; nobody is on the team."
    if not plan.starts:
        return f"{sentence}; the team ends with {short(float(plan.staffed[-1]))}."
    sentence += (
        f"; you end with {short(float(plan.staffed[-1]))} by the plan, {short(float(plan.without[-1]))} without hiring"
    )
    lacking = int((plan.staffed < plan.needed).sum())
    return f"{sentence}. {lacking} of {count} months stay short." if lacking else f"{sentence}."


def _words(plan: HiringPlan) -> dict[str, str]:
    """The words at the end of each line; of lines that end as one, one is named."""
    needed = float(plan.needed[-1])
    if not len(plan.staffed):
        return {NEEDED: f"{NEEDED} {short(needed)}"}
    staffed = float(plan.staffed[-1])
    if not plan.starts:
        return {WITH_PLAN: f"On the team {short(staffed)}"} | (
            {} if needed == staffed else {NEEDED: f"{NEEDED} {short(needed)}"}
        )
    without = {WITHOUT: f"{WITHOUT} {short(float(plan.without[-1]))}"} if staffed > plan.without[-1] else {}
    return {WITH_PLAN: f"{WITH_PLAN} {short(staffed)}", NEEDED: f"{NEEDED} {short(needed)}", **without}


def _marks(plan: HiringPlan) -> list[Mark]:
    """A mark with the number of CSMs in each month in which some start."""
    return [
        Mark(month, float(plan.staffed[month - 1]), f"+{short(hired)}" if len(plan.starts) <= NAMED else "", "whatif")
        for month, hired in plan.starts
    ]
