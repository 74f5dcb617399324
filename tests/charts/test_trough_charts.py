"""The charts of the trough: what is cut and what never is, where names and marks stand, and what is said."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from charts import cash, names, second_trough, trough
from charts.names import LETTER, TALL, WIDE, Name
from charts.paths import minus
from charts.theme import HEIGHT, frozen
from model.questions.cash_trough.families import NAMES
from model.scenario import Scenario
from model.wording import short
from tests.charts.test_specs import LOOKS, _values
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH, asked, made, naive

BOTH = [trough, cash]
DEEPER = THREE.changed({"Enterprise.cac": 150_000.0})


def answer_of(family: Any, scenario: Scenario, key: str = "growth") -> Any:
    return asked(scenario).second if family is second_trough else asked(scenario).family(key)


def rows(family: Any, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> list[dict[str, Any]]:
    earlier = before and answer_of(family, before, key)
    table: list[dict[str, Any]] = family.table(answer_of(family, scenario, key), earlier).to_pylist()
    return table


def texts(drawn: list[dict[str, Any]]) -> list[str]:
    return [row["note_text"] for row in drawn if row["note_text"]]


def finding(family: Any, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> str:
    told: str = family.finding(answer_of(family, scenario, key), before and answer_of(family, before, key))
    return told


@pytest.mark.parametrize("family", [*BOTH, second_trough])
@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_the_spec_is_the_same_bytes_has_no_data_and_every_column_that_it_names(
    family: Any, dark: bool, dated: bool
) -> None:
    height = getattr(family, "HEIGHT", HEIGHT)
    first = json.dumps(frozen(family.chart, dark, dated, height))
    frozen.cache_clear()
    spec = frozen(family.chart, dark, dated, height)
    assert json.dumps(spec) == first
    assert "data" not in first.replace("datum", "")
    for scenario in (TROUGH, THREE, SMB):
        assert {*_values(spec, "field")} <= {*rows(family, scenario)[0]}


@pytest.mark.parametrize("family", BOTH)
@pytest.mark.parametrize("key", NAMES)
def test_the_finding_is_told_for_every_example_and_against_another(family: Any, key: str) -> None:
    for scenario in EXAMPLES.values():
        for before in (None, TROUGH):
            told = finding(family, scenario, before, key)
            assert told.endswith(".")
            assert "nan" not in told
            assert "-" not in told


def test_findings_in_words() -> None:
    assert finding(trough, TROUGH) == (
        "Growth, 2 more (yours): low of USD −1.3M in month 24, recovered in month 37; at 1 more low of USD −656k in month "
        "24, recovered in month 37; at 6 more low of USD −3.9M in month 25, recovered in month 38."
    )
    assert finding(trough, SMB) == "Growth, 0 % (yours): no trough; nor has any of the others one."
    assert finding(trough, THREE, key="billing") == (
        "Billed ahead, 12 months (yours): low of USD −315k in month 7, recovered in month 13; the others have the same profit."
    )
    assert finding(trough, made(months=2, cac=2_000), SMB, "billing").startswith(
        "Billed ahead, 1 month (yours): low of USD −10k in month 1, not recovered;"
    )
    assert finding(trough, DEEPER, THREE).endswith(
        "; in the baseline low of USD −315k in month 7, recovered in month 13."
    )
    assert finding(cash, THREE, key="billing") == (
        "Billed ahead, 12 months (yours): lowest USD 8.92M in month 1; at 1 month USD 8.69M in month 7; at 6 months USD 8.9M in month 3."
    )
    assert finding(cash, DEEPER, THREE).endswith("; in the baseline USD 8.92M in month 1.")
    assert finding(second_trough, TROUGH) == (
        "Accelerated from month 38 on, cumulative profit falls to USD −516k in month 41 and ends at USD 11.9M, as it is at USD 14M."
    )
    assert finding(second_trough, EXAMPLES["understaffed-team"]).startswith(
        "Accelerated from month 2 on, cumulative profit ends at USD "
    )


def test_low_break_even_recovery_and_the_end_of_the_cash_are_marked() -> None:
    assert texts(rows(trough, TROUGH))[:3] == ["−1.3M in month 24", "break-even in month 25", "recovered in month 37"]
    assert texts(rows(cash, TROUGH))[:2] == ["−1.3M in month 24", "used up in month 1"]
    assert texts(rows(cash, THREE))[0] == "8.92M in month 1"
    assert not [text for text in texts(rows(trough, SMB)) if "month" in text]
    assert texts(rows(second_trough, TROUGH))[:3] == ["from month 38", "−516k in month 41", "back in month 46"]
    dated = rows(trough, TROUGH.changed({"start": "2026-11"}))
    assert texts(dated)[:3] == ["−1.3M in Oct 2028", "break-even in Nov 2028", "recovered in Nov 2029"]


def test_the_marks_stand_on_the_own_path() -> None:
    own = asked(TROUGH).family("growth").own.profit
    marks = [row for row in rows(trough, TROUGH) if row["note_dot"]]
    assert [row["note_y"] for row in marks] == [own[23], own[24], own[36]]
    assert [row["at"] for row in marks] == [24, 25, 37]


@pytest.mark.parametrize("scenario", [TROUGH, THREE, EXAMPLES["two-channels"]])
def test_the_own_trough_is_a_fifth_of_the_height_at_least_and_never_cut(scenario: Scenario) -> None:
    drawn = [row["line_y"] for row in rows(trough, scenario) if row["line_y"] is not None]
    own = [row["line_y"] for row in rows(trough, scenario) if row["line_kind"] == "whatif"]
    low = asked(scenario).family("growth").own.figures["trough"].value
    assert min(own) == low
    assert -low >= (max(drawn) - min(drawn)) / 5.01  # recovery is marked a little above zero


def test_without_a_trough_the_own_path_is_shown_whole() -> None:
    own = [row["line_y"] for row in rows(trough, SMB) if row["line_kind"] == "whatif"]
    assert own == pytest.approx(asked(SMB).family("growth").own.profit.tolist())


def test_a_line_is_cut_where_it_leaves_the_frame() -> None:
    member = asked(THREE).family("growth").members[4]
    assert member.name == "+7.5 points"
    drawn = rows(trough, THREE)
    bottom = min(row["line_y"] for row in drawn if row["line_y"] is not None)
    last = [row for row in drawn if row["line"] == "3.0"][-1]
    assert last["line_y"] == bottom
    before, after = int(last["at"]), int(last["at"]) + 1
    share = last["at"] - before
    assert (1 - share) * member.profit[before - 1] + share * member.profit[after - 1] == pytest.approx(bottom)


@pytest.mark.parametrize("family", BOTH)
@pytest.mark.parametrize("key", NAMES)
def test_every_line_that_is_long_enough_has_its_name(family: Any, key: str) -> None:
    for scenario in (THREE, TROUGH, SMB, EXAMPLES["two-channels"]):
        members = asked(scenario).family(key).members
        same = family is trough and key == "billing"
        expected = {one.name for one in members if one.own or not same}
        written = [text for text in texts(rows(family, scenario, key=key)) if " in " not in text]
        assert sorted(written) == sorted(expected)


def test_the_baseline_is_drawn_only_where_it_differs() -> None:
    kinds = {row["line_kind"] for row in rows(trough, THREE, THREE)}
    assert "baseline" not in kinds
    drawn = rows(trough, DEEPER, THREE)
    assert "Baseline" in texts(drawn)
    low = min(row["line_y"] for row in drawn if row["line_kind"] == "baseline")
    assert low == asked(THREE).family("growth").own.figures["trough"].value
    assert drawn[6]["baseline_told"] == "USD −314,609.48"
    second = rows(second_trough, DEEPER, THREE)
    assert "baseline" in {row["line_kind"] for row in second}


def test_values_under_the_pointer() -> None:
    row = rows(trough, TROUGH)[23]
    assert row["told"] == "USD −1,300,000"
    others = {step: naive(TROUGH.changed({"Customers.new_accounts_step": step})) for step in (1.0, 3.0, 4.0, 6.0)}
    assert row["others_told"] == " · ".join(
        f"{step:.0f} more: {minus(short(told['total']['cumulative_profit'][23]))}" for step, told in others.items()
    )
    assert rows(trough, EXAMPLES["mid-market-flat"])[0]["others_told"] == "–"


def test_names_at_the_right_end_are_apart_in_their_order_and_not_above_the_chart() -> None:
    lines = [
        Name(str(place), "quiet", np.array([0.0, value])) for place, value in enumerate((9.0, 9.1, 9.9, 10.0, 1.0))
    ]
    placed = {note.text: note.y for note in names.placed(lines, [1, 2], 0.0, 10.0, [])}
    ordered = sorted(placed, key=placed.__getitem__)
    assert ordered == ["4", "0", "1", "2", "3"]
    assert min(high - low for low, high in pairwise(placed[name] for name in ordered)) >= 10 * TALL / names.HIGH - 1e-9
    assert max(placed.values()) <= 11.2 + 1e-9
    assert placed["4"] == 1


def test_names_of_lines_that_leave_stand_on_them_and_clear_of_each_other() -> None:
    up = np.array([0.0, 3.0, 6.0, 9.0, np.nan])
    flat = np.array([0.0, 1.0, 2.0, 3.0, np.nan])
    first, second = names.placed([Name("up", "quiet", up), Name("flat", "quiet", flat)], [1, 2, 3, 4, 5], 0.0, 10.0, [])
    for note, values in ((first, up), (second, flat)):
        assert note.y == pytest.approx(float(np.interp(note.at, [1, 2, 3, 4], values[:4])))
    across, rise = abs(first.at - second.at) / 4 * WIDE, abs(first.y - second.y) / 10 * names.HIGH
    assert across >= LETTER * 3 or rise >= TALL


def test_a_name_keeps_off_a_mark() -> None:
    line = Name("a line", "quiet", np.array([5.0] * 9 + [np.nan]))
    alone = names.placed([line], list(range(1, 11)), 0.0, 10.0, [])[0]
    mark = names.Note(alone.at, alone.y, "a mark that is in the way", "loss", above=False)
    moved = names.placed([line], list(range(1, 11)), 0.0, 10.0, [mark])[0]
    assert moved.at != alone.at


def test_a_line_of_which_only_a_point_is_shown_has_no_name() -> None:
    line = Name("a line", "quiet", np.array([np.nan, np.nan, 5.0, *[np.nan] * 5]))
    assert names.placed([line], list(range(1, 9)), 0.0, 10.0, []) == []
