"""The numeric corners: every combination inside the bounds gives finite numbers or a null with its reason."""

import math
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from model import Scenario, run
from model.figures import REASONS
from model.report import as_json
from tests.corner_scenarios import corner_scenarios

CORNERS = list(corner_scenarios())
BLOCKS = 8


def leaves(told: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(told, list):
        for value in told:
            yield path, value
    else:
        yield path, told


def test_there_are_many() -> None:
    assert len(CORNERS) >= 1_000


@pytest.mark.parametrize("block", range(BLOCKS))
def test_finite_or_null_with_its_reason(block: int) -> None:
    for data in CORNERS[block::BLOCKS]:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            told = as_json(run(Scenario.model_validate(data)))
        reasons = told.pop("reasons")
        assert {*reasons.values()} <= {*REASONS}
        nulls = {path for path, value in leaves(told) if value is None and not path.endswith(".room")}
        assert nulls == {*reasons}, data
        assert all(math.isfinite(value) for _, value in leaves(told) if isinstance(value, float)), data
        assert not any(
            value == 0 and math.copysign(1, value) < 0 for _, value in leaves(told) if isinstance(value, float)
        )
