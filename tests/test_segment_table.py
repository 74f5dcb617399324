"""The table of segments: what typed and pasted rows make of a company, what they leave alone, and what they refuse."""

import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from model import Scenario, run
from model.basis import Basis, basis_of
from model.parameters import Parameter
from model.segment_table import (
    COLUMNS,
    MISSING,
    EditedSegments,
    SegmentColumn,
    SegmentRow,
    edited,
    is_bare,
    is_set,
    missing,
    value_of,
)
from model.segments import ACV_NOT_SET, blank, names_of
from model.text import read_file, read_toml, to_toml

THREE = read_file(Path(__file__).parents[1] / "scenarios" / "three-segments.toml")
ENTERPRISE = ("Enterprise", "45", "80000", "12", "0.91", "0.08", "1", "60000", "0.8", "3")
MIDMARKET = ("Mid-market", "160", "24000", "12", "0.86", "0.05", "4", "20000", "0.75", "3")


def shown(scenario: Scenario, name: str, column: SegmentColumn) -> str:
    if column.key == "name":
        return name
    value = value_of(scenario.segment(name), column)
    is_hidden = scenario.name != THREE.name and not is_set(scenario, name, column)  # as in a company of one's own
    return "" if value is None or is_hidden else repr(value)


def read(text: str, parameter: Parameter) -> Any:
    value = float(text)
    low, high = parameter.bounds or (value, value)
    if not low <= value <= high:
        raise ValueError(f"“{text}” is outside {low:g} to {high:g}")
    return int(value) if parameter.whole else value


def take(scenario: Scenario, rows: Sequence[SegmentRow]) -> EditedSegments:
    return edited(scenario, rows, shown, read)


def row(*texts: str, of: str | None = None) -> SegmentRow:
    return SegmentRow(dict(zip(COLUMNS, texts, strict=False)), of)


def rows_of(scenario: Scenario, **changed: str) -> list[SegmentRow]:
    """The rows as they are shown, with some cells typed anew: `SMB__cac="5"`."""
    rows = []
    for name in names_of(scenario):
        cells = {key: shown(scenario, name, column) for key, column in COLUMNS.items()}
        own = {key.partition("__")[2]: text for key, text in changed.items() if key.partition("__")[0] == name}
        rows.append(SegmentRow({**cells, **own}, name))
    return rows


def test_two_rows_make_the_company_and_plant_nothing_else() -> None:
    made = take(blank(), [row(*ENTERPRISE, of="Segment 1"), row(*MIDMARKET)])
    assert (made.names, made.refused) == (("Enterprise", "Mid-market"), {})
    by_hand = Scenario.model_validate({
        "name": "My company", "notes": made.scenario.notes, "segments": [
            {"name": "Enterprise", "accounts": 45, "acv": 80_000, "retention_rate": 0.91, "expansion_rate": 0.08,
             "new_accounts": 1, "cac": 60_000, "gross_margin": 0.8, "staffing": "fixed", "csms": 3},
            {"name": "Mid-market", "accounts": 160, "acv": 24_000, "retention_rate": 0.86, "expansion_rate": 0.05,
             "new_accounts": 4, "cac": 20_000, "gross_margin": 0.75, "staffing": "fixed", "csms": 3},
        ]})  # fmt: skip
    assert made.scenario == by_hand
    assert read_toml(to_toml(made.scenario)) == made.scenario


def test_eight_percent_a_year_is_eight_percent_after_a_year() -> None:
    """Where a template expanded every quarter, the same words made 36% (cs_leader, 2)."""
    quarterly = blank().changed({"Segment 1.expansion_months": 3})
    typed = row("A", "100", "12000", "12", "1", "0.08", of="Segment 1")
    for company in (blank(), quarterly):
        mrr = run(take(company, [typed]).scenario).total.monthly["mrr"][:, 0]
        assert mrr[23] / mrr[11] == pytest.approx(1.08, rel=1e-9)


def test_what_is_typed_is_our_data_and_what_is_not_is_not_set() -> None:
    made = take(blank(), [row("A", "10", "1200", "", "", "", "", "", "0.8", "2", of="Segment 1")]).scenario
    ours = {"accounts", "acv", "gross_margin", "staffing", "csms"}
    for name in (
        "accounts",
        "acv",
        "renewal_months",
        "retention_rate",
        "expansion_rate",
        "gross_margin",
        "staffing",
        "csms",
    ):
        expected = Basis.OUR_DATA if name in ours else Basis.NOT_SET
        assert basis_of(made, f"A.{name}") == expected, name


def test_without_csms_there_is_no_cost_model_and_with_them_a_fixed_team() -> None:
    made = take(blank(), [row(*ENTERPRISE[:9], of="Segment 1"), row(*MIDMARKET)]).scenario
    assert [(one.staffing, one.csms) for one in made.segments] == [("none", 0), ("fixed", 3)]
    emptied = take(
        made, [*rows_of(made)[:1], SegmentRow({**rows_of(made)[1].cells, "csms": ""}, "Mid-market")]
    ).scenario
    assert emptied.segment("Mid-market").staffing == "none"
    assert basis_of(emptied, "Mid-market.csms") == Basis.NOT_SET


def test_an_emptied_cell_goes_back_to_its_neutral_value() -> None:
    made = take(blank(), [row(*ENTERPRISE, of="Segment 1")]).scenario
    empty = take(made, [row("Enterprise", *[""] * 9, of="Enterprise")])
    assert empty.scenario.segments == (blank().segments[0].model_copy(update={"name": "Enterprise"}),)
    assert empty.scenario.notes == {}
    assert is_bare(empty.scenario)


def test_cells_left_as_they_are_change_nothing() -> None:
    same = take(THREE, rows_of(THREE))
    assert (same.scenario, same.refused) == (THREE, {})
    other = take(THREE, rows_of(THREE, SMB__cac="2500")).scenario
    assert other.changed({"SMB.cac": 2_600.0, "notes": {}}) == THREE
    assert other.segment("Enterprise").staffing == "to_need"


def test_a_half_typed_row_is_kept_and_says_what_is_missing() -> None:
    made = take(blank(), [row("Enterprise", "45", of="Segment 1")])
    assert made.refused == {(0, "acv"): MISSING}
    assert (made.scenario.segments[0].accounts, made.scenario.segments[0].acv) == (45, ACV_NOT_SET)
    assert missing(read_toml(to_toml(made.scenario))) == ["Enterprise"]
    assert run(made.scenario).total.monthly["revenue"].max() < 1
    mended = take(made.scenario, [row("Enterprise", "45.0", "80000", of="Enterprise")])
    assert (mended.refused, missing(mended.scenario)) == ({}, [])


def test_only_the_cell_that_cannot_be_read_is_left_out() -> None:
    made = take(blank(), [row("A", "many", "1200", "5", "1.7", of="Segment 1"), row(*MIDMARKET)])
    assert set(made.refused) == {(0, "accounts"), (0, "renewal_months"), (0, "retention_rate")}
    assert "one of 1, 3, 6, 12, 24, 36" in made.refused[0, "renewal_months"]
    assert made.scenario.segment("A").acv == 1_200
    assert made.scenario.segment("Mid-market").accounts == 160


def test_names_that_clash_or_are_refused_are_said_beside_the_cell_and_lose_no_number() -> None:
    rows = [*rows_of(THREE), row(*("SMB", *ENTERPRISE[1:])), row(*("a.b", *MIDMARKET[1:]))]
    made = take(THREE, rows)
    assert made.refused == {
        (3, "name"): "Another segment is called “SMB”: choose another name.",
        (4, "name"): "A segment's name cannot hold a dot, an equals sign or a control character.",
    }
    assert made.names == ("Enterprise", "Mid-market", "SMB", "Segment 4", "Segment 5")
    assert made.scenario.segment("Segment 4").acv == 80_000
    assert made.scenario.segment("SMB") == THREE.segment("SMB")
    renamed = take(THREE, rows_of(THREE, SMB__name="Enterprise", Enterprise__name=""))
    assert set(renamed.refused) == {(0, "name")}
    assert renamed.names == ("Segment 1", "Mid-market", "Enterprise")
    assert renamed.scenario.segment("Enterprise").acv == THREE.segment("SMB").acv


def test_two_segments_may_take_each_others_names() -> None:
    swapped = take(THREE, rows_of(THREE, SMB__name="Enterprise", Enterprise__name="SMB"))
    assert (swapped.names, swapped.refused) == (("SMB", "Mid-market", "Enterprise"), {})
    assert swapped.scenario.segment("SMB").acv == THREE.segment("Enterprise").acv


def test_rows_are_removed_moved_and_added_with_their_notes() -> None:
    noted = THREE.changed({"notes": {"SMB.cac": {"source": "books"}, "Enterprise.cac": {"source": "books"}}})
    enterprise, _, smb = rows_of(noted, SMB__name="Small")
    made = take(noted, [smb, row("New", "5", "100"), enterprise])
    assert names_of(made.scenario) == ["Small", "New", "Enterprise"]
    assert made.scenario.notes["Small.cac"].source == made.scenario.notes["Enterprise.cac"].source == "books"
    assert made.scenario.segment("Small").model_dump(exclude={"name"}) == THREE.segment("SMB").model_dump(
        exclude={"name"}
    )


def test_without_rows_an_empty_segment_is_left() -> None:
    assert is_bare(take(THREE, []).scenario)
    assert names_of(take(THREE, []).scenario) == ["Segment 1"]


def test_what_breaks_a_rule_between_inputs_is_refused_alone() -> None:
    """Mid-market hires two; a team that a later cut leaves below zero cannot be."""
    cut = THREE.changed({"Mid-market.staff_changes": ({"month": 2, "change": -2.0},)})
    made = take(cut, rows_of(cut, **{"Mid-market__csms": "1", "Mid-market__accounts": "150"}))
    assert set(made.refused) == {(1, "csms")}
    assert "fewer than 0 CSMs in month 2" in made.refused[1, "csms"]
    assert (made.scenario.segment("Mid-market").csms, made.scenario.segment("Mid-market").accounts) == (2, 150)


def test_two_hundred_rows_that_all_break_a_rule_are_refused_in_a_moment() -> None:
    cut = ({"month": 2, "change": -5.0},)
    segments = [
        {"name": f"S{n}", "acv": 100.0, "staffing": "fixed", "csms": 5.0, "staff_changes": cut} for n in range(200)
    ]
    full = Scenario.model_validate({"name": THREE.name, "segments": segments})
    began = time.monotonic()
    made = take(full, [SegmentRow({**row.cells, "csms": "1", "accounts": "7"}, row.segment) for row in rows_of(full)])
    assert set(made.refused) == {(place, "csms") for place in range(200)}
    assert {segment.accounts for segment in made.scenario.segments} == {7}
    assert time.monotonic() - began < 20  # one by one it takes minutes


def test_a_term_takes_its_billing_period_along() -> None:
    made = take(THREE, rows_of(THREE, **{"Enterprise__renewal_months": "6"}))
    assert made.refused == {}
    assert (made.scenario.segment("Enterprise").renewal_months, made.scenario.segment("Enterprise").billing_months) == (
        6,
        6,
    )


def test_another_term_alone_keeps_what_the_renewal_rate_means_over_a_year() -> None:
    made = take(THREE, rows_of(THREE, SMB__renewal_months="12"))
    assert made.scenario.segment("SMB").retention_rate == pytest.approx(0.975**12)
    assert [rate.path for rate in made.rates] == ["SMB.retention_rate"]
    both = take(THREE, rows_of(THREE, SMB__renewal_months="12", SMB__retention_rate="0.9"))
    assert (both.scenario.segment("SMB").retention_rate, both.rates) == (0.9, ())


def test_yearly_expansion_is_what_four_quarters_come_to() -> None:
    assert float(shown(THREE, "Mid-market", COLUMNS["expansion"])) == pytest.approx(1.06**4 - 1)
    made = take(THREE, rows_of(THREE, **{"Mid-market__expansion": "0.08"})).scenario.segment("Mid-market")
    assert made.expansion_months == 3
    assert made.expansion_rate == pytest.approx(math.expm1(math.log(1.08) / 4))
