"""The segments of a company as the rows of a table, as they are typed or pasted from a spreadsheet.

A row that is half typed is a segment already: what is missing stands at its neutral default, and is empty in the table.
What a row says is the company's own data; a cell that is emptied is not set any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from model import segments
from model.basis import OUR_DATA, Basis, basis_of, noted
from model.parameters import SEGMENT, Parameter
from model.problem_words import in_words
from model.problems import problems_of
from model.scenario import Scenario, Segment
from model.segments import SegmentError
from model.terms import Conversion, carried, conversions
from model.typed import Refusal

NAME, EXPANSION, CSMS = "name", "expansion", "csms"
YEAR = 12  # months
MISSING = "Missing, so nothing that this segment earns is counted yet."
Read = Callable[[str, Parameter], Any]  # a typed text as a value; raises ValueError with the line that says why not
Place = tuple[int, str]  # a row from 0, and the key of a column


@dataclass(frozen=True)
class SegmentColumn:
    """A column: how a cell is read, its unit in words, the inputs that it sets, and other names that it goes by."""

    key: str
    parameter: Parameter
    unit: str = ""
    inputs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class SegmentRow:
    """The texts of a row by column, and the segment that it was made from, if there was one."""

    cells: Mapping[str, str]
    segment: str | None = None


@dataclass(frozen=True)
class EditedSegments:
    """What has been made of rows: the scenario, the segment of each row, and a line for each cell not taken.

    `before` has the same segments without what the rows say of them; `along` are the inputs that a new term changed,
    `rates` those among them that are converted.
    """

    scenario: Scenario
    names: tuple[str, ...] = ()
    refused: Mapping[Place, str] = field(default_factory=dict)
    before: Scenario | None = None
    along: tuple[str, ...] = ()
    rates: tuple[Conversion, ...] = ()


def _column(
    key: str, label: str, help: str, unit: str, heads: str, source: str = "", inputs: tuple[str, ...] = ()
) -> SegmentColumn:
    """A column of the input of its key, or of its `source`, that sets this or several `inputs`."""
    parameter = replace(SEGMENT[source or key], label=label, help=help)
    return SegmentColumn(key, parameter, unit, inputs or (parameter.name,), tuple(heads.split(", ")))


COLUMNS = {
    column.key: column
    for column in (
        _column(NAME, "Segment", "What you call it.", "", "name, customer segment, type"),
        _column("accounts", "Accounts", "Accounts that you have now.", "now", "customers, logos, clients"),
        _column("acv", "ACV", "What an account pays a year, on average.", "money a year",
                "annual contract value, average contract value, contract value, arr per account"),
        _column("renewal_months", "Term", "How long a contract lasts.", "months", "contract term, contract length"),
        _column("retention_rate", "Renewal rate", "The share of accounts that renews each time a term ends.",
                "% per renewal", "renewals, renewal, retention, retention rate, cr6"),
        _column(EXPANSION, "Expansion", "How much an account grows in a year, price rises aside.", "% a year",
                "upsell, yearly expansion", source="expansion_rate", inputs=("expansion_rate", "expansion_months")),
        _column("new_accounts", "New a month", "Accounts that you sign each month.", "accounts",
                "new, new accounts, new customers, new logos, new per month"),
        _column("cac", "CAC", "What sales and marketing spend to win one account.", "money each",
                "acquisition cost, customer acquisition cost"),
        _column("gross_margin", "Gross margin", "What is left of revenue after delivery, before customer success.",
                "% of revenue", "margin, gm"),
        _column(CSMS, "CSMs", "Your team now. Left empty, no CSMs are counted.", "people",
                "csm, csm headcount, customer success managers", inputs=("staffing", "csms")),
    )
}  # fmt: skip
NUMBERS = tuple(column for column in COLUMNS.values() if column.key != NAME)


def value_of(segment: Segment, column: SegmentColumn) -> Any:
    """What the column says of the segment; None where it says nothing.

    >>> segment = Segment(name="SMB", acv=1_200, expansion_rate=0.02, expansion_months=3)
    >>> round(value_of(segment, COLUMNS["expansion"]), 6), value_of(segment, COLUMNS["csms"])
    (0.082432, None)
    """
    match column.key:
        case "expansion":
            return a_year(segment.expansion_rate, segment.expansion_months)
        case "csms":
            return segment.csms if segment.staffing == "fixed" else None
        case "acv":
            return None if segment.acv == segments.ACV_NOT_SET else segment.acv
        case _:
            return getattr(segment, column.key)


def a_year(rate: float, months: int) -> float:
    """A rate that acts every so many months, as what it comes to in a year."""
    return rate if months == YEAR else float((1 + rate) ** (YEAR / months) - 1)


def each_time(rate: float, months: int) -> float:
    """The rate that comes to this in a year if it acts every so many months.

    >>> round(each_time(0.08, 3), 6)
    0.019427
    """
    return rate if months == YEAR else float((1 + rate) ** (months / YEAR) - 1)


def is_set(scenario: Scenario, segment: str, column: SegmentColumn) -> bool:
    """Whether somebody has given what the column says of a segment."""
    if value_of(scenario.segment(segment), column) is None:
        return False
    return any(basis_of(scenario, f"{segment}.{name}") != Basis.NOT_SET for name in column.inputs)


def edited(
    scenario: Scenario, rows: Sequence[SegmentRow], shown: Callable[[Scenario, str, SegmentColumn], str], read: Read
) -> EditedSegments:
    """The scenario that the rows describe. Only cells that differ from what is `shown` are read."""
    if not rows:
        empty = segments.free_name(segments.NEW, ())
        return EditedSegments(_restructured(scenario, [(None, empty)]))
    names, refused = _names(rows)
    after = _restructured(scenario, [(row.segment, name) for row, name in zip(rows, names, strict=True)])
    changes: dict[Place, Mapping[str, Any]] = {}
    emptied, known = list[str](), {*segments.names_of(scenario)}
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        for column in NUMBERS:
            text = row.cells.get(column.key, "").strip()
            if text == ("" if row.segment not in known else shown(scenario, str(row.segment), column)):
                continue
            try:
                value = read(text, column.parameter) if text else None
                changes[place, column.key] = _values(after.segment(name), column, value)
                emptied += [] if text else [f"{name}.{input_name}" for input_name in column.inputs]
            except ValueError as error:
                refused[place, column.key] = Refusal.of(error)
    made = _changed(after, tuple(names), changes, emptied, refused)
    for place, name in enumerate(names):
        if made.scenario.segment(name).acv == segments.ACV_NOT_SET and not _is_bare(made.scenario.segment(name)):
            refused.setdefault((place, "acv"), MISSING)
    return made


def missing(scenario: Scenario) -> list[str]:
    """The segments of which something is known, but not what an account pays."""
    return [
        segment.name for segment in scenario.segments if segment.acv == segments.ACV_NOT_SET and not _is_bare(segment)
    ]


def is_bare(scenario: Scenario) -> bool:
    """Whether no segment says anything yet."""
    return all(_is_bare(segment) for segment in scenario.segments)


def _is_bare(segment: Segment) -> bool:
    """Whether nothing but the name is there."""
    return segment == Segment(name=segment.name, acv=segments.ACV_NOT_SET)


def _names(rows: Sequence[SegmentRow]) -> tuple[list[str], dict[Place, str]]:
    """The name of each row's segment, and why a name is not the one that was typed. Who has a name already keeps it."""
    typed = [row.cells.get(NAME, "").strip() for row in rows]
    found = {place: typed[place] for place, row in enumerate(rows) if row.segment == typed[place]}
    refused = dict[Place, str]()
    for place, row in enumerate(rows):
        if place not in found and (typed[place] or row.segment):
            try:
                found[place] = segments.checked_name(typed[place], [*found.values()])
            except SegmentError as error:
                refused[place, NAME] = str(error)
    for place, row in enumerate(rows):
        if place not in found:
            taken = [*found.values()]
            is_free = row.segment is not None and row.segment not in taken
            found[place] = str(row.segment) if is_free else segments.free_name(segments.NEW, taken, first=place + 1)
    return [found[place] for place in range(len(rows))], refused


def _restructured(scenario: Scenario, rows: Iterable[tuple[str | None, str]]) -> Scenario:
    """The scenario with just these segments in this order: each the one of that name before, or else an empty one."""
    kept = {segment.name: segment for segment in scenario.segments}
    pairs = list(rows)
    return segments.arranged(scenario, [(old if old in kept else None, new) for old, new in pairs])


def _values(segment: Segment, column: SegmentColumn, value: Any) -> dict[str, Any]:
    """The inputs that a cell sets; None empties it."""
    match column.key:
        case "expansion":
            every = segment.expansion_months
            return {"expansion_rate": each_time(value or 0.0, every), "expansion_months": every}
        case "csms":
            return {"staffing": "none" if value is None else "fixed", "csms": value or 0.0}
        case "acv" if value is None:
            return {"acv": segments.ACV_NOT_SET}
        case key:
            return {key: column.parameter.default if value is None else value}


def _changed(
    scenario: Scenario, names: tuple[str, ...], changes: dict[Place, Mapping[str, Any]], emptied: Sequence[str],
    refused: dict[Place, str],
) -> EditedSegments:  # fmt: skip
    """With the changes that no rule between inputs forbids; the others are left out, and said."""
    while True:
        values = {
            f"{names[place]}.{name}": value for (place, _), given in changes.items() for name, value in given.items()
        }
        rates = conversions(scenario, values)
        along = {**scenario.adjustments(values), **carried(scenario, values)}
        along = {path: value for path, value in along.items() if path not in values}
        notes = noted(scenario, [path for path in values if path not in emptied], basis=OUR_DATA)
        notes = {path: note for path, note in notes.items() if path not in emptied}
        try:
            after = scenario.changed({**values, **along, "notes": notes})
            return EditedSegments(after, names, refused, scenario, tuple(along), tuple(rates))
        except ValidationError as error:
            problems = problems_of(error, scenario.model_dump(by_alias=True), "")
            broken = {_place_of(problem.path, names, changes): problem for problem in problems if problem.path}
            if not broken:
                raise
            for place, problem in broken.items():
                refused[place] = in_words(f"{problem.problem}: {problem.remedy}")
                del changes[place]


def _place_of(path: str, names: Sequence[str], changes: Mapping[Place, Mapping[str, Any]]) -> Place:
    """The cell that breaks a rule about this PATH: the one that sets it, else the last of its segment, or of all."""
    segment, _, name = path.rpartition(".")
    places = [place for place in changes if names[place[0]] == segment] or [*changes]
    return next((place for place in places if name in changes[place]), places[-1])
