"""`bowtie tornado` against arithmetic by hand and the naive model."""

import math
from pathlib import Path

import numpy as np
import pytest

from model.parameters import SEGMENT
from model.text import read_file
from tests.decide.asking import FLAT, TEAM, THREE, refused, signing, told, words
from tests.naive import naive_run


def test_each_bar_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Profit of a year is 65 x 12,000 x margin - 120 x CAC: each input over its range, the others as they are."""
    found = told(capsys, "tornado", signing(tmp_path), "--figure", "profit")
    assert found["present"] == pytest.approx(-96_000)
    bars = {bar["path"]: bar for bar in found["bars"]}
    margin, cac = bars["S.gross_margin"], bars["S.cac"]
    assert (margin["low"], margin["high"]) == SEGMENT["gross_margin"].plausible
    assert (margin["at_low"], margin["at_high"]) == (
        pytest.approx(780_000 * 0.6 - 720_000),
        pytest.approx(780_000 * 0.9 - 720_000),
    )
    assert cac["figures"] == [pytest.approx(624_000 - 78 * 0 - 120 * value) for value in cac["values"]]
    assert margin["swing"] == pytest.approx(780_000 * 0.3)
    swings = [bar["swing"] for bar in found["bars"]]
    assert swings == sorted(swings, reverse=True)
    assert {"S.csm_cost", "company.cash"} <= {*found["without_effect"]}
    assert not {*bars} & {*found["without_effect"]}


def test_the_range_may_be_the_users(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = told(
        capsys, "tornado", signing(tmp_path), "--figure", "profit", "--range", "S.cac=5000,7000", "--points", "5"
    )
    (cac,) = (bar for bar in found["bars"] if bar["path"] == "S.cac")
    assert cac["values"] == [5_000, 5_500, 6_000, 6_500, 7_000]
    assert (cac["at_low"], cac["at_high"], cac["present"]) == (pytest.approx(24_000), pytest.approx(-216_000), 6_000)


def test_one_that_turns_is_flagged_and_has_its_whole_swing(capsys: pytest.CaptureFixture[str]) -> None:
    """Of CSMs there may be too few and too many: by the naive model the most lies between the ends."""
    data = read_file(TEAM).model_dump(by_alias=True, exclude_none=True)
    name = data["segments"][0]["name"]
    found = told(capsys, "tornado", TEAM, "--figure", "profit", "--range", f"{name}.csms=0,12")
    (bar,) = (bar for bar in found["bars"] if bar["path"] == f"{name}.csms")
    profits = []
    for csms in bar["values"]:
        data["segments"][0]["csms"] = csms
        profits.append(math.fsum(naive_run(data)["total"]["operating_profit"]))
    assert bar["figures"] == pytest.approx(profits)
    assert bar["monotone"] is False
    assert bar["swing"] == pytest.approx(np.ptp(profits))
    assert bar["swing"] > abs(bar["at_high"] - bar["at_low"])
    others = [other["monotone"] for other in found["bars"] if other["path"].endswith(("acv", "gross_margin"))]
    assert others == [True] * len(others)
    assert "turns within its range" in words(
        capsys, "tornado", TEAM, "--figure", "profit", "--range", f"{name}.csms=0,12"
    )


def test_every_number_has_at_least_five_points(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "tornado", THREE, "--figure", "profit")
    scenario = read_file(THREE)
    paths = {bar["path"] for bar in found["bars"]} | {*found["without_effect"]}
    numeric = {path for path, parameter in scenario.paths().items() if parameter.numeric and parameter.kind != "text"}
    assert paths == {path for path in numeric if not path.startswith("guidelines.")}
    for bar in found["bars"]:
        if scenario.paths()[bar["path"]].choices is None:
            assert len(bar["values"]) >= 5
            assert bar["values"][0] == bar["low"]
            assert bar["values"][-1] == bar["high"]
        assert bar["present"] in bar["values"]
        assert bar["figures"][bar["values"].index(bar["present"])] == pytest.approx(found["present"])


def test_any_figure_will_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = told(capsys, "tornado", signing(tmp_path), "--figure", "S/payback_margin")
    assert found["present"] == pytest.approx(7.5)
    assert {bar["path"] for bar in found["bars"]} == {
        "S.acv",
        "S.cac",
        "S.gross_margin",
        "S.cost_to_serve_rate",
        "S.onboarding_rate",
    }


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = words(capsys, "tornado", signing(tmp_path), "--figure", "profit")
    assert text.startswith("Operating profit is −$96k. What moves it most:\n")
    nothing = words(capsys, "tornado", FLAT, "--figure", "ltv_cac")
    assert nothing == "No input moves LTV:CAC over its plausible range.\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--range", "SMB.cac=-3,5"], "--range: SMB.cac goes from -3 to 5: keep it within 0 to 1e+09"),
        (["--range", "SMB.cax=3,5"], "--range: SMB.cax is no input of this scenario: did you mean SMB.cac?"),
        (["--range", "SMB.cac=5,3"], "bowtie tornado: argument --range: 'SMB.cac=5,3' is no range: write PATH=LOW,HIGH, such as SMB.cac=2e3,4e3: see bowtie tornado --help"),
        (["--points", "4"], "bowtie tornado: argument --points: '4' is no number of values: write a whole number from 5 to 101: see bowtie tornado --help"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    assert refused(capsys, "tornado", THREE, "--figure", "profit", *arguments) == line
