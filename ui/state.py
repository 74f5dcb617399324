"""What one visitor's session knows: the open scenario, its results, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from model import Result, Scenario
from model.answers import BASELINE, SCENARIO, Asked
from model.trace import Quantity, Trace
from store import StoreError, new_id
from ui import shared
from ui.link import Opened

STATE_KEY = "state"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class SavedCompany:
    """A company as the store has it.

    `version` is its newest one, `started` what was open before the move that made it, and `at` when it was saved.
    """

    version: int
    opened: Opened
    started: Opened | None = None
    at: float = 0


@dataclass
class State:
    """What one session knows.

    `link` is what the address held when it last agreed with the state. Another run may interrupt one that has just done
    something: `link_is_old` until the address is written.

    `browser` is the name under which the store lists this browser's companies, `saved` what it has of each that this
    session has opened, and `unsaved` why the newest change of one is not there.

    `past` and `future` are what undo and redo open, the nearest step last and first. `shown` are the page's own
    numbers by their keys, `traced` is the one whose trace is open, and `press` tells the press that opened it from its
    repeats. `requested_page` is the page that was asked for.
    `near` are the parts of `page` that are near what is in view: None, and all are made, where there is no browser.
    `brings_more` says that others were just asked for, below what is in view.
    `known_as` gives the key of what became one's own as it was changed the key that it had before.
    """

    opened: Opened
    link: dict[str, str]
    notices: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    readings: tuple[str, ...] = ()  # what may have been meant by the text that was refused
    remarks: dict[str, str] = field(default_factory=dict)
    numbers_before: dict[str, float] = field(default_factory=dict)  # of rates that were converted, as were typed
    browser: str = field(default_factory=new_id)
    saved: dict[str, SavedCompany] = field(default_factory=dict)
    unsaved: dict[str, StoreError] = field(default_factory=dict)
    link_is_old: bool = False
    results: dict[str, Result] = field(default_factory=dict)
    findings: dict[Any, tuple[Result, Any, Any]] = field(default_factory=dict)
    chosen: dict[str, Any] = field(default_factory=dict)
    unfolded: set[str] = field(default_factory=set)
    shown: dict[str, Quantity] = field(default_factory=dict)
    near: frozenset[str] | None = None
    brings_more: bool = False
    page: str = ""
    traced: str = ""
    press: float = 0
    requested_page: str = ""
    traces: Trace | None = None
    past: tuple[Opened, ...] = ()
    future: tuple[Opened, ...] = ()
    known_as: dict[str, str] = field(default_factory=dict)

    @property
    def known_key(self) -> str:
        """The key by which the browser knows what is open; an example keeps its key when it becomes a company."""
        return self.known_as.get(self.opened.key, self.opened.key)

    @property
    def scenario(self) -> Scenario:
        return self.opened.scenario

    @property
    def baseline(self) -> Scenario:
        """The scenario that this one is compared with, its segments under their present names."""
        return self.opened.named_baseline

    @property
    def segment(self) -> str:
        """The name of the segment in view."""
        return self.scenario.segments[self.opened.segment].name

    @property
    def result(self) -> Result:
        return self._result(SCENARIO, self.scenario)

    @property
    def baseline_result(self) -> Result | None:
        """The baseline's result; None while it has the same figures as the scenario."""
        return self._result(BASELINE, self.baseline) if self.opened.differs_in_figures else None

    def work_out(self) -> None:
        """Run the scenario and the baseline now, so that both results are at hand."""
        _ = self.result, self.baseline_result

    @property
    def trace(self) -> Trace:
        """Where each number of the scenario's result comes from."""
        if self.traces is None or self.traces.result is not self.result:
            self.traces = Trace(self.result)
        return self.traces

    def asked(self) -> Asked:
        """What a question is asked about. Findings of a result are kept until the result changes."""
        before = self.baseline_result
        results = {SCENARIO: self.result} if before is None else {SCENARIO: self.result, BASELINE: before}
        return Asked(results, self.opened.segment, chosen=self.chosen, keeper=self._found, example=self.opened.example)

    def _found(self, name: str, finding: Callable[..., Answer], result: Result, segment: int, *settings: Any) -> Answer:
        known, asked = self.findings.get((name, finding)), (segment, *settings)
        if known is None or known[0].batch is not result.batch or known[1] != asked:
            known = self.findings[name, finding] = result, asked, shared.found(finding, result, segment, *settings)
        answer: Answer = known[2]
        return answer

    def _result(self, role: str, scenario: Scenario) -> Result:
        """What the board is answered moves nothing: findings stay with the figures."""
        known = self.results.get(role)
        if known is None or known.scenario != scenario:
            answered = known and known.scenario.model_copy(update={"replies": scenario.replies}) == scenario
            self.results[role] = replace(known, scenario=scenario) if known and answered else shared.result_of(scenario)
        return self.results[role]


def current() -> State:
    state: State = st.session_state[STATE_KEY]
    return state
