"""The fit: what is known is found, against a likelihood of its own, and noise is called noise."""

import itertools
import math
import time
from collections.abc import Sequence

import numpy as np
import pytest

from model import Scenario
from model.engine.batch import Group
from model.engine.rates import Rates
from model.engine.rows import RingRows
from model.engine.values import Inputs
from model.fitting.accounts import Accounts
from model.fitting.cells import MOST, cells
from model.fitting.finding import FEWEST, RAREST, Finding, found
from model.fitting.groups import grouped, wilson
from model.fitting.likelihood import Estimate, fitted, retention
from model.fitting.noise import noise
from tests.fitting.books import Book, book

LIMIT = 3.841458820694124  # chi-squared with 1 degree of freedom, 95 %: any printed table
ROOM = 0.05  # of twice the log-likelihood: here and there curves are tried in steps


def plain_likelihood(of: Book, retention_rate: float, at_risk: float, curve: float) -> float:
    """Account by account, in plain Python."""
    told = 0.0
    for engagement, renewed in zip(of[0].tolist(), of[1].tolist(), strict=True):
        neglect = 1 - engagement
        chance = retention_rate - min(at_risk, retention_rate) * (neglect**curve if neglect > 0 else 0.0)
        told += math.log(min(max(chance if renewed else 1 - chance, 1e-12), 1))
    return told


def best_of_grid(of: Book, fixed: dict[str, float]) -> float:
    """The highest plain likelihood with some parameters fixed: a coarse grid, then ever finer ones around its best."""
    free = {"c": (0.0, 1.0), "q": (0.0, 1.0), "k": (math.log(0.1), math.log(10.0))}
    ends = {name: (fixed[name], fixed[name]) if name in fixed else span for name, span in free.items()}
    levels = [(of[0] == level, level) for level in np.unique(of[0])]
    counts = [(1 - level, int(of[1][own].sum()), int((~of[1][own]).sum())) for own, level in levels]
    best = (-math.inf, (0.0, 0.0, 0.0))
    for _ in range(9):
        axes = [np.linspace(*ends[name], 13 if name not in fixed else 1) for name in free]
        for c, q, log in itertools.product(*axes):
            if q <= c:
                told = _by_level(counts, float(c), float(q), math.exp(log))
                best = max(best, (told, (float(c), float(q), float(log))))
        for place, name in enumerate(free):
            low, high = free[name]
            width = (ends[name][1] - ends[name][0]) / 4
            middle = best[1][place]
            ends[name] = ends[name] if name in fixed else (max(low, middle - width), min(high, middle + width))
    return best[0]


def _by_level(counts: Sequence[tuple[float, int, int]], c: float, q: float, k: float) -> float:
    told = 0.0
    for neglect, stayed, lost in counts:
        chance = min(max(c - q * (neglect**k if neglect > 0 else 0.0), 1e-12), 1 - 1e-12)
        told += stayed * math.log(chance) + lost * math.log(1 - chance)
    return told


def within(estimate: Estimate, value: float) -> bool:
    return estimate.low <= value <= estimate.high


def finding_of(of: Book, curve: float = 1.0) -> Finding:
    none = np.empty(0, dtype=np.intp)
    return found(Accounts("hours", of[0], of[1], (), none), "any", 1.0, curve)


def test_the_likelihood_is_that_of_the_accounts_one_by_one() -> None:
    own = book(300, 0.9, 0.4, 2.0, seed=3)
    fit = fitted(cells(*own))
    values = (fit.retention_rate.value, fit.retention_at_risk.value, fit.response_curve.value)
    assert fit.log_likelihood == pytest.approx(plain_likelihood(own, *values), abs=1e-6)
    share = own[1].mean()
    assert fit.gain == pytest.approx(2 * (fit.log_likelihood - plain_likelihood(own, float(share), 0.0, 1.0)), abs=1e-6)


@pytest.mark.parametrize(
    "known", [(300, 0.9, 0.4, 2.0, 3), (150, 1.0, 0.3, 0.5, 4), (200, 0.6, 0.6, 1.0, 5), (250, 0.8, 0.1, 1.0, 6)]
)
def test_no_other_values_are_more_likely_and_the_ends_lose_as_much_as_they_may(
    known: tuple[int, float, float, float, int],
) -> None:
    own = book(*known[:4], seed=known[4], levels=6)
    fit = fitted(cells(*own))
    assert fit.log_likelihood == pytest.approx(best_of_grid(own, {}), abs=2e-3)
    assert fit.log_likelihood >= best_of_grid(own, {}) - 1e-6
    logs = Estimate(*(math.log(one) for one in (fit.response_curve.value, fit.response_curve.low, fit.response_curve.high)),
                    fit.response_curve.low_open, fit.response_curve.high_open)  # fmt: skip
    for name, estimate in (("c", fit.retention_rate), ("q", fit.retention_at_risk), ("k", logs)):
        for end, is_open in ((estimate.low, estimate.low_open), (estimate.high, estimate.high_open)):
            lost = 2 * (fit.log_likelihood - best_of_grid(own, {name: end}))
            assert lost <= LIMIT + ROOM
            if not is_open:
                assert lost == pytest.approx(LIMIT, abs=ROOM)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("known", [(0.92, 0.3, 1.0), (0.9, 0.5, 3.0), (0.95, 0.4, 0.5)])
def test_what_is_known_is_found_within_the_intervals(known: tuple[float, float, float], seed: int) -> None:
    """Of 36 intervals at 95% two are expected to miss: by no more than half of what they are wide to a side."""
    fit = fitted(cells(*book(4_000, *known, seed=seed)))
    found = (fit.retention_rate, fit.retention_at_risk, fit.response_curve)
    for estimate, value in zip(found, known, strict=True):
        room = (estimate.high - estimate.low) / 4
        assert estimate.low - room <= value <= estimate.high + room
    assert finding_of(book(4_000, *known, seed=seed)).verdict == "response"


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """95% of 80 are 76, give or take 2: fewer than 70 would be three times that."""
    known = (0.9, 0.35, 1.5)
    fits = [fitted(cells(*book(600, *known, seed=seed))) for seed in range(80)]
    for name, value in zip(("retention_rate", "retention_at_risk", "response_curve"), known, strict=True):
        held = sum(within(getattr(fit, name), value) for fit in fits)
        assert held >= 70, name


def test_noise_is_called_noise() -> None:
    """At most 5% of tables without a response may pass for one: of 80 that is 4, give or take 2."""
    verdicts = [finding_of(book(250, 0.85, 0.0, 1.0, seed=seed)).verdict for seed in range(80)]
    assert sum(one in ("response", "any_curve") for one in verdicts) <= 10
    assert verdicts.count("noise") >= 66


def test_the_share_of_noise_is_even_without_a_response() -> None:
    """Its own test: as many of the shares below a tenth as there are tenths, and so on."""
    shares = [noise(cells(*book(150, 0.8, 0.0, 1.0, seed=seed))).response for seed in range(300)]
    for limit in (0.05, 0.1, 0.5, 0.9):
        share = sum(one <= limit for one in shares) / 300
        assert abs(share - limit) < 3.5 * math.sqrt(limit * (1 - limit) / 300)


def test_the_same_table_gives_the_same_finding() -> None:
    own = book(250, 0.85, 0.1, 1.0, seed=1)
    assert noise(cells(*own)) == noise(cells(*own))


def test_accounts_at_risk_that_get_more_hours_are_seen_through() -> None:
    engagement, lost = book(600, 0.9, 0.5, 1.0, seed=1)
    assert finding_of((1 - engagement, lost)).verdict == "reverse"


def test_only_none_and_full_service_leave_the_curve_open() -> None:
    """Then (1 - E)^k is the same for every k: CR6 and retention at risk are the shares themselves."""
    own = book(500, 0.9, 0.4, 1.0, seed=1, levels=2)
    finding = finding_of(own, curve=2.5)
    assert finding.verdict == "any_curve"
    assert finding.fit
    served, unserved = own[1][own[0] == 1].mean(), own[1][own[0] == 0].mean()
    assert finding.fit.retention_rate.value == pytest.approx(served, abs=1e-4)
    assert finding.fit.retention_at_risk.value == pytest.approx(served - unserved, abs=1e-4)
    curve = finding.fit.response_curve
    assert (curve.value, curve.low, curve.high) == pytest.approx((2.5, 0.1, 10.0))
    assert curve.low_open
    assert curve.high_open


def made(renewed: int, lost: int, *engagement: float) -> Book:
    """So many accounts, by turns at these engagements."""
    count = renewed + lost
    return np.resize(np.array(engagement), count), np.arange(count) % count < renewed


UNTRIED = {
    "few": made(FEWEST - 1, 0, 0.0, 1.0),
    "all_renewed": made(FEWEST, 0, 0.0, 1.0),
    "all_lost": made(0, FEWEST, 0.0, 1.0),
    "no_spread": made(40, 20, 0.5),
    "rare_lost": made(60, RAREST - 1, 0.0, 1.0),
    "rare_renewed": made(RAREST - 1, 60, 0.0, 1.0),
}


@pytest.mark.parametrize("verdict", UNTRIED)
def test_what_is_not_tried(verdict: str) -> None:
    finding = finding_of(UNTRIED[verdict])
    assert (finding.verdict, finding.fit, finding.noise) == (verdict, None, None)


@pytest.mark.parametrize("engagement", [(0.0, 1.0), (0.999999999999, 1.0, 0.5), (0.0, 1e-300), (0.3, 0.30000001)])
@pytest.mark.parametrize("stayed", [(1, 0), (0, 1), (1, 1)])
def test_extremes_give_numbers(engagement: tuple[float, ...], stayed: tuple[int, int]) -> None:
    """Perfectly parted, the other way round, or alike: finite numbers within their bounds, and no warning."""
    served = np.tile(np.array(engagement), 40)
    renewed = np.array([bool(stayed[place % 2]) for place in range(len(served))])
    renewed[:RAREST], renewed[RAREST : 2 * RAREST] = True, False
    finding = finding_of((served, renewed))
    if finding.fit:
        for name, most in (("retention_rate", 1.0), ("retention_at_risk", 1.0), ("response_curve", 10.0)):
            estimate = getattr(finding.fit, name)
            assert 0 <= estimate.low <= estimate.value <= estimate.high <= most + 1e-9


def test_more_than_full_service_counts_as_full_and_is_counted() -> None:
    engagement, renewed = book(500, 0.9, 0.5, 1.0, seed=1)
    finding = finding_of((np.where(engagement == 1, 3.0, engagement), renewed))
    assert finding.full == int((engagement == 1).sum())
    assert finding.fit == finding_of((engagement, renewed)).fit


def test_many_levels_are_put_together_without_a_trace() -> None:
    rng = np.random.default_rng(1)
    engagement = rng.random(3_000)
    renewed = rng.random(3_000) < 0.8
    fine, coarse = (cells(engagement[:MOST], renewed[:MOST]), cells(engagement, renewed))
    assert len(fine.neglect) == MOST
    assert len(coarse.neglect) < 500
    assert coarse.accounts.sum() == 3_000
    kept = coarse.neglect.repeat(coarse.accounts.astype(int))
    assert np.abs(np.sort(kept) - np.sort(1 - engagement)).max() < 0.02
    for curve in (0.1, 1.0, 10.0):
        assert abs((np.sort(kept) ** curve - np.sort(1 - engagement) ** curve).mean()) < 5e-4


def test_a_hundred_thousand_accounts_are_found_in_a_moment() -> None:
    rng = np.random.default_rng(1)
    engagement = rng.random(100_000)
    own = engagement, rng.random(100_000) < 0.9 - 0.2 * (1 - engagement) ** 1.5
    start = time.process_time()
    fit = finding_of(own).fit
    assert time.process_time() - start < 4  # seconds of work; about 0.5 on a quiet machine
    assert fit
    assert fit.retention_at_risk.value == pytest.approx(0.2, abs=0.02)
    assert fit.response_curve.value == pytest.approx(1.5, abs=0.3)


def test_a_finding_is_remembered_with_its_table() -> None:
    accounts = Accounts("hours", *book(100, 0.8, 0.3, 1.0, seed=1), (), np.empty(0, dtype=np.intp))
    first = found(accounts, "any", 1.0, 1.0)
    assert found(accounts, "any", 1.0, 1.0) is first
    for full in range(2, 20):
        found(accounts, "any", float(full), 1.0)
    assert found(accounts, "any", 1.0, 1.0) is not first


def test_retention_is_that_of_the_engine() -> None:
    inputs = {"retention_rate": 0.7, "retention_at_risk": 0.9, "response_curve": 2.5}
    scenario = Scenario.model_validate({"segments": [{"name": "S", "acv": 1, **inputs}]})
    inputs_of_run = Inputs(Group(scenario, None, {}, 1).given(0, 1))
    response = Rates(inputs_of_run, RingRows(layers=False, floor=False, flat=False), 1, floor=False).response
    engagement = np.linspace(0, 1, 21)
    expected = [
        float(np.squeeze(response.kept(lambda values, _: values, 1, np.array([[share]])))) for share in engagement
    ]
    assert retention(engagement, **inputs) == pytest.approx(expected, abs=1e-12)


def test_groups_are_as_large_as_levels_allow() -> None:
    rng = np.random.default_rng(1)
    engagement = np.minimum(1, rng.random(2_000) * 1.5)
    renewed = rng.random(2_000) < 0.8
    shown = grouped(cells(engagement, renewed))
    assert shown.accounts.sum() == 2_000
    assert (np.diff(shown.engagement) > 0).all()
    assert shown.engagement[-1] == pytest.approx(1, abs=0.05)
    assert shown.accounts[:-1].max() < 500
    assert (shown.share * shown.accounts).sum() == pytest.approx(renewed.sum())


def test_wilsons_interval_is_the_printed_one() -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857-872, Table I, score method without correction."""
    printed = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (some, count), ends in printed.items():
        told = wilson(share=np.array(some / count), count=np.array(float(count)))
        assert [round(float(end), 4) for end in told] == pytest.approx(ends)
