"""What ranges, correlations and costs of improvement must keep so that draws can be made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from model.parameters import Parameter
from model.parameters.uncertainty import Correlation, ImprovementCost, InputRange

Rule = tuple[str, str, str]
CONTRADICTION = -1e-9  # an eigenvalue below this is one


def rules_of_ranges(
    known: Mapping[str, Parameter],
    ranges: Mapping[str, InputRange],
    correlations: Sequence[Correlation],
    costs: Mapping[str, ImprovementCost],
) -> Iterator[Rule]:
    """What is broken: which table, what is wrong, the remedy."""
    for path, given in ranges.items():
        yield from _of_input("ranges", path, known)
        if path in known and known[path].numeric and known[path].bounds is not None:
            yield from _of_range(f'ranges."{path}"', given, known[path])
    yield from _of_correlations(ranges, correlations)
    for path, cost in costs.items():
        yield from _of_input("costs", path, known)
        yield from _of_cost(f'costs."{path}"', cost)


def _of_input(table: str, path: str, known: Mapping[str, Parameter]) -> Iterator[Rule]:
    where = f'{table}."{path}"'
    if path not in known:
        yield where, "belongs to no input of this scenario", "name an input by its path"
    elif known[path].bounds is None:
        yield where, "is of an input that is no free number", "leave it out"
    elif path.startswith("guidelines.") or path == "horizon_months":
        yield where, "is of what you set yourself", "leave it out"


def _of_range(where: str, given: InputRange, parameter: Parameter) -> Iterator[Rule]:
    low, high = parameter.bounds or (0.0, 0.0)
    values = (given.low, given.likely, given.high)
    if not given.low <= given.likely <= given.high:
        yield where, f"goes from {given.low:g} over {given.likely:g} to {given.high:g}", "write low <= likely <= high"
        return
    if not (low <= given.low and given.high <= high):
        yield where, f"goes from {given.low:g} to {given.high:g}", f"allowed is {parameter.allowed}"
    if parameter.whole and any(value != int(value) for value in values):
        yield where, f"is of whole numbers, and has {given.low:g}, {given.likely:g}, {given.high:g}", "write whole ones"
    if given.low == given.high:
        return
    if given.shape in ("lognormal", "logit") and given.low <= low:
        yield (
            where,
            f"is {given.shape} and begins at {low:g}, the least there is",
            'write a higher low, or shape = "normal"',
        )
    if given.shape == "logit" and given.high >= high:
        yield where, f"is logit and ends at {high:g}, the most there is", 'write a lower high, or shape = "normal"'


def _of_correlations(ranges: Mapping[str, InputRange], correlations: Sequence[Correlation]) -> Iterator[Rule]:
    seen = set[frozenset[str]]()
    for number, row in enumerate(correlations, 1):
        where, pair = f"correlations[{number}]", frozenset({row.a, row.b})
        for path in (row.a, row.b):
            if path not in ranges:
                yield where, f"names {path!r}, which has no range", f'give it one: [ranges."{path}"]'
        if row.a == row.b:
            yield where, f"names {row.a!r} twice", "name two inputs"
        elif pair in seen:
            yield where, f"has {row.a!r} and {row.b!r} a second time", "write each pair once"
        seen.add(pair)
    if all(path in ranges for row in correlations for path in (row.a, row.b)):
        matrix = correlation_matrix(sorted({path for row in correlations for path in (row.a, row.b)}), correlations)
        if len(correlations) and np.linalg.eigvalsh(matrix)[0] < CONTRADICTION:
            yield "correlations", "contradict each other", "set some of them closer to 0"


def correlation_matrix(paths: Sequence[str], correlations: Sequence[Correlation]) -> np.ndarray:
    """The correlations of the normal numbers behind the draws: 2 sin(pi r / 6) of a rank correlation r."""
    places = {path: place for place, path in enumerate(paths)}
    matrix = np.eye(len(paths))
    for row in correlations:
        if row.a != row.b:
            behind = row.value if abs(row.value) == 1 else 2 * np.sin(np.pi * row.value / 6)
            matrix[places[row.a], places[row.b]] = matrix[places[row.b], places[row.a]] = behind
    return matrix


def _of_cost(where: str, cost: ImprovementCost) -> Iterator[Rule]:
    if cost.change == 0:
        yield where, "buys a change of 0", "write what the cost improves, such as 0.01"
    elif cost.most is not None and cost.most * cost.change < 0:
        yield where, f"buys {cost.change:g} and at most {cost.most:g}", "write both with the same sign"
