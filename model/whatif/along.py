"""Along: a scenario with one of its inputs at each of several values, run at once; each is a result of its own."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from pydantic import ValidationError

from model.engine.batch import Batch, BatchError
from model.engine.simulate import run_batch
from model.metrics import MONTHLY, SUMMARY
from model.result import Result
from model.scenario import Scenario


def along(scenario: Scenario, path: str, values: Iterable[float]) -> dict[float, Result]:
    """The result at each value, in their order. A value that the scenario does not allow has none."""
    scenarios = dict[float, Scenario]()
    for value in values:
        with suppress(ValidationError):
            scenarios[value] = scenario.changed({path: value})
    if not scenarios:
        return {}
    base = next(iter(scenarios.values()))  # the scenario itself may leave the input out
    try:
        batch = run_batch(
            Batch(base, {path: [*scenarios]}), monthly=MONTHLY, summary=SUMMARY, layers=True, by_segment=True
        )
    except BatchError:
        return {}
    rows = enumerate(scenarios.items())
    return {value: Result(each, batch.of_rows(slice(row, row + 1), Batch(each))) for row, (value, each) in rows}
