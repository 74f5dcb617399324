"""The equations of a scenario as the cells of a workbook: every number a formula over others, down to inputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from model.cells import in_a_sheet
from model.quantity import Quantity

INPUTS, CELLS = "Inputs", "Cells"


class Sheet:
    """Formulas of the numbers that were asked for; inputs stand on a sheet of their own, by their key."""

    def __init__(self) -> None:
        self.inputs: dict[str, float] = {}
        self.formulas: list[str] = []
        self._places: dict[str | int, str] = {}
        self._kept: list[Quantity] = []  # so that no two unnamed ones have the same id

    def cell(self, quantity: Quantity) -> str:
        """Where a number stands; it and all that it is made of are written when they are first asked for."""
        key = quantity.key or id(quantity)
        if key not in self._places:
            self._kept.append(quantity)
            made = quantity.searched() if quantity.searched else quantity.whole
            if made is None:
                self.inputs[str(key)] = quantity.value
                self._places[key] = f"{INPUTS}!$C${len(self.inputs)}"
            else:
                formula = in_a_sheet(made, self.cell)
                self.formulas.append(formula)
                self._places[key] = f"$B${len(self.formulas)}"
        return self._places[key]

    def write(self, path: Path, values: Mapping[str, float]) -> None:
        """The workbook with these values of inputs in place of the scenario's; what is cached in it is 0."""
        with xlsxwriter.Workbook(path) as workbook:
            inputs, cells = workbook.add_worksheet(INPUTS), workbook.add_worksheet(CELLS)
            for row, (key, value) in enumerate((self.inputs | {**values}).items()):
                inputs.write_string(row, 0, key)
                inputs.write_number(row, 2, value)
            for row, formula in enumerate(self.formulas):
                cells.write_formula(row, 1, f"={formula}", None, 0)


def read(path: Path) -> Callable[[str], float]:
    """What a recalculated workbook has in a cell; nan where it has no value."""
    rows = [row[1] for row in load_workbook(path, data_only=True)[CELLS].iter_rows(values_only=True)]

    def value(place: str) -> float:
        found: Any = rows[int(place.removeprefix("$B$")) - 1]
        return float(found) if isinstance(found, int | float) else math.nan

    return value
