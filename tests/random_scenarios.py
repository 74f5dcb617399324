"""Valid scenarios at random, as dicts like those that a scenario file gives."""

import math
import random
from typing import Any

RENEWAL_MONTHS = (1, 3, 6, 12, 24, 36)
EXPANSION_MONTHS = (1, 3, 6, 12)

# Special values, plausible range, hard bounds.
NUMBERS: dict[str, tuple[tuple[float, ...], tuple[float, float], tuple[float, float]]] = {
    "discount_rate": ((0, 0.1, 1), (0.02, 0.25), (0, 1)),
    "cash": ((0, -1e12, 1e12, 1000), (-1e6, 1e7), (-1e12, 1e12)),
    "fixed_costs": ((0, 1e12, 10_000), (0, 500_000), (0, 1e12)),
    "fixed_cost_growth": ((0, -0.5, 0.5), (-0.05, 0.05), (-0.5, 0.5)),
    "ltv_cac": ((1, 3, 5), (0.5, 6), (0.1, 20)),
    "payback_months": ((12, 24), (1, 36), (1, 60)),
    "net_mrr_churn": ((0, 0.02), (0.001, 0.1), (0, 1)),
    "acv": ((0.01, 12, 36_000, 100_000), (600, 250_000), (0.01, 1e9)),
    "accounts": ((0, 1, 70, 100), (0, 500), (0, 1e7)),
    "new_accounts": ((0, 1, 10), (0, 50), (0, 1e6)),
    "new_accounts_step": ((0, -1, 1, 10), (-2, 5), (-1e5, 1e5)),
    "new_accounts_growth": ((0, -0.5, 0.5), (-0.05, 0.15), (-0.5, 0.5)),
    "onboarding_rate": ((0, 1, 0.9), (0.5, 1), (0, 1)),
    "retention_rate": ((0, 1, 0.5, 0.98), (0.6, 1), (0, 1)),
    "contraction_rate": ((0, 1, 0.05), (0, 0.15), (0, 1)),
    "price_increase": ((0, -0.5, 1, 0.06), (-0.1, 0.15), (-0.5, 1)),
    "expansion_rate": ((0, -0.5, 2, 0.04, 0.06), (-0.1, 0.25), (-0.5, 2)),
    "expansion_share": ((0, 1, 0.5), (0, 1), (0, 1)),
    "gross_margin": ((0, 1, 0.8), (0.5, 0.9), (0, 1)),
    "cost_to_serve_rate": ((0, 1, 0.1, 0.8), (0, 0.25), (0, 1)),
    "cac": ((0, 1, 6000), (100, 150_000), (0, 1e9)),
    "csm_cost": ((0, 1e7, 120_000), (30_000, 200_000), (0, 1e7)),
    "csm_hours": ((1, 8760, 2080), (1600, 2080), (1, 8760)),
    "csm_productivity": ((0.01, 1, 0.7), (0.35, 0.8), (0.01, 1)),
    "per_year": ((0, 1, 12, 366), (1, 24), (0, 366)),
    "hours": ((0, 0.5, 1, 100), (0.25, 4), (0, 100)),
    "prep_hours": ((0, 1, 100), (0.25, 3), (0, 100)),
    "other_hours": ((0, 20.8, 2000), (0, 40), (0, 2000)),
    "ramp_productivity": ((0, 1, 0.5), (0, 1), (0, 1)),
    "csm_attrition": ((0, 1), (0, 0.4), (0, 1)),
    "overload_attrition": ((0, 2, 1), (0, 0.5), (0, 2)),
    "retention_at_risk": ((0, 1, 0.1, 0.3), (0, 0.3), (0, 1)),
    "expansion_without_csm": ((0, 1, 0.5), (0, 1), (0, 1)),
    "response_curve": ((1, 0.1, 10, 0.5, 2), (0.3, 4), (0.1, 10)),
    "firefighting_hours": ((0, 1, 8, 1000), (0, 40), (0, 1000)),
    "early_churn": ((0, 0.5, 0.01), (0, 0.03), (0, 0.5)),
    "onboarding_hours": ((0, 9, 1000), (0, 40), (0, 1000)),
    "renewal_hours": ((0, 12.5, 1000), (0, 20), (0, 1000)),
    "arr_per_csm": ((1, 2_000_000, 1e9), (500_000, 5_000_000), (1, 1e9)),
    "accounts_per_csm_ratio": ((0.01, 50, 1e5), (5, 200), (0.01, 1e5)),
    "month_to_month_shift": ((0, 1, 0.3), (0, 0.5), (0, 1)),
    "month_to_month_retention": ((0, 1, 0.9, 0.5), (0.8, 1), (0, 1)),
}


def random_scenario(rng: random.Random) -> dict[str, Any]:
    """One valid scenario; keys are left out about as often as they are set to something unusual."""
    starting = rng.random() < 0.25
    scenario: dict[str, Any] = {
        "name": f"Random {rng.randrange(10**6)}",
        "horizon_months": rng.choice((1, 2, 12, 13, 24, 25, 36, 37, 60, 120, rng.randint(1, 120))),
    }
    maybe_number(rng, scenario, "discount_rate")
    maybe(rng, scenario, "first_uplift", rng.choice(("after_first_period", "from_start")))
    maybe(rng, scenario, "book_anniversaries", rng.choice(("spread", "aligned")))
    if starting:
        scenario["expansion_base"] = "starting"
    elif rng.random() < 0.3:
        scenario["expansion_base"] = "renewed"
    if rng.random() < 0.5:
        scenario["company"] = random_company(rng)
    if rng.random() < 0.5:
        scenario["guidelines"] = random_guidelines(rng)
    count = rng.choice((1, 1, 1, 2, 3))
    scenario["segments"] = [random_segment(rng, f"Segment {i + 1}", starting) for i in range(count)]
    return scenario


def maybe(rng: random.Random, table: dict[str, Any], key: str, value: Any, chance: float = 0.6) -> None:
    """Set the key, or leave it to its default."""
    if rng.random() < chance:
        table[key] = value


def maybe_number(rng: random.Random, table: dict[str, Any], key: str, chance: float = 0.6) -> None:
    maybe(rng, table, key, number(rng, key), chance)


def number(rng: random.Random, key: str) -> float:
    """A special value one time in three, anywhere in the hard bounds one time in ten, else plausible."""
    special, plausible, hard = NUMBERS[key]
    kind = rng.random()
    if kind < 1 / 3:
        return rng.choice(special)
    if kind < 1 / 3 + 1 / 10:
        return anywhere(rng, *hard)
    value = rng.uniform(*plausible)
    rounded = float(f"{value:.2g}")
    return rounded if rng.random() < 0.5 and plausible[0] <= rounded <= plausible[1] else value


def anywhere(rng: random.Random, low: float, high: float) -> float:
    """Uniform in small bounds; in large ones every order of magnitude is as likely."""
    if high <= 1000:
        return rng.uniform(low, high)
    size = math.exp(rng.uniform(math.log(max(low, 0.01)), math.log(high)))
    return min(high, max(low, -size if rng.random() < 0.5 and low < 0 else size))


def random_company(rng: random.Random) -> dict[str, Any]:
    company: dict[str, Any] = {}
    maybe_number(rng, company, "cash")
    maybe_number(rng, company, "fixed_costs")
    maybe_number(rng, company, "fixed_cost_growth")
    return company


def random_guidelines(rng: random.Random) -> dict[str, Any]:
    guidelines: dict[str, Any] = {}
    maybe_number(rng, guidelines, "ltv_cac")
    maybe_number(rng, guidelines, "payback_months")
    maybe_number(rng, guidelines, "net_mrr_churn")
    maybe(rng, guidelines, "ltv", rng.choice(("simple", "compounding", "5y", "dcf")))
    return guidelines


def random_segment(rng: random.Random, name: str, starting: bool) -> dict[str, Any]:
    """A segment; `starting` keeps to the narrower bounds of that expansion base."""
    segment: dict[str, Any] = {"name": name, "acv": number(rng, "acv")}
    if rng.random() < 0.02:
        segment["acv"] = 1e9
    add_accounts(rng, segment)
    add_renewal(rng, segment, starting)
    add_expansion(rng, segment, starting)
    add_costs(rng, segment)
    add_staff(rng, segment)
    add_response(rng, segment, starting)
    return segment


def add_accounts(rng: random.Random, segment: dict[str, Any]) -> None:
    maybe_number(rng, segment, "accounts", 0.75)
    if rng.random() < 0.02:
        segment["accounts"] = 1e7
    maybe_number(rng, segment, "new_accounts", 0.7)
    if rng.random() < 0.02:
        segment["new_accounts"] = 1e6
    maybe_number(rng, segment, "new_accounts_step", 0.35)
    if rng.random() < 0.02:
        segment["new_accounts_step"] = rng.choice((-1e5, 1e5))
    maybe_number(rng, segment, "new_accounts_growth", 0.35)
    maybe_number(rng, segment, "onboarding_rate")
    maybe(rng, segment, "onboarding_months", rng.choice((0, 1, 2, 3, 6, 12)), 0.4)


def add_renewal(rng: random.Random, segment: dict[str, Any], starting: bool) -> None:
    renewal_months = 12
    if rng.random() < 0.8:
        renewal_months = segment["renewal_months"] = rng.choice(RENEWAL_MONTHS)
    divisors = [months for months in range(1, renewal_months + 1) if renewal_months % months == 0]
    maybe(rng, segment, "billing_months", rng.choice(divisors))

    retention = number(rng, "retention_rate")
    contraction = number(rng, "contraction_rate")
    price = number(rng, "price_increase")
    if starting:
        retention = max(0.5, retention)
        contraction = min(0.25, contraction)
        price = max(-0.1, price)
    maybe(rng, segment, "retention_rate", retention, 0.8)
    maybe(rng, segment, "contraction_rate", contraction, 0.4)
    maybe(rng, segment, "price_increase", price, 0.4)


def add_expansion(rng: random.Random, segment: dict[str, Any], starting: bool) -> None:
    maybe(rng, segment, "expansion_months", rng.choice(EXPANSION_MONTHS))
    rate = number(rng, "expansion_rate")
    maybe(rng, segment, "expansion_rate", max(-0.1, rate) if starting else rate)
    maybe_number(rng, segment, "expansion_share", 0.4)


def add_costs(rng: random.Random, segment: dict[str, Any]) -> None:
    maybe_number(rng, segment, "gross_margin", 0.5)
    maybe_number(rng, segment, "cost_to_serve_rate", 0.4)
    maybe_number(rng, segment, "cac", 0.7)
    if rng.random() < 0.02:
        segment["cac"] = 1e9
    maybe(rng, segment, "sales_cycle_months", rng.choice((0, 1, 3, 12, 24)), 0.4)


def add_staff(rng: random.Random, segment: dict[str, Any]) -> None:
    staffing = rng.choice(("none", "to_need", "fixed", "fixed"))
    maybe(rng, segment, "staffing", staffing, 1 if staffing != "none" else 0.5)
    if staffing == "none" and rng.random() < 0.7:
        return
    maybe_number(rng, segment, "csm_cost", 0.8)
    maybe_number(rng, segment, "csm_hours", 0.4)
    maybe_number(rng, segment, "csm_productivity", 0.4)
    if rng.random() < 0.7:
        segment["meetings"] = [random_meeting(rng, i) for i in range(rng.choice((0, 1, 1, 2, 3)))]
    maybe_number(rng, segment, "other_hours", 0.6)
    if staffing == "fixed" or rng.random() < 0.3:
        add_fixed_staff(rng, segment)


def random_meeting(rng: random.Random, index: int) -> dict[str, Any]:
    meeting: dict[str, Any] = {
        "name": f"Meeting {index}",
        "per_year": number(rng, "per_year"),
        "hours": number(rng, "hours"),
    }
    maybe_number(rng, meeting, "prep_hours", 0.5)
    return meeting


def add_fixed_staff(rng: random.Random, segment: dict[str, Any]) -> None:
    """Headcounts in quarters of a CSM, so that sums of them are exact."""
    csms = rng.choice((0, 0.5, 1, 2, 3, 5, 10, rng.randrange(0, 121) / 4))
    if rng.random() < 0.02:
        csms = 1e5
    maybe(rng, segment, "csms", csms, 0.9)
    if rng.random() < 0.6:
        segment["staff_changes"] = random_staff_changes(rng, segment.get("csms", 0))
    maybe(rng, segment, "ramp_months", rng.choice((0, 1, 3, 6, 24)), 0.4)
    maybe_number(rng, segment, "ramp_productivity", 0.4)
    maybe(rng, segment, "severance_months", rng.choice((0, 1, 3, 6, 24)), 0.4)
    maybe_number(rng, segment, "csm_attrition", 0.4)
    maybe_number(rng, segment, "overload_attrition", 0.4)
    maybe(rng, segment, "vacancy_months", rng.choice((0, 1, 2, 3, 6, 12, 24)), 0.4)


def random_staff_changes(rng: random.Random, csms: float) -> list[dict[str, Any]]:
    """Rows in order of month; the headcount stays at 0 or more after every row."""
    months = sorted(rng.choice((1, 2, rng.randint(1, 24), rng.randint(1, 120))) for _ in range(rng.randint(1, 5)))
    rows = []
    for month in months:
        cut = min(csms, rng.choice((1, 2, csms, rng.randrange(0, 21) / 4)))
        change = -cut if cut > 0 and rng.random() < 0.5 else rng.choice((0.25, 0.5, 1, 2, 5))
        csms += change
        rows.append({"month": month, "change": change})
    return rows


def add_response(rng: random.Random, segment: dict[str, Any], starting: bool) -> None:
    if rng.random() < 0.25:
        return
    at_risk = number(rng, "retention_at_risk")
    monthly_retention = number(rng, "month_to_month_retention")
    if starting:
        at_risk = min(at_risk, segment.get("retention_rate", 1) - 0.5)
        monthly_retention = max(0.5, monthly_retention)
        if segment.get("retention_rate", 1) - at_risk < 0.5:  # by rounding
            at_risk = 0
    maybe(rng, segment, "retention_at_risk", at_risk, 0.8)
    maybe_number(rng, segment, "expansion_without_csm")
    maybe_number(rng, segment, "response_curve", 0.5)
    maybe(rng, segment, "engagement_memory", rng.choice((1, 2, 3, 6, 12, 36)), 0.5)
    maybe_number(rng, segment, "month_to_month_shift", 0.5)
    maybe(rng, segment, "month_to_month_retention", monthly_retention, 0.4)
    maybe_number(rng, segment, "firefighting_hours", 0.4)
