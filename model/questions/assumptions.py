"""What does this rest on? Every input of the segment in view and of the company, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model import labels
from model.answers import Answer, Asked, Fold, Input, InputTable, Slot, compared
from model.basis import Basis, basis_of, is_unsourced
from model.effects import without_effect
from model.questions.moving_inputs import moving
from model.result import Result
from model.scenario import TABLES, Scenario
from model.trace import Quantity, Sentence, Trace, total

ALL, MOVING = "all", "moving"
NAMED = 3  # of the unsourced assumptions, in the sentence


@dataclass(frozen=True)
class Assumptions:
    """The answer. The inputs are those of the segment in view, then those of the company."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    inputs: tuple[Input, ...]


def answer(asked: Asked) -> Answer:
    """What does this rest on?"""
    found = asked.each(ask)
    figures = {name: assumptions.figures for name, assumptions in found.items()}
    shown = asked.find(ask, asked.example)
    acting = [given for given in shown.inputs if given.idle is None]
    idle = [given for given in shown.inputs if given.idle is not None]
    view = asked.choice("class", "Show", _classes(acting))
    rows = [given for given in acting if view.chosen in (ALL, given.basis)]
    if view.chosen == MOVING:  # runs the model twice an input, so only when it is asked
        paths = asked.find(moving, tuple(given.path for given in acting))
        rows = [given for given in acting if given.path in paths]
    title = "Inputs that could turn the verdict" if view.chosen == MOVING else "Inputs that move figures now"
    return Answer(
        shown.sentence,
        compared(figures),
        asked.scenarios,
        below=(
            Slot("segment"),
            view,
            InputTable("acting", title, rows),
            Fold(
                "idle_inputs",
                f"{len(idle)} inputs have no effect now",
                lambda: (InputTable("idle", "Inputs without effect now", idle),),
            ),
        ),
    )


def ask(result: Result, segment: int, example: Scenario | None = None) -> Assumptions:
    """The answer for a result, with the segment at this place in view, beside the `example` it was made from."""
    scenario, trace = result.scenario, Trace(result)
    acting = [path for path in scenario.paths() if without_effect(result, path) is None]
    assumptions = [path for path in acting if scenario.paths()[path].kind == "assumption"]
    unsourced = [path for path in assumptions if is_unsourced(scenario, path)]
    levers = [path for path in acting if scenario.paths()[path].kind == "lever"]
    counts = (
        _count(trace, "acting", "Assumptions that act", assumptions, "What the world does, where it moves a figure."),
        _count(trace, "unsourced", "Without a source", unsourced,
               "Assumptions that act, are not the user's own data, and that nobody has sourced."),
        _count(trace, "levers", "Levers that act", levers, "What the user decides, where it moves a figure."),
    )  # fmt: skip
    in_view = f"{scenario.segments[segment].name}."
    paths = [path for path in scenario.paths() if path.startswith(in_view) or path.rpartition(".")[0] in ("", *TABLES)]
    paths.sort(key=lambda path: not path.startswith(in_view))
    rows = (_input(result, path, example) for path in paths if scenario.paths()[path].kind != "text")
    return Assumptions(_sentence(scenario, counts, unsourced), counts, tuple(rows))


def _classes(rows: Sequence[Input]) -> dict[str, str]:
    """The classes that the inputs have, each with how many, and those that could turn the verdict."""
    counts = Counter(given.basis for given in rows)
    named = {str(basis): f"{basis[0].upper()}{basis[1:]} ({counts[basis]})" for basis in Basis if counts[basis]}
    return {ALL: f"All ({len(rows)})", MOVING: "Moves the verdict", **named}


def _input(result: Result, path: str, example: Scenario | None) -> Input:
    scenario = result.scenario
    note = scenario.notes.get(path)
    return Input(
        path=path,
        parameter=scenario.paths()[path],
        value=scenario.value(path),
        idle=without_effect(result, path),
        basis=basis_of(scenario, path, example),
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
    named = ", ".join(labels.name(scenario, path) for path in first)
    some = "such as" if len(unsourced) > NAMED else "namely"
    if len(unsourced) == int(acting.value):
        return ("None of the ", acting, f" assumptions that move a figure now has a source, {some} {named}.")
    return ("Of the ", acting, " assumptions that move a figure now ", without, f" have no source, {some} {named}.")


def _count(trace: Trace, key: str, label: str, paths: Iterable[str], definition: str) -> Quantity:
    ones = [Quantity(1.0, "inputs", labels.name(trace.scenario, path), f"={path}") for path in paths]
    return total(ones).named(f"assumptions.{key}", label, unit="inputs", definition=definition)
