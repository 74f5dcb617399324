"""Response from data, where only the screen has it: the table that is pasted or uploaded, and what full service is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from model.fitting.accounts import EXAMPLE, decoded, read_table
from model.problems import ScenarioError
from model.questions.headcount.response_section import ACCOUNTS, full_service, service_kind
from ui import actions, escape, views
from ui.body import Body

KEY, TEXT = "response-table", "response-text"
UPLOADS = "response-uploads"
TYPES = ["csv", "tsv", "txt"]
SHOWN = 20_000  # characters of a pasted table that stay in the field; a longer one is kept without being shown
ABOUT = (
    "Paste one line for each account that came up for renewal: the hours or touches it got before, whether it renewed, "
    "and its segment. The table stays in this session only, not in the link or the scenario's file."
)
PLACEHOLDER = f"{EXAMPLE}\n18.5,yes,Mid-market\n2,no,Mid-market"


@dataclass(frozen=True)
class AccountsField:
    """What of a table the field shows, where it came from, and what is wrong with it."""

    text: str = ""
    name: str = ""
    problems: tuple[str, ...] = ()


def accounts(body: Body) -> None:
    """The field to paste into, a file, and what is wrong with either."""
    field: AccountsField = st.session_state.setdefault(KEY, AccountsField())
    body.add({"kind": "text", "words": ABOUT})
    with body.streamlit("accounts"):
        st.text_area(
            "Table of accounts", views.show(TEXT, field.text), key=TEXT, placeholder=PLACEHOLDER, height=120,
            on_change=views.report, args=(TEXT, pasted),
        )  # fmt: skip
        key = f"{UPLOADS}-{st.session_state.setdefault(UPLOADS, 0)}"
        st.file_uploader("or a file of it", type=TYPES, key=key, on_change=views.report, args=(key, uploaded))
    body.add(*({"kind": "text", "words": escape.one_line(line), "refused": True} for line in field.problems))


def service(body: Body) -> None:
    """What full service is, where the scenario does not say it."""
    state = body.state
    kind = service_kind(state.asked())
    key = full_service(kind, state.opened.segment)
    with body.streamlit("full-service"):
        st.number_input(
            f"Full service, {kind} a year", min_value=0.01, max_value=1e6, key=key, placeholder="none given",
            value=views.show(key, state.chosen.get(key)), on_change=views.report,
            args=(key, partial(actions.choose, key)),
        )  # fmt: skip


SLOTS = {"accounts": accounts, "full_service": service}


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
    found, problems = None, tuple[str, ...]()
    try:
        whole = text()
        found = read_table(whole, name) if whole.strip() else None
    except ScenarioError as error:
        problems = tuple(str(problem) for problem in error.problems)
    st.session_state[KEY] = AccountsField(shown, name, problems)
    actions.choose(ACCOUNTS, found)
