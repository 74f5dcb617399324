"""Charts as data: what is drawn, with its words. Where a label stands, ticks, room and colours are the drawer's.

A chart of one page has the same parts whatever the scenario: a line that there is nothing of has nan for values, so
that what draws it stays the same and only its data changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from model.engine.batch import Array
from model.trace import Sentence

# What a part means gives its look. "quiet" are others beside it, "limit" what is allowed or reached at most, "beyond"
# how it would go on, "planned" how it would be otherwise, "ink" a plain second thing; "book" and "later" are the
# accounts of the start and those signed later. Parts of a whole that mean nothing else are told apart by "series 0"...
Role: TypeAlias = Literal[
    "whatif", "baseline", "loss", "ink", "quiet", "limit", "beyond", "planned", "book", "later",
    "series 0", "series 1", "series 2", "series 3", "series 4", "series 5", "series 6", "series 7",
]  # fmt: skip
OTHERS = "Others"  # under the pointer: the label of what is told together


@dataclass(frozen=True, kw_only=True, eq=False)
class _Chart:
    """What every chart has. `unit` is that of its values; `beside` are words beside the title where that is not all.

    `finding` says what the chart shows; the remark stands below it.
    """

    title: str
    unit: str
    finding: Sentence
    remark: Sentence = ()
    beside: str = ""
    tall: Literal["low", "usual", "high"] = "usual"


@dataclass(frozen=True)
class Axis:
    """What stands along a side. `ends` are its first and last value where the data does not give them."""

    unit: str
    title: str = ""
    ends: tuple[float, float] | None = None


MONTHS = Axis("month", "Month")


@dataclass(frozen=True, eq=False)
class Series:
    """Values along the months, or along the chart's x; nan where there is none.

    `words` stand where the line ends. `tooltip` is their label under the pointer: the name where none is given.
    A line in no `role` is not drawn, and only in tooltips.
    """

    name: str
    values: Array
    role: Role | None
    words: str = ""
    tooltip: str = ""
    unit: str = ""

    @property
    def label(self) -> str:
        return self.tooltip or self.name


@dataclass(frozen=True, eq=False)
class Band:
    """An area between two lines, with words in it."""

    low: Array
    high: Array
    role: Role
    words: str = ""


@dataclass(frozen=True)
class Mark:
    """Words at a point of the chart, over it or under it, as a low's are.

    Where they find no room the mark has the `short` ones, and where these find none it is a dot alone.
    """

    x: float
    y: float
    words: str
    role: Role
    above: bool = True
    dot: bool = True
    short: str = ""


@dataclass(frozen=True)
class Rule:
    """A month in which something begins to be otherwise, and what."""

    month: int
    words: str


@dataclass(frozen=True)
class Dot:
    """A point by itself, with its interval if it has one. `tooltip` is what the pointer shows, by label."""

    x: float
    y: float
    role: Role
    words: str = ""
    tooltip: Sequence[tuple[str, str]] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines(_Chart):
    """Lines over the months, or over other values `at` of an x, with bands between them and marks on them.

    Bands from zero on that lie on each other are stacked areas. `letters` is the length of the longest name where the
    names stand beside the lines' right ends; without it they stand over or under those. `steps` hold a value until the
    next. With `cut` every low is shown and the lines in "whatif" and "ink" whole; of the others what is far above those
    is left out. `rules` stand upright over the months. `pointer` are the labels under it, where other lines may
    come and go; lines of the label `each` share one tooltip, each with its name.
    """

    series: Sequence[Series]
    bands: Sequence[Band] = ()
    marks: Sequence[Mark] = ()
    dots: Sequence[Dot] = ()
    rules: Sequence[Rule] = ()
    x: Axis = MONTHS
    at: Array | None = None
    letters: int = 0
    steps: bool = False
    cut: bool = False
    from_zero: bool = True
    pointer: tuple[str, ...] = ()
    each: str = OTHERS

    @property
    def places(self) -> Array:
        """Where along x the values are: months count from 1."""
        return np.arange(1.0, len(self.series[0].values) + 1) if self.at is None else self.at

    @property
    def labels(self) -> tuple[str, ...]:
        """What the pointer tells, in this order."""
        return self.pointer or tuple(dict.fromkeys(line.label for line in self.series))


@dataclass(frozen=True)
class Piece:
    """A part of a bar, from one value to another. `words` stand below it; `tooltip` is its value for the pointer."""

    name: str
    start: float
    end: float
    role: Role
    words: str = ""
    tooltip: str = ""
    lighter: bool = False


@dataclass(frozen=True)
class Tick:
    """A value on a bar, such as the baseline's, or a limit across all bars. `tooltip` is what it is for the pointer."""

    value: float
    role: Role
    words: str = ""
    tooltip: str = ""


@dataclass(frozen=True)
class Bar:
    """Pieces on one line, and ticks on them; or two dots, or one, with a line between. `amount` stands at the right."""

    name: str
    pieces: Sequence[Piece] = ()
    ticks: Sequence[Tick] = ()
    amount: str = ""
    dots: Sequence[Tick] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Bars(_Chart):
    """Bars below each other, each with its name over it, or `inside` of it.

    `letters` is the length of the longest name where the names stand left of the bars. `legend` says what roles mean,
    `pointer` what a piece and its value are called. With `scaled` values stand along the side.
    """

    bars: Sequence[Bar]
    limits: Sequence[Tick] = ()
    legend: tuple[tuple[str, Role], ...] = ()
    pointer: tuple[str, str] = ("Part", "Value")
    inside: bool = False
    letters: int = 0
    scaled: bool = False
    from_zero: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Points(_Chart):
    """Points over two axes from zero on. `limits` are values along x or y, with their words.

    `areas` are left, bottom, right and top of what is shaded, and `links` lines from one point to another: both end at
    the edge of what is shown. `pointer` are the labels of what each point shows under it.
    """

    x: Axis
    y: Axis
    dots: Sequence[Dot]
    pointer: tuple[str, ...]
    limits: Sequence[tuple[float, str, Literal["x", "y"]]] = ()
    areas: Sequence[tuple[float, float, float, float]] = ()
    links: Sequence[tuple[float, float, float, float]] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid(_Chart):
    """Cells over two axes, (rows, columns), coloured by the sign of their value; `columns` and `lines` are their edges.

    A value stands for all of its cell and is given as about that, by its `label`. `border` runs where the sign changes.
    With `signs`, one for each cell, these give the colour: 1, 0 or -1, by `borders` of several lines with their words.
    """

    x: Axis
    y: Axis
    columns: Array
    lines: Array
    values: Array
    label: str
    border: Sequence[tuple[float, float]] = ()
    border_words: str = ""
    dots: Sequence[Dot] = ()
    signs: Array | None = None
    borders: Sequence[tuple[str, Sequence[tuple[float, float]]]] = ()
    from_zero: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow(_Chart):
    """What is left of something after each step, as a band that narrows and widens; `rates` lead to each step.

    `tooltip` is what the values are called under the pointer. `others` are those of each other result, nan where they
    are the same.
    """

    steps: Sequence[str]
    values: Array
    rates: Sequence[str]
    tooltip: str
    others: Sequence[Array] = ()


Chart: TypeAlias = Lines | Bars | Points | Grid | Flow
