"""`bowtie growth` against the arithmetic of a company that signs and loses nobody."""

from pathlib import Path

import numpy as np
import pytest

from tests.decide.asking import FLAT, TEAM, refused, signing, told, words
from tests.decide.test_uncertainty import uncertain_file


def cash_path(growth: float, months: int = 12) -> np.ndarray:
    """Cash from nothing: month t signs 10 (1 + g)^(t-1) at $6,000 each, and every customer pays $800 of margin a month."""
    signed = 10 * (1 + growth) ** np.arange(months)
    return np.cumsum(800 * np.cumsum(signed) - 6_000 * signed)


def need(growth: float) -> float:
    return float(-cash_path(growth).min())


def is_falling(growth: float) -> bool:
    path = cash_path(growth)
    return bool(path.argmin() == len(path) - 1)


def test_cash_sets_the_pace_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With $220k and no doubt, growth is carried as long as it takes no more than that and turns within the year."""
    found = told(capsys, "growth", signing(tmp_path, more="\n[company]\ncash = 220000"), "--draws", "2")
    assert need(found["growth"]) == pytest.approx(220_000, rel=1e-3)
    assert not is_falling(found["growth"])
    assert found["arr"] == pytest.approx(12 * 1_000 * sum(10 * (1 + found["growth"]) ** t for t in range(12)), rel=1e-6)
    assert found["arr_as_planned"] == pytest.approx(1.44e6)


def test_growth_stops_where_cash_would_still_be_falling(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = told(capsys, "growth", signing(tmp_path, more="\n[company]\ncash = 90000000"), "--draws", "2")
    assert not is_falling(found["growth"])
    assert is_falling(found["growth"] + 1e-4)


def test_funding_buys_growth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = signing(tmp_path, more="\n[company]\ncash = 210000")
    found = told(capsys, "growth", file, "--draws", "2", "--funding", "15000")
    assert need(found["growth"]) == pytest.approx(210_000, rel=1e-3)
    assert need(found["funding"]["growth"]) == pytest.approx(225_000, rel=1e-3)
    assert found["funding"]["arr"] > found["arr"]
    floored = told(capsys, "growth", file, "--draws", "2", "--floor", "10000")
    assert need(floored["growth"]) == pytest.approx(200_000, rel=1e-3)


@pytest.mark.parametrize(("probability", "cash"), [(0.9, 210_000.0), (0.5, 220_000.0)])
def test_the_probability_is_that_of_the_draws(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, probability: float, cash: float
) -> None:
    """Cash is 210,000 or more in nine of ten draws: growth that needs just that is carried with 90%."""
    file = uncertain_file(tmp_path, {"company.cash": (210_000, 220_000, 230_000)}, shape="normal")
    found = told(capsys, "growth", file, "--probability", str(probability), "--draws", "4096")
    assert need(found["growth"]) == pytest.approx(cash, rel=2e-3)


def test_the_raise_and_its_date(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Cash as planned is 100,000 + the path: below 20,000 from month 2 on, and 116,000 short in month 7."""
    found = told(
        capsys, "growth", signing(tmp_path, more="\n[company]\ncash = 100000"), "--draws", "2", "--buffer", "20000"
    )
    path = 100_000 + cash_path(0)
    assert found["raise"] == {"amount": pytest.approx(20_000 - path.min()), "month": int(np.argmax(path < 20_000)) + 1}
    assert (found["raise"]["amount"], found["raise"]["month"]) == (pytest.approx(116_000), 2)
    rich = told(capsys, "growth", signing(tmp_path, more="\n[company]\ncash = 900000"), "--draws", "2")
    assert rich["raise"] == {"amount": 0, "month": None}


def test_no_growth_is_carried_and_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    poor = signing(tmp_path, more="\n[company]\ncash = 10")
    assert told(capsys, "growth", poor, "--draws", "2")["growth"] is None
    assert words(capsys, "growth", poor, "--draws", "2") == (
        "Cash carries no growth that was tried (in 90% of the draws).\n"
        "As planned, raise $196k by month 1 to keep $0 in cash.\n"
    )


def test_what_cannot_be_told_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "growth", FLAT) == "growth cannot be told: no segment signs: set new_accounts"
    assert refused(capsys, "growth", TEAM, "--probability", "1") == (
        "bowtie growth: argument --probability: '1' is no probability: write a number between 0 and 1: "
        "see bowtie growth --help"
    )
    assert refused(capsys, "growth", TEAM, "--draws", "32768").endswith(": write 16384 at most")
