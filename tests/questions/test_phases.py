"""Hours by phase on CSM capacity: onboarding, renewals and firefighting beside regular service."""

from typing import Any

import pytest

from charts.drawn import drawn
from model import Scenario
from model.answers import Answer, Chart, Table
from model.questions.csm_capacity.page import answer
from model.trace import as_text
from tests.naive import naive_run
from tests.questions.asking import about, bars, every, finding, picture, tables

CHART, ACCOUNT = "Hours needed by month", "Hours an account needs"

# A practitioner's case: 9 hours of onboarding within 90 days, 12.5 hours for a renewal, 100 hours a month for each CSM.
BOOK: dict[str, Any] = {
    "name": "A", "acv": 12_000, "accounts": 120, "new_accounts": 10, "staffing": "to_need", "csm_hours": 1200,
    "csm_productivity": 1, "other_hours": 60, "onboarding_hours": 9, "onboarding_hours_months": 3, "renewal_hours": 12.5,
}  # fmt: skip


def shown(before: dict[str, Any] | None = None, **inputs: Any) -> Answer:
    scenarios = [
        Scenario.model_validate({"horizon_months": 4, "segments": [segment]})
        for segment in ({**BOOK, **inputs}, before)
        if segment is not None
    ]
    return answer(about(*scenarios))


def told(given: Answer, name: str) -> list[float]:
    values: list[float] = next(line for line in picture(given, CHART).series if line.name == name).values.tolist()
    return values


def test_the_hours_of_a_month_are_stacked_by_what_asks_for_them() -> None:
    """130, 140, ... accounts at 5 hours; 3 hours for each signed in the last three months; 10 renewals at 12.5 hours."""
    given = shown()
    assert told(given, "Regular service") == pytest.approx([650, 700, 750, 800])
    assert told(given, "Renewals") == pytest.approx([125] * 4)
    assert told(given, "Onboarding") == pytest.approx([30, 60, 90, 90])
    assert told(given, "Hours needed") == pytest.approx([805, 885, 965, 1015])
    bands = picture(given, CHART).bands
    assert [band.low.tolist() for band in bands] == [
        [0] * 4, pytest.approx([650, 700, 750, 800]), pytest.approx([775, 825, 875, 925]),
    ]  # fmt: skip
    assert bands[-1].high == pytest.approx([805, 885, 965, 1015])
    assert [band.words for band in bands] == ["Regular service", "Renewals", "Onboarding"]


def test_it_can_be_drawn_with_every_part_in_a_colour_of_its_own() -> None:
    chart = picture(shown(retention_rate=0.5, firefighting_hours=4), CHART)
    assert len({band.role for band in chart.bands}) == len(chart.bands) == 4
    for dark in (False, True):
        spec, _ = drawn(chart, Scenario.model_validate({"segments": [BOOK]}), dark=dark)
        areas = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "area"]
        assert len({(area["color"], area["opacity"]) for area in areas}) == 4


def test_the_finding_says_what_the_phases_take_and_when_the_most_is_needed() -> None:
    """Of 3,670 hours onboarding takes 270 and renewals 500."""
    assert finding(picture(shown(), CHART)) == (
        "Onboarding takes 7.4% and renewals take 13.6% of all hours; most in month 4, 1,015."
    )
    fires = shown(retention_rate=0.5, firefighting_hours=4)
    assert "firefighting takes" in finding(picture(fires, CHART))


def test_rows_add_up_and_every_number_has_its_trace() -> None:
    table = next(
        block for block in every(shown().blocks) if isinstance(block, Table) and block.head[-1] == "Hours needed"
    )
    assert table.head == ("Month", "Regular service", "Renewals", "Onboarding", "Firefighting", "Hours needed")
    assert [name for name, _ in table.rows] == ["month 1", "month 4"]
    for _, cells in table.rows:
        *parts, whole = (cell for cell in cells if not isinstance(cell, str | tuple))
        assert sum(part.value for part in parts) == pytest.approx(whole.value)
        assert all(part.terms for part in parts)
    assert [cell.value for cell in table.rows[1][1] if not isinstance(cell, str | tuple)] == pytest.approx(
        [800, 125, 90, 0, 1015]
    )


def test_the_hours_of_a_team_stand_beside_what_is_needed() -> None:
    """7 CSMs have 700 hours; a team that is hired to need has what is needed, so nothing is said of it."""
    assert told(shown(staffing="fixed", csms=7), "Hours available") == pytest.approx([700] * 4)
    assert told(shown(), "Hours available") == pytest.approx([float("nan")] * 4, nan_ok=True)
    by_ratio = shown(staffing="ratio", accounts_per_csm_ratio=20)  # 130, 140, ... accounts: 7, 7, 8, 8 CSMs
    assert told(by_ratio, "Hours available") == pytest.approx([700, 700, 800, 800])


def test_a_dated_change_of_hours_is_followed() -> None:
    scenario = Scenario.model_validate({
        "horizon_months": 4, "segments": [BOOK], "changes": [{"month": 3, "path": "A.renewal_hours", "value": 25}],
    })  # fmt: skip
    assert told(answer(about(scenario)), "Renewals") == pytest.approx([125, 125, 250, 250])


def test_with_every_input_at_work_the_parts_are_those_of_the_naive_model() -> None:
    segment = {**BOOK, "retention_rate": 0.8, "firefighting_hours": 3, "early_churn": 0.01, "onboarding_months": 2,
               "new_accounts_growth": 0.02}  # fmt: skip
    naive = naive_run({"horizon_months": 4, "segments": [segment]})["segments"]["A"]
    given = shown(**segment)
    assert [a + b for a, b in zip(told(given, "Renewals"), told(given, "Onboarding"), strict=True)] == pytest.approx(
        naive["phase_hours"]
    )
    assert told(given, "Firefighting") == pytest.approx(naive["reactive_hours"])
    whole = [a + b for a, b in zip(naive["required_hours"], naive["reactive_hours"], strict=True)]
    assert told(given, "Hours needed") == pytest.approx(whole)


def test_the_baseline_stands_beside_it_where_it_has_phases_too() -> None:
    """5 hours for a renewal are 75 less a month."""
    assert told(shown({**BOOK, "renewal_hours": 5}), "Baseline") == pytest.approx([730, 810, 890, 940])
    without = {name: value for name, value in BOOK.items() if not name.startswith(("onboarding", "renewal"))}
    assert told(shown(without), "Baseline") == pytest.approx([float("nan")] * 4, nan_ok=True)


def test_without_hours_by_phase_nothing_is_there() -> None:
    given = shown(onboarding_hours=0, renewal_hours=0)
    assert CHART not in [block.title for block in every(given.blocks) if isinstance(block, Chart)]
    assert len(bars(given, ACCOUNT).bars) == 1


def test_the_bar_of_an_account_has_its_renewals_and_a_new_account_has_its_onboarding_too() -> None:
    """60 hours, one renewal a year at 12.5 hours, and 9 hours of onboarding in the first year."""
    always, first = bars(shown(), ACCOUNT).bars
    assert [(piece.name, piece.start, piece.end) for piece in always.pieces] == [
        ("Other time", 0, 60), ("Renewals", 60, 72.5),
    ]  # fmt: skip
    assert [(piece.name, piece.end) for piece in first.pieces] == [
        ("Other time", 60), ("Renewals", 72.5), ("Onboarding", 81.5),
    ]  # fmt: skip
    assert (always.name, first.name) == ("Every year", "A new account, in its first year")
    quarterly = bars(shown(renewal_months=3, onboarding_hours=0), ACCOUNT)  # four renewals a year
    assert [piece.end for piece in quarterly.bars[0].pieces] == [60, 110]


def test_the_table_from_hours_to_accounts_has_both() -> None:
    table = tables(shown().below)[0]
    named = {name: cells[0] for name, cells in table.rows}
    assert {name: cell.value for name, cell in named.items() if not isinstance(cell, str | tuple)} == pytest.approx({
        "Other time": 60, "Renewals": 12.5, "Onboarding, once": 9, "Hours per account": 72.5, "Paid hours of a CSM": 1200,
        "Not productive": 0, "Productive": 1200, "Accounts per CSM": 1200 / 72.5, "Rounded down": 16,
    })  # fmt: skip


def test_room_counts_the_hours_of_phases() -> None:
    """In month 4 1,015 hours are 168 accounts at 72.5/12 hours; a team of 9 holds 900 / (72.5 / 12) = 148.97: 20 too many."""
    assert "the team of 9 then has 20 too many" in as_text(shown(staffing="fixed", csms=9).sentence)
    assert "14 more accounts fit" in as_text(shown().sentence)  # 11 CSMs hold 182.07


def test_onboarding_alone_is_said() -> None:
    """90 hours a month, from month 3 on, for CSMs of 100 hours."""
    given = shown(other_hours=0, renewal_hours=0)
    assert as_text(given.sentence) == (
        "Each new account takes 9 hours of onboarding and none after that. You need 1 CSM by the end."
    )
    titles = [block.title for block in every(given.blocks) if isinstance(block, Chart)]
    assert CHART in titles
    assert ACCOUNT not in titles
