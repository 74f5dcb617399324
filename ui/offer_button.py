"""A button that writes a suggested value into the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import ValidationError

from model.answers import Offer
from model.basis import noted
from model.scenario import Scenario
from ui import actions, panel
from ui.body import Body
from ui.panel import Action
from ui.state import current


def draw(body: Body, offer: Offer) -> None:
    """Draw the button. It is disabled while the scenario has these values, and absent where there are none."""
    if not offer.changes:
        return
    enabled = not _has(body.state.scenario, offer.changes)
    rows = [panel.actions(offer.key, "", [Action("take", offer.label, partial(_write, offer), enabled=enabled)])]
    if line := body.state.refused.get(offer.key):
        rows.append(panel.text(f"{offer.key}-refused", line, refused=True))
    body.panel(offer.key, rows)


def _has(scenario: Scenario, changes: Mapping[str, Any]) -> bool:
    try:
        return scenario.changed(changes) == scenario
    except ValidationError:  # said once somebody presses the button
        return False


def _write(offer: Offer) -> None:
    """Set the inputs, and say in their notes where they come from: one step."""
    notes = noted(current().scenario, offer.changes, source=offer.source)
    actions.change_together({**offer.changes, **({"notes": notes} if offer.source else {})}, offer.key)
