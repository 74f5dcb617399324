"""Which company? What is open, in a sentence and a table; the screen adds what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from model.answers import SCENARIO, Answer, Asked, Row, Slot, Table, compared
from model.answers.words import in_whole
from model.result import Result
from model.trace import Quantity, Sentence, Strong, Trace, total

COLUMNS = {"accounts": "Customers", "acv": "ACV", "retention_rate": "Renewal rate", "csms": "CSMs"}


@dataclass(frozen=True)
class OpenCompany:
    """The company that is open: a sentence, figures, and a row for each segment."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    segments: tuple[Row, ...]


def answer(asked: Asked) -> Answer:
    """Which company?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: company.figures for name, company in found.items()}),
        asked.scenarios,
        below=(
            Slot("companies"),
            Slot("open_one"),
            Table("Segments of the open company", ("Segment", *COLUMNS.values()), shown.segments),
            Slot("examples"),
        ),
    )


def ask(result: Result, _segment: int) -> OpenCompany:
    """Name, segments and customers of a result."""
    scenario, trace = result.scenario, Trace(result)
    names = [segment.name for segment in scenario.segments]
    rows = tuple((name, [trace.input(f"{name}.{column}") for column in COLUMNS]) for name in names)
    segments = total([Quantity(1.0, "segments", name, f"={name}.accounts") for name in names]).named(
        "library.segments", "Segments", unit="segments", definition="Groups of customers that are alike."
    )
    customers = in_whole(
        total([trace.input(f"{name}.accounts") for name in names]).named(
            "library.customers", "Customers", unit="accounts", definition="Customers of all segments before month 1."
        )
    )
    words = " segments with " if len(names) > 1 else " segment with "
    sentence = (
        Strong(scenario.name),
        " is open: ",
        segments,
        words,
        customers,
        " customer." if customers.value == 1 else " customers.",
    )
    return OpenCompany(sentence, (segments, customers), rows)
