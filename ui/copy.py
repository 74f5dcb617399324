"""The button that copies the link of what is open."""

from __future__ import annotations

import streamlit as st

from ui import link
from ui.state import State

HTML = """
<button type="button">Copy link</button><p role="status"></p>
<label hidden>Copy it from here <input readonly></label>
"""
CSS = """
:host { display: block; }
button { display: block; width: 100%; min-height: 2rem; padding: .125rem .375rem; cursor: pointer;
  font: inherit; font-size: .8125rem; color: inherit; background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
p { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
label { display: block; margin-top: .5rem; font-size: .8125rem; color: inherit; }
label[hidden] { display: none; }
input { display: block; box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .25rem .5rem; font: inherit;
  color: inherit; background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); }
"""
# The address is read when the button is pressed: it is the newest then. Where the browser keeps the clipboard from the
# page, the link is shown instead, selected.
JS = """
const MOMENT = 2000
export default function ({ parentElement }) {
  const parts = ["button", "p", "label", "input"]
  const [button, status, label, field] = parts.map(part => parentElement.querySelector(part))
  const tell = (name, line) => { button.textContent = name; status.textContent = line }
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      label.hidden = true
      tell("Copied", "The link is copied")
      setTimeout(() => tell("Copy link", ""), MOMENT)
    } catch {
      label.hidden = false
      field.value = location.href
      field.focus()
      field.select()
    }
  }
}
"""

_button = st.components.v2.component("copy_link", html=HTML, css=CSS, js=JS)


def button(now: State) -> None:
    """Copies the whole address, where it holds what is open."""
    if not now.opened.is_file and now.link_length <= link.LONGEST:
        _button(key="copy-link")
