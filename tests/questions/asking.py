"""Questions as a test asks them: of a scenario, and of others beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from model import Scenario, run
from model.answers import (
    BASELINE,
    SCENARIO,
    Answer,
    Asked,
    Bars,
    Block,
    Chart,
    Fold,
    Grid,
    Later,
    Lines,
    Part,
    Series,
    Table,
)
from model.trace import as_text

Kind = TypeVar("Kind", Lines, Bars, Grid)


def about(scenario: Scenario, baseline: Scenario | None = None, *, segment: int = 0, **chosen: Any) -> Asked:
    """A scenario, beside its baseline if there is one, with what the reader has chosen: `view_family="billing"`."""
    results = {SCENARIO: run(scenario)} | ({} if baseline is None else {BASELINE: run(baseline)})
    return Asked(results, segment, chosen={name.replace("_", "-", 1): option for name, option in chosen.items()})


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with those inside of parts and of what can be unfolded."""
    for block in blocks:
        yield block
        if isinstance(block, Part):
            yield from every(block.blocks)
        elif isinstance(block, Fold | Later):
            yield from every(block.blocks())


def tables(blocks: Iterable[Block]) -> list[Table]:
    """The tables that have rows, in their order: one that is folded is called as the line that opens it."""
    found = list[Table]()
    for block in blocks:
        if isinstance(block, Part):
            found += tables(block.blocks)
        elif isinstance(block, Later):
            found += tables(block.blocks())
        elif isinstance(block, Fold):
            found += [replace(table, title=table.title or block.title) for table in tables(block.blocks())]
        elif isinstance(block, Table) and block.rows:
            found.append(block)
    return found


def in_order(blocks: Iterable[Block]) -> list[Block]:
    """The blocks as they stand below each other, with those that are made later in their places."""
    return [each for block in blocks for each in (in_order(block.blocks()) if isinstance(block, Later) else [block])]


def picture(answer: Answer, title: str) -> Lines:
    """The chart of lines of this title, wherever it stands."""
    return next(block for block in every(answer.blocks) if isinstance(block, Lines) and block.title == title)


def bars(answer: Answer, title: str) -> Bars:
    """The chart of bars of this title, wherever it stands."""
    return next(block for block in every(answer.blocks) if isinstance(block, Bars) and block.title == title)


def line(chart: Lines, name: str) -> Series:
    """The line of this name that is drawn."""
    return next(one for one in chart.series if one.name == name and one.role is not None)


def words(chart: Lines) -> list[str]:
    """What its marks say."""
    return [mark.words for mark in chart.marks]


def finding(chart: Chart) -> str:
    return as_text(chart.finding)


def drawing(answer: Answer, kind: type[Kind], title: str) -> Kind:
    """The chart of this kind and title, wherever it stands."""
    return next(block for block in every(answer.blocks) if isinstance(block, kind) and block.title == title)
