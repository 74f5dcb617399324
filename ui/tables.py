"""Draws tables of numbers as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from model import months
from model.answers import Cell, Column, Months, Row, by_month
from model.figures import REASONS
from model.wording import exact, formatted, short, unit_in_words
from ui import escape, fold, numbers
from ui.state import State


def titled(state: State, title: str, head: Sequence[str], rows: Iterable[Row], *, full: bool = False) -> str:
    """A table with a heading. `head` names its columns, first that of the rows' own names; `full` gives all digits."""
    heading = f"<h2 class='chart'>{escape.for_html(title)}</h2>" if title else ""
    return f"{heading}{_html(state, head, list(rows), full)}"


def _html(state: State, head: Sequence[str], rows: Sequence[Row], full: bool) -> str:
    wordy = {place for _, cells in rows for place, cell in enumerate(cells, 1) if isinstance(cell, str)}
    columns = "".join(
        f"<th scope='col'{' class=words' if place in wordy else ''}>{escape.for_html(name)}</th>"
        for place, name in enumerate(head)
    )
    body = "".join(
        f"<tr><th scope='row'>{escape.for_html(name)}</th>{''.join(_cell(state, cell, full) for cell in cells)}</tr>"
        for name, cells in rows
    )
    return (
        f"<div class='months whole' tabindex='0'><table><thead><tr>{columns}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def monthly(state: State, names: Sequence[str], *, of_segment: bool = False) -> None:
    """These measures by month, drawn when the reader opens it; of the company, or of the segment in view."""
    folded = by_month(state.asked(), names, of_segment=of_segment)
    shown = fold.section(state, folded.key, folded.title)
    if shown is None:
        return
    with shown:
        for block in folded.blocks():
            assert isinstance(block, Months)
            st.html(of_months(state, block.columns))


def of_months(state: State, columns: Sequence[Column]) -> str:
    """Measures by month; the unit stands in the head."""
    head = "".join(
        f"<th scope='col'>{escape.for_html(column.label)}<br>"
        f"{escape.for_html(unit_in_words(column.unit, state.scenario.currency))}</th>"
        for column in columns
    )
    rows = "".join(
        f"<tr><th scope='row'>{months.name(number, state.scenario.start)}</th>"
        + "".join(
            _of_month(f"{column.key}{number}", column.unit, value)
            for column, value in zip(columns, values, strict=True)
        )
        + "</tr>"
        for number, values in enumerate(zip(*(column.values.tolist() for column in columns), strict=True), 1)
    )
    return (
        f"<div class='months' tabindex='0'><table><thead><tr><th scope='col'>Month</th>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(state: State, cell: Cell, full: bool) -> str:
    if isinstance(cell, str):
        return f"<td class='words'>{escape.for_html(cell)}</td>"
    several = cell if isinstance(cell, tuple) else (cell,)
    shown = (
        numbers.opened_by(state, quantity, numbers.in_full(quantity, state.scenario) if full else "")
        for quantity in several
    )
    return f"<td>{', '.join(shown)}</td>"


def _of_month(key: str, unit: str, value: float) -> str:
    """A value of a month; the unit of money stands in the head."""
    shown = formatted(value, unit) if unit.startswith("share") else short(value)
    if value == float("inf"):
        return f"<td>{numbers.button(key, '–', REASONS['no_capacity'])}</td>"
    return f"<td>{numbers.button(key, shown, exact(round(value, 6)))}</td>"
