"""An input in a month, where it changes from a month on."""

from __future__ import annotations

from model.parameters import DatedChange
from model.quantity import Quantity, changed
from model.scenario import Scenario


def dated_input(scenario: Scenario, first: Quantity, path: str, month: int, tag: str) -> Quantity:
    """An input in a month, given as it is in month 1."""
    value = first
    for change in scenario.changes_by_path.get(path, ()):
        if month < change.month:
            break
        place = next(place for place, row in enumerate(scenario.changes, 1) if row is change)
        later = changed(first, value=change.value, key=f"{tag}=changes/{place}", label=_label(first, change), symbol="")
        if month < change.month + change.over:
            way = value + (later - value) * (month - change.month + 1) / (change.over + 1)
            named = way.named("", f"{first.label}, month {month}", unit=first.unit, definition=first.definition)
            return changed(named, by_equation=True, place=f"={path}@{month}")
        value = later
    return value


def _label(first: Quantity, change: DatedChange) -> str:
    return f"{first.label}, from month {change.month + change.over}"
