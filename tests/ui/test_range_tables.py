"""The editors of ranges, correlations and costs: each edit is one step, and what cannot be read is refused in its cell."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.text import read_toml, to_toml
from tests.every_page import EXAMPLES, controls, fire, known, opened, show, unfold

TEAM = EXAMPLES["understaffed-team"]
RANGES, PAIRS = "beside-ranges", "beside-correlations"
CAC = ["new", "CAC", "30k", "", "50,000", "automatic"]


@pytest.fixture
def app() -> AppTest:
    app = opened("uncertainty")
    unfold(app, "correlations")
    show(app, TEAM)
    return app


def rows(app: AppTest, key: str) -> list[list[str]]:
    found: list[list[str]] = controls(app)[key]["rows"]
    return found


def refused(app: AppTest, key: str) -> list[Any]:
    return [line for _, _, line, _ in controls(app)[key]["refused"]]


def test_ranges_are_shown_in_the_inputs_own_unit_and_a_new_one_is_one_step(app: AppTest) -> None:
    assert [row[1:] for row in rows(app, RANGES)] == [
        ["Renewal rate", "89%", "92%", "94%", "automatic"], ["Retention at risk", "5%", "15%", "25%", "automatic"],
        ["New accounts", "3", "4", "4.5", "automatic"],
    ]  # fmt: skip
    fire(app, RANGES, "rows", [*rows(app, RANGES), CAC])
    scenario = known(app).scenario
    given = scenario.ranges["Mid-market.cac"]
    assert (given.low, given.likely, given.high) == (30_000, 40_000, 50_000)  # the likely one is the input's own
    assert known(app).past[-1].scenario == TEAM
    assert read_toml(to_toml(scenario)).ranges == scenario.ranges


def test_what_cannot_be_read_is_refused_in_its_cell_and_the_rest_is_taken(app: AppTest) -> None:
    first, *others = rows(app, RANGES)
    wrong = (
        [first[0], first[1], "90%", *first[3:]],
        *others,
        ["n1", "ACV", "few", "", "9", ""],
        ["n2", "", "1", "", "2", ""],
    )
    fire(app, RANGES, "rows", [*wrong])
    assert known(app).scenario.ranges["Mid-market.retention_rate"].low == 0.9
    assert [line[:20] for line in refused(app, RANGES)] == ["“few” is not a numbe", "choose an input"]


def test_a_range_that_breaks_a_rule_changes_nothing(app: AppTest) -> None:
    fire(app, RANGES, "rows", [*rows(app, RANGES), ["n", "CAC", "50000", "", "60000", "automatic"]])
    assert known(app).scenario == TEAM
    assert "low <= likely <= high" in refused(app, RANGES)[0]


def test_a_range_goes_with_its_correlations(app: AppTest) -> None:
    assert [row[1:] for row in rows(app, PAIRS)] == [["Renewal rate", "Retention at risk", "−0.3"]]
    fire(app, RANGES, "rows", rows(app, RANGES)[1:])
    assert [*known(app).scenario.ranges] == ["Mid-market.retention_at_risk", "Mid-market.new_accounts"]
    assert known(app).scenario.correlations == ()


def test_a_pair_is_changed_and_the_same_pair_is_refused(app: AppTest) -> None:
    (pair,) = rows(app, PAIRS)
    fire(app, PAIRS, "rows", [[*pair[:3], "0.5"], ["n", "Retention at risk", "Renewal rate", "0.1"]])
    assert known(app).scenario.correlations[0].value == 0.5
    assert refused(app, PAIRS) == ["is there a second time"]
