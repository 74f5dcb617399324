"""Every measure is one equation: what the docs print of it gives it, and every number goes back to inputs."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.figures import Figure
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS, Metric
from model.metrics.declare import taken
from model.metrics.symbols import CONDITIONS, LISTS, SUMS, formula_of, symbol_of
from model.metrics.symbols import DECLARED as ALL
from model.quantity import Quantity
from model.text import example_files, read_file
from model.trace import Trace
from tests.latex import worked_out
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

METRICS = [*MONTHLY.values(), *SUMMARY.values(), *UNIT_ECONOMICS.values()]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
WHOLE = ("turn", "span", "months", "month")  # these are told in whole months


def at_random(name: str, chance: random.Random) -> float:
    """A value of a name that is no edge: shares below 1, months of some number, conditions either way."""
    if name in CONDITIONS:
        return float(chance.random() < 0.5)
    if name.endswith(WHOLE) or name.startswith("last_month"):
        return float(chance.randint(2, 24))
    return chance.uniform(0.05, 0.95)


def equations() -> Iterator[Any]:
    for metric in METRICS:
        yield pytest.param(metric.equation, id=metric.name)
        if metric.company is not None and taken(metric.company) != ("figure_of_segments",):
            yield pytest.param(metric.company, id=f"{metric.name}, company")


@pytest.mark.parametrize("equation", [*equations()])
def test_the_formula_as_printed_gives_the_measure(equation: Any) -> None:
    """The numbers come from the equation on plain numbers, the formula is read from its LaTeX alone."""
    for seed in range(40):
        chance = random.Random(seed)
        values = {name: at_random(name, chance) for name in taken(equation)}
        listed = {name for name in values if name.endswith(LISTS) and name not in ALL and name not in SUMS}
        given = {name: [value] if name in listed else bool(value) if name in CONDITIONS else np.array([value])
                 for name, value in values.items()}  # fmt: skip
        made = equation(**given)
        expected = made.values if isinstance(made, Figure) else np.asarray(made, dtype=float)
        if np.isnan(expected).any():
            continue  # undefined at these values
        shown = worked_out(formula_of(equation), {symbol_of(name): value for name, value in values.items()})
        assert shown == pytest.approx(float(np.ravel(expected)[0]), rel=1e-9, abs=1e-12), formula_of(equation)


def test_formulas_are_defined_often_enough_to_be_tried() -> None:
    tried = {"nrr": 0, "ltv_dcf": 0, "payback_survival": 0, "trough_month": 0}
    for name in tried:
        metric: Metric = (SUMMARY | UNIT_ECONOMICS)[name]
        for seed in range(40):
            chance = random.Random(seed)
            values = {each: at_random(each, chance) for each in metric.takes}
            given = {name: bool(value) if name in CONDITIONS else np.array([value]) for name, value in values.items()}
            made = metric.equation(**given)
            tried[name] += not np.isnan(made.values).any()
    assert min(tried.values()) >= 5, tried


def ends(quantity: Quantity, seen: dict[str | int, Quantity]) -> Iterator[Quantity]:
    """The numbers at which its trace ends; `seen` keeps what was looked at."""
    queue = [quantity]
    while queue:
        one = queue.pop()
        if (one.key or id(one)) in seen:
            continue
        seen[one.key or id(one)] = one
        if one.terms:
            queue += one.terms
        elif one.how is None or one.how.label:
            yield one


def astray(scenario: Scenario) -> set[str]:
    """Where traces of a scenario end that are no inputs."""
    trace, found = Trace(run(scenario)), set[str]()
    seen: dict[str | int, Quantity] = {}
    for quantity in trace.everything():
        if quantity.reason is None:
            found |= {end.label for end in ends(quantity, seen) if "=" not in end.key[:2] and end.reason is None}
    return found


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_trace_of_an_example_ends_only_in_inputs(key: str) -> None:
    assert astray(EXAMPLES[key]) == set()


@pytest.mark.parametrize("seed", range(6))
def test_every_trace_of_a_random_scenario_ends_only_in_inputs(seed: int) -> None:
    assert astray(Scenario.model_validate(random_scenario(random.Random(seed)))) == set()


def test_the_formula_of_a_number_is_that_of_the_branch_that_its_segment_takes() -> None:
    """A team that is hired to need is rounded up from its hours, a given one is what it was and its changes."""
    trace = Trace(run(EXAMPLES["three-segments"]))
    hired, given = (trace.segment(name).month("csms", 6).formula for name in ("Enterprise", "Mid-market"))
    assert r"\lceil" in hired
    assert "staff changes" not in hired
    assert "staff changes so far" in given
    assert r"\lceil" not in given
    assert "cases" not in hired + given
