"""The page of the answer: meetings, where hours go, need, load, and ratios of revenue per CSM."""

from __future__ import annotations

from model import months
from model.answers import (
    SCENARIO,
    Answer,
    Asked,
    Block,
    Fold,
    Later,
    Part,
    Remark,
    Slot,
    Table,
    by_month,
    compared,
    folded,
)
from model.questions.csm_capacity import charts, phases
from model.questions.csm_capacity.answer import CsmCapacity, ask
from model.questions.csm_capacity.charts import Found
from model.questions.csm_capacity.hours import rows
from model.questions.csm_capacity.revenue_per_csm import Ratios
from model.questions.csm_capacity.template_section import meeting_templates
from model.questions.staffing_ways import staffing_ways

ABOUT = ("load", "coverage")
MEASURES = (
    "signed_accounts", "accounts", "required_hours", "phase_hours", "reactive_hours", "capacity_hours", "csms", "load",
    "coverage",
)  # fmt: skip
HOURS = ("", "A year")
NEED = ("Month", "Accounts", "Hours needed", "CSMs needed", "On the team", "Load", "Hired to need")
GROUND = ("Segment", "Accounts", "ARR", "ARR per account", "Accounts per CSM", "ARR one CSM can hold", "CSMs needed")
STAFFED = ("Segment", "CSMs by the ratio", "More than needed", "Hours covered", "Unserved accounts")
PUBLISHED = ("Whose", "Accounts per CSM", "up to", "Source")


def answer(asked: Asked) -> Answer:
    """How many accounts can one CSM look after, and how many CSMs do we need?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: capacity.figures for name, capacity in found.items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(
            Slot("meetings"),
            meeting_templates(asked),
            Part((charts.account_hours(found),) if shown.hours.required else ()),
            charts.csm_year(found),
            Part((*_of_team(asked, found), *_by_phase(asked))),
        ),
        below=(
            folded("hours", Table(f"{shown.segment}: from hours to accounts", HOURS, rows(shown.hours))),
            folded("need", _need(shown)),
            Later(lambda: (staffing_ways(asked),)),
            *_ratios(shown, shown.ratios),
            Fold("published", "Published accounts per CSM", lambda: (Table("", PUBLISHED, shown.published),)),
            by_month(asked, MEASURES, of_segment=True),
        ),
    )


def _of_team(asked: Asked, found: Found) -> tuple[Block, ...]:
    """CSMs where hours are required, and their load where there is a team."""
    shown = found[SCENARIO]
    if not shown.hours.required:
        return ()
    load = (charts.load(asked, found),) if len(shown.team.load) else ()
    return (charts.csms(asked, found), *load)


def _by_phase(asked: Asked) -> tuple[Block, ...]:
    """What asks for the hours of a month, where onboarding or renewals take any."""
    found = asked.each(phases.phases)
    chart, shown = phases.hours_by_phase(asked, found), found[SCENARIO]
    if chart is None or shown is None:
        return ()
    rows = [(months.name(month, asked.scenario.start), cells) for month, cells in shown.rows]
    return chart, folded("phases", Table(f"{shown.segment}: hours by purpose", phases.HEAD, rows))


def _need(shown: CsmCapacity) -> Table:
    named = [(months.name(year.month, shown.scenario.start), year.cells) for year in shown.years]
    return Table(f"{shown.segment}: CSMs as the book grows", NEED, named)


def _ratios(shown: CsmCapacity, ratios: Ratios) -> tuple[Block, ...]:
    """What the hours need, what each ratio of revenue per CSM would staff, and why some are left out."""
    staffed: list[Block] = []
    for ratio in ratios.ratios:
        staffed += [Remark(ratio.finding), Table("", STAFFED, [(row.name, row.cells) for row in ratio.staffed])]
    return (
        Part((charts.arr_per_csm(shown),) if ratios.ground else ()),
        Table(
            "What the hours need in the last month", GROUND, [(ground.name, ground.cells) for ground in ratios.ground]
        ),
        *staffed,
        Remark((ratios.left_out,) if ratios.left_out else ()),
    )
