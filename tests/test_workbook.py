"""The workbook: LibreOffice works it out anew, and it gives what the command line prints, whatever the inputs become."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exports.workbook import estimated_cells, workbook
from exports.workbook_plan import sheet_names
from model import Scenario, run
from model.report import as_json
from model.text import scenario_from
from tests.office import recalculated
from tests.random_second_edition import second_edition_scenario
from tests.workbook import Recalculated, poisoned

TOLERANCE = 1e-9  # of the largest value of each path; of a difference, of the turnover that it is made of
DIFFERENCES = ("profit", "cash", "trough", "book_value", "expansion_revenue", "new_logo", "verdict.cash")
CHANGED = 3  # inputs of each workbook
COUNT, SEED, MOST_CELLS = 12, 14, 5_000


def changed(scenario: Scenario, blue: dict[str, tuple[float, float]], chance: random.Random) -> dict[str, float]:
    """Other values for some of the numbers that may be changed; a segment that has a book keeps one."""
    paths = [path for path in blue if path in scenario.paths()]
    chance.shuffle(paths)
    values: dict[str, float] = {}
    for path in paths:
        parameter = scenario.paths()[path]
        low, high = parameter.plausible or blue[path]
        if path.endswith(".accounts") and not scenario.value(path):
            continue
        value = float(chance.randint(int(low), int(high))) if parameter.whole else chance.uniform(low, high)
        if path.endswith(".accounts"):
            value = max(value, 1.0)
        typed = int(value) if parameter.whole else value
        try:
            scenario.changed({**values, path: typed})
        except ValueError:  # inputs that do not go together
            continue
        values[path] = typed
        if len(values) == CHANGED:
            break
    return values


def wrong(sheet: Recalculated, scenario: Scenario) -> Iterator[str]:
    """What a workbook has otherwise than the command line prints."""
    said = as_json(run(scenario))
    months = scenario.horizon_months
    turnover = (
        sum(map(abs, said["total"]["revenue"]))
        + sum(map(abs, said["total"]["cs_cost"]))
        + sum(map(abs, said["total"]["acquisition_cost"]))
    )
    names = ["Total", *sheet_names(scenario)]

    def differs(key: str, there: float, here: float | None, largest: float) -> bool:
        if here is None:
            return not math.isnan(there)
        allowed = max(largest, turnover if any(word in key for word in DIFFERENCES) else 0.0, 1e-9)
        return not abs(there - here) <= TOLERANCE * allowed

    for name, part in zip(names, (said["total"], *said["segments"].values()), strict=True):
        paths = {key: values for key, values in part.items() if isinstance(values, list)}
        paths |= {f"{key}_of_{layer}": values for layer, of in part["layers"].items() for key, values in of.items()}
        for key, values in paths.items():
            largest = max((abs(value) for value in values if value is not None), default=0.0)
            for month, (there, here) in enumerate(zip(sheet.path(name, key, months), values, strict=True), 1):
                if differs(key, there, here, largest):
                    yield f"{name} {key} in month {month}: {there}, not {here}"
    for column, figures in zip((2, *range(4, 4 + len(names))), _figures(said), strict=False):
        for key, here in figures.items():
            there = sheet.figure("Summary" if key in said["summary"] else "Unit economics", key, column)
            if differs(key, there, here, abs(here or 0)):
                yield f"{key} in column {column}: {there}, not {here}"
    yield from _verdicts(sheet, said)
    yield from (f"{words} reads {value}" for words, value in sheet.checks if value != 0)


def _figures(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield said["summary"] | {name: said["verdict"][name]["value"] for name in ("ltv_cac", "payback_margin")}
    for part in said["segments"].values():
        end = {f"{name}_end": value for name, value in part.get("unit_economics_end", {}).items()}
        yield part["summary"] | part["unit_economics"] | end


def _verdicts(sheet: Recalculated, said: dict[str, Any]) -> Iterator[str]:
    verdicts = [said["verdict"], *said["verdict"].get("segments", {}).values()]
    for column, verdict in zip((2, *range(4, 4 + len(verdicts))), verdicts, strict=False):
        if sheet.word("Summary", "verdict.decision", column) != verdict["decision"]:
            yield f"verdict in column {column}: {sheet.word('Summary', 'verdict.decision', column)}, not {verdict['decision']}"
    if sheet.word("Summary", "verdict.advice", 2) != said["verdict"]["advice"]:
        yield f"advice: {sheet.word('Summary', 'verdict.advice', 2)}, not {said['verdict']['advice']}"


def scenarios() -> dict[str, Scenario]:
    """So many with every option in any mixture; those that are left out have larger workbooks."""
    chance, found = random.Random(SEED), dict[str, Scenario]()
    while len(found) < COUNT:
        scenario = scenario_from({"schema": 2, **second_edition_scenario(chance)}, "random")
        if estimated_cells(scenario) <= MOST_CELLS:
            found[f"random-{len(found)}"] = scenario
    return found


def blue(path: Path) -> dict[str, tuple[int, tuple[float, float]]]:
    """The numbers that may be changed: their rows, and the bounds beside them."""
    sheet = Recalculated(path)
    return {
        key: (sheet.numbers[key], (float(row[4]), float(row[5])))
        for key, row in sheet.rows["Inputs"].items()
        if len(row) > 5 and isinstance(row[4], int | float) and isinstance(row[2], int | float) and not row[6]
    }


def test_a_workbook_follows_its_inputs_as_the_engine_does(tmp_path: Path) -> None:
    files: dict[Path, Scenario] = {}
    for key, scenario in scenarios().items():
        original = tmp_path / f"{key}.xlsx"
        original.write_bytes(workbook(run(scenario)))
        inputs = blue(original)
        values = changed(scenario, {name: bounds for name, (_, bounds) in inputs.items()}, random.Random(key))
        for name, given in (("as-written", {}), ("changed", values)):
            copy = tmp_path / f"{key}-{name}.xlsx"
            poisoned(original, copy, {inputs[path][0]: float(value) for path, value in given.items()})
            files[copy] = scenario.changed(given) if given else scenario
    copies = recalculated([*files], tmp_path / "office")
    found = [
        f"{copy.stem}: {line}"
        for copy, scenario in zip(copies, files.values(), strict=True)
        for line in wrong(Recalculated(copy), scenario)
    ]
    assert found == [], "\n".join(found[:60])
