"""`bowtie grid` against arithmetic by hand, and its border against a circle and against the verdicts themselves."""

import math
from pathlib import Path

import numpy as np
import pytest

from model.__main__ import main
from model.decide.contour import zero_lines
from model.text import read_file
from tests.decide.asking import THREE, refused, signing, told, words
from tests.naive import naive_run


def test_forty_by_forty_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Profit of a year is 780,000 x margin - 120 x CAC at every point."""
    found = told(capsys, "grid", signing(tmp_path), "--across", "S.cac", "--up", "S.gross_margin")
    cac, margin = np.array(found["across"]["values"]), np.array(found["up"]["values"])
    assert (len(cac), len(margin)) == (40, 40)
    assert np.array(found["values"]) == pytest.approx(780_000 * margin[:, None] - 120 * cac)
    assert (found["across"]["present"], found["up"]["present"]) == (6_000, 0.8)


def test_the_border_of_the_verdict_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """CAC is back after 12 months where CAC = 12,000 x margin; customers who stay have no LTV, and pass."""
    found = told(capsys, "grid", signing(tmp_path), "--across", "S.cac", "--up", "S.gross_margin")
    (border,) = found["border"]
    assert border["verdict"] == "accelerate"
    assert [cac for cac, _ in border["line"]] == pytest.approx(
        [12_000 * margin for _, margin in border["line"]], rel=1e-4
    )
    heights = [margin for _, margin in border["line"]]
    assert (min(heights), max(heights)) == (0.6, 0.9)


def test_verdicts_are_those_of_the_naive_model(capsys: pytest.CaptureFixture[str]) -> None:
    sides = {"SMB.cac": "--across", "SMB.retention_rate": "--up"}
    found = told(
        capsys, "grid", THREE, *(part for path, flag in sides.items() for part in (flag, path)), "--points", "5"
    )
    data = read_file(THREE).model_dump(by_alias=True, exclude_none=True)
    seen = set()
    for row, kept in enumerate(found["up"]["values"]):
        for column, cac in enumerate(found["across"]["values"]):
            data["segments"] = [
                {**one, "cac": cac, "retention_rate": kept} if one["name"] == "SMB" else one for one in data["segments"]
            ]
            told_by_naive = naive_run(data)
            decision = told_by_naive["verdict"]["decision"]
            broke = min(told_by_naive["total"]["cash"]) < 0
            seen.add(decision)
            assert found["verdicts"][row][column] == ("hold" if broke and decision == "accelerate" else decision)
    assert len(seen) > 1


def test_border_and_verdicts_agree(capsys: pytest.CaptureFixture[str]) -> None:
    """Between two neighbours with unlike verdicts there is a point of a border, and nowhere else."""
    found = told(capsys, "grid", THREE, "--across", "Mid-market.cac", "--up", "Mid-market.new_accounts_growth",
                 "--set", "guidelines.payback_months=18", "--points", "21")  # fmt: skip
    x, y = found["across"]["values"], found["up"]["values"]
    points = [point for border in found["border"] for point in border["line"]]
    verdicts = np.array(found["verdicts"])
    changes = 0
    for row in range(len(y)):
        for column in range(len(x) - 1):
            crossed = any(abs(high - y[row]) < 1e-12 and x[column] <= right <= x[column + 1] for right, high in points)
            assert crossed == (verdicts[row, column] != verdicts[row, column + 1])
            changes += crossed
    assert changes


def test_cash_is_part_of_the_border(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The lowest cash is 196,000 below the opening cash: above that accelerate, below hold."""
    found = told(capsys, "grid", signing(tmp_path), "--across", "company.cash", "--up", "S.cost_to_serve_rate",
                 "--range", "company.cash=100000,300000", "--range", "S.cost_to_serve_rate=0,0")  # fmt: skip
    (row,) = found["verdicts"]
    assert row == ["accelerate" if cash >= 196_000 else "hold" for cash in found["across"]["values"]]


def test_a_circle_is_one_closed_line() -> None:
    x = np.linspace(-2, 2, 41)
    (line,) = zero_lines(x.tolist(), x.tolist(), 1.5**2 - x[:, None] ** 2 - x**2)
    assert line[0] == line[-1]
    assert len(line) > 60
    assert [math.hypot(*point) for point in line] == pytest.approx([1.5] * len(line), abs=2e-3)


def test_two_lines_through_a_saddle_and_none_where_nothing_is_known() -> None:
    values = np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert len(zero_lines([0, 1], [0, 1], values)) == 2
    assert zero_lines([0, 1], [0, 1], np.array([[math.nan, -1.0], [-1.0, 1.0]])) == []


def test_terms_take_their_own_values(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "grid", THREE, "--across", "SMB.renewal_months", "--up", "SMB.cac", "--points", "5")
    assert found["across"]["values"] == [1, 3, 6, 12, 24, 36]
    assert len(found["values"]) == 5


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = words(capsys, "grid", signing(tmp_path), "--across", "S.cac", "--up", "S.gross_margin")
    assert text.splitlines()[0] == (
        "Operating profit by CAC (across) and Gross margin (down), with the verdict: A accelerate, H hold, B brakes."
    )
    assert len(text.splitlines()) == 2 + 1 + 7


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--across", "SMB.cac", "--up", "SMB.cac"], "--up: SMB.cac is the same as --across: name another input"),
        (["--across", "SMB.cac", "--up", "SMB.staffing"], "--up: SMB.staffing is no number: name an input that is one"),
        (["--across", "SMB.cac", "--up", "SMB.acv", "--range", "company.cash=1,2"], "--range: company.cash is on neither side of the grid: leave it out"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    assert refused(capsys, "grid", THREE, *arguments) == line
    assert main(["grid", THREE, "--across", "SMB.cac", "--up", "SMB.acv", "--points", "102"]) == 2
