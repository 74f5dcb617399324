"""How sure a headcount case is, against arithmetic by hand and the naive model."""

import math
from pathlib import Path

import numpy as np
import pytest

from model.text import read_file
from model.uncertain.draws import Draws
from tests.decide.asking import TEAM, THREE, file_of, told, words
from tests.naive import naive_run


def test_the_chance_that_a_cut_pays_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Cutting a CSM saves the pay c of a year and costs s months of it: it pays while s is less than 12."""
    text = """horizon_months = 12
[[segments]]
name = "S"
acv = 12000
accounts = 10
staffing = "fixed"
csms = 2
csm_cost = 60000
severance_months = 12

[ranges."S.severance_months"]
low = 10
likely = 12
high = 14
shape = "normal"
"""
    sure = told(capsys, "decide", "headcount", file_of(tmp_path, text), "--cut", "1", "--draws", "1024")["uncertain"]
    assert sure["pays"] == pytest.approx(0.5, abs=2e-3)
    assert (sure["best"], sure["draws"], sure["seed"]) == ([], 1_024, 0)  # no number of CSMs changes revenue


def test_chances_and_best_headcounts_by_the_naive_model(capsys: pytest.CaptureFixture[str]) -> None:
    sure = told(capsys, "decide", "headcount", TEAM, "--cut", "1", "--draws", "16", "--seed", "3")["uncertain"]
    scenario = read_file(TEAM)
    data = scenario.model_dump(by_alias=True, exclude_none=True)
    columns = Draws(scenario, 16, 3).columns(0, 16)

    def profits(csms: float) -> np.ndarray:
        found = []
        for draw in range(16):
            drawn = {path.rpartition(".")[2]: float(values[draw]) for path, values in columns.items()}
            row = {**data["segments"][0], **drawn, "staff_changes": [{"month": 1, "change": csms - 3}]}
            found.append(math.fsum(naive_run({**data, "segments": [row]})["total"]["operating_profit"]))
        return np.array(found)

    by_count = {csms: profits(csms) for csms in range(1, 8)}
    assert sure["pays"] == np.mean(by_count[2] > by_count[3])
    top = np.argmax(np.array([*by_count.values()]), axis=0)
    shares = {csms: float(np.mean(top == place)) for place, csms in enumerate(by_count)}
    assert {row["csms"]: row["share"] for row in sure["best"]} == {
        csms: share for csms, share in shares.items() if share >= 0.1
    }
    assert sure["best"]


def test_without_ranges_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "decide", "headcount", THREE, "--cut", "1")["uncertain"] is None
    assert "of the draws" not in words(capsys, "decide", "headcount", THREE, "--cut", "1")
    assert "It pays in " in words(capsys, "decide", "headcount", TEAM, "--cut", "1", "--draws", "64")
