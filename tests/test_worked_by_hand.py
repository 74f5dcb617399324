"""Cases worked by hand: the engine and the naive model say what people and the page expect.

The cases are data, in `worked_by_hand/`; its README says how to read them.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model import Scenario, run
from model.report import as_json
from tests.naive import naive_run

Case = dict[str, Any]
FILES = sorted((Path(__file__).parent / "worked_by_hand").glob("*.toml"))
CASES = [case for path in FILES for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]]


def engine_run(scenario: Case) -> Case:
    return as_json(run(Scenario.model_validate(scenario)))


def found(result: Case, place: str) -> Any:
    """What stands at a place such as `total.mrr[3]`: that of month 3."""
    if place.startswith("reasons."):
        return result["reasons"].get(place.removeprefix("reasons."))
    match = re.fullmatch(r"([^\[]+)(?:\[(\d+)\])?", place)
    assert match
    value: Any = result
    for key in match[1].split("."):
        value = value[key]
    value = value["value"] if isinstance(value, dict) and "value" in value else value
    return value if match[2] is None else value[int(match[2]) - 1]


@pytest.mark.parametrize("model", [naive_run, engine_run])
@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_worked_by_hand(case: Case, model: Callable[[Case], Case]) -> None:
    result = model(case["scenario"])
    for place, expected in case["expect"].items():
        value = found(result, place)
        if expected == "no value":
            assert value is None, place
        elif isinstance(expected, str):
            assert value == expected, place
        else:
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-9), place


def test_every_case_says_how_it_is_found() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    assert all(case["why"] and case["expect"] for case in CASES)
