"""The tables of months by quarter and fiscal year, on the pages that have them."""

from itertools import pairwise
from typing import Any

import pytest

from model import Scenario, run
from model.answers import Choice, Months, Table, by_month
from model.answers.asked import SCENARIO, Asked
from model.metrics import MONTHLY
from tests.naive import naive_run
from tests.naive.periods import gathered, periods
from tests.questions.test_csm_capacity import EXAMPLES, plain

NAMES = ("revenue", "churned_mrr", "mrr", "accounts", "required_hours", "csms", "load", "coverage", "operating_profit")
TEAM = EXAMPLES["understaffed-team"].changed({"horizon_months": 16, "start": "2026-12", "fiscal_year_start": 2})


def table(scenario: Scenario, by: str, names: tuple[str, ...] = NAMES, *, of_segment: bool = True) -> Table:
    asked = Asked({SCENARIO: run(scenario)}, chosen={"view-by": by})
    view, found = by_month(asked, names, of_segment=of_segment).blocks()
    assert isinstance(view, Choice)
    assert view.chosen == by
    assert isinstance(found, Table)
    return found


def numbers(found: Table) -> dict[str, list[float]]:
    return {name: [cell.value for cell in cells if not isinstance(cell, str | tuple)] for name, cells in found.rows}


def test_months_stand_there_until_somebody_chooses() -> None:
    view, found = by_month(Asked({SCENARIO: run(TEAM)}), NAMES, of_segment=True).blocks()
    assert isinstance(view, Choice)
    assert [*view.options.values()] == ["Month", "Quarter", "Fiscal year"]
    assert isinstance(found, Months)


@pytest.mark.parametrize("by", ["quarter", "year"])
def test_flows_are_summed_levels_are_the_last_and_ratios_are_weighted(by: str) -> None:
    """Against the naive model's own quarters and fiscal years."""
    (naive,) = naive_run(plain(TEAM))["segments"].values()
    expected = gathered(naive, periods(plain(TEAM), by))
    found = numbers(table(TEAM, by))
    for place, row in enumerate(found.values()):
        assert row == pytest.approx([expected[name][place] for name in NAMES])


def test_periods_have_their_names_and_those_in_part_are_marked() -> None:
    """From December 2026 to March 2028, with fiscal years from February on, named after the year they end in."""
    assert [*numbers(table(TEAM, "quarter"))] == [
        "Q4 FY2027 (in part)", "Q1 FY2028", "Q2 FY2028", "Q3 FY2028", "Q4 FY2028", "Q1 FY2029 (in part)",
    ]  # fmt: skip
    assert [*numbers(table(TEAM, "year"))] == ["FY2027 (in part)", "FY2028", "FY2029 (in part)"]
    bare = TEAM.changed({"start": None, "horizon_months": 7})
    assert [*numbers(table(bare, "quarter"))] == ["quarter 1", "quarter 2", "quarter 3 (in part)"]


def test_of_the_company_it_is_the_total() -> None:
    scenario = EXAMPLES["three-segments"]
    expected = gathered(naive_run(plain(scenario))["total"], periods(plain(scenario), "year"))
    found = table(scenario, "year", ("revenue", "mrr"), of_segment=False)
    assert [*numbers(found).values()] == [
        pytest.approx([revenue, mrr]) for revenue, mrr in zip(expected["revenue"], expected["mrr"], strict=True)
    ]


def test_units_are_those_of_what_stands_there() -> None:
    """Revenue of a quarter is an amount and not one by the month; MRR stays by the month."""
    head = table(TEAM, "quarter").head
    assert [*head[:4]] == ["Quarter", "Revenue ($)", "Churned MRR ($ a month)", "MRR ($ a month)"]
    assert head[4] == "Accounts"
    assert [*table(TEAM, "quarter", ("signed_accounts", "churned_accounts")).head[1:]] == [
        "Signed accounts", "Churned accounts",
    ]  # fmt: skip


def test_every_number_says_how_it_is_made() -> None:
    found = table(TEAM, "quarter")
    for _, cells in found.rows:
        for name, cell in zip(NAMES, cells, strict=True):
            assert not isinstance(cell, str | tuple)
            assert cell.definition.startswith(MONTHLY[name].definition)
            assert cell.terms, name
    keys = [cell.key for _, cells in found.rows for cell in cells if not isinstance(cell, str | tuple)]
    assert len({*keys}) == len(keys)


def test_a_month_without_hours_of_a_team_leaves_load_without_a_number() -> None:
    gone = TEAM.changed({"Mid-market.csms": 0})
    rows = [cells for _, cells in table(gone, "quarter").rows]
    loads = [cells[NAMES.index("load")] for cells in rows]
    assert [load.reason for load in loads if not isinstance(load, str | tuple)] == ["no_capacity"] * 6


def test_months_without_any_hours_weigh_alike() -> None:
    """Nobody asks for hours until the first account signs: coverage is 1 then."""
    segment: dict[str, Any] = {"name": "A", "acv": 12_000, "staffing": "fixed", "csms": 1, "other_hours": 12}
    scenario = Scenario.model_validate({"horizon_months": 6, "segments": [segment]})
    found = numbers(table(scenario, "quarter", ("coverage", "load")))
    assert found == {"quarter 1": [1, 0], "quarter 2": [1, 0]}


def test_quarters_add_up_to_years() -> None:
    scenario = TEAM.changed({"start": None, "horizon_months": 24})
    quarters, years = (numbers(table(scenario, by, ("revenue",))) for by in ("quarter", "year"))
    values = [value for (value,) in quarters.values()]
    assert [sum(values[:4]), sum(values[4:])] == pytest.approx([value for (value,) in years.values()])
    assert all(later > earlier for earlier, later in pairwise(values))
