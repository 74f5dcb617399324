"""The body of a page: blocks below each other, as plain data that the browser draws (ui/browser/body.js).

    body = Body(state)
    body.add(words.remark(state, sentence))
    body.panel("inputs", controls)
    with body.fold("documents", "Documents") as is_open:   # drawn while the reader has it open
        if is_open:
            with body.streamlit("documents"):              # what Streamlit draws stands between two parts of a body
                st.markdown(text)
    body.send()

Blocks that are sent at once are one message, and the browser renews of them what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias

import streamlit as st

from ui import actions, browser_name, browser_scripts, panel
from ui.panel import Control
from ui.state import State, current

Block: TypeAlias = dict[str, Any]
NEAR = "near"
FIRST = frozenset({"part-1"})  # what a browser gets before it has said what is near
MOST_PARTS = 100  # of a page, that a browser may name
_component = browser_scripts.component("body", html="<div class='body'></div>", isolated=False)


class Body:
    """What a run of a page has drawn. `blocks` are those that were not sent yet."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.blocks: list[Block] = []
        self._place = self.blocks  # where the next block goes
        self._key = "body"
        self._parts, self._is_within = 0, False  # that are made when they are near

    def add(self, *blocks: Block) -> None:
        self._place += blocks

    def add_below(self, block: Block) -> None:
        """Right below what stands last, without a space between."""
        if not self._place:
            self.add(block)
        elif self._place[-1]["kind"] == "section":
            self._place[-1]["blocks"].append(block)
        else:
            self._place[-1] = {"kind": "section", "blocks": [self._place[-1], block]}

    def panel(self, key: str, controls: Sequence[Control], *, wide: bool = False) -> None:
        """Controls; nothing where there are none."""
        if controls:
            self.add(panel.block(key, controls, wide=wide))

    @contextmanager
    def part(self, kind: str, key: str = "") -> Iterator[None]:
        """Blocks within a block. Of what is sent meanwhile the rest stands in no part."""
        outside, inside, sent = self._place, list[Block](), self.blocks
        self.add({"kind": kind, "blocks": inside} | ({"key": key} if key else {}))
        self._place = inside
        yield
        self._place = outside if self.blocks is sent else self.blocks

    @contextmanager
    def fold(self, key: str, title: str) -> Iterator[bool]:
        """A line that opens, and the place of what stands below it while it is open."""
        is_open = is_unfolded(self.state, key)
        self.panel(f"fold-{key}", [fold_row(key, title, is_open)])
        if is_open:
            with self.part("part", key):
                yield True
        else:
            yield False

    @contextmanager
    def near(self, outline: Callable[[], Sequence[Block]] = lambda: ()) -> Iterator[bool]:
        """The place of what is made while it is near what is in view; without a browser all is.

        What a page that has just been opened has further down is outlined: it takes as much room as it will.
        """
        if self._is_within:
            yield True
            return
        self._parts += 1
        key, seen = f"part-{self._parts}", self.state.near
        panel.listen(Control(NEAR, NEAR, "", handlers={"seen": _seen}, whatever_is_open=True))
        if seen is None or key in seen:
            self._is_within = True
            with self.part("near", key):
                yield True
            self._is_within = False
        else:
            self.add({"kind": "near", "key": key} | ({"outline": [*outline()]} if seen is FIRST else {}))
            yield False

    @contextmanager
    def streamlit(self, key: str) -> Iterator[None]:
        """The place of elements of Streamlit's, between the blocks before and those after it."""
        self.send()
        with st.container(key=key):
            yield
        self._key = f"body-{key}"

    def send(self) -> None:
        """What was drawn so far goes to the browser."""
        if self.blocks:
            data = panel.message(self.state) | {"blocks": self.blocks}
            panel.mount(_component, self._key, data)
        self.blocks = self._place = []


def fold_row(key: str, label: str, is_open: bool, part: str = "") -> Control:
    """A line that opens, among others of a panel; the `part` that it opens is called as the line unless it says so."""
    handlers = {"opened": partial(_opened, part or key)}
    return Control("fold", key, label, {"open": is_open}, handlers, whatever_is_open=True)


def open_page(state: State, page: str) -> None:
    """A browser that opens a page has its first part at once, and asks for the others."""
    if state.page != page:
        state.page, state.near = page, FIRST if browser_name.is_there() else None


def _seen(keys: Any) -> None:
    """What of the page is near what is in view."""
    if isinstance(keys, list) and len(keys) <= MOST_PARTS:
        state = current()
        state.brings_more = state.near is not FIRST
        state.near = frozenset(key for key in keys if isinstance(key, str))


def is_unfolded(state: State, key: str) -> bool:
    return key in state.unfolded


def _opened(key: str, is_open: Any) -> None:
    actions.unfold(key, is_open is True)
