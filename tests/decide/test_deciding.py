"""`bowtie deciding` against known answers: Ishigami's function, and choices worked out by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from model.text import read_file
from model.uncertain.deciding import variance_shares, worth_of_knowing
from model.uncertain.shapes import Spread
from tests.decide.asking import TEAM, THREE, refused, told, words
from tests.decide.test_uncertainty import P90, uncertain_file

ANGLE = Spread(
    -0.8 * math.pi, 0.0, 0.8 * math.pi, "uniform", (-4.0, 4.0), (-4.0, 4.0), whole=False
)  # -pi to pi, evenly


def test_indices_of_ishigami() -> None:
    """sin a + 7 sin^2 b + 0.1 c^4 sin a (Ishigami and Homma 1990): the variances are known in closed form."""
    first, total = variance_shares(
        lambda x: np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]), [ANGLE] * 3
    )
    alone = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2, 7**2 / 8, 0.0
    together = 0.1**2 * math.pi**8 * (1 / 18 - 1 / 50)
    variance = sum(alone) + together
    assert first == pytest.approx([part / variance for part in alone], abs=0.01)
    assert total == pytest.approx(
        [(alone[0] + together) / variance, alone[1] / variance, together / variance], abs=0.01
    )


def test_a_function_without_a_value_somewhere_has_no_indices() -> None:
    first, total = variance_shares(lambda x: np.where(x[0] > 0, np.nan, x[0]), [ANGLE])
    assert np.isnan(first).all()
    assert np.isnan(total).all()


def test_indices_of_a_sum_by_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Profit is 624,000 - 120 CAC - 12 fixed costs: each has the share of its own variance, and takes part in no more."""
    ranges = {"S.cac": (5_000, 6_000, 7_000), "company.fixed_costs": (10_000, 20_000, 30_000)}
    more = '[[correlations]]\na = "S.cac"\nb = "company.fixed_costs"\nvalue = 0.5\n'
    found = told(capsys, "deciding", uncertain_file(tmp_path, ranges, more, shape="normal"), "--draws", "256")
    assert [row["path"] for row in found["sobol"]] == ["S.cac", "company.fixed_costs"]
    for row in found["sobol"]:  # both move profit by 120,000 from the middle to P90
        assert [row["first"], row["total"]] == pytest.approx([0.5, 0.5], abs=0.02)


@pytest.mark.parametrize("middle", [0.0, 0.5, -1.5])
def test_knowing_before_choosing_of_two_actions(middle: float) -> None:
    """One pays x, the other nothing: knowing x is worth E max(x, 0) - max(E x, 0), of a normal x in closed form."""
    z = np.random.default_rng(2).normal(size=(8_192, 2))
    payoffs = np.stack([middle + z[:, 0], np.zeros(8_192)], axis=1)
    above = 0.5 * (1 + math.erf(middle / math.sqrt(2)))
    expected = middle * above + math.exp(-(middle**2) / 2) / math.sqrt(2 * math.pi) - max(middle, 0)
    assert worth_of_knowing(payoffs, z[:, 0]) == pytest.approx(expected, abs=0.03)
    assert worth_of_knowing(payoffs, z[:, 1]) == pytest.approx(0, abs=0.01 + 0.03 * (middle == 0))


def test_the_choice_of_pace_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each pace f pays f v, with v = 624,000 - 120 CAC normal around 0: knowing CAC is worth s / sqrt(2 pi) x (1.5 - 0.5)."""
    file = uncertain_file(
        tmp_path, {"S.cac": (4_200, 5_200, 6_200), "S.csm_cost": (60_000, 80_000, 90_000)}, shape="normal"
    )
    found = told(capsys, "deciding", file, "--exit-multiple", "0")
    worth = {row["path"]: row["value"] for row in found["worth_knowing"]}
    assert worth["S.cac"] == pytest.approx(120_000 / P90 / math.sqrt(2 * math.pi), rel=0.01)
    assert worth["S.csm_cost"] == pytest.approx(0, abs=600)
    assert next(row["path"] for row in found["worth_knowing"]) == "S.cac"
    assert found["factors"] == {"accelerate": 1.5, "hold": 1, "brakes": 0.5}
    same = told(capsys, "deciding", file, "--exit-multiple", "0", "--accelerate", "1", "--brakes", "1")
    assert {row["value"] for row in same["worth_knowing"]} == {0}


def test_payoffs_by_hand_and_the_floor_of_cash(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Without any doubt hold pays -96,000 and three times an ARR of 1.44M; below the floor only the loss is left."""
    file = uncertain_file(tmp_path, {"company.cash": (250_000, 250_000, 250_000)})
    found = told(capsys, "deciding", file, "--draws", "64")
    assert found["payoffs"] == {  # the low point takes 196,000 x the factor: 294,000 of 250,000 when accelerating
        "accelerate": pytest.approx(-144_000), "hold": pytest.approx(-96_000 + 3 * 1.44e6),
        "brakes": pytest.approx(-48_000 + 3 * 0.72e6),
    }  # fmt: skip
    assert found["best"] == "hold"
    rich = told(capsys, "deciding", file, "--draws", "64", "--floor", "-1e6")
    assert rich["payoffs"]["accelerate"] == pytest.approx(-144_000 + 3 * 2.16e6)
    assert rich["best"] == "accelerate"
    assert (found["sobol"], found["flips"], found["verdict"]) == ([], 0, "accelerate")


def test_the_chance_that_the_verdict_flips(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """At a CAC of 6,000 it is accelerate; above 9,600, in one draw of ten, it is hold."""
    found = told(capsys, "deciding", uncertain_file(tmp_path, {"S.cac": (5_000, 6_000, 9_600)}, shape="normal"))
    assert (found["verdict"], found["flips"]) == ("accelerate", pytest.approx(0.1, abs=2e-3))


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = uncertain_file(tmp_path, {"S.cac": (4_200, 5_200, 6_200)}, shape="normal")
    text = words(capsys, "deciding", file, "--exit-multiple", "0")
    assert text.startswith("Find out CAC first: knowing it before you choose is worth $37.")
    assert words(capsys, "deciding", TEAM, "--draws", "64").startswith("Nothing is worth finding out first: ")
    assert words(capsys, "deciding", THREE, "--draws", "64").startswith("No input has a range: ")
    assert refused(capsys, "deciding", TEAM, "--draws", "32") == (
        "--draws is 32, too few to tell what an input does: write 64 or more"
    )
    assert "no factor: write a number from 0 to 10" in refused(capsys, "deciding", TEAM, "--brakes", "-1")


def test_every_path_keeps_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "deciding", TEAM, "--draws", "64")
    for rows in (found["sobol"], found["worth_knowing"]):
        assert {row["path"] for row in rows} == {*read_file(TEAM).ranges}
