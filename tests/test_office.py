"""What recalculates the workbooks of tests really does: a stored value that is wrong does not survive it."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.office import NotRecalculated, recalculated


def _workbook(file: Path, price: float) -> Path:
    """Ten accounts at a price, and formulas whose stored values are all wrong."""
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Model")
        sheet.write_column("A1", [10, price])
        sheet.write_formula("A3", "=A1*A2", value=-1)
        sheet.write_formula("A4", "=IF(A3>100,ROUNDUP(A3/7,0),MOD(A1,3))", value=-1)
        book.add_worksheet("Sums").write_formula("A1", "=SUM(Model!A3:A4)", value="none")
    return file


def _values(file: Path) -> list[object]:
    book = openpyxl.load_workbook(file, data_only=True)
    return [book["Model"]["A3"].value, book["Model"]["A4"].value, book["Sums"]["A1"].value]


def test_every_formula_of_every_workbook_is_worked_out_anew(tmp_path: Path) -> None:
    few, many = _workbook(tmp_path / "few.xlsx", 2), _workbook(tmp_path / "many.xlsx", 25.5)
    assert _values(few) == _values(many) == [-1, -1, "none"]
    copies = recalculated([few, many], tmp_path / "again")
    assert [copy.name for copy in copies] == ["few.xlsx", "many.xlsx"]
    assert _values(copies[0]) == [20, 1, 21]
    assert _values(copies[1]) == [255, 37, 292]
    assert _values(few) == [-1, -1, "none"]
    formulas = openpyxl.load_workbook(copies[0])
    assert formulas["Model"]["A3"].value == "=A1*A2"


def test_what_cannot_be_recalculated_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotRecalculated, match=r"did not write .'absent.xlsx'"):
        recalculated([tmp_path / "absent.xlsx"], tmp_path / "again")
    with pytest.raises(NotRecalculated, match="Two files have one name"):
        recalculated([tmp_path / "one.xlsx", tmp_path / "other" / "one.xlsx"], tmp_path / "more")


def test_without_libreoffice_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotRecalculated, match="make office"):
        recalculated([], tmp_path)
