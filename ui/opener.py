"""Opening numbers: one listener for every number on the page, whatever table or figure it stands in."""

from __future__ import annotations

import streamlit as st

from ui import escape, state, views

KEY = "opener"
# A number is a button with data-trace; keyboards reach it as they reach every button. The one listener stays for as
# long as the page does; `data-numbers` says that it is there.
JS = """
let send
const open = event => {
  const number = event.target instanceof Element && event.target.closest("button[data-trace]")
  if (number) send("opened", number.dataset.trace)
}
export default function ({ setTriggerValue }) {
  if (!send) document.addEventListener("click", open)
  send = setTriggerValue
  document.documentElement.dataset.numbers = "open"
}
"""
_mount = st.components.v2.component("number_opener", js=JS)


def listen() -> None:
    """From now on a number that is pressed opens its trace."""
    _mount(key=KEY, on_opened_change=_opened, height=0)


def _opened() -> None:
    key = st.session_state[KEY].opened
    if isinstance(key, str):
        views.pressed(KEY, state.open_trace, escape.from_attribute(key))
