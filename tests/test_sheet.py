"""The equations as a workbook: LibreOffice recalculates it after inputs were changed, and it equals the engine."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model import Result, Scenario, run
from model.metrics import MONTHLY
from model.quantity import Quantity
from model.text import example_files, read_file
from model.trace import Trace
from tests.office import recalculated
from tests.sheet import Sheet, read
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
FIXED = ("schema", "horizon_months", "guidelines")  # the horizon is how many columns there are
TOLERANCE = 1e-9  # of the largest value of each path; of a sum of profits or cash, of the revenue that it is made of


def numbers(trace: Trace) -> Iterator[tuple[str, Quantity]]:
    """Every measure of every month and every figure, of the company and of its segments, by a name of its own."""
    for place, owner in enumerate((trace, *trace.by_segment)):
        for name, metric in MONTHLY.items():
            if metric.in_segments if place else metric.in_total:
                for month in range(1, trace.months + 1):
                    yield f"{place}/{name}@{month}", owner.month(name, month)
        for name in owner.part.summary:
            yield f"{place}/{name}", owner.summary(name)
        for name in owner.part.unit_economics:
            yield f"{place}/{name} of an account", owner.economics(name)


def changed(scenario: Scenario, chance: random.Random) -> Scenario:
    """Three of four numbers of a scenario are others, zeros among them; what it has none of stays so."""
    values = {}
    for path, parameter in scenario.paths().items():
        value = scenario.value(path)
        if parameter.bounds is None or value is None or path.startswith(FIXED) or chance.random() < 0.25:
            continue
        if path.endswith((".accounts", ".new_accounts", ".csms", "hours")) and value == 0:
            continue  # a segment without a book, or one that takes no hours, is another sheet
        low, high = parameter.plausible or parameter.bounds
        values[path] = chance.randint(int(low), int(high)) if parameter.whole else chance.uniform(low, high)
    while True:
        try:
            return scenario.changed(values)
        except ValueError:  # inputs that do not go together
            values.pop(chance.choice([*values]))


def values_of(scenario: Scenario) -> dict[str, float]:
    """The inputs of a scenario by the keys that the trace has for them."""
    paths = scenario.paths()
    plain = {f"={path}": scenario.value(path) for path in paths if paths[path].numeric}
    return {key: float(value) for key, value in plain.items() if value is not None}


def wrong(asked: dict[str, str], cells: Path, result: Result) -> list[str]:
    """The numbers of a recalculated workbook that are not those of the engine."""
    value, ours = read(cells), dict(numbers(Trace(result)))
    largest: dict[str, float] = {}
    for name, quantity in ours.items():
        if math.isfinite(quantity.value):
            path = name.partition("@")[0]
            largest[path] = max(largest.get(path, 0.0), abs(quantity.value))
    turnover = float(np.abs(result.total.monthly["revenue"]).sum() + np.abs(result.total.monthly["cs_cost"]).sum())
    differences = ("profit", "cash", "trough", "book_value", "expansion_revenue", "new_logo_equivalent")
    found = []
    for name, cell in asked.items():
        there, here = value(cell), ours[name].value
        if ours[name].reason is not None:
            continue  # undefined: the sheet has an error or what would be there
        path = name.partition("@")[0]
        allowed = TOLERANCE * max(largest[path], turnover if any(one in path for one in differences) else 0.0, 1e-9)
        if not abs(there - here) <= allowed:
            found.append(f"{name}: {there} in the sheet, {here} by the engine")
    return found


@pytest.fixture(scope="module", autouse=True)
def _deep() -> Iterator[None]:
    """A chain of months is as long as the horizon."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(limit)


def test_the_sheet_of_every_example_follows_its_inputs_as_the_engine_does(tmp_path: Path) -> None:
    written: dict[Path, tuple[dict[str, str], Scenario]] = {}
    for key, scenario in EXAMPLES.items():
        sheet, trace = Sheet(), Trace(run(scenario), follows=True)
        asked = {name: sheet.cell(quantity) for name, quantity in numbers(trace)}
        other = changed(scenario, random.Random(key))
        path = tmp_path / f"{key}.xlsx"
        sheet.write(path, {each: value for each, value in values_of(other).items() if each in sheet.inputs})
        written[path] = asked, other
    copies = recalculated([*written], tmp_path / "office")
    found = [
        f"{original.stem}: {line}"
        for (original, (asked, other)), copy in zip(written.items(), copies, strict=True)
        for line in wrong(asked, copy, run(other))
    ]
    assert found == [], "\n".join(found)
