"""What frequency does: the same step more often, the same yearly rate in other steps, against the naive model."""

import pytest

from model import Scenario
from tests.questions.books import EXAMPLES, SMB, YEARLY, asked, in_words, made, naive_clv, pace, same


def test_the_same_yearly_rate_in_other_steps_against_the_naive_model() -> None:
    worth = asked(SMB)
    growth = SMB.value("SMB.expansion_rate") * SMB.value("SMB.expansion_share")
    for months in (12, 3):
        step = (1 + growth) ** months - 1
        changed = SMB.changed({"SMB.expansion_months": months, "SMB.expansion_rate": step, "SMB.expansion_share": 1.0})
        way = same(worth, str(months))
        assert way.rate.value == pytest.approx(step)
        assert (1 + way.rate.value) ** (12 / months) == pytest.approx((1 + growth) ** 12)
        assert way.revenue.value == pytest.approx(1_500 * naive_clv(changed, "SMB"))
        assert way.more.value == pytest.approx(1_500 * (naive_clv(changed, "SMB") - naive_clv(SMB, "SMB")))
    assert same(worth, "1").revenue is worth.yours.book_revenue
    assert [frequency.is_yours for frequency in worth.paces] == [False, False, True]


def test_frequency_by_hand_in_two_years() -> None:
    """21% a year is 10% every half year: 1.1, then 1.21 on both sides of the year's end."""
    worth = asked(made(horizon_months=12, expansion_rate=0.1, expansion_months=6))
    assert [frequency.name for frequency in worth.paces] == [
        "Yearly",
        "Half-yearly (yours)",
        "Quarterly",
        "Monthly",
        "Churn monthly too",
    ]
    assert worth.yours.revenue.value == pytest.approx(6_000 + 6_600)
    yearly, half = pace(worth, "12"), pace(worth, "6")
    assert half.step
    assert half.step.rate.value == pytest.approx(0.21)
    assert same(worth, "12").rate.value == pytest.approx(0.21)
    assert same(worth, "12").revenue.value == pytest.approx(10 * 12_000)
    assert same(worth, "12").more.value == pytest.approx(-10 * 600)
    assert yearly.step
    assert yearly.step.rate.value == pytest.approx(0.1)
    quarter = 1.1**0.5
    assert same(worth, "3").revenue.value == pytest.approx(10 * 3_000 * sum(quarter**step for step in range(4)))


def test_evenly_in_months_only_where_the_rates_alone_say_how_an_account_goes() -> None:
    keys = {key: [frequency.key for frequency in asked(scenario).paces] for key, scenario in EXAMPLES.items()}
    assert "smooth" in keys["mid-market-yearly"]
    assert "smooth" not in keys["enterprise-20"]  # its first uplift comes at once
    assert "smooth" not in keys["understaffed-team"]  # its rates answer to coverage
    assert "smooth" not in keys["product-led-smb"]  # its steps are monthly


@pytest.mark.parametrize(
    ("scenario", "line"),
    [
        (YEARLY, "A step of 4% once a year would be 60.1% a year if it came every month, another rate, and earn €8.18M "
         "more. Frequency alone, the same yearly rate in monthly steps, earns €135k more, with monthly churn too €70.4k "
         "more."),
        (SMB, "A step of 1.2% every month is 15.4% a year; once a year it is 1.2% a year, another rate, and earns €937k "
         "less. Frequency alone, the same yearly rate in one step, earns €10k more."),
        (EXAMPLES["enterprise-20"], "A step of 3% once a year would be 42.6% a year if it came every month, another rate, and "
         "earn €4.5M more. Frequency alone, the same yearly rate in monthly steps, earns €85.5k less. A first step "
         "counts from month 1 on, and a year's is the larger one."),
        (made(), "No customer expands, so it makes no difference how often."),
        (made(horizon_months=1, expansion_rate=0.1), "A step of 10% once a year would be 213.8% a year if it came every month, "
         "which comes to the same within 1 month."),
        (made(expansion_rate=0.1, expansion_months=3, renewal_months=1, retention_rate=0), "A step of 10% every 3 months is "
         "46.4% a year; every month it is 213.8% a year, which comes to the same within 24 months."),
        (made(expansion_rate=0.5, expansion_months=1), "A step of 50% every month is 12,874.6% a year; once a year it is 50% "
         "a year, another rate, and earns €336M less."),
    ],
)  # fmt: skip
def test_the_trap_of_the_same_step_more_often(scenario: Scenario, line: str) -> None:
    assert in_words(asked(scenario).trap) == line
