"""The class of a value: our data, sourced, decided, assumed, from the example, not set; and how it is written."""

import tomllib
from typing import Any

import pytest

from model import Scenario
from model.basis import Basis, basis_of, is_unsourced, noted, touched, untouched
from model.text import from_link, json_schema, read_toml, to_link, to_toml

OWN: dict[str, Any] = {"acv": 12_000, "accounts": 40, "retention_rate": 0.9, "cac": 5_000}


def scenario(notes: dict[str, Any] | None = None, **inputs: Any) -> Scenario:
    return Scenario.model_validate({"segments": [{"name": "A", **OWN, **inputs}], "notes": notes or {}})


RATE, MARGIN = "A.retention_rate", "A.gross_margin"
CLASSES: list[tuple[str, dict[str, Any], str]] = [
    (RATE, {}, "assumed, no source"),
    (RATE, {"source": "billing"}, "sourced"),
    (RATE, {"basis": "our data"}, "our data"),
    (RATE, {"basis": "our data", "source": "billing"}, "our data"),
    (RATE, {"basis": "assumed", "source": "a survey"}, "sourced"),
    (RATE, {"note": "ask finance"}, "assumed, no source"),
    (MARGIN, {}, "not set"),  # 0.8, its default
    (MARGIN, {"basis": "assumed"}, "assumed, no source"),
    (MARGIN, {"note": "ask finance"}, "assumed, no source"),
    ("A.acv", {}, "assumed, no source"),  # required: it has no default
    ("A.cac", {}, "decided"),
    ("A.cac", {"basis": "assumed"}, "decided"),
    ("A.csms", {}, "not set"),
    ("A.csms", {"basis": "our data"}, "our data"),
]


@pytest.mark.parametrize(("path", "note", "expected"), CLASSES)
def test_the_class_of_a_value(path: str, note: dict[str, Any], expected: str) -> None:
    assert basis_of(scenario({path: note} if note else {}), path) == expected


def test_what_is_ours_or_sourced_is_not_counted_as_without_source() -> None:
    assert is_unsourced(scenario(), RATE)
    assert is_unsourced(scenario(), MARGIN)
    assert not is_unsourced(scenario({RATE: {"basis": "our data"}}), RATE)
    assert not is_unsourced(scenario({RATE: {"source": "billing"}}), RATE)
    assert not is_unsourced(scenario(), "A.cac")  # decided


def test_beside_the_example_it_was_made_from_a_value_nobody_touched_says_so() -> None:
    example = scenario()
    changed = scenario({"A.accounts": {"source": "billing"}, "A.acv": {"basis": "assumed"}}, retention_rate=0.93)
    found = {path: basis_of(changed, path, example) for path in (RATE, "A.accounts", "A.acv", "A.cac", MARGIN)}
    assert found == {
        RATE: Basis.ASSUMED,
        "A.accounts": Basis.SOURCED,
        "A.acv": Basis.ASSUMED,
        "A.cac": Basis.EXAMPLE,
        MARGIN: Basis.NOT_SET,
    }
    other = Scenario.model_validate({"segments": [{"name": "B", "acv": 1.0}]})
    assert basis_of(other, "B.acv", example) == Basis.ASSUMED  # the example has no such input


def test_a_value_set_to_its_default_is_touched_once_and_any_other_shows_by_itself() -> None:
    opened = scenario()
    assert touched(opened, {MARGIN: 0.8}) == {MARGIN: {"basis": "assumed"}}
    assert touched(opened, {"A.meetings": []}) == {"A.meetings": {"basis": "assumed"}}
    for values in ({MARGIN: 0.7}, {"A.acv": 12_000.0}, {"name": "Untitled"}, {"notes": {}}, {"A.nothing": 0.0}):
        assert touched(opened, values) is None
    assert touched(scenario({MARGIN: {"note": "known"}}), {MARGIN: 0.8}) is None


def test_the_mark_goes_with_its_undo_and_words_stay() -> None:
    marked = scenario({MARGIN: {"basis": "assumed"}, RATE: {"basis": "assumed", "note": "ask"}})
    assert untouched(marked, scenario(), MARGIN) == {RATE: {"basis": "assumed", "note": "ask"}}
    assert untouched(marked, scenario(), RATE) is None
    assert untouched(marked, marked, MARGIN) is None
    assert untouched(scenario(), scenario(), MARGIN) is None


def test_a_note_holds_only_what_is_in_it() -> None:
    opened = scenario({RATE: {"source": "billing", "basis": "our data"}})
    assert noted(opened, [RATE], source="") == {RATE: {"basis": "our data"}}
    assert noted(opened, [RATE], source="", basis=None) == {}
    assert noted(opened, ["A.acv", MARGIN], basis="our data") == {
        RATE: {"source": "billing", "basis": "our data"},
        "A.acv": {"basis": "our data"},
        MARGIN: {"basis": "our data"},
    }


def test_it_travels_in_file_and_link_and_is_not_written_where_nobody_said() -> None:
    base = scenario({RATE: {"source": "billing"}})
    assert "basis" not in to_toml(base)
    assert read_toml(to_toml(base)) == base
    ours = base.changed({"notes": noted(base, [RATE, "A.acv"], basis="our data")})
    assert tomllib.loads(to_toml(ours))["notes"] == {
        RATE: {"source": "billing", "basis": "our data"},
        "A.acv": {"basis": "our data"},
    }
    assert read_toml(to_toml(ours)) == ours
    assert from_link(to_link(ours, base, "base"), {"base": base}) == ours
    assert json_schema()["$defs"]["InputNote"]["properties"]["basis"]["enum"] == ["our data", "assumed"]


def test_another_word_is_refused_with_what_is_allowed() -> None:
    text = to_toml(scenario()) + '\n[notes."A.acv"]\nbasis = "ours"\n'
    with pytest.raises(ValueError, match="allowed is one of our data, assumed"):
        read_toml(text)
