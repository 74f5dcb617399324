"""Published worked examples, computed by the public formulas or the model, against what their source printed.

The examples are data, in `worked_examples/`; its README says how to read them.
"""

import csv
import importlib
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

HERE = Path(__file__).parent
UNANSWERED = "unanswered.toml"
PUBLISHED = 163  # examples that were collected

Entry = dict[str, Any]
Array = NDArray[np.float64]

AS_PRINTED: dict[str, Callable[[Array], Array]] = {
    "percent": lambda ours: ours * 100,
    "thousand": lambda ours: ours / 1000,
    "rounded up": np.ceil,
    "rounded down": np.floor,
}


def read(path: Path) -> Entry:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def examples() -> Iterator[Entry]:
    for path in sorted((HERE / "worked_examples").glob("*.toml")):
        if path.name != UNANSWERED:
            yield from read(path)["examples"]


EXAMPLES = list(examples())
NOT_ANSWERED = read(HERE / "worked_examples" / UNANSWERED)["unanswered"]


# ---- from an entry to our figures ----


def function_named(dotted: str) -> Callable[..., Any]:
    """The formula of a name such as "value.ltv_simple"."""
    module, name = dotted.split(".")
    return getattr(importlib.import_module(f"model.formulas.{module}"), name)


def given(value: Any) -> Any:
    """An argument: a plain value, the result of another formula (`call`), or columns of a file in `data/`."""
    if isinstance(value, dict) and "call" in value:
        arguments = {name: given(argument) for name, argument in value.items() if name != "call"}
        return function_named(value["call"])(**arguments)
    if isinstance(value, dict):
        return columns_of(**value)
    return value


def columns_of(file: str, columns: list[str], rows: int, skip: int = 0, total: bool = False) -> Array:
    """Columns of a CSV file, (columns, rows), or their total by row; the first `skip` rows left out."""
    with (HERE / "data" / file).open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.DictReader(lines))[skip : skip + rows]
    values = np.array([[float(row[name]) for row in table] for name in columns])
    return values.sum(axis=0) if total else values


def engine_answer(part: Entry) -> dict[str, Any]:
    """Each figure's measure after a run of the entry's scenario."""
    from model import Scenario, run
    from model.report import as_json

    told = as_json(run(Scenario.model_validate(part["scenario"])))
    measures = {**told["total"], **told["summary"]}
    return {figure: measures[measure] for figure, measure in part["measure"].items()}


def taken(values: Any, which: int | str | list[int] | None) -> Array:
    """Of a series its n-th value, those from the n-th to the m-th, their sum or their median."""
    series = np.asarray(values, dtype=np.float64)
    match which:
        case None:
            return series
        case "sum" | "median":
            return np.asarray(getattr(np, which)(series))
        case int(month):
            return np.asarray(series[month - 1])
        case [first, last]:
            return series[first - 1 : last]
    raise ValueError(f"take: {which!r}")


def figures_of(part: Entry) -> dict[str, Array]:
    """Our figures of one part, in our units, by the names that the source's figures have."""
    if part["function"] == "engine":
        answers = engine_answer(part)
    else:
        result = function_named(part["function"])(**{n: given(v) for n, v in part["arguments"].items()})
        answers = dict.fromkeys(part["expect"], result - given(part.get("less", 0.0)))
    return {figure: taken(answers[figure], part.get("take", {}).get(figure)) for figure in part["expect"]}


def parts_of(example: Entry) -> list[Entry]:
    return example.get("parts", [example])


def as_printed(example: Entry) -> dict[str, Array]:
    """Our figures in the source's units and rounding."""
    shown: dict[str, Array] = {}
    for part in parts_of(example):
        for figure, ours in figures_of(part).items():
            unit = part.get("printed_in", {}).get(figure)
            shown[figure] = AS_PRINTED[unit](ours) if unit else ours
    return shown


def within(ours: Array, printed: Any, tolerance: float) -> bool:
    """Whether ours is the printed figure, up to the tolerance and the rounding of floating point."""
    target = np.asarray(printed, dtype=np.float64)
    slack = tolerance * (1 + 1e-9) + 1e-9 * np.maximum(1, np.abs(target))
    return ours.shape == target.shape and bool(np.all(np.abs(ours - target) <= slack))


# ---- tests ----

each_example = pytest.mark.parametrize("example", [pytest.param(entry, id=entry["id"]) for entry in EXAMPLES])


@each_example
def test_our_figures(example: Entry) -> None:
    """Ours are the right values, also where the source is wrong."""
    for part in parts_of(example):
        for figure, ours in figures_of(part).items():
            np.testing.assert_allclose(ours, part["expect"][figure], rtol=1e-8, atol=1e-12, err_msg=figure)


@each_example
def test_printed_figures(example: Entry) -> None:
    """Ours are what the source printed; where that is known to be wrong, they are not."""
    printed, tolerance = example["printed"], example["tolerance"]
    for figure, ours in as_printed(example).items():
        if figure not in printed:
            continue
        if example.get("kind") == "edge_convention":  # differs by convention: undefined here
            assert np.isnan(ours).all()
            continue
        allowed = tolerance[figure] if isinstance(tolerance, dict) else tolerance
        assert within(ours, printed[figure], allowed) == example["agrees"], figure


@each_example
def test_entry_is_complete(example: Entry) -> None:
    """Every printed figure is answered or says why not, and every difference is explained."""
    answered = {figure for part in parts_of(example) for figure in part["expect"]}
    assert set(example["printed"]) == set(example["printed"]) & answered | set(example.get("left_out", {}))
    assert example["source"]
    assert ("error" in example) == (not example["agrees"])
    assert ("convention" in example) == (example.get("kind") == "edge_convention")


def test_every_published_example_stands_once() -> None:
    ids = [entry["id"] for entry in EXAMPLES + NOT_ANSWERED]
    assert len(ids) == len(set(ids)) == PUBLISHED


def test_few_are_unanswered() -> None:
    assert len(NOT_ANSWERED) < 40
    assert all(entry["reason"] for entry in NOT_ANSWERED)
