"""The inputs that a number finally rests on."""

from __future__ import annotations

import math

from model.quantity import Quantity
from model.scenario import Scenario
from model.trace.lookup import Trace


def inputs_of(quantity: Quantity, trace: Trace) -> list[str]:
    """The PATH of every input below this number, in the order of declaration.

    A what-if inside the trace may have set an input to a value of its own: such a number does not rest on the input.
    """
    found, queue = set[str](), [quantity]
    seen: dict[str | int, Quantity] = {}  # which keeps them, so that no two have the same id
    while queue:
        term = queue.pop()
        if (term.key or id(term)) not in seen:
            seen[term.key or id(term)] = term
            path = path_of(term, trace.scenario)
            if path and not _is_set_anew(term, trace):
                found.add(path)
            queue += term.rests_on
    return [path for path in trace.scenario.paths() if path in found]


def path_of(quantity: Quantity, scenario: Scenario) -> str:
    """The PATH of an input, or of the table that it is a part of; empty for what is computed."""
    table, dot, name = quantity.key.partition("=")[2].rpartition(".")
    path = f"{table}{dot}{name.partition('/')[0]}"
    return path if path in scenario.paths() else ""


def _is_set_anew(term: Quantity, trace: Trace) -> bool:
    """Whether an input of a what-if differs from the scenario's own."""
    present = None if term.key.startswith("=") else trace.find(f"={term.key.partition('=')[2]}")
    return present is not None and present.value != term.value and not math.isnan(present.value)
