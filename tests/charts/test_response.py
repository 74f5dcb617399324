"""The chart of the response: frozen spec, what its table holds, and what it says in words."""

import json
from typing import Any

import numpy as np
import pytest

from charts import response
from charts.theme import frozen
from model import run
from model.fitting.accounts import read_accounts
from model.questions.headcount.response import Drawn, estimated
from model.text import example_files, read_file
from model.trace import Trace
from tests.fitting.books import as_text, book
from tools.golden import ROOT

TEAM = read_file(example_files(ROOT / "scenarios")["understaffed-team"])
LOOKS = [(dark, dated) for dark in (False, True) for dated in (False, True)]
CURVE = 101


def drawn(*known: float, seed: int = 1, count: int = 800) -> Drawn:
    table = as_text(*book(count, *known, seed=seed), full=20.8)
    shown = estimated(Trace(run(TEAM)), 0, read_accounts(table), None).drawn
    assert shown
    return shown


def rows(mine: Drawn) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = response.table(mine, None).to_pylist()
    return told


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_the_spec_is_the_same_bytes_however_often_it_is_built(dark: bool, dated: bool) -> None:
    first = json.dumps(frozen(response.chart, dark, dated))
    frozen.cache_clear()
    assert json.dumps(frozen(response.chart, dark, dated)) == first


def test_the_spec_has_no_data_and_its_columns_are_there() -> None:
    spec = json.dumps(frozen(response.chart, False, False))
    assert "data" not in spec.replace("datum", "")
    assert set(fields(json.loads(spec))) <= set(response.table(drawn(0.9, 0.5, 2.0), None).column_names)


def fields(spec: Any) -> list[str]:
    if isinstance(spec, dict):
        own = [spec["field"]] if isinstance(spec.get("field"), str) else []
        return own + [name for part in spec.values() for name in fields(part)]
    return [name for part in spec for name in fields(part)] if isinstance(spec, list) else []


def test_groups_have_their_interval_and_the_curves_are_those_of_eq_2() -> None:
    mine = drawn(0.9, 0.5, 2.0)
    told = rows(mine)
    groups = [row for row in told if row["share"] is not None]
    assert len(groups) == len(mine.points.share)
    assert all(0 <= row["low"] <= row["share"] <= row["high"] <= 1 for row in groups)
    assert sum(int(row["accounts_told"]) for row in groups) == 800
    curve = [row for row in told if row["own"] is not None]
    assert len(curve) == CURVE
    segment = TEAM.segments[0]
    own = [
        segment.retention_rate - segment.retention_at_risk * (1 - row["at"]) ** segment.response_curve for row in curve
    ]
    assert [row["own"] for row in curve] == pytest.approx(own)
    assert all(row["fitted"] is not None for row in curve)
    assert [row["at"] for row in curve] == sorted(row["at"] for row in curve)


def test_the_curves_are_named_where_they_are_apart_and_only_what_was_fitted_is_drawn() -> None:
    steep, flat = rows(drawn(0.9, 0.5, 2.0)), rows(drawn(0.85, 0.0, 1.0, seed=2))
    names = {row["note_text"]: row["note_rise"] for row in steep if row["note_text"]}
    assert list(names) == ["Fitted to the data", "The scenario"]
    assert names["Fitted to the data"] > 0 > names["The scenario"]  # below and above: the fitted one is lower there
    assert [row["note_text"] for row in flat if row["note_text"]] == ["The scenario"]
    assert {row["fitted"] for row in flat} == {None}


def test_the_finding_in_words() -> None:
    mine = drawn(0.9, 0.5, 2.0)
    first, last = (f"{round(100 * float(mine.points.share[place]), 1):g} %" for place in (0, -1))
    line = response.finding(mine, None)
    assert line.startswith(
        f"Of accounts with 0 % of full service {first} renewed; of accounts with 100 % of full service {last} renewed."
    )
    assert "as fitted to them, from 77 % without service to 92 % in full in the scenario." in line
    flat = response.finding(drawn(0.85, 0.0, 1.0, seed=2), None)
    assert "fitted" not in flat
    assert flat.endswith("Retention goes from 77 % without service to 92 % in full in the scenario.")


def test_one_group_is_told_once() -> None:
    """All served alike."""
    table = "hours,renewed\n" + "10.4,yes\n10.4,no\n" * 30
    mine = estimated(Trace(run(TEAM)), 0, read_accounts(table), None).drawn
    assert mine
    assert np.array_equal(mine.points.accounts, [60])
    assert response.finding(mine, None).count("renewed") == 1
