"""Guidelines to a decision and one sentence: each wording, and each way to have no value."""

from pathlib import Path
from typing import Any

import pytest

from model import Scenario, run
from model.report import as_json
from model.text import example_files, read_file
from model.verdict import Said, Verdict

# LTV 800 x 60 = 48,000, payback 12,000 / 800 = 15 months, churn 1.84% a month
BASE: dict[str, Any] = {
    "name": "A",
    "accounts": 10,
    "acv": 12_000,
    "new_accounts": 1,
    "cac": 12_000,
    "retention_rate": 0.8,
}


def verdict(guidelines: dict[str, Any] | None = None, **changes: Any) -> Verdict:
    data = {"guidelines": guidelines or {}, "segments": [{**BASE, **changes}]}
    return run(Scenario.model_validate(data)).verdict


def two(**other: Any) -> Verdict:
    return run(Scenario.model_validate({"segments": [BASE, {**BASE, "name": "B", **other}]})).verdict


# A customer of BASE pays 1,000 a month at a margin of 80%: 800 x 60 months are 48,000.
WITHIN = "net MRR churn (1.8% a month)"
SENTENCES: list[tuple[dict[str, Any], str]] = [
    ({"cac": 8_000}, f"Accelerate. LTV:CAC (6), CAC payback (10 months) and {WITHIN} are within limits; net MRR churn is closest, "
                     "0.2 percentage points away."),
    ({"cac": 9_600}, f"Accelerate. LTV:CAC (5), CAC payback (12 months) and {WITHIN} are within limits; CAC payback is right at "
                     "its limit."),
    ({}, f"Hold. CAC takes 15 months to pay back, 3 more than your limit. LTV:CAC (4) and {WITHIN} are within limits."),
    ({"cac": 60_000}, "Brake: a customer returns less than it costs to win. LTV:CAC is 0.8. CAC takes 75 months to pay back, 63 "
                      "more than your limit. Net MRR churn (1.8% a month) is within limits."),
    ({"retention_rate": 0.95, "renewal_months": 1, "cac": 800},
     "Brake: fix retention first. Net MRR churn is 5% a month, 3 percentage points over your limit. LTV:CAC (20) and CAC payback "
     "(1 month) are within limits."),
    ({"retention_rate": 0.5, "cac": 150_000},
     "Brake: fix retention and the cost of customers first. LTV:CAC is 0.128. CAC takes 187.5 months to pay back, 175.5 more than "
     "your limit. Net MRR churn is 5.6% a month, 3.6 percentage points over your limit."),
    ({"cac": 0}, "Enter a CAC to judge payback. Net MRR churn (1.8% a month) is within limits."),
    ({"cac": 0, "retention_rate": 0.5}, "Brake: fix retention first. Enter a CAC to judge payback. Net MRR churn is 5.6% a month, "
                                        "3.6 percentage points over your limit."),
    ({"retention_rate": 1.0, "cac": 8_000}, "Accelerate. LTV:CAC (no churn), CAC payback (10 months) and net MRR churn (0% a month) "
                                            "are within limits; CAC payback is closest, 2 months away."),
    ({"onboarding_rate": 0.0},
     "Brake: no signed customer reaches first value. Net MRR churn (1.8% a month) is within limits."),
    ({"gross_margin": 0.0, "retention_rate": 1.0},
     "Brake: a customer leaves no margin. Net MRR churn (0% a month) is within limits."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES)
def test_sentence(changes: dict[str, Any], sentence: str) -> None:
    """Opening cash is set aside: a segment's own verdict knows none."""
    told = verdict(**changes).segments["A"].sentence
    assert told == sentence
    assert len(told.split()) < 45


@pytest.mark.parametrize(
    ("changes", "words"), [({"cac": 150_000}, "costs to win"), ({"gross_margin": 0.0}, "margin"),
                           ({"onboarding_rate": 0.0}, "first value")]
)  # fmt: skip
def test_brakes_name_what_fails_and_not_retention_where_churn_passes(changes: dict[str, Any], words: str) -> None:
    told = verdict(**changes)
    lead, _ = told.sentence.split(".", 1)
    assert told.decision == "brakes"
    assert words in lead
    assert "retention" not in told.sentence


# ---- cash ----


def with_cash(cash: float, months: int = 24, **changes: Any) -> Verdict:
    """One customer signs a month, without churn; a month costs 8,000 of CAC and 12,000 of fixed costs and brings 1,000 more each
    month. Cash at the end of month t is opening cash - 20,000 t + 1,000 t (t + 1) / 2: it is lowest in months 19 and 20."""
    segment = {**BASE, "accounts": 0, "cac": 8_000, "retention_rate": 1.0, "gross_margin": 1.0, **changes}
    company = {"cash": cash, "fixed_costs": 12_000}
    return run(Scenario.model_validate({"horizon_months": months, "company": company, "segments": [segment]})).verdict


def test_nobody_accelerates_into_empty_cash() -> None:
    """100,000 - 20,000 t + 500 t (t + 1) is 1,000 in month 6 and -12,000 in month 7."""
    told = with_cash(100_000)
    assert told.sentence.startswith("Hold spending. ")
    assert told.sentence.endswith(" Unit economics say accelerate, but cash runs out in month 7.")
    assert (told.decision, told.advice) == ("accelerate", "hold")
    assert told.cash
    assert (told.cash.runs_out, told.cash.passes, told.cash.low_month) == (7, False, 19)
    assert told.cash.needed == pytest.approx(190_000)  # 20,000 x 19 - 500 x 19 x 20


def test_cash_that_lasts_is_said_and_that_it_still_falls() -> None:
    assert with_cash(200_000).sentence.endswith(" Cash lasts 24 months.")
    assert with_cash(200_000, months=12).sentence.endswith(" Cash lasts 12 months, but is still falling.")
    assert with_cash(200_000).advice == "accelerate"


def test_without_opening_cash_nothing_is_claimed_but_what_the_low_point_takes() -> None:
    told = with_cash(0)
    assert told.sentence.endswith(" You need $190k of cash to get through month 19.")
    assert told.advice == "accelerate"
    assert told.cash
    assert told.cash.passes is None


def test_hold_and_brakes_say_when_the_cash_runs_out() -> None:
    for changes, decision in (({"cac": 16_000}, "hold"), ({"retention_rate": 0.1}, "brakes")):
        told = with_cash(50_000, **changes)
        assert (told.decision, told.advice) == (decision, decision)
        assert "Cash runs out in month " in told.sentence
        assert len(told.sentence.split()) < 45


def test_the_json_tells_cash_beside_the_decision() -> None:
    scenario = {"horizon_months": 24, "company": {"cash": 100_000, "fixed_costs": 12_000},
                "segments": [{**BASE, "accounts": 0, "cac": 8_000, "retention_rate": 1.0, "gross_margin": 1.0}]}  # fmt: skip
    told = as_json(run(Scenario.model_validate(scenario)))["verdict"]
    assert (told["decision"], told["advice"]) == ("accelerate", "hold")
    assert told["cash"] == {
        "value": -90_000.0, "limit": 0.0, "passes": False, "room": -90_000.0, "month": 7, "needed": 190_000.0
    }  # fmt: skip
    assert "cash" not in told["segments"]["A"]


def test_a_figure_just_short_of_its_limit_is_shown_with_the_digits_that_tell() -> None:
    assert "CAC takes 12.0001 months to pay back, 0.0001 more than your limit." in verdict(cac=9_600.08).sentence


def test_a_distance_is_that_of_the_numbers_as_they_are_written() -> None:
    """13,633 / 800 is 17.04 months: 17, and 5 over 12."""
    assert "CAC takes 17 months to pay back, 5 more than your limit." in verdict(cac=13_633).sentence


def test_a_figure_equal_to_its_limit_but_for_rounding_keeps_it() -> None:
    """1 - 0.98 is 0.020000000000000018 in the computer."""
    told = verdict(retention_rate=0.98, renewal_months=1, cac=800)
    assert told.decision == "accelerate"


@pytest.mark.parametrize(
    ("ltv", "name"),
    [("5y", "5-year LTV"), ("dcf", "discounted LTV (at 0% a year)"), ("compounding", "compounding LTV")],
)
def test_names_the_ltv_that_it_uses(ltv: str, name: str) -> None:
    told = verdict({"ltv": ltv})
    assert (told.ltv, f"LTV:CAC on {name} " in told.segments["A"].sentence) == (ltv, True)


def test_a_discounted_ltv_says_where_nothing_is_discounted() -> None:
    data = {"discount_rate": 0.1, "guidelines": {"ltv": "dcf"}, "segments": [BASE]}
    assert "LTV:CAC on discounted LTV is " in run(Scenario.model_validate(data)).verdict.sentence


def test_company_is_blended_by_signatures_and_segments_stand_beside_it() -> None:
    """Signatures 1 and 3, CAC 12,000 and 4,000: (48,000 + 3 x 48,000) / (12,000 + 3 x 4,000) = 8."""
    told = two(new_accounts=3, cac=4_000)
    assert told.checks[0].value == pytest.approx(8)
    assert told.checks[1].value == pytest.approx(24_000 / (4 * 800))
    assert {name: own.decision for name, own in told.segments.items()} == {"A": "hold", "B": "accelerate"}


def test_a_segment_that_signs_nobody_does_not_count_and_without_any_the_book_does() -> None:
    assert two(new_accounts=0, cac=1e9).checks[0].value == pytest.approx(4)
    quiet = run(
        Scenario.model_validate(
            {
                "segments": [
                    {**BASE, "new_accounts": 0, "accounts": 30},
                    {**BASE, "name": "B", "new_accounts": 0, "cac": 4_000},
                ]
            }
        )
    )
    assert quiet.verdict.checks[0].value == pytest.approx(40 * 48_000 / (30 * 12_000 + 10 * 4_000))


def test_nothing_to_judge() -> None:
    told = verdict(accounts=0, new_accounts=0)
    assert {check.reason for check in told.checks} == {"no_accounts"}
    assert told.decision == "brakes"
    assert told.sentence == "Nothing to judge yet. Enter customers, or new customers a month."


def test_brakes_below_one_even_where_every_guideline_is_kept() -> None:
    told = verdict({"ltv_cac": 0.5, "payback_months": 120}, cac=50_000)
    assert told.decision == "brakes"
    assert told.sentence.startswith("Brake: a customer returns less than it costs to win. LTV:CAC is 0.96. ")


def test_a_limit_kept_but_for_rounding_is_right_at_it() -> None:
    assert "CAC payback is right at its limit" in verdict(acv=6, cac=4.8).sentence


@pytest.mark.parametrize("cac", [5e-324, 1e-300])
def test_next_to_no_cac_is_no_brake(cac: float) -> None:
    told = verdict(cac=cac)
    assert told.decision == "accelerate"
    assert len(told.sentence) < 300


def test_no_minus_zero() -> None:
    segment = {**BASE, "gross_margin": 0, "cost_to_serve_rate": 1e-6, "cac": 1e9}
    told = run(Scenario.model_validate({"guidelines": {"net_mrr_churn": -0.0}, "segments": [segment]}))
    assert "is -0" not in told.verdict.sentence
    assert str(as_json(told)["verdict"]["net_mrr_churn"]["limit"]) == "0.0"


@pytest.mark.parametrize(
    "path", example_files(Path(__file__).parents[1] / "scenarios").values(), ids=lambda path: path.stem
)
def test_a_sentence_says_the_value_of_each_figure_that_has_one(path: Path) -> None:
    """Where there is no CAC, what follows from it is not said."""
    verdict = run(read_file(path)).verdict
    for one in (verdict, *verdict.segments.values()):
        said = {piece.figure: piece.words for piece in one.pieces if isinstance(piece, Said)}
        judged = [check for check in one.checks if check.value is not None]
        if one.checks[0].reason == "no_cac":
            judged = [check for check in judged if check.name != "payback_margin"]
        assert {*said} - {"cash", "cash_needed"} == {check.name for check in judged}
        for check in judged:
            assert check.value is not None
            value = 100 * check.value if check.name == "net_mrr_churn" else check.value
            number = said[check.name].removesuffix("%").replace(",", "").replace("−", "-")
            digits = len(number.partition(".")[2])
            assert float(number) == pytest.approx(value, abs=0.5000001 * 10**-digits)
