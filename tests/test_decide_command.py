"""`bowtie decide headcount`: against the naive model and arithmetic by hand; and `bowtie` alone."""

import json
import subprocess
import sys
import tomllib
from math import fsum
from pathlib import Path
from typing import Any

import pytest

import model
from model.__main__ import main
from model.text import read_file
from tests.naive import naive_run

ROOT = Path(__file__).parents[1]
THREE, TEAM, FLAT = (
    str(ROOT / "scenarios" / f"{key}.toml") for key in ("three-segments", "understaffed-team", "mid-market-flat")
)
NO_RESPONSE = ("Mid-market.retention_at_risk=0", "Mid-market.expansion_without_csm=1")


def decided(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["decide", "headcount", *arguments, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def profits(file: str, change: float = 0, month: int = 1, segment: str = "Mid-market", **inputs: Any) -> list[float]:
    """The company's operating profit by month, by the naive model, with so many CSMs more from a month on."""
    data = read_file(file).model_dump(by_alias=True, exclude_none=True)
    data["horizon_months"] = inputs.pop("horizon_months", data["horizon_months"])
    for row in data["segments"]:
        if row["name"] == segment:
            row |= inputs
            row["staff_changes"] = [*row["staff_changes"], *([{"month": month, "change": change}] if change else [])]
    path: list[float] = naive_run(data)["total"]["operating_profit"]
    return path


def test_a_cut_saves_its_pay_and_nets_what_the_naive_model_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--cut", "2", "--from-month", "7")
    with_it, without = profits(TEAM, -2, 7), profits(TEAM)
    assert told["saving"] == pytest.approx(2 * 120_000 * 30 / 12)
    assert told["net"] == pytest.approx(fsum(with_it) - fsum(without))
    assert told["loss"] == pytest.approx(told["saving"] - told["net"])
    sums = [fsum(with_it[:month]) - fsum(without[:month]) for month in range(1, 37)]
    ahead = [month for month, total in enumerate(sums, 1) if total > 0]
    assert told["crossing_month"] == ahead[-1] + 1
    assert sums[-1] < 0
    assert told["company"]["profit"] == pytest.approx(fsum(with_it))
    assert told["company"]["profit_without"] == pytest.approx(fsum(without))
    assert told["sentence"].startswith("Don't cut. Losing 2 of 3 CSMs from month 7 saves ")


def test_a_hire_is_told_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--hire", "1")
    assert told["saving"] == pytest.approx(-3 * 120_000)
    assert told["net"] == pytest.approx(fsum(profits(TEAM, 1)) - fsum(profits(TEAM)))
    assert told["sentence"].startswith("Hire. Adding 1 to the 3 CSMs costs ")


def test_without_a_segment_it_is_the_first_with_a_fixed_team(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, THREE, "--cut", "1")
    assert told["segment"] == "Mid-market"
    assert told == decided(capsys, THREE, "--cut", "1", "--segment", "Mid-market")
    assert told["net"] == pytest.approx(fsum(profits(THREE, -1)) - fsum(profits(THREE)))
    assert told["company"]["net"] == pytest.approx(told["net"])
    assert told["company"]["profit_without"] == pytest.approx(fsum(profits(THREE)))


def test_at_the_break_even_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--cut", "1")
    assert told["break_even"]["path"] == "Mid-market.retention_at_risk"
    at = told["break_even"]["value"]

    def net(response: float) -> float:
        return fsum(profits(TEAM, -1, retention_at_risk=response)) - fsum(profits(TEAM, retention_at_risk=response))

    assert net(at - 1e-4) > 0 > net(at + 1e-4)


def test_horizons_are_runs_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--cut", "1")["company"]
    for months, row in told["horizons"].items():
        sides = [fsum(profits(TEAM, change, horizon_months=int(months))) for change in (-1, 0)]
        assert row["net"] == pytest.approx(sides[0] - sides[1])
        assert row["saving"] == pytest.approx(120_000 * int(months) / 12)
    assert [*told["horizons"]] == ["12", "36", "60"]


def test_without_a_response_the_sentence_leads_with_the_break_even(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--cut", "1", *(part for value in NO_RESPONSE for part in ("--set", value)))
    assert told["net"] == pytest.approx(3 * 120_000)
    assert told["loss"] == pytest.approx(0, abs=1e-6)
    assert "It loses money if unserved accounts renew more than " in told["sentence"]
    assert "best" not in told["sentence"]


def test_what_never_changes_is_null_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    told = decided(capsys, TEAM, "--hire", "1", "--set", "Mid-market.csms=30")
    assert (told["break_even"]["value"], told["crossing_month"]) == (None, None)
    assert told["reasons"] == {"break_even.value": "never_flips", "crossing_month": "no_crossing"}


def test_text_has_the_sentence_and_a_line_a_horizon(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", "headcount", TEAM, "--cut", "1"]) == 0
    first, _, *lines, blank, sure = capsys.readouterr().out.splitlines()
    assert first.startswith("Don't cut.")
    assert [line.partition(":")[0] for line in lines] == ["12 months", "36 months", "60 months"]
    assert (blank, sure.partition(" in ")[0]) == ("", "It pays")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([THREE, "--cut", "5"], "--cut is 5, and Mid-market has 2 CSMs: cut fewer"),
        ([THREE, "--cut", "1", "--segment", "Mid-markt"], "--segment is 'Mid-markt', which this scenario does not have: did you mean Mid-market?"),
        ([THREE, "--cut", "1", "--segment", "SMB"], "headcount cannot be decided: SMB does not have a fixed team: set staffing to \"fixed\""),
        ([FLAT, "--hire", "1"], "headcount cannot be decided: no segment has a fixed team: set staffing to \"fixed\""),
        ([THREE, "--cut", "1", "--from-month", "37"], "--from-month is 37, after the last month of the horizon: name a month from 1 to 36"),
        ([THREE, "--cut", "0"], "bowtie decide headcount: argument --cut: '0' is no number of CSMs: write one above 0, at most 1e+06: see bowtie decide headcount --help"),
        ([THREE, "--hire", "nan"], None),
        ([THREE, "--hire", "1e999"], None),
        ([THREE, "--cut", "1", "--from-month", "1.5"], None),
        ([THREE, "--cut", "1", "--from-month", "0"], None),
        ([THREE, "--cut", "1", "--hire", "1"], None),
        ([THREE], None),
        (["nowhere.toml", "--cut", "1"], "nowhere.toml cannot be read: No such file or directory: check the path"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str | None
) -> None:
    assert main(["decide", "headcount", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    if line is not None:
        assert said.err.strip() == line


# Without a command.


def test_bowtie_alone_starts_the_app_as_make_does(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr(subprocess, "call", lambda command, cwd: started.append((command, cwd)) or 0)
    monkeypatch.setattr(sys, "argv", ["bowtie"])
    assert main() == 0
    ((command, folder),) = started
    assert command == [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    assert folder == ROOT  # where .streamlit/config.toml is; without a port Streamlit takes the next that is free


def test_a_wheel_has_no_app_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert "pages*" not in packages["find"]["include"]
    monkeypatch.setattr(model, "__file__", str(tmp_path / "model" / "__init__.py"))
    assert main([]) == 2
    assert capsys.readouterr().err == (
        "bowtie: the app is not part of this installation: get its sources and run make run there\n"
    )
