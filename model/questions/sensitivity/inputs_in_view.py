"""The inputs that can be moved on this page: those of the segment in view and the company's."""

from __future__ import annotations

from model.answers import Asked, Choice
from model.decide.domain import numeric_paths
from model.labels import name
from model.scenario import TABLES


def paths_in_view(asked: Asked) -> dict[str, str]:
    """PATH by a key that stays when another segment comes into view."""
    found = {}
    for path in numeric_paths(asked.scenario):
        table, _, input_name = path.rpartition(".")
        if table == asked.segment_name:
            found[input_name] = path
        elif table in ("", *TABLES):
            found[path] = path
    return found


def input_choice(asked: Asked, key: str, label: str, first: str) -> tuple[Choice, str]:
    """The choice of an input, `first` until another one is chosen, and its PATH."""
    paths = paths_in_view(asked)
    view = asked.choice(
        key, label, {each: name(asked.scenario, paths[each]) for each in dict.fromkeys((first, *paths))}
    )
    return view, paths[view.chosen]
