"""What a session knows. One scenario is the truth: the link is read into it, and widgets are views of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from pydantic import ValidationError

from model import Result, Scenario, run
from model.problems import problems_of
from model.text import WHOLE_TABLES
from ui import examples, link, views
from ui.link import Opened

KEY = "state"


@dataclass
class State:
    """Of one session. `link` is what the address held when it last agreed with the state."""

    opened: Opened
    link: dict[str, str]
    notices: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    files: dict[str, Scenario] = field(default_factory=dict)
    link_length: int = 0
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        return self.opened.scenario

    @property
    def baseline(self) -> Scenario:
        return self.opened.baseline

    @property
    def segment(self) -> str:
        """The name of the segment in view."""
        return self.scenario.segments[self.opened.segment].name

    @property
    def result(self) -> Result:
        return self._result("scenario", self.scenario)

    @property
    def baseline_result(self) -> Result | None:
        """The baseline's result, None as long as it is the scenario itself."""
        return self._result("baseline", self.baseline) if self.scenario != self.baseline else None

    def _result(self, of: str, scenario: Scenario) -> Result:
        if of not in self.results or self.results[of].scenario != scenario:
            self.results[of] = run(scenario)
        return self.results[of]


def current() -> State:
    state: State = st.session_state[KEY]
    return state


def follow_link() -> State:
    """The state that the address asks for: read at the first run, and when the person went back or forward.

    After something was done on the page the address may still hold what was true before it.
    """
    entries = st.query_params.to_dict()
    known = KEY in st.session_state
    if known and (views.reported() or entries == current().link):
        return current()
    files = current().files if known else {}
    opened, lines = link.read(entries, examples.examples(), files, examples.first())
    state = State(opened, entries, [*([] if known else examples.broken()), *lines], files=files)
    st.session_state[KEY] = state
    return state


def write_link(state: State) -> None:
    """Bring the address up to date. A link that would be too long is left as it was, which the page says."""
    entries = link.write(state.opened, examples.first())
    state.link_length = link.length(entries)
    if state.link_length <= link.LONGEST and entries != state.link:
        state.link = entries
        st.query_params.from_dict(entries)


def change(path: str, value: Any) -> None:
    """Set one input; what is not allowed changes nothing and is said beside the input."""
    state = current()
    state.refused = {}
    try:
        _show(scenario=state.scenario.changed({path: value}))
    except ValidationError as error:
        refuse(path, str(problems_of(error, state.scenario.model_dump(by_alias=True), "")[0]))


def refuse(path: str, line: str) -> None:
    current().refused = {path: line}


def undo(path: str) -> None:
    """Set one input, or a table as a whole, back to the baseline's."""
    baseline = current().baseline
    change(path, getattr(baseline, path) if path in WHOLE_TABLES else baseline.value(path))


def reset() -> None:
    _show(scenario=current().baseline)


def make_baseline() -> None:
    _show(baseline=current().scenario)


def open_example(key: str) -> None:
    _open(key, examples.examples()[key], is_file=False)


def open_file(name: str, scenario: Scenario) -> None:
    current().files[name] = scenario
    _open(name, scenario, is_file=True)


def view_segment(index: int) -> None:
    _show(segment=index)


def notify(lines: list[str]) -> None:
    current().notices = lines


def _open(key: str, scenario: Scenario, *, is_file: bool) -> None:
    state = current()
    state.notices, state.refused = [], {}
    state.opened = Opened(key, is_file, scenario, scenario, scenario)


def _show(**fields: Any) -> None:
    state = current()
    state.opened = replace(state.opened, **fields)


def openable(state: State) -> Mapping[tuple[str, bool], Scenario]:
    """What the picker offers, by key and whether it is a file of this session: files first."""
    own = {(name, True): scenario for name, scenario in state.files.items()}
    return own | {(key, False): scenario for key, scenario in examples.examples().items()}
