"""`bowtie budget` against splits in closed form and against brute force."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.decide.asking import FLAT, file_of, refused, told, words


def improvable(folder: Path, costs: dict[str, tuple[float, ...]], company: str = "", **inputs: Any) -> str:
    """Ten customers a month at $1,000 a month, half of whom reach value: revenue of the year is 65 x price x CR5."""
    given = {"name": '"S"', "acv": 12_000, "new_accounts": 10, "onboarding_rate": 0.5, "gross_margin": 1.0} | inputs
    rows = "\n".join(f"{key} = {value}" for key, value in given.items())
    tables = "".join(
        f'[costs."{path}"]\nchange = {change}\ncost = {cost}\n' + (f"most = {most[0]}\n" if most else "")
        for path, (change, cost, *most) in costs.items()
    )
    return file_of(folder, f"horizon_months = 12\n{company}\n[[segments]]\n{rows}\n{tables}")


def split(found: dict[str, Any]) -> dict[str, float]:
    return {row["path"]: row["amount"] for row in found["split"]}


def test_a_product_is_split_as_its_slopes_say(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """(12,000 + 2 x) (0.5 + y / 40,000) with x + y = 10,000: the best x is half of 10,000 + 20,000 - 6,000."""
    file = improvable(tmp_path, {"S.acv": (2, 1), "S.onboarding_rate": (0.1, 4_000)})
    found = told(capsys, "budget", file, "--amount", "10000", "--figure", "revenue")
    tried = {x: 65 * (12_000 + 2 * x) * (0.5 + (10_000 - x) / 40_000) for x in np.linspace(0, 10_000, 10_001).tolist()}
    best = max(tried, key=lambda x: tried[x])
    assert best == 10_000  # half of 24,000 is more than there is: all goes to the price
    assert split(found) == {"S.acv": pytest.approx(10_000), "S.onboarding_rate": pytest.approx(0, abs=1)}
    capped = improvable(tmp_path, {"S.acv": (2, 1, 8_000), "S.onboarding_rate": (0.1, 4_000)})
    found = told(capsys, "budget", capped, "--amount", "10000", "--figure", "revenue")
    assert split(found) == {"S.acv": pytest.approx(4_000), "S.onboarding_rate": pytest.approx(6_000)}
    assert found["with"] == pytest.approx(65 * 20_000 * 0.65)
    assert found["without"] == pytest.approx(65 * 12_000 * 0.5)
    assert found["next_path"] == "S.onboarding_rate"
    assert found["next_dollar"] == pytest.approx(65 * 20_000 / 40_000, rel=1e-3)


def test_a_split_between_both_in_closed_form(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """(12,000 + x) (0.5 + y / 30,000), x + y = 10,000: slopes are alike at x = (10,000 + 15,000 - 12,000) / 2 = 6,500."""
    file = improvable(tmp_path, {"S.acv": (1, 1), "S.onboarding_rate": (0.1, 3_000)})
    found = told(capsys, "budget", file, "--amount", "10000", "--figure", "revenue")
    assert split(found) == {"S.acv": pytest.approx(6_500, abs=5), "S.onboarding_rate": pytest.approx(3_500, abs=5)}
    assert {row["path"]: row["value"] for row in found["split"]} == {
        "S.acv": pytest.approx(18_500, abs=5), "S.onboarding_rate": pytest.approx(0.5 + 3_500 / 30_000, abs=1e-3),
    }  # fmt: skip
    assert found["left"] == pytest.approx(0, abs=1)


def test_three_ways_against_brute_force(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Revenue is 65 / 10 x signed x price x CR5; what is bought for it is paid from profit, but new accounts by their CAC."""
    costs = {"S.acv": (1.0, 1.0), "S.onboarding_rate": (0.1, 3_000.0), "S.new_accounts": (1.0, 500.0)}
    found = told(capsys, "budget", improvable(tmp_path, costs, cac=500), "--amount", "6000")
    best = -np.inf
    for x in np.linspace(0, 6_000, 121):
        for y in np.linspace(0, 6_000 - x, 121):
            z = 6_000 - x - y
            signed = 10 + z / 500
            profit = 6.5 * signed * (12_000 + x) * min(1, 0.5 + y / 30_000) - 12 * (x + y) - 12 * 500 * signed
            best = max(best, profit)
    assert found["with"] >= best - 1e-6 * abs(best)
    parts = split(found)
    signed = 10 + parts["S.new_accounts"] / 500
    told_profit = 6.5 * signed * (12_000 + parts["S.acv"]) * (0.5 + parts["S.onboarding_rate"] / 30_000)
    told_profit += -12 * (parts["S.acv"] + parts["S.onboarding_rate"]) - 12 * 500 * signed
    assert found["with"] == pytest.approx(told_profit, rel=1e-6)


def test_money_that_brings_nothing_is_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = improvable(tmp_path, {"S.onboarding_rate": (0.001, 5_000)})
    found = told(capsys, "budget", file, "--amount", "10000")
    assert (split(found)["S.onboarding_rate"], found["next_dollar"], found["next_path"]) == (pytest.approx(0), 0, None)
    assert found["left"] == pytest.approx(10_000)
    assert "$10k is better kept." in words(capsys, "budget", file, "--amount", "10000")


def test_cash_above_the_floor_limits_what_is_spent(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nothing comes in before month 7: six months of a spend of x leave 60,000 - 6 x, at least 12,000.

    Month 7 brings 5 (12,000 + x) / 12, less than a large x: then 60,000 - 7 x + 5,000 + 5 x / 12 must stay above 0.
    """
    file = improvable(tmp_path, {"S.acv": (1, 1, 30_000)}, "[company]\ncash = 60000", onboarding_months=6)
    found = told(capsys, "budget", file, "--amount", "20000", "--floor", "12000", "--figure", "revenue")
    assert split(found)["S.acv"] == pytest.approx(8_000, rel=1e-4)
    assert found["left"] == pytest.approx(12_000, rel=1e-4)
    free = told(capsys, "budget", file, "--amount", "20000", "--figure", "revenue")
    assert (free["floor"], split(free)["S.acv"]) == (0, pytest.approx(65_000 / (7 - 5 / 12), rel=1e-4))


def test_in_words_and_what_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = improvable(tmp_path, {"S.acv": (2, 1, 8_000), "S.onboarding_rate": (0.1, 4_000)})
    lines = words(capsys, "budget", file, "--amount", "10000", "--figure", "revenue").splitlines()
    assert lines[0] == "$10k a month takes revenue from $390k to $845k."
    assert lines[-1] == "The next dollar a month goes to Onboarding rate, and changes revenue by $32.5."
    assert refused(capsys, "budget", FLAT, "--amount", "1") == (
        'budget has no input that money improves: add [costs."PATH"] with change and cost'
    )
    assert refused(capsys, "budget", file, "--amount", "-1") == "--amount is -1: write 0 or more"
    nothing = told(capsys, "budget", file, "--amount", "0", "--figure", "revenue")
    assert nothing["with"] == nothing["without"]
    free = improvable(tmp_path, {"S.acv": (2, 0)})
    assert refused(capsys, "budget", free, "--amount", "1") == (
        'budget: costs."S.acv" costs nothing: set the input itself'
    )
