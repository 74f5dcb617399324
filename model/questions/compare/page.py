"""The page of the answer: which scenario does better, and why they differ."""

from __future__ import annotations

from model.answers import BASELINE, SCENARIO, Answer, Asked, Block, Compared, Later, Part, Remark, Slot
from model.answers.words import why as why_none
from model.decide.outcome import Outcome
from model.questions.compare import charts, tables, why
from model.questions.compare.sides import Comparison, Side, compared, entries
from model.questions.outcomes import outcome_in_view
from model.trace import Quantity, Sentence, Strong
from model.uncertain.deciding import FACTORS
from model.wording import counted

FIGURES = ("profit", "arr_end", "nrr", "trough", "ltv_cac")
SAME = 1e-9  # of the value: less is rounding


def answer(asked: Asked) -> Answer:
    """Which scenario, and why do they differ?"""
    given = entries(asked)
    view, outcome = outcome_in_view(asked)
    base = asked.choice("base", "Baseline", {entry.key: entry.name for entry in given})
    found = asked.find(compared, tuple(given), base.chosen)
    subject_view = asked.choice("subject", "Compared with it", _subjects(found))
    subject = found.side(subject_view.chosen)
    several = [each for each in (base, subject_view) if len(each.options) > 1]
    return Answer(
        _sentence(found, subject, outcome),
        _figures(found, subject),
        {SCENARIO: subject.scenario, BASELINE: found.base.scenario},
        below=(
            Slot("scenarios"), Part((*several, *_remarks(asked, found))), view,
            *(charts.overlaid(asked, found, subject, name) for name in charts.PATHS),
            Later(lambda: why.blocks(asked, found.base, subject, outcome) if found.others else ()),
            tables.figures(found), tables.inputs(found),
        ),
    )  # fmt: skip


def _figures(found: Comparison, subject: Side) -> tuple[Compared, ...]:
    """Those of the scenario in view, each beside the base's; one that neither has is left out."""
    sides = {SCENARIO: subject, BASELINE: found.base} if found.others else {SCENARIO: subject}
    figures = (Compared({name: side.figure(figure) for name, side in sides.items()}) for figure in FIGURES)
    return tuple(each for each in figures if any(figure.reason is None for figure in each.by_result.values()))


def _subjects(found: Comparison) -> dict[str, str]:
    """The open scenario first: it is the one that changes."""
    options = {side.key: side.name for side in found.others}
    return {key: options[key] for key in (SCENARIO, *options) if key in options} or {found.base.key: found.base.name}


def _remarks(asked: Asked, found: Comparison) -> list[Block]:
    """What stands for what, and what cannot be compared."""
    said = list[Block]()
    keys = {side.key for side in found.sides}
    if keys & {*FACTORS}:
        fast, slow = (f"{FACTORS[key]:g}" for key in ("accelerate", "brakes"))
        said.append(
            Remark((f"Nothing is changed yet, so yours stands beside {fast} and {slow} times its new customers.",))
        )
    said += [Remark((f"{name} is in another currency and is left out.",)) for name in found.left_out]
    return said


def _sentence(found: Comparison, subject: Side, outcome: Outcome) -> Sentence:
    """Whether it does better than the base, by how much, and whether the verdict is another one."""
    if not found.others:
        return (Strong("There is nothing to compare yet."), " Add a scenario: one of yours, or an example.")
    base, figure = found.base.value(outcome), subject.value(outcome)
    differ = f" They differ in {counted(len(found.differs), 'input')}." if len(found.others) == 1 else ""
    return (*_compared(found, subject, figure, base), *_verdicts(found, subject), differ)


def _compared(found: Comparison, subject: Side, figure: Quantity, base: Quantity) -> Sentence:
    label = figure.label
    if figure.reason or base.reason:
        missing, side = (figure, subject) if figure.reason else (base, found.base)
        return (Strong(f"{label} cannot be compared."), f" In {side.name} it has no value: {why_none(missing)}.")
    change = figure.value - base.value
    if abs(change) <= SAME * max(abs(figure.value), abs(base.value)):
        return (Strong("No difference."), f" {label} is ", figure, f" in {subject.name}, as in {found.base.name}.")
    size = tables.difference(subject, figure, base, size_only=True)
    more = ("later" if change > 0 else "earlier") if base.unit == "month" else "more" if change > 0 else "less"
    return (
        Strong(f"{subject.name} {_judged(figure, change)}."), f" {label} is ", figure, ", ", size,
        f" {more} than in {found.base.name} (", base, ").",
    )  # fmt: skip


def _judged(figure: Quantity, change: float) -> str:
    if figure.good == "neither":
        return "differs"
    return "does better" if (change > 0) == (figure.good == "up") else "does worse"


def _verdicts(found: Comparison, subject: Side) -> Sentence:
    before, after = (side.result.verdict.advice for side in (found.base, subject))
    if before == after:
        return (f" The verdict is {after} in both.",)
    return (f" The verdict turns from {before} to {after}.",)
