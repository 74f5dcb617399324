"""`bowtie uncertainty` against closed forms, by the command itself."""

import json
import math
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from model.__main__ import main
from model.engine.simulate import run
from model.text import read_file
from model.uncertain import run as uncertain
from model.uncertain.draws import Draws
from model.uncertain.sketch import Sketch
from tests.decide.asking import THREE, file_of, refused, signing, told, words

P90 = 1.2815515655446004
EVEN = (5_000, 10_000, 15_000)  # low, likely, high with the same distance


def uncertain_file(folder: Path, ranges: Mapping[str, tuple[float, ...]], more: str = "", shape: str = "", top: str = "",
                   months: int = 12) -> str:  # fmt: skip
    shaped = f'shape = "{shape}"\n' if shape else ""
    tables = [
        f'[ranges."{path}"]\nlow = {low}\nlikely = {likely}\nhigh = {high}\n{shaped}'
        for path, (low, likely, high) in ranges.items()
    ]
    text = Path(signing(folder, months)).read_text(encoding="utf-8")
    return file_of(folder, top + text + "".join(tables) + more)


def asked(capsys: pytest.CaptureFixture[str], file: str, draws: int = 8_192, *more: str) -> dict[str, Any]:
    return told(capsys, "uncertainty", file, "--draws", str(draws), "--seed", "7", *more)


def test_quantiles_of_a_figure_that_follows_one_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Revenue of the year is 65 x the price, so that its quantiles are 65 x those of the price."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.acv": (9_000, 12_000, 20_000)}))
    revenue = found["figures"]["revenue"]
    assert [revenue[key] for key in ("p10", "p50", "p90")] == pytest.approx(
        [65 * 9_000, 65 * 12_000, 65 * 20_000], rel=1e-3
    )
    assert (found["draws"], found["seed"]) == (8_192, 7)
    assert found["ranges"]["S.acv"]["shape"] == "lognormal"


@pytest.mark.parametrize(
    ("shape", "mean"),
    [
        ("normal", lambda low, mid, high: mid + ((high - mid) - (mid - low)) / P90 / math.sqrt(2 * math.pi)),
        ("uniform", lambda low, mid, high: mid + ((high - mid) - (mid - low)) / 0.4 / 8),
        ("lognormal", lambda low, mid, high: sum(
            mid * math.exp(s * s / 2) * stats.norm.cdf(sign * s) for sign, s in ((1, math.log(high / mid) / P90), (-1, math.log(mid / low) / P90)))),
    ],
)  # fmt: skip
def test_means_are_those_of_the_shape(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, shape: str, mean: Any
) -> None:
    """Of a half normal the mean is s / sqrt(2 pi) away from the middle, of an even half an eighth of both; of the log by parts."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.acv": (9_000, 12_000, 20_000)}, shape=shape), 2**14)
    assert found["figures"]["revenue"]["mean"] == pytest.approx(65 * mean(9_000, 12_000, 20_000), rel=1e-3)


def test_log_odds_stay_within_both_bounds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Revenue is the onboarding rate x 780,000: at its median, P10 and P90, and never above all."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.onboarding_rate": (0.5, 0.9, 0.99)}))
    revenue = found["figures"]["revenue"]
    assert [revenue[key] for key in ("p10", "p50", "p90")] == pytest.approx([390_000, 702_000, 772_200], rel=2e-3)
    assert found["ranges"]["S.onboarding_rate"]["shape"] == "logit"
    columns = Draws(
        read_file(
            file_of(
                tmp_path,
                Path(signing(tmp_path)).read_text()
                + '[ranges."S.onboarding_rate"]\nlow = 0.5\nlikely = 0.9\nhigh = 1\n',
            )
        ),
        4_096,
    ).columns(0, 4_096)
    rate = columns["S.onboarding_rate"]
    assert (rate.max(), 0.45 < np.mean(rate < 0.9) < 0.55) == (1, True)


def test_two_inputs_add_up_as_normal_numbers_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Profit is 624,000 - 120 CAC - 12 fixed costs: its standard deviation is the root of the sum of squares."""
    ranges = {"S.cac": (5_000, 6_000, 7_000), "company.fixed_costs": (10_000, 20_000, 30_000)}
    for correlation, more in ((0, ""), (0.5, None), (-1, None)):
        if more is None:
            rank = correlation if abs(correlation) == 1 else 6 / math.pi * math.asin(correlation / 2)
            more = f'[[correlations]]\na = "S.cac"\nb = "company.fixed_costs"\nvalue = {rank!r}\n'
        profit = asked(capsys, uncertain_file(tmp_path, ranges, more, shape="normal"))["figures"]["profit"]
        one, other = 120 * 1_000 / P90, 12 * 10_000 / P90
        deviation = math.sqrt(one**2 + other**2 + 2 * correlation * one * other)
        middle = 624_000 - 120 * 6_000 - 12 * 20_000
        assert [profit["p10"], profit["p50"], profit["p90"], profit["mean"]] == pytest.approx(
            [middle - P90 * deviation, middle, middle + P90 * deviation, middle], abs=1_500
        )


def test_rank_correlations_are_those_that_were_asked_for(tmp_path: Path) -> None:
    ranges = {"S.cac": (2_000, 6_000, 30_000), "S.acv": (9_000, 12_000, 20_000), "S.onboarding_rate": (0.5, 0.9, 0.99)}
    pairs = {("S.cac", "S.acv"): 0.7, ("S.acv", "S.onboarding_rate"): -0.4, ("S.cac", "S.onboarding_rate"): 0.1}
    more = "".join(f'[[correlations]]\na = "{a}"\nb = "{b}"\nvalue = {value}\n' for (a, b), value in pairs.items())
    columns = Draws(read_file(uncertain_file(tmp_path, ranges, more)), 2**14, 3).columns(0, 2**14)
    for (a, b), value in pairs.items():
        assert stats.spearmanr(columns[a], columns[b]).statistic == pytest.approx(value, abs=0.01)


def test_chances_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Payback is CAC / 800 months, at most 12 up to a CAC of 9,600; the low point takes 196,000 of the cash."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.cac": (7_000, 9_600, 12_200)}, shape="normal"))
    assert found["probability"]["payback_margin"] == pytest.approx(0.5, abs=2e-3)
    assert found["probability"]["accelerate"] == found["probability"]["payback_margin"]
    assert found["probability"]["brakes"] == 0
    assert found["probability"]["runs_out_of_cash"] is None
    file = uncertain_file(tmp_path, {"company.cash": (96_000, 196_000, 296_000)})
    chance = asked(capsys, file)["probability"]
    assert chance["runs_out_of_cash"] == pytest.approx(0.5, abs=2e-3)
    assert chance["hold"] == chance["runs_out_of_cash"]
    less = asked(
        capsys,
        file.replace("scenario", "less")
        if False
        else uncertain_file(tmp_path, {"company.cash": (0, 100_000, 200_000)}, shape="normal"),
    )
    assert less["probability"]["runs_out_of_cash"] == pytest.approx(stats.norm.cdf(96_000 / (100_000 / P90)), abs=2e-3)


def test_fans_hold_the_path_and_widen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """MRR of month t is 10 t x the price / 12."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.acv": EVEN}, shape="normal"))
    fan = found["paths"]["mrr"]
    assert fan["p50"] == pytest.approx([10 * month * 10_000 / 12 for month in range(1, 13)], rel=1e-3)
    deviation = 5_000 / P90
    assert fan["p95"] == pytest.approx(
        [10 * month * (10_000 + 1.6449 * deviation) / 12 for month in range(1, 13)], rel=2e-3
    )
    assert {*found["paths"]} == {"mrr", "operating_profit", "cash"}


def test_degenerate_ranges_give_the_deterministic_answer_exactly(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scenario = read_file(THREE)
    paths = ["SMB.cac", "SMB.retention_rate", "Mid-market.csms", "company.fixed_costs", "SMB.ramp_months"]
    tables = [
        f'\n[ranges."{path}"]\nlow = {scenario.value(path)}\nlikely = {scenario.value(path)}\nhigh = {scenario.value(path)}'
        for path in paths
    ]
    file = file_of(tmp_path, Path(THREE).read_text(encoding="utf-8") + "".join(tables))
    result = run(scenario)
    known = {**result.total.summary, **{key: result.total.unit_economics[key] for key in ("ltv_cac", "payback_margin")}}
    for given in (file, THREE):
        found = asked(capsys, given, 64)
        for name, row in found["figures"].items():
            value = float(known[name].values[0])
            assert [row[key] for key in ("p10", "p50", "p90", "mean")] == [value] * 4
        assert found["probability"][result.verdict.advice] == 1
        assert found["paths"]["mrr"]["p5"] == found["paths"]["mrr"]["p95"] == result.total.monthly["mrr"][:, 0].tolist()


def test_a_figure_without_a_value_in_some_draws(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A month loses money while 8,000 t < 10 CAC: above a CAC of 9,600 all year."""
    found = asked(capsys, uncertain_file(tmp_path, {"S.cac": (7_000, 9_600, 12_200)}, shape="normal"))
    row = found["figures"]["breakeven_month"]
    assert row["undefined"] == pytest.approx(0.5, abs=2e-3)
    assert row["p90"] == 12


def test_the_same_draws_whatever_the_chunks(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = uncertain_file(tmp_path, {"S.cac": (5_000, 6_000, 9_000), "S.acv": (9_000, 12_000, 20_000)})
    whole = asked(capsys, file, 1_024)
    assert asked(capsys, file, 1_024) == whole
    for size in (128, 512):
        monkeypatch.setattr(uncertain, "CHUNK", size)
        assert asked(capsys, file, 1_024) == whole
    assert main(["uncertainty", file, "--draws", "1024", "--seed", "8", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["profit"] != whole["figures"]["profit"]


def test_means_and_quantiles_are_the_same_however_many_numbers_come_at_once() -> None:
    numbers = np.random.default_rng(1).normal(size=(2, 5_000)) * 1e6
    numbers[1, ::7] = math.nan
    found = []
    for size in (1, 64, 1_000, 5_000):
        sketch = Sketch(2, 2**8)
        for start in range(0, 5_000, size):
            sketch.add(numbers[:, start : start + size])
        means = sketch.means(np.isfinite(numbers).sum(axis=1))
        found.append((means.tolist(), sketch.quantiles(np.array([0.1, 0.5])).tolist()))
    assert all(other == found[0] for other in found)
    assert found[0][0] == pytest.approx(np.nanmean(numbers, axis=1), rel=1e-12)


def test_ctrl_c_tells_what_was_drawn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_chunk = uncertain.run_chunk

    def pressed(draws: Draws, start: int, stop: int) -> uncertain.Chunk:
        if start:
            signal.raise_signal(signal.SIGINT)
        return run_chunk(draws, start, stop)

    file = uncertain_file(tmp_path, {"S.cac": (5_000, 6_000, 9_000)})
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background starts without it
    monkeypatch.setattr(uncertain, "CHUNK", 64)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(uncertain, "run_chunk", pressed)
    assert main(["uncertainty", file, "--draws", "1024", "--json"]) == 130
    told = capsys.readouterr()
    assert json.loads(told.out)["draws"] == 128
    assert told.err.startswith("\r64 of 1,024 draws ")
    assert told.err.splitlines()[-1] == "Stopped: the figures are of the first 128 of 1,024 draws."
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_draws_are_scrambled_sobol_points_made_normal(tmp_path: Path) -> None:
    """Worked out again with scipy alone: two correlated inputs, a lognormal and a normal one."""
    more = '[[correlations]]\na = "S.acv"\nb = "company.fixed_costs"\nvalue = 0.5\n'
    ranges = {"company.fixed_costs": (-0.0, 20_000, 40_000), "S.acv": (9_000, 12_000, 16_000)}
    draws = Draws(read_file(uncertain_file(tmp_path, ranges, more)), 256, 5).columns(0, 256)
    points = stats.norm.ppf(stats.qmc.Sobol(2, rng=np.random.default_rng(5)).random(256) + 2.0**-31)
    rho = 2 * math.sin(math.pi * 0.5 / 6)
    below, above = math.log(11_999.99 / 8_999.99), math.log(15_999.99 / 11_999.99)  # the least price is a cent
    first, second = points[:, 0], rho * points[:, 0] + math.sqrt(1 - rho**2) * points[:, 1]
    assert draws["S.acv"] == pytest.approx(
        0.01 + 11_999.99 * np.exp(first * np.where(first < 0, below, above) / P90), rel=1e-9
    )
    assert draws["company.fixed_costs"] == pytest.approx(np.maximum(0, 20_000 + second * 20_000 / P90), rel=1e-9)


def test_quantiles_of_many_are_close_in_memory_that_does_not_grow() -> None:
    numbers, sketch = np.random.default_rng(1).normal(size=2**17), Sketch(1, 2**10)
    for start in range(0, len(numbers), 1_000):
        sketch.add(numbers[None, start : start + 1_000])
    shares = np.array([0.05, 0.1, 0.5, 0.9, 0.95])
    (found,) = sketch.quantiles(shares)
    assert [np.mean(numbers <= value) for value in found] == pytest.approx(shares, abs=5 / 2**10)
    assert sketch._waiting.size + sum(block.size for block in sketch._levels.values()) < 12 * 2**10
    exact = Sketch(2, 2**10)
    exact.add(np.array([[1.0, math.nan, 3.0, 2.0], [math.nan] * 4]))
    assert exact.quantiles(np.array([0.5])).tolist()[0] == [2.0]
    assert np.isnan(exact.quantiles(np.array([0.5]))[1]).all()


def test_whole_numbers_are_drawn_whole_and_rules_are_kept(tmp_path: Path) -> None:
    file = uncertain_file(tmp_path, {"S.onboarding_months": (0, 1, 3), "S.retention_rate": (0.6, 0.8, 0.95), "S.retention_at_risk": (0.0, 0.2, 0.4)},
                          top='expansion_base = "starting"\n')  # fmt: skip
    columns = Draws(read_file(file), 1_024).columns(0, 1_024)
    assert {*columns["S.onboarding_months"].tolist()} <= {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}
    assert (columns["S.retention_rate"] - columns["S.retention_at_risk"]).min() >= 0.5 - 1e-12
    assert main(["uncertainty", file, "--draws", "256"]) == 0


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = words(capsys, "uncertainty", uncertain_file(tmp_path, {"S.acv": (12_000, 12_000, 12_000)}))
    assert text.splitlines()[:2] == [
        "Operating profit is −$96k at the middle, and between −$96k and −$96k in eight of ten draws.",
        "The verdict: accelerate in 100%, hold in 0%, brakes in 0%.",
    ]
    assert words(capsys, "uncertainty", THREE, "--draws", "2").startswith("No input has a range: ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--draws", "1000"], "bowtie uncertainty: argument --draws: '1000' is no power of two from 2 to 1048576: write 1024: see bowtie uncertainty --help"),
        (["--draws", "1e9"], "bowtie uncertainty: argument --draws: '1e9' is no power of two from 2 to 1048576: write 1048576: see bowtie uncertainty --help"),
        (["--seed", "-1"], None),
        (["--seed", "x"], "bowtie uncertainty: argument --seed: 'x' is no seed: write a whole number from 0 on: see bowtie uncertainty --help"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str | None
) -> None:
    said = refused(capsys, "uncertainty", THREE, *arguments)
    assert line is None or said == line
