"""Scenarios as text: TOML, links and flags give back what they were made from; bad text is told, never raised raw."""

import contextlib
import copy
import random
import string
import unicodedata
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario
from model.problems import ScenarioError
from model.text import (
    example_files,
    from_link,
    read_file,
    read_toml,
    scenario_from,
    settings,
    to_flags,
    to_link,
    to_toml,
    with_settings,
)
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {name: read_file(path) for name, path in example_files(ROOT / "scenarios").items()}
BASE = EXAMPLES["three-segments"]
HOSTILE = ['=1+1', '"quoted"', "![x](http://x.example/p.png)", "<script>alert(1)</script>", "a\tb\nc", "x\x7f\x85\u2028", "ü 漢 🎈", "\\", "'''", '"'*3, "$x^2$", "x" * 80]  # fmt: skip


def random_one(seed: int) -> Scenario:
    return Scenario.model_validate(random_scenario(random.Random(seed)))


@pytest.mark.parametrize("seed", range(100))
def test_toml_link_and_flags_round_trip(seed: int) -> None:
    scenario, base = random_one(seed), random_one(seed + 1) if seed % 2 else BASE
    assert read_toml(to_toml(scenario)) == scenario
    assert with_settings(base, settings(scenario, base).items()) == scenario
    assert from_link(to_link(scenario, base, "base"), {"base": base}) == scenario
    flags = to_flags(scenario, base)
    assert flags[::2] == ["--set"] * (len(flags) // 2)
    pairs = [(path, value) for path, _, value in (flag.partition("=") for flag in flags[1::2])]
    assert with_settings(base, pairs) == scenario


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_round_trip(name: str) -> None:
    assert read_toml(to_toml(EXAMPLES[name])) == EXAMPLES[name]
    assert settings(EXAMPLES[name], EXAMPLES[name]) == {}


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_name_round_trips(text: str) -> None:
    name = "".join(one for one in text if unicodedata.category(one) != "Cf")[:79] + "x"
    scenario = BASE.changed({"name": name, "summary": text, "source": text})
    assert read_toml(to_toml(scenario)) == scenario
    assert from_link(to_link(scenario, BASE, "b"), {"b": BASE}) == scenario


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_data(name: str) -> None:
    test = {"name": name, "segments": [{"name": "A", "acv": 1, "meetings": [{"name": name[:40], "per_year": 1, "hours": 1}]}],
            "notes": {"A.acv": {"source": name, "note": name}}}  # fmt: skip
    scenario = scenario_from(test)
    assert read_toml(to_toml(scenario)) == scenario
    assert from_link(to_link(scenario, BASE, "b"), {"b": BASE}) == scenario


def test_every_number_round_trips() -> None:
    for value in (1e-300, 0.1 + 0.2, 123456789.123456789, 1e9, 0.01, 5e-324):
        scenario = BASE.changed({"SMB.cac": value})
        assert read_toml(to_toml(scenario)) == scenario


def test_a_file_is_a_difference_from_the_defaults() -> None:
    text = to_toml(scenario_from({"segments": [{"name": "A", "acv": 100.0}]}))
    assert text == 'schema = 2\nname = "Untitled"\n\n[[segments]]\nname = "A"\nacv = 100\n'


def test_a_link_holds_twenty_changes_in_2000_characters() -> None:
    changes = {f"{segment.name}.{name}": value for segment in BASE.segments for name, value in
               (("retention_rate", 0.9125), ("expansion_rate", 0.0775), ("cac", 12345.5), ("acv", 98765.25), ("new_accounts", 7.5),
                ("gross_margin", 0.775), ("csm_cost", 98500.0))}  # fmt: skip
    changed = BASE.changed(changes)
    link = to_link(changed, BASE, "three-segments")
    assert len(settings(changed, BASE)) >= 20
    assert len(link) < 2_000


def test_settings_take_words_with_and_without_quotes() -> None:
    for text in ("fixed", '"fixed"'):
        assert with_settings(BASE, [("SMB.staffing", text)]).segment("SMB").staffing == "fixed"
    assert with_settings(BASE, [("start", "2027-01")]).start == "2027-01"
    assert with_settings(BASE.changed({"start": "2027-01"}), [("start", "")]).start is None


def test_whole_segments_come_before_their_parts() -> None:
    pairs = [("New.cac", "5"), ("segments", '[{name = "New", acv = 12}]')]
    assert with_settings(BASE, pairs).segment("New").cac == 5


def test_all_problems_of_settings_at_once() -> None:
    with pytest.raises(ScenarioError) as raised:
        with_settings(BASE, [("SMB.cax", "1"), ("SMB.cac", "x"), ("nothing", "1")])
    assert len(raised.value.problems) == 3


def test_an_unknown_example_in_a_link_is_told() -> None:
    with pytest.raises(
        ScenarioError, match="link: scenario is 'three-segment', which is no scenario: did you mean three-segments"
    ):
        from_link("scenario=three-segment", EXAMPLES)


@pytest.mark.parametrize("seed", range(300))
def test_a_mutated_link_opens_or_says_why(seed: int) -> None:
    """Bytes changed, parameters doubled, dropped, nested: a scenario or a message, never another exception."""
    chance = random.Random(seed)
    pairs = parse_qsl(to_link(random_one(seed % 20), BASE, "three-segments"), keep_blank_values=True)
    text = list(urlencode(pairs))
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(len(text))
        text[place] = chance.choice(
            [*string.printable, "%00", "%ff", "&", "=", "[[", "inf", "nan", "1e999", "--", "\u202e"]
        )
    with contextlib.suppress(ScenarioError):
        from_link("".join(text), EXAMPLES)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + to_toml(BASE).replace("\n", "\r\n").encode())
    assert read_file(path) == BASE


def test_a_scenario_cannot_be_changed_in_place() -> None:
    before = copy.deepcopy(BASE)
    with pytest.raises(ValueError, match="frozen"):
        BASE.segments[0].cac = 1.0
    assert before == BASE
