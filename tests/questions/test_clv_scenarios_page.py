"""Customer value as it is shown: the charts' lines, dots and bars, where each ends, and what is said of them."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from charts.drawn import drawn
from model.answers import Answer, Bars, Chart, Lines, Remark, Tick
from model.questions.clv_scenarios.page import answer
from model.scenario import Scenario
from model.trace import as_text
from model.wording import short
from tests.charts.test_specs import LOOKS, forget_specs
from tests.questions.asking import about, bars, finding, in_order, line, picture, tables
from tests.questions.books import EXAMPLES, SMB, THREE, YEARLY, asked, made, naive_clv, pace, same

CASES, FREQUENCY = "Cumulative revenue of the book by case", "What expanding more often earns"
YEARS = "Cost to win and to serve a customer, by year"
TITLES = (CASES, FREQUENCY, YEARS)
CHURNS = SMB.changed({"SMB.retention_rate": 0.95, "SMB.cost_to_serve_rate": 0.05})


def shown(scenario: Scenario, before: Scenario | None = None, segment: int = 0) -> Answer:
    return answer(about(scenario, before, segment=segment))


def chart(title: str, scenario: Scenario, before: Scenario | None = None) -> Chart:
    return picture(shown(scenario, before), title) if title == CASES else bars(shown(scenario, before), title)


def finding_of(title: str, scenario: Scenario, before: Scenario | None = None) -> str:
    return finding(chart(title, scenario, before))


def ends(scenario: Scenario, before: Scenario | None = None) -> list[str]:
    """What stands beside the lines."""
    return [series.words for series in picture(shown(scenario, before), CASES).series if series.words]


def dots(scenario: Scenario) -> dict[tuple[str, str], Tick]:
    """By the row's name and the dot's role."""
    return {(bar.name, dot.role): dot for bar in bars(shown(scenario), FREQUENCY).bars for dot in bar.dots}


def test_sentences_figures_and_tables_are_those_of_the_answer() -> None:
    found, given = asked(CHURNS), shown(CHURNS, SMB)
    assert as_text(given.sentence) == as_text(found.sentence)
    assert [figure.shown.value for figure in given.figures] == [figure.value for figure in found.figures]
    assert [figure.by_result["baseline"].value for figure in given.figures] == [
        figure.value for figure in asked(SMB).figures
    ]
    assert given.about == ("horizon_clv", "revenue")
    assert [type(block) for block in in_order(given.beside)] == [Lines, Bars, Bars]
    remarks = [block.remark for block in in_order(given.beside) if isinstance(block, Chart)]
    assert [as_text(remark) for remark in remarks] == [
        as_text(sentence) for sentence in (found.book, found.trap, found.first_years.sentence)
    ]
    found_tables = tables(given.below)
    assert [(table.title, len(table.rows)) for table in found_tables] == [
        ("Cases side by side", 6), ("What each case holds", 6), ("Expanding more often", 3),
        ("A signed customer by year", 6),
    ]  # fmt: skip
    assert all(len(cells) + 1 == len(table.head) for table in found_tables for _, cells in table.rows)
    (remark,) = [block for block in given.below if isinstance(block, Remark)]
    assert as_text(remark.sentence) == as_text(found.with_team)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_a_spec_is_the_same_bytes_whatever_the_scenario(title: str, dark: bool, dated: bool) -> None:
    specs = set()
    for scenario, before in ((YEARLY, None), (THREE, None), (CHURNS, SMB), (EXAMPLES["mid-market-flat"], None)):
        forget_specs()
        given = scenario.changed({"start": "2026-11"}) if dated else scenario
        spec, _ = drawn(chart(title, given, before), given, dark=dark)
        specs.add(json.dumps(spec | {"height": 0}))
    assert len(specs) == 1


@pytest.mark.parametrize("title", TITLES)
def test_the_finding_is_told_for_every_example_and_against_another(title: str) -> None:
    for scenario in EXAMPLES.values():
        name = scenario.segments[0].name
        before = YEARLY.changed({"segments": [YEARLY.segments[0].model_dump() | {"name": name}]})
        for other in (None, before):
            said = finding_of(title, scenario, other)
            assert said.endswith(".")
            assert "nan" not in said
            assert "-" not in said.replace("Mid-market", "")


# Cumulative revenue.


def test_each_line_ends_at_its_case_and_lines_that_are_the_same_share_a_name() -> None:
    assert sorted(ends(YEARLY)) == [
        "Churn alone 7.41M", "Flat 7.56M", "Monthly 15.9M", "Quarterly 9.27M", "Yours, yearly 7.71M",
    ]  # fmt: skip
    assert ends(EXAMPLES["mid-market-flat"]) == ["Yours, 5 others 7.56M"]
    given = picture(shown(YEARLY), CASES)
    (yours,) = [series for series in given.series if series.role == "whatif"]
    assert yours.values[-1] == pytest.approx(7_712_208)
    assert given.labels == ("Yours", "Flat", "Churn alone", "Yearly", "Quarterly", "Monthly", "Baseline")
    by_label = {series.label: series for series in given.series}
    assert by_label["Flat"].values[-1] == pytest.approx(7_560_000)
    assert by_label["Yearly"].role is None
    assert by_label["Yearly"].values.tolist() == yours.values.tolist()


def test_names_of_lines_do_not_lie_on_each_other() -> None:
    """17 pixels apart at least, of a height of 280 less axis."""
    _, table = drawn(chart(CASES, CHURNS), CHURNS, dark=False)
    rows: list[dict[str, Any]] = table.rows
    names = sorted(row["note_y"] for row in rows if row["note_text"])
    assert len(names) == 5
    top = max(row["line_y"] for row in rows if row["line_y"] is not None)
    assert min(high - low for low, high in pairwise(names)) >= 0.07 * top


def test_the_baselines_line_only_where_it_differs() -> None:
    assert np.isnan(line(picture(shown(SMB, SMB), CASES), "Baseline").values).all()
    baseline = line(picture(shown(CHURNS, SMB), CASES), "Baseline")
    revenue = 1_500 * naive_clv(SMB, "SMB")
    assert (baseline.values[-1], baseline.words) == (pytest.approx(revenue), f"Baseline {short(revenue)}")
    longer = SMB.changed({"horizon_months": 48})
    assert [words for words in ends(longer, SMB) if words.startswith("Baseline")] == ["Baseline 5.86M"]
    assert finding_of(CASES, longer, SMB).endswith("; baseline $5.86M by month 36.")
    assert finding_of(CASES, YEARLY) == (
        "By month 36 the book earns $7.71M, $7.56M if flat and $15.9M with your step every month."
    )


# Frequency.


def test_a_dot_for_the_same_step_and_one_for_the_same_year() -> None:
    worth, found = asked(YEARLY), dots(YEARLY)
    step = pace(worth, "1").step
    assert step
    assert found["Monthly", "series 5"].value == step.revenue.value
    assert found["Monthly", "ink"].value == same(worth, "1").revenue.value
    assert found["Yearly (yours)", "whatif"].value == pytest.approx(7_712_208)
    assert [dot.words for dot in found.values()] == [
        "Yours 7.71M", "Same step 9.27M", "Same year 7.82M", "Same step 15.9M", "Same year 7.85M", "Same year 7.78M",
    ]  # fmt: skip
    assert [dot.tooltip for dot in found.values()][:2] == ["$7.71M", "$9.27M"]
    assert finding_of(FREQUENCY, YEARLY) == (
        "At the same yearly rate the book earns $7.71M to $7.85M however often it expands; at the same step "
        "$7.71M to $15.9M."
    )


def test_what_no_input_can_be_has_no_dot_and_the_baseline_a_line() -> None:
    assert ("Yearly", "ink") not in dots(made(expansion_rate=0.5, expansion_months=1))
    (limit,) = bars(shown(CHURNS, SMB), FREQUENCY).limits
    assert (limit.value, limit.words) == (pytest.approx(1_500 * naive_clv(SMB, "SMB")), "Baseline 5.86M")
    assert finding_of(FREQUENCY, CHURNS, SMB).endswith("; baseline $5.86M.")
    assert not bars(shown(SMB, SMB), FREQUENCY).limits


# The first years.


def test_costs_end_to_end_and_revenue_beside_them() -> None:
    scenario = made(retention_rate=0.5, cac=9_000, staffing="to_need", csm_cost=72_800, other_hours=72.8)
    given = bars(shown(scenario), YEARS)
    pieces = [(piece.name, piece.start, piece.end) for piece in given.bars[0].pieces]
    assert pieces == [
        ("Acquisition", 0, 9_000), ("COGS", 9_000, pytest.approx(11_400)),
        ("Other cost to serve", pytest.approx(11_400), pytest.approx(12_000)),
        ("CSM", pytest.approx(12_000), pytest.approx(15_640)),
    ]  # fmt: skip
    assert [piece.tooltip for piece in given.bars[0].pieces] == ["$9k", "$2.4k", "$600", "$3.64k"]
    roles: dict[str, Any] = dict(given.legend)
    assert all(piece.role == roles[piece.name] for bar in given.bars for piece in bar.pieces)
    assert [bar.name for bar in given.bars[:3]] == [
        "Year 1: revenue 12k, costs 15.6k", "Year 2: revenue 6k, costs 3.32k", "Year 3: revenue 3k, costs 1.66k",
    ]  # fmt: skip
    assert [[(tick.value, tick.role) for tick in bar.ticks] for bar in given.bars[:3]] == [
        [(pytest.approx(12_000), "ink")], [(pytest.approx(6_000), "ink")], [(pytest.approx(3_000), "ink")],
    ]  # fmt: skip
    assert finding(given) == (
        "A signed customer's revenue and costs: $12k and $15.6k in year 1, $6k and $3.32k in year 2, $3k and "
        "$1.66k in year 3."
    )


def test_with_and_without_churn_in_year_1() -> None:
    names = [bar.name for bar in bars(shown(CHURNS), YEARS).bars]
    assert len(names) == 6
    assert all("if all stayed for a year" in name for name in names[3:])


def test_the_baselines_costs_where_they_differ() -> None:
    """A CAC of 900 becomes one of 1,200: year 1 alone costs more."""
    other = SMB.changed({"SMB.cac": 1_200.0})
    given = bars(shown(other, SMB), YEARS)
    earlier = [[tick.value for tick in bar.ticks if tick.role == "baseline"] for bar in given.bars]
    costs = given.bars[0].pieces[-1].end
    assert earlier == [[pytest.approx(costs - 300)], *[[]] * 5]
    assert finding(given).endswith("; grey marks: costs in the baseline.")
