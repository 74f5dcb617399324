"""The first three years of a signed account, by hand, and each of their wordings."""

from typing import Any

import pytest

from model import run
from model.questions import compounding
from model.trace import Quantity
from tests.questions.books import MARGIN, asked, in_words, made


def test_the_first_years_by_hand_with_churn_in_year_1() -> None:
    """Monthly terms, 90% stay each month, one signature in two starts: 12,000 a year, a CAC of 5,000."""
    segment = {"renewal_months": 1, "retention_rate": 0.9, "onboarding_rate": 0.5, "cac": 5_000}
    years = asked(made(**segment)).first_years
    live = [0.9**age for age in range(36)]
    revenue = [0.5 * 1_000 * sum(live[12 * year : 12 * year + 12]) for year in range(3)]
    assert [year.parts["revenue"].value for year in years.expected] == pytest.approx(revenue)
    assert [year.parts["cogs"].value for year in years.expected] == pytest.approx([0.2 * amount for amount in revenue])
    assert [year.parts["serve"].value for year in years.expected] == pytest.approx(
        [0.05 * amount for amount in revenue]
    )
    left = [MARGIN * amount for amount in revenue]
    assert [year.parts["left"].value for year in years.expected] == pytest.approx([left[0] - 5_000, *left[1:]])
    stayed = [
        0.5 * 12_000,
        *(0.5 * 1_000 * sum(live[age - 12] for age in range(first, first + 12)) for first in (12, 24)),
    ]
    assert [year.parts["revenue"].value for year in years.stayed] == pytest.approx(stayed)
    assert years.stayed[0].parts["left"].value == pytest.approx(MARGIN * 6_000 - 5_000)
    assert revenue[1] + revenue[2] == pytest.approx(1_300, abs=1)
    of_each = 5_000 / (0.5 * 0.9**12)
    assert of_each == pytest.approx(35_407, abs=1)
    assert in_words(years.sentence) == (
        "Winning a customer costs €5k; years 2 and 3 earn €1.3k and cost €65 to serve. After a year 71.8% of those "
        "that started are gone; each one left has cost €35.4k to win."
    )


def test_a_years_churn_is_that_of_the_rates() -> None:
    """Twelve renewals are a year, here and where rates are compounded to one."""
    worth = made(renewal_months=1, retention_rate=0.978)
    (gone,) = [part for part in asked(worth).first_years.sentence if isinstance(part, Quantity) and "gone" in part.key]
    rates = {rate.label: rate.spans[1].value for rate in compounding.ask(run(worth), 0).rates}
    assert gone.value == pytest.approx(1 - 0.978**12)
    assert gone.value == pytest.approx(rates["Logo churn"])


def test_the_cost_of_a_csm_in_each_year() -> None:
    """20 accounts a CSM at 120,000 a year: 6,000 each, as long as it lives."""
    segment = {"staffing": "to_need", "csm_cost": 120_000, "other_hours": 72.8, "retention_rate": 0.5}
    years = asked(made(**segment)).first_years
    assert [year.parts["csm"].value for year in years.expected] == pytest.approx([6_000, 3_000, 1_500])
    assert [year.parts["csm"].value for year in years.stayed] == pytest.approx([6_000, 6_000, 3_000])
    assert [year.parts["costs"].value for year in years.expected] == pytest.approx([9_000, 4_500, 2_250])


@pytest.mark.parametrize(
    ("segment", "line"),
    [
        ({"cac": 9_000, "retention_rate": 0.9, "cost_to_serve_rate": 0, "renewal_months": 24},
         "Winning a customer costs €9k; years 2 and 3 earn €22.8k; no cost to serve is entered. After a year no contract "
         "of 24 months has ended."),
        ({"cac": 9_000, "retention_rate": 0.9}, "Winning a customer costs €9k; years 2 and 3 earn €20.5k and cost "
         "€1.03k to serve. After a year 10% of those that started are gone; each one left has cost €10k to win."),
        ({}, "No CAC is entered; years 2 and 3 earn €24k and cost €1.2k to serve. After a year no customer has left."),
        ({"onboarding_rate": 0, "cac": 1_000}, "Winning a customer costs €1k; years 2 and 3 earn €0 and cost €0 to "
         "serve. No signed customer reaches first value."),
        ({"retention_rate": 0, "renewal_months": 3, "cac": 1_000}, "Winning a customer costs €1k; years 2 and 3 earn €0 "
         "and cost €0 to serve. After a year none of those that started is left."),
        ({"onboarding_rate": 0.8, "cac": 4_000}, "Winning a customer costs €4k; years 2 and 3 earn €19.2k and cost "
         "€960 to serve. After a year no customer has left, but only 80% of those that sign start; each one left has cost "
         "€5k to win."),
        ({"retention_rate": 0.5, "renewal_months": 6}, "No CAC is entered; years 2 and 3 earn €2.81k and cost €141 to "
         "serve. After a year 75% of those that started are gone."),
    ],
)  # fmt: skip
def test_the_wordings_of_the_first_years(segment: dict[str, Any], line: str) -> None:
    assert in_words(asked(made(**segment)).first_years.sentence) == line
