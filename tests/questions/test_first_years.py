"""The first three years of a signed account, by hand, and each of their wordings."""

from typing import Any

import pytest

from tests.questions.books import MARGIN, asked, made, told


def test_the_first_years_by_hand_with_churn_in_year_1() -> None:
    """Monthly terms, 90% stay each month, one signature in two starts: 12,000 a year, a CAC of 5,000."""
    segment = {"renewal_months": 1, "retention_rate": 0.9, "onboarding_rate": 0.5, "cac": 5_000}
    years = asked(made(**segment)).first_years
    live = [0.9**age for age in range(36)]
    revenue = [0.5 * 1_000 * sum(live[12 * year : 12 * year + 12]) for year in range(3)]
    assert [year.parts["revenue"].value for year in years.expected] == pytest.approx(revenue)
    assert [year.parts["cogs"].value for year in years.expected] == pytest.approx([0.2 * one for one in revenue])
    assert [year.parts["serve"].value for year in years.expected] == pytest.approx([0.05 * one for one in revenue])
    left = [MARGIN * one for one in revenue]
    assert [year.parts["left"].value for year in years.expected] == pytest.approx([left[0] - 5_000, *left[1:]])
    stayed = [
        0.5 * 12_000,
        *(0.5 * 1_000 * sum(live[age - 11] for age in range(first, first + 12)) for first in (12, 24)),
    ]
    assert [year.parts["revenue"].value for year in years.stayed] == pytest.approx(stayed)
    assert years.stayed[0].parts["left"].value == pytest.approx(MARGIN * 6_000 - 5_000)
    assert revenue[1] + revenue[2] == pytest.approx(1_300, abs=1)
    of_each = 5_000 / (0.5 * 0.9**11)
    assert of_each == pytest.approx(31_866, abs=1)
    assert told(years.sentence) == (
        "A signed account costs €5k to win in year 1; years 2 and 3 bring €1.3k of revenue and cost €65 to serve. "
        "In year 1 churn takes 68.6% of those that start; each one still there after it has cost €31.9k to win."
    )


def test_the_cost_of_a_csm_in_each_year() -> None:
    """20 accounts a CSM at 120,000 a year: 6,000 each, as long as it lives."""
    segment = {"staffing": "to_need", "csm_cost": 120_000, "other_hours": 72.8, "retention_rate": 0.5}
    years = asked(made(**segment)).first_years
    assert [year.parts["csm"].value for year in years.expected] == pytest.approx([6_000, 3_000, 1_500])
    assert years.stayed == ()
    assert [year.parts["costs"].value for year in years.expected] == pytest.approx([9_000, 4_500, 2_250])


@pytest.mark.parametrize(
    ("segment", "line"),
    [
        ({"cac": 9_000, "retention_rate": 0.9, "cost_to_serve_rate": 0},
         "A signed account costs €9k to win in year 1; years 2 and 3 bring €20.5k of revenue, and no cost to serve is "
         "given. In year 1 none can leave: the first contracts end in month 13."),
        ({}, "No CAC is given, so an account costs nothing to win; years 2 and 3 bring €24k of revenue and cost "
         "€1.2k to serve. In year 1 no account leaves."),
        ({"onboarding_rate": 0, "cac": 1_000}, "A signed account costs €1k to win in year 1; years 2 and 3 bring €0 of "
         "revenue and cost €0 to serve. No signature reaches first value."),
        ({"retention_rate": 0, "renewal_months": 3, "cac": 1_000}, "A signed account costs €1k to win in year 1; years 2 "
         "and 3 bring €0 of revenue and cost €0 to serve. Of those that start none is left after year 1."),
        ({"onboarding_rate": 0.8, "cac": 4_000}, "A signed account costs €4k to win in year 1; years 2 and 3 bring "
         "€19.2k of revenue and cost €960 to serve. In year 1 no account leaves, but of those that sign only 80% "
         "start; each one still there after it has cost €5k to win."),
        ({"onboarding_rate": 0.8, "retention_rate": 0.5}, "No CAC is given, so an account costs nothing to win; years 2 and "
         "3 bring €7.2k of revenue and cost €360 to serve. In year 1 none can leave: the first contracts end in "
         "month 13, but of those that sign only 80% start."),
        ({"retention_rate": 0.5, "renewal_months": 6}, "No CAC is given, so an account costs nothing to win; years 2 and 3 "
         "bring €2.81k of revenue and cost €141 to serve. In year 1 churn takes 50% of those that start."),
    ],
)  # fmt: skip
def test_the_wordings_of_the_first_years(segment: dict[str, Any], line: str) -> None:
    assert told(asked(made(**segment)).first_years.sentence) == line
