"""The answer as it is shown: the decisions by turns, every number of CSMs, and the sections below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.answers import (
    SCENARIO,
    Answer,
    Asked,
    Block,
    Choice,
    Part,
    Remark,
    Slot,
    Table,
    by_month,
    compared,
)
from model.questions.headcount import charts
from model.questions.headcount.answer import HeadCount, ask, turning
from model.questions.headcount.by_count_chart import NAMES, by_count
from model.questions.headcount.decision import Decision
from model.questions.headcount.hiring_section import hiring_plan
from model.questions.headcount.response_section import response_from_data
from model.questions.headcount.sections import match_retention, meeting_templates

ABOUT = ("load", "coverage", "engagement", "csms", "profit", "cs_cost")
MEASURES = ("accounts", "required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement",
            "churned_mrr", "cs_cost", "operating_profit")  # fmt: skip
DECIDED = ("Decision", "CSM cost saved", "Lost to less service", "Change of profit", "Overtaken")
STEPS = ("Step", "Change of profit")
FIRES = ("Over the horizon", "Yours", "Without firefighting", "Difference")
COUNTS = ("CSMs", "Accounts per CSM", "Profit", "Revenue", "Revenue per CSM", "NRR")
Found = Mapping[str, HeadCount]  # by the name of the result


def answer(asked: Asked) -> Answer:
    """What does one CSM more or fewer do?"""
    found = asked.each(ask)
    shown, view = found[SCENARIO], _view(asked, found)
    steps = Table("", STEPS, ())
    if view is not None:
        decision = shown.decision(view.chosen)
        steps = Table(f"{decision.option.name}: what changes profit", STEPS, decision.rows)
    counts = shown.best.shown if shown.best else []
    return Answer(
        shown.sentence, compared({name: one.figures for name, one in found.items()}), asked.scenarios, about=ABOUT,
        beside=(Slot("staff_changes"), Part(_decided(asked, found, view)), Part(_counted(asked, found))),
        below=(
            Table("Each decision", DECIDED, [(one.option.name, one.cells) for one in shown.decisions]),
            steps,
            Table("By number of CSMs", COUNTS, [(count.name, count.cells) for count in counts]),
            hiring_plan(asked), match_retention(asked), meeting_templates(asked), response_from_data(asked),
            Remark(shown.proactive.sentence),
            Table("With firefighting, and without it", FIRES, shown.proactive.rows),
            by_month(asked, MEASURES, of_segment=True),
        ),
    )  # fmt: skip


def _view(asked: Asked, found: Found) -> Choice | None:
    """The decision in view, where there is anything to decide."""
    names = {decision.option.key: decision.option.name for decision in found[SCENARIO].decisions}
    return asked.choice("decision", "Decision", names) if names else None


def _decided(asked: Asked, found: Found, view: Choice | None) -> Sequence[Block]:
    """The decision in view as charts, beside the same one in the other results."""
    if view is None:
        return ()
    same: dict[str, Decision] = {name: one for name, each in found.items() if (one := each.same(view.chosen))}
    turns, pays = asked.find(turning, found[SCENARIO], view.chosen)
    return (
        view,
        charts.by_month(asked, same),
        charts.summed_up(asked, same),
        charts.waterfall(asked, same),
        Slot("ways"),
        charts.service(asked, same),
        charts.team_hours(asked, same),
        charts.flip_map(pays, turns),
    )


def _counted(asked: Asked, found: Found) -> Sequence[Block]:
    """What each number of CSMs brings, of the measure in view."""
    best = {name: one.best for name, one in found.items() if one.best is not None}
    if SCENARIO not in best:
        return ()
    view = asked.choice("by_count", "By number of CSMs", NAMES)
    return view, by_count(asked, best, view.chosen)
