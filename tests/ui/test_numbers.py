"""Every number of every page opens its trace, and the arithmetic shown there gives it: as the server makes both."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.answers.compared import MOST
from tests.arithmetic import close, is_number, read, worked_out
from tests.every_page import FOLDED, blocks, known, numbers, opened, ran, unfold, words
from ui import actions, trace
from ui.menu import PAGES
from ui.state import STATE_KEY

# Three segments of unlike terms over few months, and a team over more than a year; all that folds is open.
VISITS = {
    "three segments": {"scenario": "three-segments", "horizon_months": "3", "SMB.cac": "900"},
    "a team": {"scenario": "understaffed-team", "horizon_months": "14", "Mid-market.retention_rate": "0.9"},
}
TAG = re.compile(r"<[^>]*>")
VALUE = re.compile(r"<p class='traced-value'>(.*?) <small>")
ARITHMETIC = re.compile(r"data-arithmetic='([^']*)'")
FEWEST = {"company": MOST, "assumptions": 3}  # they have no other numbers than their figures
SAID = re.compile(r"<p class='arithmetic'>(.*?)</p>")


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_every_number_opens_its_trace_and_the_arithmetic_gives_it(name: str, visit: str) -> None:
    app = opened(name)
    for path, value in VISITS[visit].items():
        app.query_params[path] = value
    unfold(app, *FOLDED)
    cells = list(_cells(ran(app)))
    assert [cell for cell in cells if isinstance(cell, str) and is_number(cell)] == []
    found = numbers(app)
    assert min(len(cells), len(found)) >= FEWEST.get(name, MOST + 1)
    assert [line for line in complaints(app, found) if line] == []


def _cells(app: AppTest) -> Iterator[Any]:
    """What stands as a number by itself: figures, what is below them, and cells; a string opens nothing."""
    for head in blocks(app, "head"):
        for figure in head["figures"]:
            yield from [figure["value"], *figure.get("note", [])]
    for table in blocks(app, "table") + blocks(app, "months"):
        yield from (cell for _, *cells in table["rows"] for cell in cells)


def complaints(app: AppTest, numbers: Iterable[tuple[str, str]]) -> Iterator[str | None]:
    """What is wrong with the drawer of each of these numbers."""
    drawer = AppTest.from_function(_drawer, default_timeout=60)
    drawer.session_state[STATE_KEY] = known(app)
    for key, shown in numbers:
        drawer.session_state["key"] = key
        yield disagreement(key, shown, "".join(words(ran(drawer))))


def _drawer() -> None:
    """The script of a page that holds what the drawer of a number holds, and nothing else."""
    import streamlit as st

    from ui import trace
    from ui.state import current

    state, key = current(), st.session_state["key"]
    trace.explain(state, key, trace.found(state, key))


def disagreement(key: str, shown: str, drawer: str) -> str | None:
    """What is wrong with a drawer; None when it gives the number that is shown. Words, such as a choice, are none."""
    said = plain("".join(SAID.findall(drawer)))
    if not re.search(r"\d|–", shown):
        return None
    if shown == "–":
        return None if said.startswith("No value: ") else f"{key} is shown as – and has {said}"
    arithmetic = ARITHMETIC.search(drawer)
    if arithmetic is not None:
        value = worked_out(unescape(arithmetic[1]))
        return None if close(shown, value) else f"{key}: {shown} is shown, {arithmetic[1]} gives {value}"
    is_explained = (
        said in ("Given.", "Chosen on this page.")
        or re.fullmatch(r"Worked out from [\d,]+ runs of the model\.", said) is not None
        or (said == "Found by search: the numbers below show it." and "<table class='terms'>" in drawer)
    )  # fmt: skip
    value = read(plain("".join(VALUE.findall(drawer))))[0]
    return None if is_explained and close(shown, value) else f"{key}: {shown} is shown, {value} opens, with {said}"


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def test_a_press_that_is_told_again_opens_its_number_once(monkeypatch: pytest.MonkeyPatch) -> None:
    state, told = SimpleNamespace(press=0, traced=""), list[str]()
    said = SimpleNamespace(opened=None)
    monkeypatch.setattr(trace, "st", SimpleNamespace(session_state={trace.KEY: said}))
    for module in (trace, actions):
        monkeypatch.setattr(module, "current", lambda: state)
    monkeypatch.setattr(trace.views, "pressed", lambda _, action, *arguments: action(*arguments))
    for said.opened in (
        {"key": "nrr", "press": 1},
        {"key": "nrr", "press": 1},
        {"key": "grr", "press": 2},
        "nrr",
        {"key": "nrr"},
        None,
    ):
        state.traced = ""
        trace._pressed()
        told.append(state.traced)
    assert told == ["nrr", "", "grr", "", "", ""]
