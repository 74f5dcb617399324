"""A workbook comes back: what was changed in it is the what-if, and what cannot be taken is said by name and cell."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports import open_command
from exports.opened import OpenedWorkbook, opened
from exports.opened_sheets import Sheets
from exports.workbook import workbook
from model import Scenario, run
from model.text import read_file, read_toml
from tests.office import recalculated
from tests.workbook import poisoned
from tools.golden import ROOT

SCENARIO = read_toml("""
name = "Ours, _x0041_ & =1+1"
horizon_months = 6
start = "2027-01"
changes = [{path = "SMB / EU.cac", month = 3, value = 2_000}, {path = "company.fixed_costs", month = 2, value = 9e3}]

[company]
cash = 1e6

[[segments]]
name = "SMB / EU"
accounts = 30
acv = 6_000
cac = 1_700
renewal_months = 3
billing_months = 3
expansion_months = 3
retention_rate = 0.9
retention_by_renewal = [0.8, 0.85]
staffing = "fixed"
csms = 2
meetings = [{name = "Review", per_year = 4, hours = 1}, {name = "Kick-off", per_year = 1, hours = 2}]
staff_changes = [{month = 2, change = -1}, {month = 3, change = 1}]

[notes."SMB / EU.cac"]
source = "Ledger\\u0000\\u2028 2026"
""")
SEGMENT = "SMB / EU"
NAME = "plan.xlsx"
OWN_FIGURES = "every figure here is Bowtie's own"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / NAME
    path.write_bytes(workbook(run(SCENARIO)))
    return path


@pytest.fixture
def edited(written: Path, tmp_path: Path) -> Callable[..., OpenedWorkbook]:
    """The workbook opened after an edit by another program, of cells by sheet and address, or of inputs by path."""

    def edit(cells: dict[tuple[str, str], Any] | None = None, inputs: dict[str, Any] | None = None) -> OpenedWorkbook:
        book = load_workbook(written)
        for path, value in (inputs or {}).items():
            book["Inputs"].cell(row=rows(written)[path], column=3).value = value
        for (sheet, address), value in (cells or {}).items():
            book[sheet][address] = value
        book.save(tmp_path / NAME)
        return opened((tmp_path / NAME).read_bytes(), NAME)

    return edit


def rows(path: Path) -> dict[str, int]:
    """The rows of inputs by their paths."""
    found = Sheets(path.read_bytes()).rows("Inputs", 1_000, 3)
    return {cells[0].value: row + 1 for row, cells in found.items() if 0 in cells}


def with_rows(scenario: Scenario, path: str, place: int, **fields: float) -> tuple[Any, ...]:
    changed = list(scenario.value(path))
    changed[place] = changed[place].model_copy(update=fields)
    return tuple(changed)


def test_what_was_changed_and_saved_by_a_spreadsheet_is_the_what_if_and_nothing_else(
    written: Path, tmp_path: Path
) -> None:
    """Numbers of inputs, of tables and of plans; all stored results are wrong, and count for nothing."""
    at, typed = rows(written), tmp_path / "typed.xlsx"
    inputs = {
        "company.cash": 2.5e6,
        f"{SEGMENT}.retention_rate": 0.87,
        f"{SEGMENT}.retention_by_renewal/2": 0.9,
        f"{SEGMENT}.meetings/2/hours": 3.0,
        f"{SEGMENT}.staff_changes/2": 2.0,
        "changes/1": 1_500.0,
    }
    poisoned(written, typed, {at[path]: value for path, value in inputs.items()})
    untouched = tmp_path / "untouched.xlsx"
    shutil.copy(written, untouched)
    saved = [copy.read_bytes() for copy in recalculated([typed, untouched], tmp_path / "office")]

    found = opened(saved[0], NAME)
    assert found.baseline == SCENARIO
    assert found.scenario == SCENARIO.changed({
        "company.cash": 2.5e6,
        f"{SEGMENT}.retention_rate": 0.87,
        f"{SEGMENT}.retention_by_renewal": (0.8, 0.9),
        f"{SEGMENT}.meetings": with_rows(SCENARIO, f"{SEGMENT}.meetings", 1, hours=3.0),
        f"{SEGMENT}.staff_changes": with_rows(SCENARIO, f"{SEGMENT}.staff_changes", 1, change=2.0),
        "changes": with_rows(SCENARIO, "changes", 0, value=1_500.0),
    })  # fmt: skip
    assert {(change.path, change.cell, change.after) for change in found.changes} == {
        (path, f"Inputs!C{at[path]}", value) for path, value in inputs.items()
    }
    assert {change.path: change.before for change in found.changes}["changes/1"] == 2_000
    assert found.remarks(NAME) == []

    again = opened(saved[1], NAME)
    assert (again.baseline, again.scenario, again.changes, again.remarks(NAME)) == (SCENARIO, SCENARIO, (), [])


def test_formulas_that_were_touched_are_named_and_change_nothing(edited: Callable[..., OpenedWorkbook]) -> None:
    found = edited({
        ("Total", "F4"): "=E4*2",
        ("Summary", "C4"): 1e9,
        ("Total", "B40"): "=1+1",
        ("Checks", "C4"): None,
    })  # fmt: skip
    assert {*found.formulas} == {"Total!F4", "Summary!C4", "Total!B40", "Checks!C4"}
    assert found.scenario == found.baseline == SCENARIO
    (line,) = found.remarks(NAME)
    assert line.startswith("plan.xlsx: 4 formulas (")
    assert line.endswith(f") changed since it was written: {OWN_FIGURES}")


def test_many_touched_formulas_are_five_by_name_and_a_count(edited: Callable[..., OpenedWorkbook]) -> None:
    found = edited({("Total", f"{column}4"): "=1" for column in "EFGHIJ"} | {("Total", "E5"): "=2"})
    assert found.remarks(NAME) == [
        "plan.xlsx: 7 formulas (Total!E4, Total!F4, Total!G4, Total!H4, Total!I4 and 2 more) changed since it was "
        f"written: {OWN_FIGURES}"
    ]


def test_numbers_that_cannot_be_taken_are_said_with_their_cells_and_the_others_are_taken(
    edited: Callable[..., OpenedWorkbook], written: Path
) -> None:
    bad = {
        f"{SEGMENT}.retention_rate": (1.4, "is 1.4: allowed is a number from 0 to 1"),
        f"{SEGMENT}.retention_by_renewal/1": (
            "about",
            "is 'about', which is no number: allowed is a number from 0 to 1",
        ),
        f"{SEGMENT}.meetings/1/hours": ("#REF!", "is '#REF!', which is no number: allowed is a number from 0 to 100"),
        f"{SEGMENT}.gross_margin": (True, "is 'True', which is no number: allowed is a number from 0 to 1"),
        f"{SEGMENT}.contraction_rate": (None, "is empty: allowed is a number from 0 to 1"),
        f"{SEGMENT}.expansion_rate": ("=0.1*2", "is a formula: type the number that it gives"),
        f"{SEGMENT}.accounts": (1e300, "is 1e+300: allowed is a number from 0 to"),
    }
    found = edited(inputs={path: value for path, (value, _) in bad.items()} | {"company.cash": 5.0})
    said = {line.partition(" (")[0]: line for line in found.remarks(NAME)}
    for path, (_, words) in bad.items():
        assert said[f"plan.xlsx: {path}"].startswith(f"plan.xlsx: {path} (Inputs!C{rows(written)[path]}) {words}")
    assert len(said) == len(bad)
    assert found.scenario == SCENARIO.changed({"company.cash": 5.0})
    assert [change.path for change in found.changes] == ["company.cash"]


def test_numbers_that_break_a_rule_are_left_out_and_the_others_are_taken(
    edited: Callable[..., OpenedWorkbook], written: Path
) -> None:
    """More CSMs go than there are; an input that is whole is not."""
    path, at = f"{SEGMENT}.staff_changes", rows(written)
    found = edited(inputs={f"{path}/1": -3.0, "company.cash": 5.0})
    assert found.remarks(NAME) == [
        f"plan.xlsx: {path} (Inputs!C{at[f'{path}/1']}) leave fewer than 0 CSMs in month 2: "
        "cut fewer, or raise csms = 2"
    ]
    assert found.scenario == SCENARIO.changed({"company.cash": 5.0})


def test_a_fixed_cell_and_a_row_that_is_gone_are_said(edited: Callable[..., OpenedWorkbook], written: Path) -> None:
    at = rows(written)
    term, cash = f"{SEGMENT}.renewal_months", "company.cash"
    found = edited({("Inputs", f"A{at[cash]}"): "mine"}, {term: 6, cash: 5.0, "name": "Theirs"})
    assert {*found.remarks(NAME)} == {
        f"plan.xlsx: {path} (Inputs!C{at[path]}) is fixed in this workbook and was changed: change it in Bowtie, and "
        "export again"
        for path in (term, "name")
    } | {f"plan.xlsx: {cash} has no row on Inputs any more: its number stays as it was"}
    assert (found.scenario, found.changes) == (SCENARIO, ())


def test_a_sheet_that_is_gone_is_said(written: Path, tmp_path: Path) -> None:
    book = load_workbook(written)
    del book["Checks"]
    book.save(tmp_path / NAME)
    found = opened((tmp_path / NAME).read_bytes(), NAME)
    assert found.remarks(NAME) == [f"plan.xlsx: the sheet Checks is not there any more: {OWN_FIGURES}"]


def test_the_command_prints_what_was_changed_and_writes_the_what_if(
    written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, made = tmp_path / NAME, tmp_path / "made.toml"
    row = rows(written)["company.cash"]
    poisoned(written, typed, {row: 2.5e6})
    assert open_command.main([str(typed), "--out", str(made)]) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0] == SCENARIO.name
    assert text.splitlines()[-1].split() == ["company.cash", "1,000,000", "2,500,000"]
    assert read_file(made) == SCENARIO.changed({"company.cash": 2.5e6})
    assert open_command.main([str(typed), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "scenario": SCENARIO.name,
        "changes": [{"path": "company.cash", "cell": f"Inputs!C{row}", "before": 1e6, "after": 2.5e6}],
        "problems": [],
        "formulas": [],
    }


def test_what_is_no_workbook_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"PK\x03\x04")
    for file, said in (
        (tmp_path / NAME, "is no workbook, or is damaged: save it again as .xlsx"),
        (tmp_path / "absent.xlsx", "cannot be read: No such file or directory: check the path"),
    ):
        command = [sys.executable, "-m", "model", "open", str(file)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{file} {said}\n")
