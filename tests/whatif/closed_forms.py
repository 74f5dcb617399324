"""Scenarios and functions whose answers are known by hand."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from model import Scenario
from model.engine.batch import Array
from model.whatif import Root, Search, WhatIf, seek

HOURLY = {"other_hours": 12.0, "csm_hours": 120.0, "csm_productivity": 1.0}


def book(months: int = 12, **inputs: Any) -> Scenario:
    """Ten accounts of 1,000 a month that stay for good, without any costs: revenue is 10,000 a month."""
    segment = {"name": "S", "acv": 12_000, "accounts": 10, "retention_rate": 1.0, "gross_margin": 1.0} | inputs
    return Scenario.model_validate({"horizon_months": months, "segments": [segment]})


def of_value(function: Callable[[Array], Any]) -> Callable[[Sequence[WhatIf]], tuple[Any, Sequence[float]]]:
    """What-ifs whose number is a function of the one value that they change; the value itself is the row."""

    def tries(rows: Sequence[WhatIf]) -> tuple[Any, Sequence[float]]:
        values = [float(next(iter(row.changes.values()))) for row in rows]
        return function(np.array(values)), values

    return tries


def at(value: float) -> WhatIf:
    return WhatIf({"x": value})


def sought(function: Callable[[Array], Any], values: Sequence[float], **how: Any) -> list[Root[float]]:
    (found,) = seek(of_value(function), Search(values, at, **how))
    return [*found.roots]
