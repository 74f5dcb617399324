"""Which assumption decides: variance of an outcome by input, and what it is worth to know an input before choosing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.outcome import Outcome, finite_or_none
from model.decide.verdicts import ASKED, verdicts_of
from model.engine.batch import Array
from model.engine.simulate import run_batch
from model.labels import name
from model.parameters import SEGMENT
from model.problems import Problem, ScenarioError, one_line
from model.scenario import Scenario
from model.tables import aligned
from model.uncertain.draws import Draws
from model.uncertain.run import chunk_size
from model.uncertain.shapes import Spread
from model.verdict import ACCELERATE, BRAKES, HOLD
from model.whatif.vary import rows_of
from model.wording import formatted, percent

ROWS = 2**15  # of the runs behind the variance by input, about
FEWEST, MOST = 2**7, 2**12  # points of each of its samples
FEWEST_DRAWS = 64
ROUNDING = 1e-9  # of the payoffs: less is nothing
KNOTS = 6  # of the curve of a payoff over an input
FACTORS: Mapping[str, float] = {ACCELERATE: 1.5, HOLD: 1.0, BRAKES: 0.5}
EXIT_MULTIPLE = 3.0
Function = Callable[[Array], Array]  # of values (inputs, draws)


@dataclass(frozen=True)
class GrowthChoice:
    """What is chosen between: new accounts times a factor; and its payoff: profit and a multiple of the last ARR.

    Where cash falls below the floor nothing is left to sell: the payoff is the profit alone.
    """

    factors: Mapping[str, float]
    exit_multiple: float = EXIT_MULTIPLE
    floor: float = 0.0


@dataclass(frozen=True)
class Index:
    """The share of an outcome's variance that an input causes by itself, and with all that it takes part in."""

    path: str
    first: float
    total: float


@dataclass(frozen=True)
class Deciding:
    """What decides. `payoffs` are the mean of each action, `worth_knowing` what each input is worth to know first."""

    scenario: Scenario
    outcome: Outcome
    draws: Draws
    choice: GrowthChoice
    indices: tuple[Index, ...]
    verdict: str
    flips: float
    payoffs: Mapping[str, float]
    worth_knowing: Mapping[str, float]

    @property
    def best(self) -> str:
        """The action with the highest mean payoff."""
        return max(self.payoffs, key=lambda action: self.payoffs[action])


def deciding(scenario: Scenario, outcome: Outcome, choice: GrowthChoice, count: int, seed: int = 0) -> Deciding:
    """What decides between the actions, and what moves the outcome. Raises ScenarioError."""
    if count < FEWEST_DRAWS:
        problem, remedy = f"is {count}, too few to tell what an input does", f"write {FEWEST_DRAWS} or more"
        raise ScenarioError([Problem("--draws", "", problem, remedy)])
    draws = Draws(scenario, count, seed)
    payoffs = np.concatenate([_payoffs(draws, choice, *ends) for ends in _chunks(draws)])
    behind = draws.normal(0, count) if draws.paths else np.empty((count, 0))
    worth = {
        path: 0.0 if spread.low == spread.high else worth_of_knowing(payoffs, behind[:, place])
        for place, (path, spread) in enumerate(draws.spreads.items())
    }
    present = _advice(Draws(scenario.changed({"ranges": {}, "correlations": ()}), 1), 0, 1)[0]
    advice = np.concatenate([_advice(draws, *ends) for ends in _chunks(draws)])
    return Deciding(
        scenario, outcome, draws, choice, indices_of(scenario, outcome, seed), str(present),
        float((advice != present).mean()), dict(zip(choice.factors, payoffs.mean(axis=0).tolist(), strict=True)),
        dict(sorted(worth.items(), key=lambda pair: -pair[1])),
    )  # fmt: skip


def worth_of_knowing(payoffs: Array, behind: Array) -> float:
    """The expected payoff of choosing with an input known, less that of choosing without (EVPPI).

    `payoffs` is (draws, actions); `behind` is the standard normal number behind the input in each draw. The mean payoff
    of each action at a value of the input is a cubic spline through the draws, by least squares.
    """
    from scipy.interpolate import make_lsq_spline

    order = np.argsort(behind, kind="stable")
    z, sorted_payoffs = behind[order], payoffs[order]
    z = z + np.arange(len(z)) * 1e-12  # of several draws with the same number
    knots = np.quantile(z, np.linspace(0, 1, KNOTS + 2)[1:-1])
    ends = [z[0]] * 4, [z[-1]] * 4
    curves = make_lsq_spline(z, sorted_payoffs, np.concatenate([ends[0], knots, ends[1]]), k=3)(z)
    known, unknown = float(np.max(curves, axis=1).mean()), float(np.mean(curves, axis=0).max())
    return known - unknown if known - unknown > ROUNDING * float(np.abs(payoffs).max()) else 0.0


def indices_of(scenario: Scenario, outcome: Outcome, seed: int = 0) -> tuple[Index, ...]:
    """First-order and total Sobol indices of an outcome, as if the inputs were not correlated."""
    spreads = {path: spread for path, spread in Draws(scenario, 1).spreads.items() if spread.low < spread.high}
    if not spreads:
        return ()

    def values(drawn: Array) -> Array:
        given = Draws(scenario.changed({"correlations": ()}), 1)
        return np.concatenate([
            _outcome(given, outcome, dict(zip(spreads, part, strict=True)))
            for part in np.array_split(drawn, max(1, drawn.shape[1] // chunk_size(scenario)), axis=1)
        ])  # fmt: skip

    first, total = variance_shares(values, [*spreads.values()], seed)
    found = [Index(path, *pair) for path, *pair in zip(spreads, first.tolist(), total.tolist(), strict=True)]
    return tuple(sorted(found, key=lambda index: -index.total if np.isfinite(index.total) else 0.0))


def variance_shares(function: Function, spreads: Sequence[Spread], seed: int = 0) -> tuple[Array, Array]:
    """First-order and total indices of a function of independent inputs (Saltelli), by scipy; nan where it has none."""
    from scipy.stats import sobol_indices

    size = 2 ** int(np.log2(ROWS / (len(spreads) + 3)))
    undefined = False

    def known(values: Array) -> Array:
        nonlocal undefined
        found = function(values[: len(spreads)])
        undefined |= not np.isfinite(found).all()
        return np.nan_to_num(found, posinf=0.0, neginf=0.0)

    dists: Any = [*spreads, spreads[0]]  # it asks them for no more than `ppf`; one by itself it cannot do
    found = sobol_indices(func=known, n=min(max(size, FEWEST), MOST), dists=dists, rng=np.random.default_rng(seed))
    first, total = (np.ravel(shares)[: len(spreads)] for shares in (found.first_order, found.total_order))
    return (np.full_like(first, np.nan), np.full_like(total, np.nan)) if undefined else (first, total)


def _outcome(draws: Draws, outcome: Outcome, columns: Mapping[str, Array]) -> Array:
    """An outcome with inputs at given values."""
    return outcome.of(rows_of(draws.batch_of(columns), **outcome.asked))


def _payoffs(draws: Draws, choice: GrowthChoice, start: int, stop: int) -> Array:
    """The payoff of each action in each draw, (draws, actions)."""
    columns = draws.columns(start, stop)
    found = []
    for factor in choice.factors.values():
        ran = run_batch(draws.batch_of({**columns, **_signing(draws.scenario, columns, factor, stop - start)}),
                        summary=("profit", "arr_end", "cash_low"))  # fmt: skip
        profit, arr, low = (ran.summary[key] for key in ("profit", "arr_end", "cash_low"))
        survives = low >= choice.floor if _knows_cash(draws.scenario) else True
        found.append(profit + np.where(survives, choice.exit_multiple * arr, 0.0))
    return np.stack(found, axis=1)


def _signing(scenario: Scenario, columns: Mapping[str, Array], factor: float, count: int) -> dict[str, Array]:
    """New accounts of every segment times a factor, in month 1 and what is added each month."""
    scaled = {}
    for segment in scenario.segments:
        for key in ("new_accounts", "new_accounts_step"):
            path = f"{segment.name}.{key}"
            values = columns.get(path, np.full(count, getattr(segment, key)))
            scaled[path] = np.clip(values * factor, *(SEGMENT[key].bounds or (-np.inf, np.inf)))
    return scaled


def _knows_cash(scenario: Scenario) -> bool:
    return bool(scenario.company.cash) or "company.cash" in scenario.ranges


def _advice(draws: Draws, start: int, stop: int) -> Any:
    advice = verdicts_of(run_batch(draws.batch(start, stop), **ASKED)).advice
    return np.repeat(advice, (stop - start) // len(advice))


def _chunks(draws: Draws) -> list[tuple[int, int]]:
    size = chunk_size(draws.scenario)
    return [(start, min(start + size, draws.count)) for start in range(0, draws.count, size)]


def as_json(found: Deciding) -> dict[str, Any]:
    """Inputs with the largest first."""
    return {
        "figure": found.outcome.key,
        "sobol": [
            {"path": index.path, "first": finite_or_none(index.first), "total": finite_or_none(index.total)}
            for index in found.indices
        ],
        "verdict": found.verdict,
        "flips": found.flips,
        "payoffs": dict(found.payoffs),
        "best": found.best,
        "worth_knowing": [{"path": path, "value": value} for path, value in found.worth_knowing.items()],
        "factors": dict(found.choice.factors),
        "exit_multiple": found.choice.exit_multiple,
        "floor": found.choice.floor,
        "draws": found.draws.count,
        "seed": found.draws.seed,
    }


def as_lines(found: Deciding) -> str:
    """What to find out first, and what moves the outcome."""
    scenario, currency = found.scenario, found.scenario.currency
    if not found.indices:
        return 'No input has a range: add [ranges."PATH"] with low, likely and high.\n'
    path, worth = next(iter(found.worth_knowing.items()))
    label = one_line(name(scenario, path))
    first = f"Find out {label} first: knowing it before you choose is worth {formatted(worth, 'money', currency)}."
    nothing = f"Nothing is worth finding out first: {found.best} is best whatever comes."
    lines = [
        first if worth > 0 else nothing,
        f"The verdict is {found.verdict}, and another in {percent(found.flips)} of the draws.",
        "",
    ]
    indices = {index.path: index for index in found.indices}
    rows = [
        (one_line(name(scenario, each)), formatted(value, "money", currency),
         *((percent(indices[each].first), percent(indices[each].total)) if each in indices else ("", "")))
        for each, value in found.worth_knowing.items()
    ]  # fmt: skip
    head = ("Input", "worth knowing", "of the variance alone", "with others")
    return "\n".join([*lines, *aligned([head, *rows], numbers=True)]) + "\n"
