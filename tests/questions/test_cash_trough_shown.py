"""The cash trough as it is shown: the family that was chosen, its charts, their marks and what is said of them."""

import numpy as np
import pytest

from model.answers import OTHERS, Choice, Lines, Part, Remark, Table
from model.questions.cash_trough.families import NAMES
from model.questions.cash_trough.shown import answer
from model.scenario import Scenario
from model.trace import as_text
from tests.questions.asking import about, finding, line, picture, words
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH, asked, made, naive

PROFIT, CASH, SECOND = "Cumulative profit", "Cash", "Cumulative profit when accelerated"
BOTH = (PROFIT, CASH)
DEEPER = THREE.changed({"Enterprise.cac": 150_000.0})


def chart(title: str, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> Lines:
    return picture(answer(about(scenario, before, view_family=key)), title)


def told(title: str, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> str:
    return finding(chart(title, scenario, before, key))


def test_sentences_figures_and_blocks_are_those_of_the_answer() -> None:
    found, shown = asked(DEEPER), answer(about(DEEPER, THREE))
    assert as_text(shown.sentence) == as_text(found.sentence)
    assert [one.shown.value for one in shown.figures] == pytest.approx(
        [one.value for one in found.figures], nan_ok=True
    )
    assert [one.of["baseline"].value for one in shown.figures] == pytest.approx(
        [one.value for one in asked(THREE).figures], nan_ok=True
    )
    months = [one.month.value for one in shown.figures if one.month]
    assert months == [naive(DEEPER)["summary"][name] for name in ("trough_month", "cash_low_month")]
    assert [type(block) for block in shown.beside] == [Choice, Lines, Lines, Part, Remark]


@pytest.mark.parametrize("key", NAMES)
def test_the_family_that_was_chosen_is_shown(key: str) -> None:
    shown = answer(about(THREE, view_family=key))
    choice, (table,) = shown.beside[0], shown.below
    assert isinstance(choice, Choice)
    assert isinstance(table, Table)
    assert (choice.options, choice.chosen) == (NAMES, key)
    family = asked(THREE).family(key)
    assert table.title == f"By {NAMES[key].lower()}"
    assert [name for name, _ in table.rows] == [name for name, _ in family.rows]
    assert as_text(chart(PROFIT, THREE, key=key).remark) == as_text(family.sentence)


def test_the_first_family_is_shown_until_one_is_chosen() -> None:
    for asking in (about(THREE), about(THREE, view_family="nothing that there is")):
        (table,) = answer(asking).below
        assert isinstance(table, Table)
        assert table.title == "By growth"


def test_what_cannot_be_accelerated_has_no_chart_and_its_place_stays() -> None:
    part = answer(about(EXAMPLES["mid-market-yearly"])).beside[3]
    assert isinstance(part, Part)
    assert not part.blocks


def test_a_baseline_without_the_segment_in_view_is_not_compared() -> None:
    shown = answer(about(THREE, SMB))
    assert {*shown.figures[0].of} == {"scenario"}
    assert {*answer(about(THREE, SMB, segment=2)).figures[0].of} == {"scenario", "baseline"}


@pytest.mark.parametrize("key", NAMES)
def test_findings_are_told_for_every_example_and_against_another(key: str) -> None:
    for scenario in EXAMPLES.values():
        for before in (None, TROUGH.changed({"segments": scenario.model_dump()["segments"], "horizon_months": 24})):
            for title in BOTH:
                words = told(title, scenario, before, key)
                assert words.endswith(".")
                assert "nan" not in words
                assert "-" not in words
                assert (before is None) == ("in the baseline" not in words)


def test_findings_in_words() -> None:
    assert told(PROFIT, TROUGH) == (
        "Growth, 2 more (yours): low of −$1.3M in month 24, recovered in month 37; at 1 more low of −$656k in month "
        "24, recovered in month 37; at 6 more low of −$3.9M in month 25, recovered in month 38."
    )
    assert told(PROFIT, SMB) == "Growth, 0% (yours): no trough; nor has any of the others one."
    assert told(PROFIT, THREE, key="billing") == (
        "Billed ahead, 12 months (yours): low of −$315k in month 7, recovered in month 13; the others have the same profit."
    )
    assert told(PROFIT, made(months=2, cac=2_000), key="billing").startswith(
        "Billed ahead, 1 month (yours): low of −$10k in month 1, not recovered;"
    )
    assert told(PROFIT, DEEPER, THREE).endswith("; in the baseline low of −$315k in month 7, recovered in month 13.")
    assert told(CASH, THREE, key="billing") == (
        "Billed ahead, 12 months (yours): lowest $8.92M in month 1; at 1 month $8.69M in month 7; at 6 months $8.9M in month 3."
    )
    assert told(CASH, DEEPER, THREE).endswith("; in the baseline $8.92M in month 1.")
    assert told(SECOND, TROUGH) == (
        "Accelerated from month 38 on, cumulative profit falls to −$516k in month 41 and ends at $11.9M, as it is at $14M."
    )
    assert told(SECOND, EXAMPLES["understaffed-team"]).startswith(
        "Accelerated from month 2 on, cumulative profit ends at USD "
    )


def test_low_break_even_recovery_and_the_end_of_the_cash_are_marked() -> None:
    assert words(chart(PROFIT, TROUGH)) == ["−1.3M in month 24", "break-even in month 25", "recovered in month 37"]
    assert words(chart(CASH, TROUGH)) == ["−1.3M in month 24", "used up in month 1"]
    assert words(chart(CASH, THREE)) == ["8.92M in month 1"]
    assert words(chart(PROFIT, SMB)) == []
    assert words(chart(SECOND, TROUGH)) == ["from month 38", "−516k in month 41", "back in month 46"]
    dated = chart(PROFIT, TROUGH.changed({"start": "2026-11"}))
    assert words(dated) == ["−1.3M in Oct 2028", "break-even in Nov 2028", "recovered in Nov 2029"]


def test_the_marks_stand_on_the_own_path() -> None:
    path = naive(TROUGH)["total"]["cumulative_profit"]
    marks = chart(PROFIT, TROUGH).marks
    assert [mark.x for mark in marks] == [24, 25, 37]
    assert [mark.y for mark in marks] == pytest.approx([path[23], path[24], path[36]])


@pytest.mark.parametrize("title", BOTH)
@pytest.mark.parametrize("key", NAMES)
def test_every_what_if_that_differs_is_a_line_with_its_name(title: str, key: str) -> None:
    for scenario in (THREE, TROUGH, SMB, EXAMPLES["two-channels"]):
        members = asked(scenario).family(key).members
        same = title == PROFIT and key == "billing"
        drawn = chart(title, scenario, key=key)
        expected = {one.name for one in members if one.own or not same}
        assert sorted(one.words for one in drawn.series if one.role in ("whatif", "quiet")) == sorted(expected)
        for member in members:
            if member.name in expected:
                path = member.profit if title == PROFIT else member.cash
                assert line(drawn, member.name).values.tolist() == path.tolist()
        assert {one.label for one in drawn.series if one.role == "quiet"} <= {OTHERS}
        assert drawn.labels == (f"{title}, yours", "Baseline", OTHERS)


def test_the_baseline_is_drawn_only_where_it_differs() -> None:
    for title in BOTH:
        assert np.isnan(line(chart(title, THREE, THREE), "Baseline").values).all()
        assert np.isnan(line(chart(title, THREE), "Baseline").values).all()
    drawn = line(chart(PROFIT, DEEPER, THREE), "Baseline").values
    assert drawn.tolist() == pytest.approx(naive(THREE)["total"]["cumulative_profit"])
    second = line(chart(SECOND, DEEPER, THREE), "Baseline accelerated").values
    assert not np.isnan(second).any()
