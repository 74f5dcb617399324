"""A button that writes a suggested value into the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from model.answers import Offer
from model.basis import noted
from model.scenario import Scenario
from ui import actions, escape, views
from ui.state import State, current


def draw(state: State, offer: Offer) -> None:
    """Draw the button. It is disabled while the scenario has these values, and absent where there are none."""
    with st.container():  # keeps the place of what follows
        if not offer.changes:
            return
        st.button(
            offer.label, key=offer.key, disabled=_has(state.scenario, offer.changes),
            on_click=views.pressed, args=(offer.key, _write, offer),
        )  # fmt: skip
        if offer.key in state.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(state.refused[offer.key])}</p>")


def _has(scenario: Scenario, changes: Mapping[str, Any]) -> bool:
    try:
        return scenario.changed(changes) == scenario
    except ValidationError:  # said once somebody presses the button
        return False


def _write(offer: Offer) -> None:
    """Set the inputs, and say in their notes where they come from: one step."""
    notes = noted(current().scenario, offer.changes, source=offer.source)
    actions.change_together({**offer.changes, **({"notes": notes} if offer.source else {})}, offer.key)
