"""The page of the answer: the decision in view with its best arguments, its charts, and every number of CSMs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from model.questions.headcount import chosen_section, decision_charts, how_sure
from model.questions.headcount.answer import Headcount, ask, mapped
from model.questions.headcount.by_count_chart import NAMES, by_count
from model.questions.headcount.decision import Decision
from model.questions.headcount.hiring_section import hiring_plan
from model.questions.headcount.response_section import response_from_data
from model.questions.headcount.retention_section import match_retention
from model.questions.horizons import TITLE
from model.questions.staffing_ways import staffing_ways

ABOUT = ("load", "coverage", "engagement", "csms", "profit", "cs_cost")
MEASURES = ("accounts", "required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement",
            "churned_mrr", "cs_cost", "operating_profit")  # fmt: skip
DECIDED = ("Decision", "CSM cost saved", "Lost business", "Change of profit", "Outweighed from")
SHARES = ("Segment", *DECIDED[1:])
OVER = ("Over", "CSM cost saved", "Lost business", "Change of profit")
STEPS = ("Step", "Change of profit")
FIRES = ("Over the horizon", "Yours", "Without firefighting", "Difference")
COUNTS = ("CSMs", "Accounts per CSM", "Profit", "Revenue", "Revenue per CSM", "NRR")
WAYS = "Three ways to staff: by hours, by ratio, with a fixed team"
Found = Mapping[str, Headcount]  # by the name of the result


def answer(asked: Asked) -> Answer:
    """What does one more or one fewer CSM change?"""
    view = chosen_section.decision_in_view(asked)
    found = asked.each(ask, view.chosen if view else "", chosen_section.moves(asked, view))
    shown = found[SCENARIO]
    decision, counts = shown.decision, shown.best.shown if shown.best else []
    steps = Table("", STEPS, ())
    if decision is not None:
        steps = Table(f"{decision.option.name}: what changes profit", STEPS, decision.rows)
    return Answer(
        shown.sentence,
        compared({name: headcount.figures for name, headcount in _alike(found).items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(
            Part(() if view is None else (view, *chosen_section.controls(asked, view))),
            Part(_amounts(shown)),
            hiring_plan(asked), match_retention(asked), response_from_data(asked),
            Fold("staffing_ways", WAYS, lambda: (staffing_ways(asked),)),
            Slot("staff_changes"), Part(_decided(asked, found)), Part(_counted(asked, found)),
        ),
        below=(
            Later(lambda: how_sure.blocks(asked, shown)),
            Table("Each decision", DECIDED, [(_named(asked, row), row.cells) for row in shown.decisions]),
            folded("profit_steps", steps),
            folded("counts", Table("By number of CSMs", COUNTS, [(count.name, count.cells) for count in counts])),
            Remark(shown.proactive.sentence),
            folded("firefighting", Table("With firefighting, and without it", FIRES, shown.proactive.rows)),
            by_month(asked, MEASURES, of_segment=True),
        ),
    )  # fmt: skip


def _named(asked: Asked, decision: Decision) -> str:
    """A decision with its segments, where there are several to choose from."""
    several = len(asked.scenario.segments) > 1
    return f"{decision.option.name}: {', '.join(decision.option.segments)}" if several else decision.option.name


def _alike(found: Found) -> Found:
    """The results whose decision in view touches the same segments: only these can be compared."""
    touched = {name: each.decision.option.segments if each.decision else () for name, each in found.items()}
    return {name: found[name] for name, segments in touched.items() if segments == touched[SCENARIO]}


def _amounts(shown: Headcount) -> Sequence[Block]:
    """The decision over one, three and five years, and in each segment where it touches several."""
    decision = shown.decision
    if decision is None:
        return ()
    shares = [(share.name, share.cells) for share in decision.shares if share.cells]
    return (
        Table(TITLE, OVER, [(f"{months} months", cells) for months, cells in shown.horizons]),
        Table("By segment", SHARES, [*shares, ("Company", decision.cells)] if shares else ()),
    )


def _decided(asked: Asked, found: Found) -> Sequence[Block]:
    """The decision in view as charts, beside the same one in the other results."""
    shown = found[SCENARIO]
    if shown.decision is None or shown.flips is None:
        return ()
    key = shown.decision.option.key
    same: dict[str, Decision] = {name: row for name, each in _alike(found).items() if (row := each.same(key))}
    return (
        decision_charts.by_month(asked, same),
        decision_charts.summed_up(asked, same),
        decision_charts.waterfall(asked, same),
        Slot("ways"),
        decision_charts.service(asked, same),
        decision_charts.team_hours(asked, same),
        Later(lambda: _map(asked, shown)),
    )


def _map(asked: Asked, shown: Headcount) -> Sequence[Block]:
    """Where the decision in view would pay."""
    pays = asked.find(mapped, shown)
    return (decision_charts.flip_map(pays, shown.flips),) if pays and shown.flips else ()


def _counted(asked: Asked, found: Found) -> Sequence[Block]:
    """What each number of CSMs brings, of the measure in view; nothing while no response is set."""
    best = {name: headcount.best for name, headcount in found.items() if headcount.best is not None}
    if SCENARIO not in best:
        return ()
    view = asked.choice("by_count", "By number of CSMs", NAMES)
    return view, by_count(asked, best, view.chosen)
