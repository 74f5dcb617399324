"""Response from data: a table of accounts that is pasted or uploaded, what it says, and its values to be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from charts import response as family
from model.fitting.accounts import EXAMPLE, Accounts, decoded, read_accounts
from model.problems import ScenarioError
from model.questions.headcount.response import Estimated, estimated
from ui import answer, escape, fold, graphs, state, tables, texts, views
from ui.state import State

KEY, TEXT, FULL = "response-table", "response-text", "response-full"
UPLOADS = "response-uploads"
TYPES = ["csv", "tsv", "txt"]
SHOWN = 20_000  # characters of a pasted table that stay in the field; a longer one is kept without being shown
HEAD = ("", "Value", "from", "to", "The scenario", "Interval")
ABOUT = (
    "One line for each account that came up for renewal: what it got in the year before (hours or touches), whether it "
    "renewed, and its segment if there are several. The table is kept for this session alone: neither the link nor the "
    "scenario's file holds it."
)
PLACEHOLDER = f"{EXAMPLE}\n18.5,yes,Mid-market\n2,no,Mid-market"


@dataclass(frozen=True)
class Table:
    """What was given: what the field shows of it, where it came from, and its accounts or what is wrong with it."""

    text: str = ""
    name: str = ""
    accounts: Accounts | None = None
    problems: tuple[str, ...] = ()


def draw(now: State) -> None:
    """The section, drawn when the reader opens it."""
    shown = fold.section(now, "response_data", "Response from data")
    if shown is None:
        return
    with shown:
        given = _given()
        _table_in(given)
        with st.container():
            _read(given)
        with st.container():
            if given.accounts is not None:
                _estimated(now, given.accounts)


def _given() -> Table:
    given: Table = st.session_state.setdefault(KEY, Table())
    return given


def _table_in(given: Table) -> None:
    """The field to paste into, and a file."""
    st.html(f"<p class='remark'>{ABOUT}</p>")
    st.text_area(
        "Table of accounts", views.show(TEXT, given.text), key=TEXT, placeholder=PLACEHOLDER, height=120,
        on_change=views.report, args=(TEXT, pasted),
    )  # fmt: skip
    key = f"{UPLOADS}-{st.session_state.setdefault(UPLOADS, 0)}"
    st.file_uploader("or a file of it", type=TYPES, key=key, on_change=views.report, args=(key, uploaded))


def pasted(text: str) -> None:
    """Take what was pasted; an empty field takes the table away."""
    _take("the pasted table", text if len(text) <= SHOWN else "", lambda: text)


def uploaded(file: UploadedFile | None) -> None:
    """Take a file; the field is emptied, as it is not what is shown."""
    if file is not None:
        st.session_state[UPLOADS] += 1
        _take(file.name, "", lambda: decoded(file.getvalue(), file.name))


def _take(name: str, shown: str, text: Callable[[], str]) -> None:
    """Read it, once: pages look at what was read."""
    try:
        whole = text()
        given = Table(shown, name, read_accounts(whole, name)) if whole.strip() else Table()
    except ScenarioError as error:
        given = Table(shown, name, problems=tuple(str(problem) for problem in error.problems))
    st.session_state[KEY] = given


def _read(given: Table) -> None:
    """What was read, or one line for each thing that is wrong."""
    if given.accounts is not None:
        read = f"{len(given.accounts):,} accounts read from {given.name}, {given.accounts.kind} a year."
        st.html(f"<p class='remark' role='status'>{escape.for_html(read)}</p>")
    lines = "".join(f"<p class='refused'>{escape.for_html(line)}</p>" for line in given.problems)
    if lines:
        st.html(f"<div role='alert'>{lines}</div>")


def _estimated(now: State, accounts: Accounts) -> None:
    key = f"{FULL}-{accounts.kind}-{now.opened.segment}"
    full = now.chosen.get(key)
    mine = estimated(now.trace, now.opened.segment, accounts, float(full) if full else None)
    with st.container():
        if mine.asks:
            st.number_input(
                f"Full service, {mine.asks} a year", min_value=0.01, max_value=1e6, key=key, placeholder="none given",
                value=views.show(key, float(full) if full else None), on_change=views.report, args=(key, _full, key),
            )  # fmt: skip
    texts.show(answer.remark(now, mine.sentence))
    if mine.drawn is not None:
        graphs.draw(now, family, mine.drawn)
        texts.show(tables.of(now, "", HEAD, mine.rows))
    with st.container():
        _use(now, mine)


def _full(key: str, number: float | None) -> None:
    state.choose(key, "" if number is None else repr(number))


def _use(now: State, mine: Estimated) -> None:
    """The button that sets the inputs, where there is something to use that the scenario does not have."""
    beside = f"{KEY}-{now.opened.segment}"
    if mine.changes and all(now.scenario.value(path) == value for path, value in mine.changes.items()):
        st.html("<p class='remark'>The scenario has these values.</p>")
    elif mine.changes:
        st.button(
            "Use these values", key="use-response",
            on_click=views.pressed, args=("use-response", use, mine.changes, mine.source, beside),
        )  # fmt: skip
    if beside in now.refused:
        st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[beside])}</p>")


def use(changes: Mapping[str, float], source: str, beside: str) -> None:
    """Set the inputs, and say in their notes where they come from: one step."""
    notes = {path: note.model_dump() for path, note in state.current().scenario.notes.items()}
    notes |= {path: {**notes.get(path, {}), "source": source} for path in changes}
    state.change_together({**changes, "notes": notes}, beside)
