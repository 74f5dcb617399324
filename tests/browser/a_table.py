"""A page with one table, as pages have it, that has a choice among its columns and can be put in another order."""

from collections.abc import Sequence

import streamlit as st

from ui import actions, browser_scripts, frame, panel, table_editor
from ui.table_editor import SheetColumn, SheetRow, Taken

ROWS = [("Ada", "red", "1"), ("Ben", "green", "2"), ("Cy", "blue", "3")]
COLUMNS = (
    SheetColumn("name", "Name", kind="text"),
    SheetColumn("colour", "Colour", kind="choice", choices=("red", "green", "blue")),
    SheetColumn("was", "Was", kind="fixed"),
    *(SheetColumn(f"number-{place}", f"Number {place}", "a month", help="Some number.") for place in range(1, 6)),
)


def taken(rows: Sequence[SheetRow]) -> Taken:
    """Everything but a colour that is none; which row each was at the start stays with it."""
    actions.choose("rows", [(row.cells, row.item) for row in rows])
    refused = {
        (place, "colour"): "no colour" for place, row in enumerate(rows) if row.cells[1] not in COLUMNS[1].choices
    }
    return Taken([row.item for row in rows], refused)


def page() -> None:
    state = frame.arrived("overview")
    frame.surround(state)
    at_first = [((*cells[:2], cells[0], cells[2], *(4 * [""])), cells[0]) for cells in ROWS]
    rows = state.chosen.setdefault("rows", at_first)
    panel.draw(
        state,
        "a",
        [table_editor.table(state, "a", "A table", COLUMNS, [SheetRow(*row) for row in rows], taken, movable=True)],
    )
    st.html(f"<p class='known'>{'; '.join(f'{item}: {cells[0]} {cells[1]} {cells[3]}' for cells, item in rows)}</p>")


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, routes=[browser_scripts.ROUTE])
