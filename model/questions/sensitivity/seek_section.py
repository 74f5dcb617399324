"""What must be true: the value of an input that gives the figure its target, and what each lever alone would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.answers import Asked, Block, Fold, Remark, Row, Setting, Table
from model.decide.goal_seek import GoalSeek, seek_value
from model.decide.levers import CheapestLever, cheapest
from model.decide.outcome import Outcome
from model.engine.batch import BatchError
from model.labels import name
from model.parameters import COMPANY, Parameter
from model.questions.sensitivity.answer import Matters
from model.questions.sensitivity.inputs_in_view import input_choice
from model.result import Result
from model.trace import Quantity, Sentence, Trace, constant
from model.wording import UNDEFINED

TITLE = "Levers: what one alone would take"
HEAD = ("Lever", "Now", "Needed", "Change", "Share of its range")
STEP, BEYOND = 0.1, 3.0  # the first target is so much better than the present figure; the slider ends that far away
HOW = "Found by trying values over the plausible range and beyond, then between two where the figure passes its target."


@dataclass(frozen=True, eq=False)
class Solved:
    """The values that reach the target, or the nearest one, each with the figure there."""

    found: GoalSeek
    values: tuple[tuple[Quantity, Quantity], ...]


def solved(result: Result, _segment: int, path: str, outcome: Outcome, target: float) -> Solved | None:
    """None where values do not go together with the rest of the scenario."""
    try:
        found = seek_value(result.scenario, path, outcome, target)
        rows = found.rows()
    except BatchError:
        return None
    tried = found.solutions or (() if found.nearest is None else (found.nearest[0],))
    label, unit = name(result.scenario, path), found.domain.parameter.unit
    values = []
    for place, value in enumerate(tried):
        figure = outcome.traced(rows[place])
        values.append((Quantity(value, unit, f"{label} that is needed", f"sensitivity.seek.{place}", definition=HOW,
                                evidence=(figure,)), figure))  # fmt: skip
    return Solved(found, tuple(values))


def blocks(asked: Asked, outcome: Outcome, matters: Matters) -> Sequence[Block]:
    """The input and the target, what solves it, and every lever."""
    view, path = input_choice(asked, "seek", "Change this input", "retention_rate")
    target = _target(asked, outcome, matters)
    found = asked.find(solved, path, outcome, target.value)
    label = name(asked.scenario, path)
    said = [_none(label)] if found is None else _said(asked, found, label)
    return (
        view, target, *(Remark(sentence) for sentence in said),
        Fold("cheapest", TITLE, lambda: _levers(asked, outcome, target)),
    )  # fmt: skip


def _none(label: str) -> Sentence:
    return (f"{label} cannot be moved alone here: other inputs do not allow it.",)


def _target(asked: Asked, outcome: Outcome, matters: Matters) -> Setting:
    """What the figure should be; at first a tenth better than it is."""
    present = 0.0 if matters.present.reason else matters.present.value
    away = STEP * abs(present) * (-1 if outcome.lower_is_better else 1)
    return asked.setting("target", _parameter(outcome, present), float(f"{present + away:.3g}"), outcome.name)


def _parameter(outcome: Outcome, present: float) -> Parameter:
    size = abs(present) or 1.0
    step = float(f"{size / 100:.1g}")
    return replace(
        COMPANY["cash"], name="target", label=f"Target: {outcome.label}", unit=outcome.metric.unit,
        bounds=(-1e15, 1e15),
        plausible=(present - BEYOND * size, present + BEYOND * size), step=step,
        help="What the figure should be.",
    )  # fmt: skip


def _said(asked: Asked, solution: Solved, label: str) -> list[Sentence]:
    """A sentence for each solution, or for the nearest value."""
    found, currency = solution.found, asked.scenario.currency
    figure = found.outcome.in_a_sentence
    if not solution.values:
        return [(f"No value of {label} gives {figure} a value at all.",)]
    if not found.solutions:
        ((value, reached),) = solution.values
        wanted = found.outcome.written(found.target, currency)
        return [(f"No value of {label} reaches {wanted}. The nearest is ", value, f", with {figure} of ", reached, ".")]
    low, high = found.domain.plausible
    ends = f"{found.domain.written(low, currency)} to {found.domain.written(high, currency)}"
    return [
        (f"{label} of ", value, f" gives {figure} of ", reached, ".",
         "" if low <= value.value <= high else f" That is outside what is plausible, {ends}.")
        for value, reached in solution.values
    ]  # fmt: skip


def found_levers(result: Result, _segment: int, outcome: Outcome, target: float) -> CheapestLever | None:
    try:
        return cheapest(result.scenario, outcome, target)
    except BatchError:
        return None


def _levers(asked: Asked, outcome: Outcome, target: Setting) -> Sequence[Block]:
    """Every lever that reaches the target alone, the smallest move first."""
    found = asked.find(found_levers, outcome, target.value)
    if found is None or not found.able:
        return (Remark((f"No lever alone takes {outcome.in_a_sentence} there within its plausible range.",)),)
    rows, trace = found.rows(), Trace(asked.result)
    shown = list[Row]()
    for place, lever in enumerate(found.able):
        path, domain = lever.domain.path, lever.domain
        label, unit, now = name(asked.scenario, path), domain.parameter.unit, trace.input(path)
        needed = Quantity(lever.value or 0.0, unit, f"{label} that is needed", f"sensitivity.lever.{place}",
                          definition=HOW, evidence=(outcome.traced(rows[place]),))  # fmt: skip
        low, high = domain.plausible
        if now.reason or now.value != now.value:  # left out: it follows from others
            shown.append((label, [UNDEFINED, needed, UNDEFINED, UNDEFINED]))
            continue
        change = (needed - now).named(f"sensitivity.change.{place}", f"{label}: change", unit=unit)
        size = change if change.value >= 0 else 0 - change
        share = (size / (constant(high) - low)).named(
            f"sensitivity.move.{place}", f"{label}: share of its range", unit="share",
            definition="How far the lever is moved, as a share of its plausible range.",
        )  # fmt: skip
        shown.append((label, [now, needed, change, share]))
    others = len(found.levers) - len(found.able)
    return (
        Table("", HEAD, shown),
        Remark((f"{others} other levers cannot, over their plausible ranges.",) if others else ()),
    )
