"""Links: every state comes back from its link, and what does not fit is said, entry by entry."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text import example_files, read_file
from ui import link
from ui.examples import FIRST
from ui.link import Opened

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, SMB = EXAMPLES[FIRST], EXAMPLES["product-led-smb"]


def _opened(key: str, changes: dict[str, object], before: dict[str, object], segment: int = 0) -> Opened:
    source = EXAMPLES[key]
    return Opened(key, False, source, source.changed(before), source.changed(changes), segment)


@pytest.mark.parametrize(
    "opened",
    [
        _opened(FIRST, {}, {}),
        _opened("product-led-smb", {"SMB.cac": 1000.0}, {}),
        _opened("product-led-smb", {"SMB.cac": 1000.0, "name": "a & b = c # ü"}, {"SMB.cac": 1200.5}),
        _opened(FIRST, {"start": "2027-01", "Enterprise.month_to_month_retention": 0.5}, {}, segment=2),
        _opened("understaffed-team", {"Mid-market.staff_changes": ({"month": 3, "change": -1.0},)}, {}),
    ],
)
def test_a_state_comes_back_from_its_link(opened: Opened) -> None:
    entries = link.write(opened, FIRST)
    assert link.read(entries, EXAMPLES, {}, FIRST) == (opened, [])
    assert link.length(entries) < link.LONGEST


def test_the_first_example_as_it_is_has_an_empty_link() -> None:
    assert link.write(_opened(FIRST, {}, {}), FIRST) == {}


def test_twenty_changes_fit_in_a_link() -> None:
    names = [path for path, declared in THREE.paths().items() if path.startswith("Enterprise.") and declared.plausible]
    changes = {path: THREE.paths()[path].plausible[1] for path in names if not THREE.paths()[path].choices}
    whole = {path: int(value) if THREE.paths()[path].whole else value for path, value in changes.items()}
    opened = _opened(FIRST, dict(list(whole.items())[:20]), {})
    assert len(link.write(opened, FIRST)) >= 19
    assert link.length(link.write(opened, FIRST)) < link.LONGEST


def test_good_entries_are_kept_and_bad_ones_named() -> None:
    entries = {
        "scenario": "product-led-smb",
        "SMB.cac": "1000",
        "SMB.retention_rate": "7",
        "SMB.colour": "blue",
        "Enterprise.cac": "1",
        "horizon_months": "3.5",
        "baseline": "SMB.acv=-1&SMB.cac=900",
        "segment": "None",
    }
    opened, lines = link.read(entries, EXAMPLES, {}, FIRST)
    assert opened.scenario == SMB.changed({"SMB.cac": 1000.0})
    assert opened.baseline == SMB.changed({"SMB.cac": 900.0})
    assert len(lines) == 6
    for line, start in zip(
        lines,
        ["SMB.retention_rate is 7", "SMB.colour is no", "Enterprise.cac is no", "horizon_months is 3.5"],
        strict=False,
    ):
        assert line.startswith(f"link: {start}")
    assert lines[4].startswith("link: baseline: SMB.acv is -1")
    assert lines[5] == "link: segment is 'None', which this scenario does not have: SMB is shown"


def test_values_that_need_each_other_are_taken_in_either_order() -> None:
    pairs = {"Enterprise.billing_months": "24", "Enterprise.renewal_months": "24", "nothing": "1"}
    scenario, lines = link.fitting(THREE, pairs, "link")
    assert (scenario.segments[0].billing_months, scenario.segments[0].renewal_months) == (24, 24)
    assert len(lines) == 1


def test_an_unknown_scenario_and_a_lost_file_say_what_is_shown_instead() -> None:
    opened, lines = link.read({"scenario": "two-chanels"}, EXAMPLES, {}, FIRST)
    assert opened.scenario == THREE
    assert lines == [
        "link: scenario is 'two-chanels', which is no scenario: did you mean two-channels?; "
        "Company of three segments is shown"
    ]
    opened, lines = link.read({"file": "own.toml", "SMB.cac": "3"}, EXAMPLES, {}, FIRST)
    assert opened.scenario == THREE
    assert "own.toml' and 1 change to it lived only as long" in lines[0]
    opened, lines = link.read({"file": "own.toml", "SMB.cac": "3"}, EXAMPLES, {"own.toml": SMB}, FIRST)
    assert (opened.scenario, opened.is_file, lines) == (SMB.changed({"SMB.cac": 3.0}), True, [])


PATHS = st.sampled_from([*SMB.paths(), "scenario", "file", "baseline", "segment", "segments", "notes", "x", ""])
VALUES = st.one_of(
    st.text(max_size=20),
    st.floats().map(str),
    st.sampled_from(["", "[]", "{}", "[[]]", "1e999", "NaN", "inf", "0x1", "true", '"', "SMB", quote("SMB.cac=1")]),
)


@given(st.dictionaries(PATHS, VALUES, max_size=8))
def test_a_mutated_link_never_raises(entries: dict[str, str]) -> None:
    opened, lines = link.read({"scenario": "product-led-smb", **entries}, EXAMPLES, {}, FIRST)
    again, none = link.read(link.write(opened, FIRST), EXAMPLES, {}, FIRST)
    assert (again.scenario, again.baseline, none) == (opened.scenario, opened.baseline, [])
    assert all("\n" not in line for line in lines)
