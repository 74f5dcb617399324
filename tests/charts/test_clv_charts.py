"""The charts of a book's worth: what they draw, write and say is what the answer has."""

import json
from itertools import pairwise
from typing import Any

import pytest

from charts import cases, first_years, frequency
from charts.theme import HEIGHT, frozen
from model.scenario import Scenario
from model.wording import short
from tests.charts.test_specs import LOOKS, _values
from tests.questions.books import EXAMPLES, SMB, THREE, YEARLY, asked, made, pace, same

FAMILIES = [cases, frequency, first_years]
CHURNS = SMB.changed({"SMB.retention_rate": 0.95, "SMB.cost_to_serve_rate": 0.05})


def rows(family: Any, scenario: Scenario, before: Scenario | None = None) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = family.table(asked(scenario), before and asked(before)).to_pylist()
    return table


def texts(family: Any, scenario: Scenario, before: Scenario | None = None) -> list[str]:
    column = "note_text" if family is cases else "text"
    return [row[column] for row in rows(family, scenario, before) if row[column]]


@pytest.mark.parametrize("family", FAMILIES)
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
    for scenario in (YEARLY, THREE, CHURNS):
        assert {*_values(spec, "field")} <= {*family.table(asked(scenario), None).column_names}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_finding_is_told_for_every_example_and_against_another(family: Any) -> None:
    for scenario in EXAMPLES.values():
        for before in (None, asked(YEARLY)):
            finding = family.finding(asked(scenario), before)
            assert finding.endswith(".")
            assert "nan" not in finding
            assert "-" not in finding.replace("Mid-market", "")


# Cumulative revenue.


def test_each_line_ends_at_its_case_and_lines_that_are_the_same_share_a_name() -> None:
    assert sorted(texts(cases, YEARLY)) == [
        "Churn alone 7.41M", "Flat 7.56M", "Monthly 15.9M", "Quarterly 9.27M", "Yours, yearly 7.71M",
    ]  # fmt: skip
    assert texts(cases, EXAMPLES["mid-market-flat"]) == ["Yours, 5 others 7.56M"]
    drawn = rows(cases, YEARLY)
    assert {row["line"] for row in drawn if row["line"] and row["line_kind"] == "whatif"} == {"0.0"}
    assert [row["line_y"] for row in drawn if row["line_kind"] == "whatif"][-1] == pytest.approx(7_712_208)
    assert [row["told_flat"] for row in drawn if row["month"] == 36] == ["USD 7,560,000"]


def test_names_of_lines_do_not_lie_on_each_other() -> None:
    """17 pixels apart at least, of a height of 280 less axis."""
    names = sorted(row["note_y"] for row in rows(cases, CHURNS) if row["note_text"])
    top = max(row["line_y"] for row in rows(cases, CHURNS) if row["line_y"] is not None)
    assert min(high - low for low, high in pairwise(names)) >= 0.07 * top


def test_the_baselines_line_only_where_it_differs() -> None:
    assert not [text for text in texts(cases, SMB, SMB) if text.startswith("Baseline")]
    assert f"Baseline {short(asked(SMB).mine.book_revenue.value)}" in texts(cases, CHURNS, SMB)
    longer = SMB.changed({"horizon_months": 48})
    assert [text for text in texts(cases, longer, SMB) if text.startswith("Baseline")] == ["Baseline 5.97M"]
    assert cases.finding(asked(longer), asked(SMB)).endswith("; in the baseline USD 5.97M by month 36.")
    assert cases.finding(asked(YEARLY), None) == (
        "By month 36 the book has brought USD 7.71M as it stands, USD 7.56M when flat and USD 15.9M with the same step "
        "every month."
    )


# Frequency.


def test_a_dot_for_the_same_step_and_one_for_the_same_year() -> None:
    worth = asked(YEARLY)
    dots = {(row["name"], row["kind"]): row["at"] for row in rows(frequency, YEARLY)}
    step = pace(worth, "1").step
    assert step
    assert dots["Monthly", "step"] == step.revenue.value
    assert dots["Monthly", "same"] == same(worth, "1").revenue.value
    assert dots["Yearly (yours)", "mine"] == pytest.approx(7_712_208)
    assert len(dots) == 6
    assert texts(frequency, YEARLY) == ["Yours 7.71M", "Same step 9.27M", "Same year 7.82M", "Same step 15.9M",
                                        "Same year 7.85M", "Same year 7.78M"]  # fmt: skip
    assert frequency.finding(worth, None) == (
        "At the same yearly rate the book brings USD 7.71M to USD 7.85M however often the step comes; the same step that "
        "often brings USD 7.71M to USD 15.9M."
    )


def test_what_no_input_can_be_has_no_dot_and_the_baseline_a_line() -> None:
    steep = made(expansion_rate=0.5, expansion_months=1)
    assert ("Yearly", "same") not in {(row["name"], row["kind"]) for row in rows(frequency, steep)}
    assert texts(frequency, CHURNS, SMB)[-1] == "Baseline 5.97M"
    assert not [text for text in texts(frequency, SMB, SMB) if text.startswith("Baseline")]


# The first years.


def test_costs_end_to_end_and_revenue_beside_them() -> None:
    scenario = made(retention_rate=0.5, cac=9_000, staffing="to_need", csm_cost=72_800, other_hours=72.8)
    bars = [row for row in rows(first_years, scenario) if row["to"] is not None]
    assert [(row["kind"], row["from"], row["to"]) for row in bars if row["row"] == 0] == [
        ("Acquisition", 0, 9_000), ("COGS", 9_000, pytest.approx(11_400)),
        ("Other cost to serve", pytest.approx(11_400), pytest.approx(12_000)),
        ("CSM", pytest.approx(12_000), pytest.approx(15_640)),
    ]  # fmt: skip
    assert texts(first_years, scenario) == [
        "Year 1: revenue 12k, costs 15.6k", "Year 2: revenue 6k, costs 3.32k", "Year 3: revenue 3k, costs 1.66k",
    ]  # fmt: skip
    assert first_years.finding(asked(scenario), None) == (
        "Of an account signed, year 1 brings USD 12k and costs USD 15.6k; year 2 brings USD 6k and costs USD 3.32k; year 3 "
        "brings USD 3k and costs USD 1.66k. An upright mark shows the revenue."
    )


def test_with_and_without_churn_in_year_1() -> None:
    written = texts(first_years, CHURNS)
    assert len(written) == 6
    assert all("if all stayed in year 1" in text for text in written[3:])
    assert "; had none left in it, year 1 brings USD" in first_years.finding(asked(CHURNS), None)


def test_the_baselines_costs_where_they_differ() -> None:
    other = SMB.changed({"SMB.cac": 1_200.0})
    marks = [row["earlier"] for row in rows(first_years, other, SMB) if row["text"]]
    assert marks[0] == pytest.approx(asked(SMB).first_years.expected[0].parts["costs"].value)
    assert marks[1:] == [None] * 5
    assert first_years.finding(asked(other), asked(SMB)).endswith("; a grey one the costs in the baseline.")
