"""A button that writes what a part of a page has found into the scenario, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from model.answers import Offer
from model.basis import noted
from model.scenario import Scenario
from ui import escape, state, views
from ui.state import State


def button(now: State, offer: Offer) -> None:
    """Of no use while the scenario has these values already; nothing where there are none to write."""
    with st.container():  # keeps the place of what follows
        if not offer.changes:
            return
        st.button(
            offer.label, key=offer.key, disabled=_has(now.scenario, offer.changes),
            on_click=views.pressed, args=(offer.key, _write, offer),
        )  # fmt: skip
        if offer.key in now.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[offer.key])}</p>")


def _has(scenario: Scenario, changes: Mapping[str, Any]) -> bool:
    try:
        return scenario.changed(changes) == scenario
    except ValidationError:  # said once somebody presses the button
        return False


def _write(offer: Offer) -> None:
    """Set the inputs, and say in their notes where they come from: one step."""
    notes = noted(state.current().scenario, offer.changes, source=offer.source)
    state.change_together({**offer.changes, **({"notes": notes} if offer.source else {})}, offer.key)
