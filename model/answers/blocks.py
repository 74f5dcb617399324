"""What an answer is made of: its sentence and figures, and the blocks that stand below them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from model.answers.charts import Chart
from model.answers.compared import Compared
from model.basis import Basis
from model.engine.batch import Array
from model.parameters import Parameter
from model.scenario import Scenario
from model.trace import Quantity, Sentence

Cell: TypeAlias = Quantity | tuple[Quantity, ...] | str  # a number, several or none, or words
Row: TypeAlias = tuple[str, Sequence[Cell]]


@dataclass(frozen=True)
class Remark:
    """A sentence of its own, under a title if it has one; an empty one takes no room."""

    sentence: Sentence
    title: str = ""


@dataclass(frozen=True)
class Listed:
    """A title above a list of names, each with its sentence; without rows it takes no room."""

    title: str
    rows: Sequence[tuple[str, Sentence]]


@dataclass(frozen=True)
class Table:
    """`head` names the columns, the rows' own first. `full` gives every digit. Without rows it is not shown."""

    title: str
    head: Sequence[str]
    rows: Sequence[Row]
    full: bool = False


@dataclass(frozen=True)
class Plan:
    """A dated change by its place among them: its name, what it says, whether it is made, and what it adds."""

    place: int
    name: str
    words: str
    on: bool
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Plans:
    """Plans that are switched on and off one by one. `total` is what they add up to, `remark` a line below them."""

    title: str
    head: Sequence[str]
    rows: Sequence[Plan]
    total: Sequence[Quantity]
    remark: str


@dataclass(frozen=True)
class MonthColumn:
    """A measure by month: its values, and the key of each one up to the month's number."""

    label: str
    unit: str
    key: str
    values: Array


@dataclass(frozen=True)
class Months:
    """Measures month by month."""

    columns: Sequence[MonthColumn]


@dataclass(frozen=True)
class Input:
    """One input: where it is, its value and declaration, its class, why it does nothing now, and what its note says."""

    path: str
    parameter: Parameter
    value: Any
    idle: str | None
    basis: Basis
    source: str
    note: str


@dataclass(frozen=True)
class InputTable:
    """Inputs of the scenario that is shown, and who says so. No two tables of a page have the same key."""

    key: str
    title: str
    rows: Sequence[Input]


@dataclass(frozen=True)
class Fold:
    """Blocks that are made when the reader opens the line."""

    key: str
    title: str
    blocks: Callable[[], Sequence[Block]]


@dataclass(frozen=True)
class Later:
    """Blocks that take long to make: the reader may not have come to them yet."""

    blocks: Callable[[], Sequence[Block]]


@dataclass(frozen=True)
class Part:
    """Blocks that come and go; what follows them keeps its place."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class Choice:
    """A choice between views. The question makes the blocks of the one that is `chosen`."""

    key: str
    label: str
    options: Mapping[str, str]
    chosen: str

    @staticmethod
    def place_of(key: str) -> str:
        """Where the option is kept that the reader chose."""
        return f"view-{key}"


@dataclass(frozen=True)
class Setting:
    """A number that the reader sets on the page; it is no input of the scenario. Each `subject` has its own."""

    key: str
    parameter: Parameter
    value: float
    subject: str = ""

    @staticmethod
    def place_of(key: str, subject: str) -> str:
        """Where the number is kept that the reader set."""
        return f"set-{key}-{subject}"


@dataclass(frozen=True)
class Settings:
    """Numbers beside each other."""

    settings: Sequence[Setting]


@dataclass(frozen=True)
class Offer:
    """A button that writes what was found into the scenario; there is none without changes.

    `source` is written into the notes of the inputs that it changes, where there is one.
    """

    key: str
    label: str
    changes: Mapping[str, Any]
    source: str = ""


@dataclass(frozen=True)
class Slot:
    """The place of a control that only the screen has; the page says what it is."""

    key: str


Block: TypeAlias = (
    Remark
    | Listed
    | Table
    | Plans
    | Months
    | InputTable
    | Chart
    | Fold
    | Later
    | Part
    | Choice
    | Setting
    | Settings
    | Offer
    | Slot
)


@dataclass(frozen=True)
class Answer:
    """The answer to a page's question, of the scenarios of the named results: the first is shown.

    `beside` are the blocks that stand beside the inputs, `below` those under them. `about` are the measures that the
    answer names: guard-rails on these stand with it.
    """

    sentence: Sentence
    figures: Sequence[Compared]
    scenarios: Mapping[str, Scenario]
    about: Sequence[str] = ()
    beside: Sequence[Block] = ()
    below: Sequence[Block] = field(default=())

    @property
    def scenario(self) -> Scenario:
        """The scenario that is shown: its currency and calendar are those of the words."""
        return next(iter(self.scenarios.values()))

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.beside, *self.below)
