"""The workbook: LibreOffice works it out anew, and it gives what the command line prints, whatever the inputs become."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exports.workbook import estimated_cells, workbook, written
from exports.workbook_plan import INPUTS, SUMMARY, VALUE, Place, sheet_names
from model import Scenario, run
from model.parameters import SEGMENT
from model.report import as_json
from model.text import example_files, read_file, scenario_from
from tests.office import worked_out
from tests.random_second_edition import second_edition_scenario
from tests.workbook import Recalculated, poisoned
from tools.golden import ROOT

TOLERANCE = 1e-9  # of the largest value of each path; of a difference, of the turnover that it is made of
DIFFERENCES = ("profit", "cash", "trough", "book_value", "expansion_revenue", "new_logo", "verdict.cash")
EXAMPLES = example_files(ROOT / "scenarios")
FEW = 3  # inputs that are changed
COUNT, LARGE, SEED = 100, 8, 14
CELLS, MOST_CELLS, MOST_A_MONTH = (
    1_000,
    5_000,
    200,
)  # of a workbook, of a large one, of a month of a segment of one that is not
PARTS = 4  # of the mixtures, each with one start of LibreOffice
MONTHS = 14  # of an example: over a first renewal; the rest of the months has the same formulas


def changed(
    scenario: Scenario, blue: dict[str, tuple[float, float]], count: int, chance: random.Random
) -> dict[str, float]:
    """Other values for so many of the numbers that may be changed; a segment that has a book keeps one."""
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
        if len(values) == count:
            break
    return values


def wrong(sheet: Recalculated, scenario: Scenario, said: dict[str, Any]) -> Iterator[str]:
    """What a workbook has otherwise than the command line prints."""
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


def examples() -> list[tuple[str, Scenario]]:
    return [(key, read_file(path).changed({"horizon_months": MONTHS})) for key, path in EXAMPLES.items()]


@cache
def mixtures() -> list[tuple[str, Scenario]]:
    """So many with every option in any mixture: a few as they come, the others of as few months as makes them small."""
    chance, found = random.Random(SEED), list[tuple[str, Scenario]]()
    while len(found) < COUNT:
        scenario = scenario_from({"schema": 2, **second_edition_scenario(chance)}, "random")
        months, cells = scenario.horizon_months, estimated_cells(scenario)
        if len(found) >= LARGE and cells <= MOST_A_MONTH * months * len(scenario.segments):
            scenario = scenario.changed({"horizon_months": min(months, max(CELLS * months // cells, 1))})
        elif len(found) >= LARGE or cells > MOST_CELLS:
            continue
        found.append((f"random-{len(found)}", scenario))
    return found


def blue(path: Path) -> dict[str, tuple[int, tuple[float, float]]]:
    """The numbers that may be changed: their rows, and the bounds beside them."""
    sheet = Recalculated(path, INPUTS)
    return {
        key: (sheet.numbers[key], (float(row[4]), float(row[5])))
        for key, row in sheet.rows[INPUTS].items()
        if len(row) > 5 and isinstance(row[4], int | float) and isinstance(row[2], int | float) and not row[6]
    }


def test_the_mixtures_have_every_option() -> None:
    """Each input of a segment is at another value than its default in a tenth of them or more."""
    segments = [segment for _, scenario in mixtures() for segment in scenario.segments]
    differ = {name: sum(getattr(segment, name) != of.default for segment in segments) for name, of in SEGMENT.items()}
    assert {name for name, count in differ.items() if count < len(segments) / 10} == set()


@pytest.mark.parametrize("part", [None, *range(PARTS)])
def test_a_workbook_follows_its_inputs_as_the_engine_does(part: int | None, tmp_path: Path) -> None:
    """Of an example most inputs are changed, of a mixture a few."""
    scenarios, share = (examples(), 0.75) if part is None else (mixtures()[part::PARTS], 0.0)
    files: dict[Path, Scenario] = {}
    for key, scenario in scenarios:
        original, copy = tmp_path / f"{key}.xlsx", tmp_path / f"{key}-changed.xlsx"
        original.write_bytes(workbook(run(scenario)))
        inputs = blue(original)
        bounds = {name: bounds for name, (_, bounds) in inputs.items()}
        count = max(int(share * len(bounds)), FEW)
        values = changed(scenario, bounds, count, random.Random(key))
        poisoned(original, copy, {inputs[path][0]: float(value) for path, value in values.items()})
        files[copy] = scenario.changed(values)
    copies = worked_out([*files], tmp_path / "office")
    found = [
        f"{copy.stem}: {line}"
        for copy, scenario in zip(copies, files.values(), strict=True)
        for line in wrong(Recalculated(copy), scenario, as_json(run(scenario)))
    ]
    assert found == [], "\n".join(found[:60])


@pytest.mark.parametrize("name", ["three-segments", "understaffed-team"])
def test_a_step_is_called_by_the_figure_whose_formula_it_is_a_part_of(name: str) -> None:
    cells, _ = written(run(read_file(EXAMPLES[name]).changed({"horizon_months": 3})))
    keys = {(sheet, row): key for sheet, rows in cells.rows.items() for key, row in rows.known.items()}
    steps = {key: row for key, row in cells.rows[SUMMARY].known.items() if re.search(r" step \d+$", key)}
    assert cells.rows[SUMMARY].labels["breakeven_month step 1"][0] == "Last month with an operating loss"
    for step, row in steps.items():
        figure, cell = step.partition(" ")[0], Place(SUMMARY, row, VALUE)
        asks = [
            keys[place.sheet, place.row]
            for place, formula in cells.formulas.items()
            if re.search(rf"(?<![!A-Z$]){cell.seen_from(place.sheet)}(?!\d)", formula.text)
        ]
        assert [key for key in asks if key.partition(" ")[0] == figure], step
    assert len(steps) > 10
    assert not [key for rows in cells.rows.values() for key in rows.known if key.startswith("working")]
