"""What a ratio of revenue per CSM staffs, beside what the hours need; published ratios and survey beside our own."""

import re
from typing import Any

import pytest

from model import Scenario
from model.trace import as_text
from tests.questions.test_csm_capacity import EXAMPLES, TEAM, asked

RATIO = {
    "currency": "USD", "horizon_months": 1,
    "segments": [
        {"name": "Big", "acv": 400_000, "accounts": 40, "other_hours": 36.4, "staffing": "fixed", "csms": 2},
        {"name": "Small", "acv": 2_000, "accounts": 1_000, "other_hours": 3.64, "staffing": "fixed", "csms": 7},
        {"name": "Untouched", "acv": 1_000, "accounts": 5_000},
    ],
}  # fmt: skip


def test_a_ratio_gives_the_big_too_many_and_leaves_the_small_unserved() -> None:
    """By hand: a CSM holds 40 big accounts (16M) or 400 small ones (0.8M); the team of 9 has 18M, so 2M each."""
    answer = asked(Scenario.model_validate(RATIO)).ratios
    big, small, company = answer.ground
    assert [part.name for part in answer.ground] == ["Big", "Small", "Company"]
    assert [part.needed.value for part in answer.ground] == pytest.approx([1, 2.5, 3.5])
    assert [part.arr_held.value for part in answer.ground] == pytest.approx([16e6, 0.8e6, 18e6 / 3.5])
    assert (big.arr.value, small.arr.value, company.accounts.value) == pytest.approx((16e6, 2e6, 1_040))
    today, saastr, survey = answer.ratios
    assert [each.arr.value for each in answer.ratios] == pytest.approx([2e6, 2e6, 1.72e6])
    assert [each.published is not None for each in answer.ratios] == [False, True, True]
    for ratio in (today, saastr):
        assert [row.csms.value for row in ratio.staffed] == pytest.approx([8, 1, 9])
        assert [row.more.value for row in ratio.staffed] == pytest.approx([7, -1.5, 5.5])
        assert [row.covered.value for row in ratio.staffed] == pytest.approx([1, 0.4, 2 / 3.5])
        assert [row.unserved.value for row in ratio.staffed] == pytest.approx([0, 600, 600])
    assert [row.csms.value for row in survey.staffed] == pytest.approx([16 / 1.72, 2 / 1.72, 18 / 1.72])
    assert as_text(today.finding).endswith(
        "ARR per CSM you would have 9 CSMs; the hours need 3.5. 600 Small accounts go unserved while Big gets 7 CSMs too many. "
        "Ratio: your own ratio today."
    )
    assert as_text(saastr.finding).endswith(
        "Ratio: SaaStr, Two Million Dollar Man/Woman, 2013 (opinion; rule of thumb at scale; $500,000 in triple-digit growth)."
    )
    assert answer.left_out == "Not counted, because their accounts take no hours: Untouched."


def of_ratio(**inputs: Any) -> str:
    scenario = Scenario.model_validate({"horizon_months": 1, "segments": [{"name": "Book", **inputs}]})
    return as_text(asked(scenario).ratios.ratios[0].finding, "USD")


FINDINGS = {
    "too few": ({"acv": 1_000, "accounts": 1_000, "other_hours": 14.56}, r"need 10\. 950 accounts go unserved\. Ratio: "),
    "too many": ({"acv": 100_000, "accounts": 40, "other_hours": 36.4}, r"have 2 CSMs; the hours need 1, so 1 would be too many\. Ratio: "),
    "as many": ({"acv": 100_000, "accounts": 20, "other_hours": 72.8}, r"need 1, exactly as many\. Ratio: "),
}  # fmt: skip


@pytest.mark.parametrize("situation", FINDINGS)
def test_each_finding_of_a_ratio_has_its_wording(situation: str) -> None:
    inputs, expected = FINDINGS[situation]
    assert re.search(expected, of_ratio(**inputs)), of_ratio(**inputs)


def test_without_hours_in_another_currency_or_without_a_team_it_says_what_is_left_out() -> None:
    assert asked(EXAMPLES["product-led-smb"]).ratios.left_out.startswith("Add meetings or other hours to compare")
    euro = asked(TEAM.changed({"currency": "EUR"})).ratios
    assert [ratio.published is not None for ratio in euro.ratios] == [False]
    assert euro.left_out == "Published ratios are in USD, so none is compared with EUR."
    none = asked(TEAM.changed({"Mid-market.staffing": "none"})).ratios
    assert [ratio.published is not None for ratio in none.ratios] == [True, True]
    assert none.left_out == "You have no ratio of your own without accounts and a team in month 1."


def test_the_productivity_that_the_survey_found_halves_the_book() -> None:
    """The paper's 70% cites a survey that found 2 h 53 min of 8 h, 36%: 2,080 x 0.36 / 72.8 = 10.3, and 40 accounts need 4."""
    scenario = EXAMPLES["enterprise-20"].changed({"Enterprise.other_hours": 72.8, "Enterprise.accounts": 40.0})
    words = as_text(asked(scenario).productivity)
    assert words.endswith("(2 h 53 min of 8 h). At that rate one CSM holds 10 accounts, and you need 4 by the end.")
    assert as_text(asked(EXAMPLES["enterprise-20"]).productivity).endswith("(2 h 53 min of 8 h).")


def test_published_accounts_per_csm_stand_below_the_segments_own() -> None:
    scenario, *others = asked(TEAM).published
    assert (scenario[0], scenario[1][0].value, scenario[1][2]) == ("Mid-market", pytest.approx(70), "this scenario")
    published = [(whose, low.value, getattr(high, "value", high)) for whose, (low, high, _) in others]
    assert published == [
        ("high touch", 22, ""), ("mid touch", 49, ""), ("low touch", 144, ""),
        ("high touch", 10, 50), ("mid touch", 100, 200), ("tech touch", 500, 1000),
        ("ACV of $100,000", 20, ""), ("ACV of $36,000", 70, ""),
    ]  # fmt: skip
    sources = {source for _, (_, _, source) in others}
    assert "Gainsight, Customer Success Index, 2025 (secondary; companies above $100M ARR)" in sources
