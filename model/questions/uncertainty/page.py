"""The page of the answer: how sure the verdict and the figures are, and which assumption decides."""

from __future__ import annotations

from model.answers import SCENARIO, Answer, Asked, Fold, Later, Offer, Part, Remark, Slot, Table, compared
from model.questions.outcomes import OUTCOMES, outcome_in_view
from model.questions.uncertainty import charts, deciding_section, growth_section
from model.questions.uncertainty.answer import DRAWS, Sure, ask, metric_of, ranges_remark, sentence
from model.trace import Quantity
from model.uncertain.run import RUNS_OUT, SHARES

HEAD = ("Figure", "As planned", "P10", "P50", "P90", "Mean")


def answer(asked: Asked, draws: int = DRAWS) -> Answer:
    """How sure are we? A file that is written while somebody waits has fewer `draws` than the page."""
    sure = asked.find(ask, draws)
    view, outcome = outcome_in_view(asked)
    return Answer(
        sentence(sure, outcome.name),
        compared({SCENARIO: _figures(sure, outcome.name)}),
        asked.scenarios,
        below=(
            view, Part(_assumed(sure)),
            *charts.fans(asked, sure), charts.chances(sure),
            Later(lambda: deciding_section.blocks(asked, outcome)),
            Fold("growth", growth_section.TITLE, lambda: growth_section.blocks(asked)),
            Table("How far figures may spread", HEAD, [*_rows(sure)]),
            Slot("ranges"),
        ),
    )  # fmt: skip


def _figures(sure: Sure, name: str) -> list[Quantity]:
    """How often the verdict comes, the figure in view, and whether cash lasts."""
    spread = [sure.figure(name, part) for part in SHARES] if sure.has(name) else []
    return [sure.chance(sure.verdict), *spread, sure.chance(RUNS_OUT)]


def _assumed(sure: Sure) -> tuple[Remark | Offer, ...]:
    """What the ranges are where the scenario has none, and a button that writes them into it."""
    if not sure.is_assumed or not sure.drawn.ranges:
        return ()
    ranges = {path: row.model_dump(exclude_defaults=True) for path, row in sure.drawn.ranges.items()}
    return Remark(ranges_remark(sure)), Offer("take_ranges", "Use these ranges and edit them", {"ranges": ranges})


def _rows(sure: Sure) -> list[tuple[str, list[Quantity | str]]]:
    """Each figure of the company that has a value in some draw, as planned and over the draws."""
    rows = []
    for name in OUTCOMES:
        if sure.has(name):
            planned = sure.trace.summary(name) if name in sure.trace.part.summary else sure.trace.economics(name)
            parts: list[Quantity | str] = [sure.figure(name, part) for part in (*SHARES, "mean")]
            if metric_of(name).unit == "month":
                parts[-1] = ""
            rows.append((metric_of(name).label, [planned, *parts]))
    return rows
