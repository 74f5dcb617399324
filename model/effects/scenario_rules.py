"""Why an input of the whole scenario has no effect on any figure at present, or moves a few only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from model.effects.present import Present, segments_of
from model.effects.rule import Narrow, Why
from model.effects.segment_rules import DUE
from model.result import Result

Rule = Why[Result]

WHATEVER_THE_LTV = ("no_cac", "no_onboarding", "no_accounts")  # why LTV:CAC has no value


def _book(result: Result) -> list[Present]:
    """The segments that have accounts at the start."""
    return [present for present in segments_of(result) if present.segment.accounts > 0]


def _has_events(present: Present) -> bool:
    """Whether an anniversary brings anything: renewal, expansion or a bill."""
    return present.renewal_acts or present.at_risk or present.expands or present.segment.billing_months > 1


def _steps(present: Present) -> int:
    """How many of churn, contraction, price rise and expansion there are."""
    segment = present.segment
    churns = present.churns or (present.shifts and segment.monthly_terms_retention < 1)
    return churns + (segment.contraction_rate != 0) + (segment.price_increase != 0) + present.expands


def _fixed_costs(result: Result) -> bool:
    """Whether there are any in any month."""
    return bool(result.scenario.by_month("company.fixed_costs").any())


def _reasons(result: Result, name: str) -> list[str | None]:
    """Why the company's figure of this guideline has no value, then why each segment's has none; None where it has."""
    told = [verdict for verdict in (result.verdict, result.verdict_end) if verdict]
    verdicts = [each for verdict in told for each in (verdict, *verdict.segments.values())]
    return [check.reason for verdict in verdicts for check in verdict.checks if check.name == name]


def _valueless(result: Result, name: str, codes: Collection[str | None] = ()) -> bool:
    reasons = _reasons(result, name)
    return all(reason in codes if codes else reason is not None for reason in reasons)


RULES: Mapping[str, tuple[Rule, ...]] = {
    "expansion_base": (
        Rule(
            "Only expansion changes an account, so this never acts",
            lambda result: not any(present.renewal_acts for present in segments_of(result)),
        ),
    ),
    "first_uplift": (
        Rule(
            "No account expands or pays more: enter either to use this",
            lambda result: (
                not any(present.expands or present.segment.price_increase for present in segments_of(result))
            ),
        ),
    ),
    "book_anniversaries": (
        Rule("No account is on the books at the start: enter some to use this", lambda result: not _book(result)),
        Rule(
            "The renewal calendars say when accounts renew: empty one to use this",
            lambda result: all(present.segment.book_calendar for present in _book(result)),
        ),
    ),
    "company.fixed_cost_growth": (
        Rule("Fixed costs are 0: raise them to use this", lambda result: not _fixed_costs(result)),
        Rule("The horizon is 1 month: extend it to use this", lambda result: result.scenario.horizon_months == 1),
    ),
    "guidelines.ltv_cac": (
        Rule("LTV:CAC has no value to compare with this", lambda result: _valueless(result, "ltv_cac")),
    ),
    "guidelines.payback_months": (
        Rule("CAC payback has no value to compare with this", lambda result: _valueless(result, "payback_margin")),
    ),
    "guidelines.ltv": (
        Rule("LTV:CAC has no value with any LTV", lambda result: _valueless(result, "ltv_cac", WHATEVER_THE_LTV)),
    ),
}
NARROW: Mapping[str, Narrow[Result]] = {
    "discount_rate": Narrow(
        frozenset({"book_value", "ltv_compounding", "ltv_5y", "ltv_dcf"}),
        "the book value and the discounted LTVs",
        Rule(
            "LTV:CAC uses the simple LTV, which is not discounted",
            lambda result: result.scenario.guidelines.ltv == "simple",
        ),
    ),
    "expansion_base": Narrow(
        DUE,
        "what is up for expansion",
        Rule(
            "No segment has more than one of churn, contraction, price rise and expansion",
            lambda result: all(_steps(present) <= 1 for present in segments_of(result)),
        ),
    ),
    "book_anniversaries": Narrow(
        DUE,
        "what is up for renewal or expansion",
        Rule("An anniversary changes nothing", lambda result: not any(map(_has_events, _book(result)))),
    ),
}
