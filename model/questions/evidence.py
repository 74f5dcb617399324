"""Why should anyone believe this? What the sources print beside what the model gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model.answers import SCENARIO, Answer, Asked, Slot, Table, compared
from model.published import AS_PRINTED, OTHERWISE, PublishedFigure, published_figures
from model.result import Result
from model.trace import Quantity, Sentence, listed, total

HEAD = ("Printed", "Source", "Ours", "As worded", "How it comes out", "What was found")
VERDICTS = {
    AS_PRINTED: ("As printed", "follow from the words, to the digits printed"),
    OTHERWISE: ("Under another reading", "come out only under another reading than their words"),
    "shape only": ("Curves without numbers", "are curves without numbers, whose shape comes out"),
    "input, not a result": ("Inputs there", "are inputs of the source, not results"),
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
    rows = [(each.printed, (each.source, each.ours, each.words, each.verdict, each.how)) for each in found.published]
    return Answer(
        found.sentence,
        compared({SCENARIO: found.figures}),
        asked.scenarios,
        below=(Table("Printed figures beside ours", HEAD, rows, full=True), Slot("documents")),
    )


def ask(_result: Result, _segment: int) -> Evidence:
    """The same for every scenario: the sources have scenarios of their own."""
    published = published_figures()
    every = _count(
        "all", "Printed figures", published, "Figures printed in the two sources that the model can answer for."
    )
    holding = _count(
        "holds", "That come out", [one for one in published if one.holds], "Of those, the ones that our number equals."
    )
    by_verdict = {
        verdict: _count(
            verdict.split()[0], label, [one for one in published if one.verdict == verdict], f"They {words}."
        )
        for verdict, (label, words) in VERDICTS.items()
    }
    parts = [(count, f" {VERDICTS[verdict][1]}") for verdict, count in by_verdict.items() if count.value]
    failing = [one.id for one in published if not one.holds]
    lead: Sentence = (holding, " of ", every, " figures printed in the two sources come out of this model: ")
    but = (f". These do not: {', '.join(failing)}.",) if failing else (".",)
    return Evidence((*lead, *listed(parts), *but), (every, *by_verdict.values()), published)


def _count(key: str, label: str, figures: Iterable[PublishedFigure], definition: str) -> Quantity:
    ones = [Quantity(1.0, "figures", figure.id, f"published.{figure.id}") for figure in figures]
    return total(ones).named(f"evidence.{key}", label, unit="figures", definition=definition)
