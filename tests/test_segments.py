"""Segments are added, copied, renamed, removed and reordered; what differs is told and undone; text gives it back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from model import Scenario, run
from model.parameters import COMPANY, GUIDELINES, HEADER, SEGMENT
from model.scenario import MOST_SEGMENTS
from model.segment_changes import SegmentChange, changes, followed, matches, under_names_of, undone
from model.segments import ACV_NOT_SET, SegmentError, add, blank, copy, names_of, remove, rename, reorder
from model.text import differences, from_link, read_file, read_toml, settings, to_link, to_toml, with_settings

THREE = read_file(Path(__file__).parents[1] / "scenarios" / "three-segments.toml")
NOTED = THREE.changed(
    {"notes": {"SMB.cac": {"source": "books"}, "Enterprise.acv": {"note": "list"}, "company.cash": {"note": "bank"}}}
)
EDITS: dict[str, tuple[Callable[[Scenario], Scenario], list[str], set[str]]] = {
    "add": (add, ["Enterprise", "Mid-market", "SMB", "Segment 4"], {"SMB.cac", "Enterprise.acv", "company.cash"}),
    "copy": (
        lambda given: copy(given, "Enterprise"),
        ["Enterprise", "Enterprise copy", "Mid-market", "SMB"],
        {"SMB.cac", "Enterprise.acv", "Enterprise copy.acv", "company.cash"},
    ),
    "rename": (
        lambda given: rename(given, "SMB", "Small"),
        ["Enterprise", "Mid-market", "Small"],
        {"Small.cac", "Enterprise.acv", "company.cash"},
    ),
    "remove": (lambda given: remove(given, "SMB"), ["Enterprise", "Mid-market"], {"Enterprise.acv", "company.cash"}),
    "reorder": (
        lambda given: reorder(given, ["SMB"]),
        ["SMB", "Enterprise", "Mid-market"],
        {"SMB.cac", "Enterprise.acv", "company.cash"},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_takes_its_notes_along_and_survives_file_and_link(name: str) -> None:
    edit, names, notes = EDITS[name]
    edited = edit(NOTED)
    assert (names_of(edited), set(edited.notes)) == (names, notes)
    assert read_toml(to_toml(edited)) == edited
    assert with_settings(NOTED, settings(edited, NOTED).items()) == edited
    assert from_link(to_link(edited, NOTED, "base"), {"base": NOTED}) == edited


def test_a_copy_has_the_numbers_and_no_other_segment_changes() -> None:
    copied = copy(NOTED, "Mid-market")
    assert copied.segment("Mid-market copy").model_dump(exclude={"name"}) == THREE.segment("Mid-market").model_dump(
        exclude={"name"}
    )
    assert [copied.segment(name) for name in names_of(THREE)] == list(THREE.segments)
    assert names_of(copy(copied, "Mid-market"))[1:4] == ["Mid-market", "Mid-market copy 2", "Mid-market copy"]


def test_dated_changes_go_along_with_their_segment() -> None:
    """A copy has its own, under a new name they stay, one that is removed takes them with it, and undo brings them back."""
    rows = [
        {"month": 4, "path": "SMB.cac", "value": 1.0},
        {"month": 6, "path": "company.fixed_costs", "value": 2.0, "on": False},
    ]
    planned = NOTED.changed({"changes": rows})

    def paths(scenario: Scenario) -> list[str]:
        return [row.path for row in scenario.changes]

    assert paths(copy(planned, "SMB")) == ["SMB.cac", "SMB copy.cac", "company.fixed_costs"]
    assert paths(rename(planned, "SMB", "Small")) == ["Small.cac", "company.fixed_costs"]
    removed = remove(planned, "SMB")
    assert paths(removed) == ["company.fixed_costs"]
    assert not removed.changes[0].on
    back = undone(removed, planned, changes(removed, planned)[0])
    assert sorted(paths(back)) == ["SMB.cac", "company.fixed_costs"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("SMB", "Another segment is called “SMB”: choose another name."),
        (" SMB ", "Another segment is called “SMB”: choose another name."),
        ("  ", "A segment needs a name."),
        ("x" * 41, "A segment's name has at most 40 characters; this one has 41."),
        ("a.b", "A segment's name cannot hold a dot, an equals sign or a control character."),
        ("a\nb", "A segment's name cannot hold a dot, an equals sign or a control character."),
        ("company", "“company” means something else in a scenario file: choose another name."),
    ],
)
def test_a_name_that_clashes_or_is_refused_says_why(name: str, line: str) -> None:
    for edit in (lambda: rename(THREE, "Enterprise", name), lambda: add(THREE, name)):
        if name.strip():  # no name given: one is made up
            with pytest.raises(SegmentError) as raised:
                edit()
            assert str(raised.value) == line
    with pytest.raises(SegmentError, match="needs a name"):
        rename(THREE, "Enterprise", " ")


def test_a_segment_may_keep_its_name_and_the_last_one_stays() -> None:
    assert rename(THREE, "SMB", "SMB") == THREE
    one = remove(remove(THREE, "SMB"), "Enterprise")
    with pytest.raises(SegmentError, match="at least one segment"):
        remove(one, "Mid-market")


def test_no_more_segments_than_the_page_can_bear() -> None:
    full = Scenario.model_validate({"segments": [{"name": f"S{number}", "acv": 1} for number in range(MOST_SEGMENTS)]})
    for edit in (lambda: add(full), lambda: copy(full, "S0")):
        with pytest.raises(SegmentError, match="at most 200 segments"):
            edit()


def test_a_rename_is_told_as_such_even_with_other_changes() -> None:
    edited = rename(NOTED, "SMB", "Small").changed({"Small.cac": 3_000.0})
    assert changes(edited, NOTED) == (SegmentChange("renamed", "Small", "SMB"),)
    assert differences(edited, under_names_of(edited, NOTED)) == {"Small.cac": "3000"}
    assert undone(edited, NOTED, changes(edited, NOTED)[0]) == NOTED.changed({"SMB.cac": 3_000.0})


def test_what_is_removed_or_added_is_told_and_undone_with_its_notes() -> None:
    removed = remove(NOTED, "SMB")
    assert changes(removed, NOTED) == (SegmentChange("removed", "SMB"),)
    assert differences(removed, under_names_of(removed, NOTED)) == {}
    assert undone(removed, NOTED, SegmentChange("removed", "SMB")) == NOTED
    middle = remove(NOTED, "Mid-market")
    assert undone(middle, NOTED, SegmentChange("removed", "Mid-market")) == NOTED
    added = copy(NOTED, "SMB")
    assert changes(added, NOTED) == (SegmentChange("added", "SMB copy"),)
    assert differences(added, NOTED) == {}
    assert undone(added, NOTED, SegmentChange("added", "SMB copy")) == NOTED


def test_another_order_is_told_and_undone() -> None:
    turned = rename(reorder(NOTED, ["SMB", "Mid-market"]), "SMB", "Small")
    told = changes(turned, NOTED)
    assert told == (SegmentChange("renamed", "Small", "SMB"), SegmentChange("reordered"))
    assert undone(undone(turned, NOTED, told[1]), NOTED, told[0]) == NOTED
    assert changes(remove(NOTED, "Enterprise"), NOTED) == (SegmentChange("removed", "Enterprise"),)


def test_several_changes_are_undone_one_by_one_in_any_order() -> None:
    edited = reorder(copy(rename(remove(NOTED, "Enterprise"), "SMB", "Small"), "Mid-market"), ["Small"])
    for turn in (1, -1):
        left = edited
        while told := changes(left, NOTED):
            left = undone(left, NOTED, told[::turn][0])
        assert left == NOTED


def test_a_segment_of_other_numbers_is_not_taken_for_a_renamed_one() -> None:
    edited = add(remove(THREE, "SMB"), "Public")
    assert matches(edited, THREE) == {"Enterprise": "Enterprise", "Mid-market": "Mid-market"}
    assert [change.kind for change in changes(edited, THREE)] == ["removed", "added"]


def test_the_segment_in_view_is_followed() -> None:
    assert followed(rename(THREE, "SMB", "Small"), THREE, "SMB") == "Small"
    assert followed(reorder(THREE, ["SMB"]), THREE, "SMB") == "SMB"
    assert followed(remove(THREE, "SMB"), THREE, "SMB") == "Mid-market"
    assert followed(remove(THREE, "Enterprise"), THREE, "Enterprise") == "Mid-market"


def test_a_blank_company_has_each_input_at_its_declared_default_and_nothing_in_it() -> None:
    company = blank()
    assert [company.value(name) for name in HEADER if name not in ("schema", "name")] == [
        HEADER[name].default for name in HEADER if name not in ("schema", "name")
    ]
    for table, parameters in (("company", COMPANY), ("guidelines", GUIDELINES)):
        assert {name: company.value(f"{table}.{name}") for name in parameters} == {
            name: parameter.default for name, parameter in parameters.items()
        }
    (segment,) = company.segments
    given = {name for name in SEGMENT if getattr(segment, name) != SEGMENT[name].default}
    assert given == {"name", "acv"}
    assert segment.acv == ACV_NOT_SET


def test_a_blank_company_hides_no_growth_no_hires_no_response_and_no_loss() -> None:
    """Stated here once more, without the declarations: what a template may never plant (cs_leader, 2)."""
    (segment,) = blank().segments
    neutral = {
        "accounts": 0, "new_accounts": 0, "new_accounts_step": 0, "new_accounts_growth": 0, "cac": 0,
        "sales_cycle_months": 0, "onboarding_rate": 1, "onboarding_months": 0, "renewal_months": 12,
        "retention_rate": 1, "contraction_rate": 0, "price_increase": 0, "expansion_months": 12, "expansion_rate": 0,
        "cost_to_serve_rate": 0, "staffing": "none", "csms": 0, "staff_changes": (), "csm_cost": 0, "meetings": (),
        "other_hours": 0, "ramp_months": 0, "severance_months": 0, "retention_at_risk": 0, "expansion_without_csm": 1,
        "csm_attrition": 0, "overload_attrition": 0, "firefighting_hours": 0, "month_to_month_shift": 0,
    }  # fmt: skip
    assert {name: getattr(segment, name) for name in neutral} == neutral
    result = run(blank())
    assert not result.total.monthly["mrr"].any()
    assert not result.total.monthly["operating_profit"].any()
