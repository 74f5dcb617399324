"""Why should anyone believe this? What the sources print beside what the model gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model.answers import SCENARIO, Answer, Asked, Fold, Listed, Slot, Table, compared
from model.published import AS_PRINTED, OTHERWISE, PublishedFigure, published_figures
from model.result import Result
from model.trace import Quantity, Sentence, listed, total

HEAD = ("Printed", "Ours", "How it comes out")
VERDICTS = {
    AS_PRINTED: ("As printed", "come out as printed"),
    OTHERWISE: ("Re-read", "come out only when read another way"),
    "shape only": ("Shape only", "are curves without numbers, whose shape comes out"),
    "input, not a result": ("Input, not a result", "are inputs of the source, not results"),
}


@dataclass(frozen=True)
class Evidence:
    """The answer. `figures` count the printed figures by how they come out."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    published: tuple[PublishedFigure, ...]


def answer(asked: Asked) -> Answer:
    """Why should anyone believe this? Nothing is compared: it is the same for every scenario."""
    found = asked.find(ask)
    rows = [(each.printed, (each.ours, VERDICTS[each.verdict][0])) for each in found.published]
    readings = Listed("", [(each.printed, _reading(each)) for each in found.published])
    return Answer(
        found.sentence,
        compared({SCENARIO: found.figures}),
        asked.scenarios,
        below=(
            Table("Printed figures beside ours", HEAD, rows, full=True),
            Fold("readings", "Where each is printed, and how it is read", lambda: (readings,)),
            Slot("documents"),
        ),
    )


def _reading(figure: PublishedFigure) -> Sentence:
    """Where it is printed, what its words alone give, and how it was read."""
    parts: list[Quantity | str] = [f"{figure.source}."]
    if figure.words:
        parts += [" Its words alone give ", *_separated(figure.words), "."]
    how = f" {figure.how[0].upper()}{figure.how[1:]}." if figure.how else ""
    return (*parts, how)


def _separated(quantities: Iterable[Quantity]) -> list[Quantity | str]:
    """The numbers, with commas between them."""
    return [part for quantity in quantities for part in (", ", quantity)][1:]


def ask(_result: Result, _segment: int) -> Evidence:
    """The same for every scenario: the sources have scenarios of their own."""
    published = published_figures()
    every = _count(
        "all", "Printed figures", published, "Figures printed in the two sources that the model can answer for."
    )
    by_verdict = {
        verdict: _count(
            verdict.split()[0],
            label,
            [figure for figure in published if figure.verdict == verdict],
            f"How many {words}.",
        )
        for verdict, (label, words) in VERDICTS.items()
    }
    parts = [(count, f" {VERDICTS[verdict][1]}") for verdict, count in by_verdict.items() if count.value]
    failing = [figure.id for figure in published if not figure.holds]
    but = (f" These do not come out: {', '.join(failing)}.",) if failing else ()
    return Evidence(
        ("Of ", every, " figures printed in the two sources, ", *listed(parts), ".", *but),
        (every, *by_verdict.values()),
        published,
    )


def _count(key: str, label: str, figures: Iterable[PublishedFigure], definition: str) -> Quantity:
    ones = [Quantity(1.0, "figures", figure.id, f"published.{figure.id}") for figure in figures]
    return total(ones).named(f"evidence.{key}", label, unit="figures", definition=definition)
