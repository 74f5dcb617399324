"""What does this rest on? Every input of the segment in view and of the company, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from model.answers import SCENARIO, Answer, Asked, Input, InputTable, Slot, compared
from model.basis import is_unsourced
from model.effects import without_effect
from model.result import Result
from model.scenario import TABLES, Scenario
from model.trace import Quantity, Sentence, Trace, total

NAMED = 3  # of the unsourced assumptions, in the sentence


@dataclass(frozen=True)
class Assumptions:
    """The answer. The inputs stand in groups, those of the segment in view first."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    inputs: tuple[InputTable, ...]


def answer(asked: Asked) -> Answer:
    """What does this rest on?"""
    found = asked.each(ask)
    shown, figures = found[SCENARIO], {name: assumptions.figures for name, assumptions in found.items()}
    return Answer(shown.sentence, compared(figures), asked.scenarios, below=(Slot("segment"), *shown.inputs))


def ask(result: Result, segment: int) -> Assumptions:
    """The answer for a result, with the segment at this place in view."""
    scenario, trace = result.scenario, Trace(result)
    acting = [path for path in scenario.paths() if without_effect(result, path) is None]
    assumptions = [path for path in acting if scenario.paths()[path].kind == "assumption"]
    unsourced = [path for path in assumptions if is_unsourced(scenario, path)]
    levers = [path for path in acting if scenario.paths()[path].kind == "lever"]
    counts = (
        _count(trace, "acting", "Assumptions that act", assumptions, "What the world does, where it moves a figure."),
        _count(trace, "unsourced", "Without a source", unsourced, "Assumptions that act and that nobody has sourced."),
        _count(trace, "levers", "Levers that act", levers, "What the user decides, where it moves a figure."),
    )  # fmt: skip
    in_view = f"{scenario.segments[segment].name}."
    paths = [path for path in scenario.paths() if path.startswith(in_view) or path.rpartition(".")[0] in ("", *TABLES)]
    paths.sort(key=lambda path: not path.startswith(in_view))
    rows = [_input(result, path) for path in paths if scenario.paths()[path].kind != "text"]
    groups = groupby(rows, key=lambda row: row.parameter.group)
    inputs = tuple(InputTable(title, tuple(group)) for title, group in groups)
    return Assumptions(_sentence(scenario, counts, unsourced), counts, inputs)


def _input(result: Result, path: str) -> Input:
    scenario = result.scenario
    note = scenario.notes.get(path)
    return Input(
        path=path,
        parameter=scenario.paths()[path],
        value=scenario.value(path),
        idle=without_effect(result, path),
        unsourced=is_unsourced(scenario, path),
        source=note.source if note else "",
        note=note.note if note else "",
    )


def _sentence(scenario: Scenario, counts: tuple[Quantity, ...], unsourced: list[str]) -> Sentence:
    """How many assumptions act and how many of them nobody has given a source for, changed ones named first."""
    acting, without, levers = counts
    if not acting.value:
        return ("This rests on ", levers, " levers alone: no assumption moves a figure now.")
    if not unsourced:
        return ("Each of the ", acting, " assumptions that move a figure now has a source.")
    standard = [scenario.value(path) == scenario.paths()[path].default for path in unsourced]
    first = [path for _, path in sorted(zip(standard, unsourced, strict=True), key=lambda pair: pair[0])][:NAMED]
    named = ", ".join(_label(scenario, path) for path in first)
    some = "such as" if len(unsourced) > NAMED else "namely"
    if len(unsourced) == int(acting.value):
        return ("None of the ", acting, f" assumptions that move a figure now has a source, {some} {named}.")
    return ("Of the ", acting, " assumptions that move a figure now ", without, f" have no source, {some} {named}.")


def _label(scenario: Scenario, path: str) -> str:
    table, label = path.rpartition(".")[0], scenario.paths()[path].label
    several = len(scenario.segments) > 1 and table not in ("", *TABLES)
    return f"{label} ({table})" if several else label


def _count(trace: Trace, key: str, label: str, paths: Iterable[str], definition: str) -> Quantity:
    ones = [Quantity(1.0, "inputs", _label(trace.scenario, path), f"={path}") for path in paths]
    return total(ones).named(f"assumptions.{key}", label, unit="inputs", definition=definition)
