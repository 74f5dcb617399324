"""The tornado: each input's range as a line between the figures at its ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from model.answers import Asked, Bar, Bars, Block, Piece, Role, Row, Table, Tick, folded
from model.answers.words import in_short
from model.questions.sensitivity.answer import Matters, Moved
from model.trace import Quantity

SHOWN = 10
TITLE = "What moves it most"
HEAD = ("Input", "Kind", "From", "To", "Figure at the low end", "Figure at the high end", "")
TURNS = "turns within its range"
LOW, HIGH = "At the low end of its range", "At the high end"


def blocks(asked: Asked, matters: Matters) -> Sequence[Block]:
    """The widest bars, and a table of all."""
    rows: list[Row] = [
        (moved.name, [moved.kind, *ends(moved), *moved.figures, TURNS if moved.turns else ""])
        for moved in matters.moved
    ]
    return _bars(asked, matters), folded("tornado", Table("Every input that moves it", HEAD, rows))


def ends(moved: Moved) -> Iterator[Quantity]:
    """The ends of the range as numbers."""
    domain = moved.bar.domain
    for end, value in zip(("low", "high"), domain.plausible, strict=True):
        yield Quantity(value, domain.parameter.unit, f"{moved.name}: {end} end", f"sensitivity.{end}.{domain.path}",
                       definition="The end of the range over which the input is moved.")  # fmt: skip


def _bars(asked: Asked, matters: Matters) -> Bars:
    outcome, present = matters.found.outcome, matters.present
    drawn = [moved for moved in matters.moved if all(math.isfinite(figure.value) for figure in moved.figures)][:SHOWN]
    limit = () if present.reason else (Tick(present.value, "ink", "now"),)
    return Bars(
        title=TITLE, unit=outcome.metric.unit, beside=outcome.in_a_sentence,
        bars=[_bar(asked, moved, present) for moved in drawn], limits=limit, from_zero=False, tall="low",
        finding=(_turning(matters),), legend=((LOW, "series 3"), (HIGH, "whatif")),
        pointer=("End of the range", "Figure"),
    )  # fmt: skip


def _bar(asked: Asked, moved: Moved, present: Quantity) -> Bar:
    """From the present figure to the one at either end; both ends are told with the input's value there."""
    told = [in_short(figure, asked.scenario) for figure in moved.figures]
    start = moved.figures[0].value if present.reason else present.value
    roles: tuple[Role, Role] = ("series 3", "whatif")
    pieces = [
        Piece(f"at {end}", start, figure.value, role, tooltip=words)
        for figure, end, role, words in zip(moved.figures, moved.ends, roles, told, strict=True)
    ]  # fmt: skip
    turns = ", turns" if moved.turns else ""
    return Bar(f"{moved.name}, {moved.ends[0]} to {moved.ends[1]}{turns}", pieces, amount=f"{told[0]} to {told[1]}")


def _turning(matters: Matters) -> str:
    """Which inputs move the figure one way and then the other."""
    turning = [moved.name for moved in matters.moved if moved.turns]
    if not turning:
        return "Each input moves it one way only."
    few = ", ".join(turning[:3])
    more = f" and {len(turning) - 3} more" if len(turning) > 3 else ""
    return f"{few}{more}: the figure turns within the range, so the best value lies between its ends."
