"""The register of inputs, cell by cell: what is taken, what is written into notes, what is refused and why."""

from typing import Any

import pytest

from model import Scenario
from model.basis import basis_of
from model.parameters import SEGMENT
from model.register import edited, text_of, value_of
from model.typed import read
from model.typed.value import written

RATE, MARGIN, CAC = "A.retention_rate", "A.gross_margin", "A.cac"


def scenario(notes: dict[str, Any] | None = None) -> Scenario:
    own = {"name": "A", "acv": 12_000, "retention_rate": 0.9, "cac": 5_000}
    return Scenario.model_validate({"segments": [own], "notes": notes or {}})


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [(RATE, "91%", 0.91), (CAC, "$5k", 5_000.0), ("A.staffing", "To need", "to_need"), ("A.renewal_months", "24 months", 24),
     ("A.renewal_months", "6", 6), ("A.month_to_month_retention", "", None), ("guidelines.ltv", "5y", "5y")],
)  # fmt: skip
def test_a_value_is_read_as_what_it_is(path: str, text: str, value: Any) -> None:
    found = edited(scenario(), {path: {"value": text}}, read)
    assert found.values == {path: value}
    assert found.refused == {}


@pytest.mark.parametrize(
    ("path", "column", "text", "line"),
    [
        (RATE, "value", "0.91", "“0.91” could mean 91% or 0.91%: say which"),
        (RATE, "value", "150%", "“150%” is outside 0% to 100%"),
        ("A.staffing", "value", "some", "“some” is none of none, to need, fixed, ratio"),
        ("A.renewal_months", "value", "7 months", "“7” is none of 1, 3, 6, 12, 24, 36"),
        ("A.meetings", "value", "2 rows", "Meetings are a table: edit them on their own page"),
        (RATE, "basis", "sourced", "give its source, and it is sourced"),
        (RATE, "basis", "not set", "it is not at its default, so somebody has set it"),
        (RATE, "basis", "mine", "“mine” is no class: choose one from the list"),
        (RATE, "source", "s" * 401, "“ssssssssssssssssssss…” has more than 400 characters"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_why_and_changes_nothing(path: str, column: str, text: str, line: str) -> None:
    found = edited(scenario(), {path: {column: text}}, read)
    assert found.refused == {(path, column): line}
    assert found.values == {}
    assert found.notes is None


@pytest.mark.parametrize(
    ("before", "cells", "note", "becomes"),
    [
        ({}, {"basis": "our data"}, {"basis": "our data"}, "our data"),
        ({}, {"source": " billing "}, {"source": "billing"}, "sourced"),
        ({}, {"basis": "sourced", "source": "billing"}, {"source": "billing"}, "sourced"),
        ({"basis": "our data"}, {"basis": "assumed, no source"}, {"basis": "assumed"}, "assumed, no source"),
        ({"basis": "our data", "source": "x"}, {"basis": "sourced"}, {"source": "x"}, "sourced"),
        ({"source": "x", "note": "y"}, {"source": ""}, {"note": "y"}, "assumed, no source"),
        ({"source": "x"}, {"source": ""}, None, "assumed, no source"),
        ({}, {"note": "ask"}, {"note": "ask"}, "assumed, no source"),
    ],
)
def test_class_source_and_note_are_written(
    before: dict[str, str], cells: dict[str, str], note: dict[str, str] | None, becomes: str
) -> None:
    opened = scenario({RATE: before} if before else {})
    found = edited(opened, {RATE: cells}, read)
    assert found.notes == ({RATE: note} if note else {})
    assert basis_of(opened.changed({"notes": found.notes}), RATE) == becomes


def test_a_source_has_to_go_before_a_value_is_only_assumed() -> None:
    opened = scenario({RATE: {"source": "billing"}})
    assert edited(opened, {RATE: {"basis": "assumed, no source"}}, read).refused
    found = edited(opened, {RATE: {"basis": "assumed, no source", "source": ""}}, read)
    assert found.notes == {RATE: {"basis": "assumed"}}


def test_a_value_set_to_its_default_is_touched_and_one_never_set_may_say_so_again() -> None:
    assert edited(scenario(), {MARGIN: {"value": "80%"}}, read).notes == {MARGIN: {"basis": "assumed"}}
    touched = scenario({MARGIN: {"basis": "assumed"}})
    assert edited(touched, {MARGIN: {"basis": "not set"}}, read).notes == {}


def test_several_rows_are_taken_together() -> None:
    found = edited(scenario(), {RATE: {"value": "95%", "source": "billing"}, CAC: {"value": "x", "note": "ask"}}, read)
    assert found.values == {RATE: 0.95}
    assert found.notes == {RATE: {"source": "billing"}, CAC: {"note": "ask"}}
    assert {*found.refused} == {(CAC, "value")}


def test_every_value_is_shown_as_it_may_be_typed() -> None:
    opened = scenario()
    for path, parameter in opened.paths().items():
        if parameter.kind != "text" and parameter.unit != "table":
            assert value_of(text_of(opened.value(path), parameter, written), parameter, read) == opened.value(path)
    assert text_of((1, 2), SEGMENT["meetings"], written) == "2 rows"
