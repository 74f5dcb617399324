"""Hires and cuts that the reader chooses: a number and a month for each segment with a fixed team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.answers import Asked, Block, Choice, Offer, Remark, Setting, Settings
from model.parameters import STAFF_CHANGE, Parameter
from model.questions.headcount.staffing_options import CHOSEN, Move, chosen, fewest, staffing_options, with_a_team
from model.scenario import Segment

MOST = 5  # hires that the slider offers


def decision_in_view(asked: Asked) -> Choice | None:
    """The choice of a decision: as planned, one CSM fewer, one more, or what the reader chooses."""
    named = {option.key: option.name for option in staffing_options(asked.scenario, asked.segment)}
    return asked.choice("decision", "Decision", {**named, CHOSEN: "Choose"}) if named else None


def moves(asked: Asked, view: Choice | None) -> tuple[Move, ...]:
    """The hires and cuts that were chosen, while that decision is in view."""
    if view is None or view.chosen != CHOSEN:
        return ()
    return tuple(
        Move(segment.name, change.value, int(month.value))
        for segment, change, month in _settings(asked)
        if change.value
    )


def controls(asked: Asked, view: Choice) -> Sequence[Block]:
    """A number and a month for each segment, and what puts them into the plan."""
    if view.chosen != CHOSEN:
        return ()
    rows = [Settings((change, month)) for _, change, month in _settings(asked)]
    chosen_moves = moves(asked, view)
    if not chosen_moves:
        return (*rows, Remark(("Nothing is chosen yet: set how many CSMs to hire or to cut.",)))
    option = chosen(asked.scenario, chosen_moves)
    return (*rows, Offer("plan_chosen", "Add to the plan", {f"{name}.staff_changes": list(made)
                                                            for name, made in option.made.items()}))  # fmt: skip


def _settings(asked: Asked) -> list[tuple[Segment, Setting, Setting]]:
    """A number and a month for each segment with a fixed team.

    They start with one CSM fewer where there is one, and with nothing while there is a plan to start from. They are
    set for the plan of that moment: once they are added to it they start anew.
    """
    months, segments = asked.scenario.horizon_months, with_a_team(asked.scenario)
    planned = [(row.month, row.change) for segment in segments for row in segment.staff_changes]
    plan, found = f"{asked.scenario.name} {planned}", list[tuple[Segment, Setting, Setting]]()
    for place, segment in enumerate(segments):
        low = 0.0 - fewest(segment)
        change = asked.setting(
            f"change-{place}", _change(segment, low), -1.0 if low <= -1 and not planned else 0.0, plan
        )
        month = asked.setting(f"from-{place}", _month(segment, months), 1, plan)
        inside = replace(change, value=max(change.value, low)), replace(month, value=min(month.value, months))
        found.append((segment, *inside))
    return found


def _change(segment: Segment, low: float) -> Parameter:
    most = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1]
    return replace(
        STAFF_CHANGE["change"], label=f"{segment.name}: CSMs", help="Hires above 0, cuts below.", step=1,
        bounds=(low, most), plausible=(low, float(MOST)),
    )  # fmt: skip


def _month(segment: Segment, months: int) -> Parameter:
    return replace(
        STAFF_CHANGE["month"], label=f"{segment.name}: from month", help="The first month with the change.", step=1,
        bounds=(1, months), plausible=(1, months),
    )  # fmt: skip
