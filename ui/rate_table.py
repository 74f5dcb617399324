"""The editor of renewal rates by renewal: a row for the first, the second, ... renewal of an account."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from model.parameters import SEGMENT
from model.typed import Refusal
from ui import actions, controls, field_numbers, table_editor
from ui.body import Body
from ui.state import current
from ui.table_editor import WHOLE, Cell, SheetColumn, SheetRow, Taken

RATE, RATES = SEGMENT["retention_rate"], SEGMENT["retention_by_renewal"]
COLUMN = SheetColumn("rate", "Renewal rate", help=f"{RATES.help} The first row is the first renewal.")


def of_segment(body: Body) -> None:
    """Draws the editor for the segment in view."""
    state = body.state
    path = f"{state.segment}.{RATES.name}"
    key = controls.widget_key("table", state, path)
    rows = [SheetRow((field_numbers.shown(rate, RATE),), rate) for rate in state.scenario.value(path)]
    _, most = RATES.length or (0, 0)
    title = f"Renewal rates of {state.segment}, from the first renewal on"
    editor = table_editor.table(state, key, title, [COLUMN], rows, partial(_typed, path), add_label="Add a renewal",
                                most=most)  # fmt: skip
    behind = controls.control(state, f"{state.segment}.book_renewals_done", within="-beside-rates")
    body.panel(key, [editor, behind])


def _typed(path: str, rows: Sequence[SheetRow]) -> Taken:
    """Apply the rates that can be read in one step; a row without any text is none."""
    taken = _read(rows)
    actions.change(path, [rate for rate in taken.items if rate is not None])
    if line := current().refused.get(path):
        return Taken([row.item for row in rows], {**taken.refused, WHOLE: line})
    return taken


def _read(rows: Sequence[SheetRow]) -> Taken:
    """The rate of each row; one that is refused keeps its former rate."""
    items, refused = list[float | None](), dict[Cell, str]()
    for place, row in enumerate(rows):
        (text,) = row.cells
        try:
            items.append(_rate(text, row.item))
        except ValueError as error:
            refused[place, COLUMN.key] = Refusal.of(error)
            items.append(row.item)
    return Taken(items, refused)


def _rate(text: str, former: float | None) -> float | None:
    """Every digit of the former rate while its text stands. Raises ValueError."""
    if not text:
        return None
    if former is not None and text == field_numbers.shown(former, RATE):
        return former
    return field_numbers.parse(text, RATE)
