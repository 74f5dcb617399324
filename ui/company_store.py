"""Saves the visitor's own company as it changes, and opens what is saved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from model import Scenario
from model.text import settings
from store import Conflict, Document, StoreError, open_library, place
from store.ids import LONGEST_NAME
from ui import actions, changes, examples, link, own_copy
from ui.link import OWN, VIEW, Opened
from ui.state import SavedCompany, State, current

if TYPE_CHECKING:
    from store.library import CompanyLibrary

MOVE = 30  # seconds: changes of one input that follow each other so fast are one move
_LOCK = threading.Lock()
Answer = TypeVar("Answer")
Row = TypeVar("Row")


def library() -> CompanyLibrary:
    """This server's library, opened on first use. Raises StoreError, and tries again the next time."""
    with _LOCK:
        return _opened()


@cache
def _opened() -> CompanyLibrary:
    return open_library(place())


def warm_up() -> None:
    """Open the library before the first visitor comes. An error goes to the log, and later to the page."""
    try:
        library()
    except StoreError as error:
        logging.getLogger("bowtie").warning("%s", error)


def find(id: str) -> Document:
    """Find the company that a link opens. Raises StoreError."""
    return library().open(id)


def has_opened(state: State, opened: Opened) -> None:
    """Remember the version that was opened, and list the company for this browser."""
    if opened.kind == OWN:
        state.saved[opened.key] = SavedCompany(opened.version, opened)
        state.unsaved.pop(opened.key, None)
    if opened.kind in (OWN, VIEW):
        _ask_library(lambda companies: companies.visit(opened.key, browser=state.browser))


def keep(state: State) -> None:
    """Save the open company if it has changed. A failure is shown on the page."""
    opened, kept = state.opened, state.saved.get(state.opened.key)
    if opened.kind != OWN or (kept and kept.opened.same_but_for_view(opened)):
        return
    try:
        state.saved[opened.key] = _created(state, opened) if kept is None else _saved(opened, kept)
        state.unsaved.pop(opened.key, None)
    except StoreError as error:
        state.unsaved[opened.key] = error


def _created(state: State, opened: Opened) -> SavedCompany:
    library().create(opened.scenario, opened.baseline, browser=state.browser, id=opened.key)
    return SavedCompany(1, opened)


def _saved(opened: Opened, kept: SavedCompany) -> SavedCompany:
    """Save the next version. A move of one input is one version, however many values it goes through."""
    goes_on = kept.started is not None and _is_one_move(kept.started, kept.opened, opened, library().clock() - kept.at)
    started = kept.started if goes_on and kept.started else kept.opened
    version = library().save(
        opened.key, opened.scenario, opened.baseline, based_on=kept.version,
        what=changes.since(started, opened), replaces=goes_on,
    )  # fmt: skip
    return SavedCompany(version, opened, started, library().clock())


def _is_one_move(started: Opened, last: Opened, opened: Opened, seconds: float) -> bool:
    """Whether the last version and this one differ from the start of the move in the same single input."""
    moved, again = (settings(version.scenario, started.scenario) for version in (last, opened))
    same_baseline = started.baseline == last.baseline == opened.baseline
    return seconds < MOVE and same_baseline and len(moved) == 1 and [*moved] == [*again]


def is_conflict(state: State) -> bool:
    """Whether another tab has saved this company since it was opened here."""
    return isinstance(state.unsaved.get(state.opened.key), Conflict)


# ---- what a person does ----


def open_kept(id: str) -> None:
    """Open the newest version of a saved company."""
    document = _ask_library(lambda companies: companies.open(id))
    if document is not None:
        opened, state = link.of_document(document), current()
        if opened.key == state.opened.key and state.opened.segment < len(opened.scenario.segments):
            opened = replace(opened, segment=state.opened.segment)
        actions.open_step(opened)
        has_opened(state, opened)


def take_theirs() -> None:
    """Open what the other tab has saved; undo brings back this tab's version."""
    open_kept(current().opened.key)


def keep_mine() -> None:
    """Save this tab's version as a copy beside the other tab's."""
    state = current()
    state.unsaved.pop(state.opened.key, None)
    own_copy.keep_as_own()


def back_to(version: int) -> None:
    """Make an older version of the open company the newest."""
    state = current()
    id, known = state.opened.key, state.saved.get(state.opened.key)
    if known and _ask_library(lambda companies: companies.back_to(id, version, based_on=known.version)):
        open_kept(id)


def rename(id: str, name: str) -> None:
    """Rename a company; for the open one this is a change like any other."""
    if id == current().opened.key:
        actions.change("name", name)
    elif 0 < len(name) <= LONGEST_NAME:
        version = _ask_library(lambda companies: companies.rename(id, name))
        known = current().saved.get(id)
        if version and known and version == known.version + 1:  # else another tab has changed it, which is told then
            _carry_name(id, name, known, version)


def _carry_name(id: str, name: str, known: SavedCompany, version: int) -> None:
    """The steps that lead back to a renamed company have its new name, and go on from the version that has it."""

    def renamed(opened: Opened) -> Opened:
        scenario = opened.scenario.changed({"name": name})
        baseline = scenario if opened.baseline == opened.scenario else opened.baseline
        return replace(opened, scenario=scenario, baseline=baseline) if opened.key == id else opened

    state = current()
    state.past, state.future = (tuple(renamed(step) for step in steps) for steps in (state.past, state.future))
    state.saved[id] = SavedCompany(version, renamed(known.opened))


def copy(id: str) -> None:
    _ask_library(lambda companies: companies.copy(id, browser=current().browser))


def delete(id: str) -> None:
    """Delete a company; if it is open, open the first example instead."""
    if id == current().opened.key:
        actions.open_example(examples.first())
    _ask_library(lambda companies: companies.delete(id))


def restore(id: str) -> None:
    _ask_library(lambda companies: companies.restore(id))


def share() -> None:
    """Make a read-only link to the open company."""
    _ask_library(lambda companies: companies.share(current().opened.key))


def withdraw(view: str) -> None:
    _ask_library(lambda companies: companies.withdraw(current().opened.key, view))


def scenario_of(id: str) -> Scenario | None:
    """A saved company as it is now; None, and a notice on the page, if it cannot be opened."""
    document = _ask_library(lambda companies: companies.open(id))
    return None if document is None else document.scenario


def listed(asked: Callable[[CompanyLibrary], list[Row]]) -> list[Row]:
    """A list from the library; if it cannot be read, an empty list and a notice on the page."""
    return _ask_library(asked) or []


def _ask_library(action: Callable[[CompanyLibrary], Answer]) -> Answer | None:
    """What the library returns; if it fails, None and a notice on the page."""
    try:
        return action(library())
    except StoreError as error:
        actions.notify([str(error)])
        return None
