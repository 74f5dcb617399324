"""The scenarios that stand beside the open one on Compare: examples, companies of one's own, and kept moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from model import Scenario
from model.questions.compare.sides import COMPARED, MOST, Entry
from ui import actions, company_store, escape, examples, panel
from ui.body import Body
from ui.panel import Action, Control
from ui.state import State, current

ADD = "Choose one"
ADDED = MOST - 2  # scenarios at most, beside the open one and its baseline
Source = Callable[[], Scenario | None]


def picker(body: Body) -> None:
    """What was added, each with a button that takes it away, and what can be added."""
    state = body.state
    added = _added(state)
    rows = [_row(place, entry) for place, entry in enumerate(added)]
    if len(added) < ADDED:
        sources = _sources(state)
        add = partial(_add, list(sources.items()))
        rows.append(panel.choice("add-compared", "Add a scenario", [ADD, *sources], 0, add, few=0))
        rows.append(panel.actions("keep-compared", "", [Action("keep", "Keep yours as it is now", _keep)]))
    body.panel("compared", rows)


def _added(state: State) -> tuple[Entry, ...]:
    found: tuple[Entry, ...] = state.chosen.get(COMPARED, ())
    return found


def _row(place: int, entry: Entry) -> Control:
    shown = {"detail": "", "opens": False, "link": "", "renames": 0,
             "buttons": [{"name": "remove", "words": "Remove"}]}  # fmt: skip
    return Control("listing", f"compared-{place}", escape.one_line(entry.name), shown,
                   {"remove": partial(_remove, entry.key)}, whatever_is_open=True)  # fmt: skip


def _sources(state: State) -> Mapping[str, Source]:
    """What can be added, by a label of its own: one's own companies, then the examples."""
    own = company_store.listed(lambda library: library.companies(state.browser))
    found = [
        (entry.name, partial(company_store.scenario_of, entry.id)) for entry in own if entry.id != state.opened.key
    ]
    given: list[tuple[str, Source]] = [*found]
    given += [(scenario.name, partial(_itself, scenario)) for scenario in examples.examples().values()]
    labels, seen = dict[str, Source](), Counter[str]()
    for name, source in given:
        label = escape.one_line(name)
        seen[label] += 1
        labels[label if seen[label] == 1 else f"{label} ({seen[label]})"] = source
    return labels


def _itself(scenario: Scenario) -> Scenario:
    return scenario


def _add(sources: Sequence[tuple[str, Source]], place: int) -> None:
    """Add the one that was chosen, as it is now; the first option is none."""
    scenario = sources[place - 1][1]() if place else None
    if scenario is not None:
        _append(scenario, scenario.name)


def _keep() -> None:
    """Keep the open scenario as it is now beside what becomes of it."""
    scenario = current().scenario
    _append(scenario, f"Kept: {scenario.name}")


def _append(scenario: Scenario, name: str) -> None:
    added = _added(current())[: ADDED - 1]
    number = max((int(entry.key.rpartition("-")[2]) for entry in added), default=0) + 1
    actions.choose(COMPARED, (*added, Entry(f"added-{number}", name, scenario)))


def _remove(key: str, _: Any) -> None:
    actions.choose(COMPARED, tuple(entry for entry in _added(current()) if entry.key != key))
