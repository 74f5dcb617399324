"""The inputs that nobody has set or accepted yet, of those that move the answer."""

from __future__ import annotations

from model import segment_table
from model.basis import TOUCHED, Basis, Notes, basis_of, noted
from model.effects import without_effect
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Trace, total

KEY, LABEL = "company.unset", "Inputs not set"
DEFINITION = "Inputs of the company and its segments that move a figure, and that nobody has set or accepted."


def unset(result: Result, _: int = 0) -> list[str]:
    """The PATHs of the company's and the segments' inputs that act at a default which nobody has accepted.

    All of them, whatever segment is in view.
    """
    scenario = result.scenario
    no_value = [f"{name}.acv" for name in segment_table.missing(scenario)]
    return no_value + [
        path
        for path in scenario.paths()
        if _is_fact(scenario, path)
        and basis_of(scenario, path) == Basis.NOT_SET
        and without_effect(result, path) is None
    ]


def accepted(scenario: Scenario, paths: list[str]) -> Notes:
    """The notes once somebody takes these values as they are: as assumptions. What has no value cannot be taken."""
    return noted(scenario, [path for path in paths if basis_of(scenario, path) == Basis.NOT_SET], basis=TOUCHED)


def counted(trace: Trace, paths: list[str]) -> Quantity:
    """How many they are; each of them can be opened from there."""
    inputs = [Quantity(1.0, "inputs", trace.input(path).label, f"={path}") for path in paths]
    return total(inputs).named(KEY, LABEL, unit="inputs", definition=DEFINITION)


def _is_fact(scenario: Scenario, path: str) -> bool:
    """Whether it says something of the company: guidelines, horizon and conventions of the model do not."""
    table = path.rpartition(".")[0]
    return table not in ("", "guidelines") and scenario.paths()[path].kind != "text"
