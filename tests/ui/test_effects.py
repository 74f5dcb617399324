"""An input that is called without effect has none: moved over its whole range, not one figure changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.report import as_json
from model.text import example_files, read_file
from ui.controls import slider_range
from ui.effects import RULES, acting_value, without_effect

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]
NOBODY_SIGNS = EXAMPLES["mid-market-flat"]
HIRED_TO_NEED = TEAM.changed({"Mid-market.staffing": "to_need", "Mid-market.month_to_month_shift": 0.2})
FIXED = TEAM.changed({"Mid-market.retention_at_risk": 0.0, "Mid-market.expansion_without_csm": 1.0})


@pytest.mark.parametrize("scenario", [*EXAMPLES.values(), HIRED_TO_NEED, FIXED], ids=lambda scenario: scenario.name)
def test_what_is_called_without_effect_has_none(scenario: Scenario) -> None:
    before = _figures(scenario)
    for path, parameter in scenario.paths().items():
        if without_effect(scenario, path):
            for value in parameter.plausible or ():
                changed = scenario.changed({path: int(value) if parameter.whole else value})
                after = _figures(changed)
                assert after.keys() == before.keys()
                for name, numbers in before.items():
                    np.testing.assert_allclose(after[name], numbers, rtol=1e-9, atol=1e-9, err_msg=f"{path} {name}")


@pytest.mark.parametrize("name", RULES)
def test_every_rule_applies_somewhere_and_names_a_remedy(name: str) -> None:
    scenarios = [NOBODY_SIGNS, HIRED_TO_NEED, FIXED]
    reasons = {without_effect(scenario, f"{scenario.segments[0].name}.{name}") for scenario in scenarios}
    assert reasons - {None}


def test_what_acts_when_nothing_is_given() -> None:
    path = "Mid-market.month_to_month_retention"
    assert TEAM.value(path) is None
    assert acting_value(TEAM, path) == TEAM.segments[0].monthly_terms_retention
    assert acting_value(TEAM.changed({path: 0.5}), path) == 0.5


def test_the_slider_covers_the_plausible_range_and_any_value() -> None:
    smb = EXAMPLES["product-led-smb"]
    path = "SMB.retention_rate"
    parameter = smb.paths()[path]
    assert slider_range(smb, path, parameter) == (0.9, 1.0, 0.001)
    assert slider_range(smb.changed({path: 0.4}), path, parameter) == (0.4, 1.0, 0.001)
    yearly = smb.changed({"SMB.renewal_months": 12})
    assert slider_range(yearly, path, parameter) == (0.7, 1.0, 0.005)
    for scenario in EXAMPLES.values():
        for path, parameter in scenario.paths().items():
            if parameter.bounds:
                low, high, step = slider_range(scenario, path, parameter)
                assert low <= acting_value(scenario, path) <= high
                assert low + step <= high


def _figures(scenario: Scenario) -> dict[str, Any]:
    """Every number of the result by its path."""
    return dict(_flat(as_json(run(scenario)), ""))


def _flat(told: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _flat(value, f"{path}.{key}")
    elif not isinstance(told, str):
        yield path, np.array(told, dtype=float)  # null is nan
