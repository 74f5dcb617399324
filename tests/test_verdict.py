"""Guidelines to a decision and one sentence: each wording, and each way to have no value."""

from pathlib import Path
from typing import Any

import pytest

from model import Scenario, run
from model.report import as_json
from model.text import example_files, read_file
from model.verdict import Said, Verdict

# LTV 800 x 60 = 48,000, payback 12,000 / 800 = 15 months, churn 1.84 % a month
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


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"cac": 8_000},
            "Accelerate: LTV:CAC (simple LTV) is 6 (at least 3), CAC payback on margin is 10 months (at most 12) and net MRR churn is "
            "1.8% a month (at most 2%); the nearest limit is that of net MRR churn, 0.2 points away.",
        ),
        (
            {"cac": 9_600},
            "Accelerate: LTV:CAC (simple LTV) is 5 (at least 3), CAC payback on margin is 12 months (at most 12) and net MRR churn is "
            "1.8% a month (at most 2%); CAC payback on margin is right at its limit.",
        ),
        (
            {},
            "Hold: CAC payback on margin is 15 months, 3 over the 12 allowed; LTV:CAC (simple LTV) is 4 (at least 3) and net MRR churn "
            "is 1.8% a month (at most 2%).",
        ),
        (
            {"cac": 60_000},
            "Brakes, fix retention before spending on growth: LTV:CAC (simple LTV) is 0.8, 0.2 short of the 1 that pays for an account and CAC "
            "payback on margin is 75 months, 63 over the 12 allowed; net MRR churn is 1.8% a month (at most 2%).",
        ),
        (
            {"retention_rate": 0.95, "renewal_months": 1, "cac": 800},
            "Brakes, fix retention before spending on growth: net MRR churn is 5% a month, 3 points over the 2% allowed; "
            "LTV:CAC (simple LTV) is 20 (at least 3) and CAC payback on margin is 1 month (at most 12).",
        ),
        (
            {"cac": 0},
            "Accelerate: LTV:CAC passes, as there is no CAC, CAC payback on margin is 0 months (at most 12) and net MRR churn is 1.8% a "
            "month (at most 2%); the nearest limit is that of net MRR churn, 0.2 points away.",
        ),
        (
            {"retention_rate": 1.0, "cac": 8_000},
            "Accelerate: LTV:CAC (simple LTV) has no value (no churn), which passes, CAC payback on margin is 10 months (at most 12) and "
            "net MRR churn is 0% a month (at most 2%); the nearest limit is that of CAC payback on margin, 2 months away.",
        ),
        (
            {"onboarding_rate": 0.0},
            "Brakes, fix retention before spending on growth: LTV:CAC (simple LTV) has no value (no onboarding), which fails "
            "and CAC payback on margin has no value (no onboarding), which fails; net MRR churn is 1.8% a month (at most 2%).",
        ),
        (
            {"gross_margin": 0.0, "retention_rate": 1.0},
            "Brakes, fix retention before spending on growth: LTV:CAC (simple LTV) has no value (no margin), which fails and "
            "CAC payback on margin has no value (no margin), which fails; net MRR churn is 0% a month (at most 2%).",
        ),
    ],
)
def test_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert verdict(**changes).sentence == sentence


def test_a_figure_just_short_of_its_limit_is_shown_with_the_digits_that_tell() -> None:
    assert "CAC payback on margin is 12.0001 months, 0.0001 over the 12 allowed" in verdict(cac=9_600.08).sentence


def test_a_figure_equal_to_its_limit_but_for_rounding_keeps_it() -> None:
    """1 - 0.98 is 0.020000000000000018 in the computer."""
    told = verdict(retention_rate=0.98, renewal_months=1, cac=800)
    assert told.decision == "accelerate"


@pytest.mark.parametrize(
    ("ltv", "name"), [("5y", "5-year LTV"), ("dcf", "discounted LTV"), ("compounding", "compounding LTV")]
)
def test_names_the_ltv_that_it_uses(ltv: str, name: str) -> None:
    told = verdict({"ltv": ltv})
    assert (told.ltv, name in told.sentence) == (ltv, True)


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


def test_brakes_below_one_even_where_every_guideline_is_kept() -> None:
    told = verdict({"ltv_cac": 0.5, "payback_months": 120}, cac=50_000)
    assert told.decision == "brakes"
    assert "LTV:CAC (simple LTV) is 0.96, 0.04 short of the 1 that pays for an account;" in told.sentence


@pytest.mark.parametrize(("limit", "shown"), [(0.0215, "2.15%"), (0.02, "2%")])
def test_a_limit_is_shown_as_exactly_as_the_figure(limit: float, shown: str) -> None:
    sentence = verdict({"net_mrr_churn": limit}, renewal_months=1, retention_rate=1 - limit + 1e-4).sentence
    assert f"(at most {shown})" in sentence


def test_a_limit_kept_but_for_rounding_is_right_at_it() -> None:
    assert "CAC payback on margin is right at its limit" in verdict(acv=6, cac=4.8).sentence


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
    verdict = run(read_file(path)).verdict
    for one in (verdict, *verdict.segments.values()):
        said = {piece.figure: piece.words for piece in one.pieces if isinstance(piece, Said)}
        assert {*said} == {check.name for check in one.checks if check.value is not None}
        for check in one.checks:
            if check.value is not None:
                value = 100 * check.value if check.name == "net_mrr_churn" else check.value
                number = said[check.name].removesuffix("%").replace(",", "").replace("−", "-")
                digits = len(number.partition(".")[2])
                assert float(number) == pytest.approx(value, abs=0.5000001 * 10**-digits)
