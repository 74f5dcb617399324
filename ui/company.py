"""The controls of the Company page: name, currency, segments, cash and guidelines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from model import Scenario, months, segment_table, segments
from model.basis import OUR_DATA, noted
from model.parameters import COMPANY, GUIDELINES, SEGMENT
from model.scenario import MOST_SEGMENTS
from model.segment_table import COLUMNS
from model.segments import SegmentError
from ui import actions, controls, currencies, escape, field_numbers, local_time, panel, start, table_editor
from ui.adjustment_remarks import adjustment_remarks
from ui.body import Body
from ui.panel import Control
from ui.state import State, current
from ui.table_editor import Kind, SheetColumn, SheetRow, Taken

DIGITS = 4  # that count of an expansion
TABLE = "company-segments"
FACTS = [f"company.{name}" for name in COMPANY]
SCOPE = ["horizon_months", "discount_rate"]
LIMITS = [f"guidelines.{name}" for name in GUIDELINES]
MONTH = "2027-01"  # how a month is written where the browser has no calendar for it


def words(body: Body) -> None:
    """Name, currency, start month, and the month in which a fiscal year starts."""
    state = body.state
    codes = dict(currencies.names())
    codes.setdefault(state.scenario.currency, state.scenario.currency)
    options = list(codes)
    rows = [
        _field(state, "name", "Name", state.scenario.name, _named),
        panel.choice(
            "company-currency", "Currency", list(codes.values()), options.index(state.scenario.currency),
            lambda place: actions.change("currency", options[place]), few=0,
        ),
        _field(state, "start", "Start month", state.scenario.start or "", _started, type="month", placeholder=MONTH),
        panel.choice(
            "company-fiscal-year", "Fiscal year starts in", local_time.months(), state.scenario.fiscal_year_start - 1,
            lambda place: actions.change("fiscal_year_start", place + 1), few=0,
            about=state.scenario.paths()["fiscal_year_start"].help,
        ),
    ]  # fmt: skip
    body.panel("company-words", rows, wide=True)


def _field(state: State, path: str, label: str, text: str, take: Callable[[str], None], **shown: Any) -> Control:
    parameter, line = state.scenario.paths()[path], state.refused.get(path, "")
    most = (parameter.length or (0, months.LONGEST))[1]
    said = {"about": parameter.help, "most": most, "line": escape.one_line(line), "refused": bool(line)}
    return panel.line(f"company-{path}", label, text, take, **said, **shown)


def _named(text: str) -> None:
    if text.strip():
        actions.change("name", text.strip())
    else:
        actions.refuse("name", "Give your company a name.")


def _started(text: str) -> None:
    try:
        actions.change("start", months.read(text))
    except ValueError as error:
        actions.refuse("start", str(error))


def segments_table(body: Body) -> None:
    """The segments, a row each."""
    state = body.state
    names = segments.names_of(state.scenario)
    rows = [SheetRow(_cells(state, name), name) for name in names]
    columns = [_column(state, column) for column in COLUMNS.values()]
    table = table_editor.table(
        state, TABLE, "Segments", columns, rows, partial(_typed, start.is_own(state)), add_label="Add a segment",
        most=MOST_SEGMENTS, movable=True,
    )  # fmt: skip
    converted = dict.fromkeys(line for path, line in state.remarks.items() if path.endswith(".renewal_months"))
    lines = [panel.text(f"company-along-{place}", line) for place, line in enumerate(converted)]
    body.panel("company-segments", [table, *lines, panel.text("company-empty", _left_empty())])


def _column(state: State, column: segment_table.SegmentColumn) -> SheetColumn:
    kind: Kind = "text" if column.key == "name" else "number"
    parameter, unit = column.parameter, column.unit.replace("money", state.scenario.currency)
    return SheetColumn(column.key, parameter.label, unit, kind, parameter.help, heads=column.heads)


def _left_empty() -> str:
    """What an empty cell stands for."""
    term, renewal, margin = (
        field_numbers.shown(SEGMENT[name].default, SEGMENT[name])
        for name in ("renewal_months", "retention_rate", "gross_margin")
    )
    return f"Left empty, a term is {term} months, a renewal rate {renewal}, a gross margin {margin}, and the rest is 0."


def following(body: Body) -> None:
    """The way to the verdict, and what else may be done with a segment."""
    state = body.state
    names = segments.names_of(state.scenario)
    verdict = panel.actions(
        "company-verdict", "", [start.go("overview", "See where you stand", main=True)], whatever_is_open=True
    )
    copies = panel.choice("company-copy", "Copy a segment", ["Choose one", *names], 0, partial(_copied, names), few=0)
    body.panel("company-next", [verdict, copies], wide=True)


def _cells(state: State, name: str) -> tuple[str, ...]:
    return tuple(_shown(start.is_own(state), state.scenario, name, column) for column in COLUMNS.values())


def _shown(is_own: bool, scenario: Scenario, name: str, column: segment_table.SegmentColumn) -> str:
    """The text of a cell: in one's own company nothing where nobody has said anything."""
    if column.key == "name":
        return name
    value = segment_table.value_of(scenario.segment(name), column)
    if value is None or (is_own and not segment_table.is_set(scenario, name, column)):
        return ""
    if column.key == segment_table.EXPANSION:  # it may come from another period's rate
        value = float(f"{value:.{DIGITS}g}")
    return field_numbers.shown(field_numbers.rounded(value), column.parameter)


def _typed(is_own: bool, rows: Sequence[SheetRow]) -> Taken:
    """Take what fits of the rows, and say of each cell that does not fit why. A row without any text is none."""
    places = [place for place, row in enumerate(rows) if any(row.cells)]
    texts = [segment_table.SegmentRow(dict(zip(COLUMNS, rows[at].cells, strict=True)), rows[at].item) for at in places]
    edited = segment_table.edited(current().scenario, texts, partial(_shown, is_own), field_numbers.parse)
    actions.show_scenario(edited.scenario)
    if edited.before is not None:
        current().remarks = adjustment_remarks(edited.before, edited.scenario, edited.along, edited.rates)
    names = dict(zip(places, edited.names, strict=False))
    refused = {(places[place], key): line for (place, key), line in edited.refused.items()}
    return Taken([names.get(place) for place in range(len(rows))], refused)


def _copied(names: Sequence[str], place: int) -> None:
    scenario = current().scenario
    if place and names[place - 1] in segments.names_of(scenario):
        try:
            actions.show_scenario(segments.copy(scenario, names[place - 1]))
        except SegmentError as error:
            actions.refuse(TABLE, str(error))


def unset(body: Body) -> None:
    """One line on what is not known yet, of a company that something is known of."""
    state = body.state
    if start.is_own(state) and not segment_table.is_bare(state.scenario):
        body.panel("company-unset", start.unset_line(state))


def settings(body: Body) -> None:
    """Cash and fixed costs, how far is looked ahead, and the guidelines."""
    state = body.state
    rows = [
        panel.heading("Cash and fixed costs"), *(_fact(state, path) for path in FACTS),
        *controls.group(state, "Horizon and discount rate", SCOPE), *controls.group(state, "Guidelines", LIMITS),
    ]  # fmt: skip
    body.panel("company-settings", rows, wide=True)


def _fact(state: State, path: str) -> Control:
    """The control of an input of which a value typed here is the company's own."""
    parameter, control = state.scenario.paths()[path], controls.control(state, path)
    set_value = partial(_set, path)

    def slid(value: float) -> None:
        set_value(controls.from_slider(parameter, value))

    def typed_in(text: str) -> None:
        controls.take(path, parameter, text, set_value)

    number = panel.number(control.key, control.label, control.shown, typed_in, slid)
    return panel.extended(control, number.handlers)


def _set(path: str, value: Any) -> None:
    notes = noted(current().scenario, [path], basis=OUR_DATA)
    actions.change_together({path: value, "notes": notes}, path)
