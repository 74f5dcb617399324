"""Links: every state comes back from its link, and what does not fit is said, entry by entry."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario, what_fits
from model.text import example_files, read_file
from store import Document
from ui import link
from ui.examples import FIRST
from ui.link import Opened

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, SMB = EXAMPLES[FIRST], EXAMPLES["product-led-smb"]


def _opened(key: str, changes: dict[str, object], before: dict[str, object], segment: int = 0) -> Opened:
    source = EXAMPLES[key]
    return Opened(key, "example", source, source.changed(before), source.changed(changes), segment)


@pytest.mark.parametrize(
    "opened",
    [
        _opened(FIRST, {}, {}),
        _opened("product-led-smb", {"SMB.cac": 1000.0}, {}),
        _opened("product-led-smb", {"SMB.cac": 1000.0, "name": "a & b = c # ü"}, {"SMB.cac": 1200.5}),
        _opened(
            FIRST, {"name": '"Quoted"', "summary": "", "source": "Two\nlines & more"}, {"name": "B", "summary": " "}
        ),
        _opened(FIRST, {"start": "2027-01", "Enterprise.month_to_month_retention": 0.5}, {}, segment=2),
        _opened("understaffed-team", {"Mid-market.staff_changes": ({"month": 3, "change": -1.0},)}, {}),
    ],
)
def test_a_state_comes_back_from_its_link(opened: Opened) -> None:
    entries = link.write(opened, FIRST)
    assert link.read(entries, EXAMPLES, FIRST) == (opened, [])
    assert link.length(entries) < link.LONGEST


def test_the_first_example_as_it_is_has_an_empty_link() -> None:
    assert link.write(_opened(FIRST, {}, {}), FIRST) == {}


def test_twenty_changes_fit_in_a_link() -> None:
    """Those with the longest names, each with every digit that a percentage of four decimals has."""
    declared = THREE.paths()
    longest = sorted((path for path in declared if declared[path].bounds and declared[path].plausible), key=len)[-20:]
    values = {path: 7 if declared[path].whole else _within(declared[path].plausible or (0, 1)) for path in longest}
    opened = _opened(FIRST, {**values, "name": "What if we hired two more for mid-market?"}, {}, segment=1)
    entries = link.write(opened, FIRST)
    assert len(opened.changes) == 21
    assert len(f"https://bowtie.customer-success.example.com/unit_economics?{urlencode(entries)}") < 2_000
    assert link.read(entries, EXAMPLES, FIRST) == (opened, [])


def _within(plausible: tuple[float, float]) -> float:
    return round(plausible[0] + (plausible[1] - plausible[0]) * 0.7182818, 6)


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
    opened, lines = link.read(entries, EXAMPLES, FIRST)
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


def test_a_rule_between_inputs_names_the_entry_that_was_left_out() -> None:
    opened, lines = link.read({"Mid-market.renewal_months": "1"}, EXAMPLES, FIRST)
    assert opened.scenario == THREE
    assert lines == [
        "link: Mid-market.renewal_months is '1', left out because Mid-market.billing_months is 12 months, "
        "which does not divide renewal_months = 1: choose one of 1"
    ]


def test_of_repeated_entries_the_last_counts_and_each_is_told() -> None:
    pairs = [("SMB.cac", "1"), ("SMB.acv", "2"), ("SMB.cac", "3")]
    line = "'SMB.cac' is there more than once: the last value is taken"
    assert link.once(pairs) == ({"SMB.cac": "3", "SMB.acv": "2"}, [f"link: {line}"])
    opened, lines = link.read({"baseline": urlencode(pairs)}, EXAMPLES, FIRST)
    assert opened.baseline == THREE.changed({"SMB.cac": 3.0, "SMB.acv": 2.0})
    assert lines == [f"link: baseline: {line}"]


def test_an_unknown_scenario_says_what_is_shown_instead() -> None:
    opened, lines = link.read({"scenario": "two-chanels"}, EXAMPLES, FIRST)
    assert opened.scenario == THREE
    assert lines == [
        "link: scenario is 'two-chanels', which is no scenario: did you mean two-channels?; "
        "Company of three segments is shown"
    ]


OURS = SMB.changed({"SMB.cac": 1000.0})


def test_the_link_of_ones_own_is_short_whatever_was_changed() -> None:
    """Each of them with every digit."""
    opened = Opened("an-id", "own", THREE, THREE, THREE.changed({"segments": SMB.model_dump()["segments"]}))
    assert link.write(opened, FIRST) == {"s": "an-id"}
    assert link.write(replace(opened, scenario=THREE, segment=1), FIRST) == {"s": "an-id", "segment": "Mid-market"}


def test_what_is_kept_opens_as_it_was_saved_whatever_else_stands_in_the_link() -> None:
    def find(id: str) -> Document:
        return Document(id, 7, 0.0, OURS, SMB)

    opened, lines = link.read(
        {"s": "an-id", "SMB.cac": "3", "scenario": FIRST, "segment": "SMB"}, EXAMPLES, FIRST, find
    )
    assert (opened, opened.version) == (Opened("an-id", "own", SMB, SMB, OURS), 7)
    assert lines == [
        "link: scenario is 'three-segments' beside a saved company, which is shown",
        "link: 'SMB.cac' is left out: this company opens as it was saved",
    ]


@pytest.mark.parametrize("changes", [{}, {"SMB.cac": 3.0}])
@pytest.mark.parametrize("before", [SMB, OURS, THREE])
def test_a_view_and_what_is_tried_on_it_come_back_from_their_link(before: Scenario, changes: dict[str, object]) -> None:
    """Also with another baseline than it came with, be it the one that it started from."""

    def find(id: str) -> Document:
        return Document(id, 7, 0.0, OURS, SMB, read_only=True)

    opened = Opened("an-id", "view", OURS, before, OURS.changed(changes), shared=SMB)
    entries = link.write(opened, FIRST)
    assert link.read(entries, EXAMPLES, FIRST, find) == (opened, [])
    assert ("baseline" in entries) == (before != SMB)


def test_an_unknown_id_says_what_is_shown_instead() -> None:
    opened, (line,) = link.read({"s": "an-id", "SMB.cac": "3"}, EXAMPLES, FIRST)
    assert opened.scenario == THREE
    assert line == (
        "Nothing is kept under this link: it was withdrawn or deleted, or a part of it is missing. "
        "Company of three segments is shown instead."
    )


PATHS = st.sampled_from([*SMB.paths(), "scenario", "s", "baseline", "segment", "segments", "notes", "x", ""])
VALUES = st.one_of(
    st.text(max_size=20),
    st.floats().map(str),
    st.sampled_from(["", "[]", "{}", "[[]]", "1e999", "NaN", "inf", "0x1", "true", '"', "SMB", quote("SMB.cac=1")]),
)


@given(st.dictionaries(PATHS, VALUES, max_size=8))
def test_a_mutated_link_never_raises(entries: dict[str, str]) -> None:
    opened, lines = link.read({"scenario": "product-led-smb", **entries}, EXAMPLES, FIRST)
    again, none = link.read(link.write(opened, FIRST), EXAMPLES, FIRST)
    assert (again.scenario, again.baseline, none) == (opened.scenario, opened.baseline, [])
    assert all("\n" not in line for line in lines)


def test_a_link_of_a_thousand_settings_that_do_not_fit_costs_no_more_than_a_few() -> None:
    """D3: each setting was tried by itself, three times."""
    pairs = {f"Enterprise.{letter}{number}": "1" for letter in "abcdefgh" for number in range(125)}
    assert link.fitting(THREE, pairs, "link") == (THREE, ["link: more than 20 settings do not fit: none is taken"])
    many = {path: "-7" for path, declared in THREE.paths().items() if declared.bounds and declared.bounds[0] == 0}
    assert len(many) > 20
    assert link.fitting(THREE, many, "link")[1] == ["link: more than 20 settings do not fit: none is taken"]


def test_what_fits_is_taken_in_one_go_and_a_rule_between_inputs_finds_its_setting(counted: list[int]) -> None:
    """A term of 1 month beside yearly billing, which the link does not hold: the term is at fault."""
    good = {"Enterprise.cac": "1", "SMB.cac": "2", "company.cash": "3", "horizon_months": "20", "SMB.acv": "700"}
    scenario, lines = link.fitting(THREE, {"Enterprise.renewal_months": "1", **good}, "link")
    assert scenario == THREE.changed({path: int(value) for path, value in good.items()})
    assert len(lines) == 1
    assert lines[0].startswith("link: Enterprise.renewal_months is '1', left out because Enterprise.billing_months")
    assert len(counted) <= 8


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more for each try."""
    tries, applied = list[int](), what_fits.with_settings
    monkeypatch.setattr(what_fits, "with_settings", lambda *given: (tries.append(1), applied(*given))[1])
    return tries


def test_a_link_longer_than_any_of_ours_is_not_read() -> None:
    opened, lines = link.read({"name": "x" * 9_000}, EXAMPLES, FIRST)
    assert opened.scenario == THREE
    assert lines == [f"link: is longer than 8,000 characters, which no link of Bowtie's is: {THREE.name} is shown"]
