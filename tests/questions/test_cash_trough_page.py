"""The cash trough as it is shown: the family that was chosen, its charts, their marks and what is said of them."""

import numpy as np
import pytest

from model.answers import OTHERS, Choice, Fold, Lines, Remark
from model.questions.cash_trough.page import answer
from model.questions.cash_trough.whatif_families import NAMES
from model.scenario import Scenario
from model.trace import as_text
from model.wording import formatted
from tests.questions.asking import about, every, finding, in_order, line, picture, tables, words
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH, asked, naive

PROFIT, CASH, SECOND = "Cumulative profit", "Cash", "Cumulative profit if you double new customers"
BOTH = (PROFIT, CASH)
VARIED = {"growth": "at different growth", "payback": "at different payback times", "billing": "billed ahead or not"}
DEEPER = THREE.changed({"Enterprise.cac": 150_000.0})


def chart(title: str, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> Lines:
    shown = picture(answer(about(scenario, before, view_family=key)), title)
    assert title not in BOTH or shown.beside == f"{VARIED[key]}, $"
    return shown


def finding_of(title: str, scenario: Scenario, before: Scenario | None = None, key: str = "growth") -> str:
    return finding(chart(title, scenario, before, key))


def test_sentences_figures_and_blocks_are_those_of_the_answer() -> None:
    found, shown = asked(DEEPER), answer(about(DEEPER, THREE))
    assert as_text(shown.sentence) == as_text(found.sentence)
    for name, figures in (("scenario", found.figures), ("baseline", asked(THREE).figures)):
        assert {figure.shown.key: figure.by_result[name].value for figure in shown.figures} == pytest.approx(
            {figure.key: figure.value for figure in figures if figure.key != "cash_trough.empty"}, nan_ok=True
        )  # cash never runs out: that is no figure
    months = [figure.month.value for figure in shown.figures if figure.month]
    assert months == [naive(DEEPER)["summary"][name] for name in ("trough_month", "cash_low_month")]
    assert [type(block) for block in in_order(shown.beside)] == [Choice, Lines, Lines, Remark, Lines, Remark, Fold]


@pytest.mark.parametrize("key", NAMES)
def test_the_family_that_was_chosen_is_shown(key: str) -> None:
    shown = answer(about(THREE, view_family=key))
    choice, (part, fold) = shown.beside[0], shown.below
    (table,) = tables([part])
    assert isinstance(choice, Choice)
    assert isinstance(fold, Fold)
    assert (choice.options, choice.chosen) == (NAMES, key)
    family = asked(THREE).family(key)
    assert table.title == f"By {NAMES[key].lower()}"
    assert [name for name, _ in table.rows] == [name for name, _ in family.rows]
    assert as_text(chart(PROFIT, THREE, key=key).remark) == as_text(family.sentence)


def test_the_first_family_is_shown_until_one_is_chosen() -> None:
    for asking in (about(THREE), about(THREE, view_family="nothing that there is")):
        table, *_ = tables(answer(asking).below)
        assert table.title == "By growth"


def test_what_cannot_be_accelerated_has_no_chart() -> None:
    shown = answer(about(EXAMPLES["mid-market-yearly"])).beside
    assert [type(block) for block in in_order(shown)] == [Choice, Lines, Lines, Remark, Remark, Fold]


def test_a_baseline_without_the_segment_in_view_is_not_compared() -> None:
    shown = answer(about(THREE, SMB))
    assert {*shown.figures[0].by_result} == {"scenario"}
    assert {*answer(about(THREE, SMB, segment=2)).figures[0].by_result} == {"scenario", "baseline"}


@pytest.mark.parametrize("key", NAMES)
def test_findings_are_told_for_every_example_and_against_another(key: str) -> None:
    for scenario in EXAMPLES.values():
        for before in (None, TROUGH.changed({"segments": scenario.model_dump()["segments"], "horizon_months": 24})):
            for title in BOTH:
                words = finding_of(title, scenario, before, key)
                assert words.endswith(".")
                assert "nan" not in words
                assert "-" not in words
                assert before is not None or "baseline" not in words


def test_findings_in_words() -> None:
    assert finding_of(PROFIT, TROUGH) == (
        "The low point is −$1.3M in month 24; with 4 more a month it would be −$2.6M in month 25."
    )
    assert finding_of(PROFIT, SMB) == "Cumulative profit never falls below zero."
    assert finding_of(PROFIT, THREE, key="billing") == "The low point is −$336k in month 7."
    payback = naive(THREE)["verdict"]["payback_margin"]
    dearer = naive(THREE.changed({f"{segment.name}.cac": segment.cac * 24 / payback for segment in THREE.segments}))[
        "summary"
    ]
    deepest = f"{formatted(dearer['trough'], 'money', 'USD')} in month {dearer['trough_month']}"
    assert finding_of(PROFIT, THREE, key="payback").endswith(f"; at a payback of 24 months it would be {deepest}.")
    assert finding_of(PROFIT, DEEPER, THREE).endswith("; baseline −$336k in month 7.")
    assert finding_of(CASH, THREE, key="billing") == (
        "Cash is lowest at $8.91M in month 1; billed 1 month ahead it would be $8.66M in month 7."
    )
    assert finding_of(CASH, DEEPER, THREE).endswith("; baseline $8.91M in month 1.")
    assert finding_of(SECOND, TROUGH) == (
        "Doubled from month 38 on, cumulative profit falls to −$516k in month 41 and ends at $11.9M, against $14M "
        "as planned."
    )
    assert finding_of(SECOND, EXAMPLES["understaffed-team"]).startswith(
        "Doubled from month 2 on, cumulative profit ends at $"
    )


def test_low_break_even_recovery_and_the_end_of_the_cash_are_marked() -> None:
    """Where no opening cash is given none runs out."""
    assert words(chart(PROFIT, TROUGH)) == ["−1.3M in month 24", "break-even in month 25", "recovered in month 37"]
    assert words(chart(CASH, TROUGH)) == ["−1.3M in month 24"]
    assert words(chart(CASH, TROUGH.changed({"company.cash": 1e4}))) == ["−1.29M in month 24", "runs out in month 1"]
    assert words(chart(CASH, THREE)) == ["8.91M in month 1"]
    assert words(chart(PROFIT, SMB)) == []
    assert words(chart(SECOND, TROUGH)) == ["doubled in month 38", "−516k in month 41", "back in month 46"]
    dated = chart(PROFIT, TROUGH.changed({"start": "2026-11"}))
    assert words(dated) == ["−1.3M in Oct 2028", "break-even in Nov 2028", "recovered in Nov 2029"]


def test_below_zero_the_cash_is_shaded() -> None:
    """From zero to the lowest of all lines; where none goes below zero the band has no height."""
    lowest = min(member.cash.min() for member in asked(TROUGH).family("growth").members)
    for scenario, low in ((TROUGH, lowest), (SMB, 0.0)):
        (band,) = chart(CASH, scenario).bands
        assert (band.role, band.high.max(), band.low.tolist()) == ("loss", 0.0, [low] * scenario.horizon_months)


def test_every_sentence_is_short() -> None:
    """An answer under 45 words, a finding under 25."""
    for scenario in EXAMPLES.values():
        shown = answer(about(scenario))
        assert len(as_text(shown.sentence).split()) < 45
        for block in every(shown.blocks):
            if isinstance(block, Lines):
                assert len(finding(block).split()) < 25


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
        expected = {member.name for member in members if member.is_current or not same}
        assert sorted(series.words for series in drawn.series if series.role in ("whatif", "quiet")) == sorted(expected)
        for member in members:
            if member.name in expected:
                path = member.profit if title == PROFIT else member.cash
                assert line(drawn, member.name).values.tolist() == path.tolist()
        assert {series.label for series in drawn.series if series.role == "quiet"} <= {OTHERS}
        assert drawn.labels == (f"{title} now", "Baseline", OTHERS)


def test_the_baseline_is_drawn_only_where_it_differs() -> None:
    for title in BOTH:
        assert np.isnan(line(chart(title, THREE, THREE), "Baseline").values).all()
        assert np.isnan(line(chart(title, THREE), "Baseline").values).all()
    drawn = line(chart(PROFIT, DEEPER, THREE), "Baseline").values
    assert drawn.tolist() == pytest.approx(naive(THREE)["total"]["cumulative_profit"])
    second = line(chart(SECOND, DEEPER, THREE), "Baseline doubled").values
    assert not np.isnan(second).any()
