"""Valid scenarios of the second edition at random: every option of it, in any mixture, on top of the first."""

import random
from typing import Any

from tests.random_scenarios import maybe, maybe_number, number, random_scenario

Table = dict[str, Any]

DATED = (
    "new_accounts", "new_accounts_step", "new_accounts_growth", "acv", "cac", "onboarding_rate", "retention_rate",
    "early_churn", "contraction_rate", "price_increase", "expansion_rate", "expansion_share", "gross_margin",
    "cost_to_serve_rate", "csm_cost", "csm_hours", "csm_productivity", "other_hours", "onboarding_hours",
    "renewal_hours", "arr_per_csm", "accounts_per_csm_ratio", "retention_at_risk", "expansion_without_csm",
    "firefighting_hours",
)  # fmt: skip
DATED_OF_COMPANY = ("fixed_costs", "fixed_cost_growth")
RATIOS = ("arr_per_csm", "accounts_per_csm_ratio")


def second_edition_scenario(rng: random.Random) -> Table:
    """One valid scenario; each option of the second edition is there about every other time."""
    scenario = random_scenario(rng)
    starting = scenario.get("expansion_base") == "starting"
    maybe(rng, scenario, "start", f"{rng.randint(2020, 2030)}-{rng.randint(1, 12):02}", 0.5)
    maybe(rng, scenario, "fiscal_year_start", rng.randint(1, 12), 0.3)
    for segment in scenario["segments"]:
        add_book(rng, segment)
        add_retention(rng, segment, starting)
        if rng.random() < 0.5:
            segment["signing_season"] = weights(rng, 12)
        add_hours(rng, segment)
        if rng.random() < 0.3:
            add_ratio(rng, segment)
        maybe(rng, segment, "collection_months", rng.choice((0, 1, 2, 3, 12)), 0.5)
    if rng.random() < 0.7:
        scenario["changes"] = random_changes(rng, scenario, starting)
    return scenario


def weights(rng: random.Random, count: int) -> list[float]:
    """So many weights, now and then all but one of them 0, or of very different size."""
    kind = rng.random()
    if kind < 0.15:
        only = rng.randrange(count)
        return [1.0 if place == only else 0.0 for place in range(count)]
    if kind < 0.25:
        return [rng.choice((1e6, 1e-6, 1, 0.5)) for _ in range(count)]
    mixed = [rng.choice((0.0, 1.0, rng.uniform(0, 10))) for _ in range(count)]
    return mixed if sum(mixed) > 0 else [1.0] * count


def add_book(rng: random.Random, segment: Table) -> None:
    if rng.random() < 0.4:
        segment["book_calendar"] = weights(rng, segment.get("renewal_months", 12))
    maybe(rng, segment, "book_renewals_done", rng.choice((0, 1, 2, rng.randint(0, 10))), 0.5)


def add_retention(rng: random.Random, segment: Table, starting: bool) -> None:
    if rng.random() < 0.5:
        lowest = least_retention(segment) if starting else 0.0
        count = rng.choice((1, 2, 3, rng.randint(1, 10)))
        segment["retention_by_renewal"] = [max(lowest, number(rng, "retention_rate")) for _ in range(count)]
    if not starting:
        maybe_number(rng, segment, "early_churn", 0.5)


def least_retention(segment: Table) -> float:
    """The least that any retention may be where accounts that nobody serves must keep half."""
    return float(0.5 + segment.get("retention_at_risk", 0))


def add_hours(rng: random.Random, segment: Table) -> None:
    maybe_number(rng, segment, "onboarding_hours", 0.5)
    maybe(rng, segment, "onboarding_hours_months", rng.choice((1, 3, 6, 12)), 0.5)
    maybe_number(rng, segment, "renewal_hours", 0.5)


def add_ratio(rng: random.Random, segment: Table) -> None:
    """Staffing by a ratio: by revenue, by accounts, or by whichever asks for more."""
    segment["staffing"] = "ratio"
    maybe_number(rng, segment, "csm_cost", 0.8)
    maybe_number(rng, segment, "other_hours", 0.8)
    for key in rng.choice(((RATIOS[0],), (RATIOS[1],), RATIOS)):
        segment[key] = number(rng, key)


# ---- dated changes ----


def random_changes(rng: random.Random, scenario: Table, starting: bool) -> list[Table]:
    """Up to six paths, some of them changed more than once; the rows in any order."""
    rows: list[Table] = []
    for _ in range(rng.randint(1, 6)):
        if rng.random() < 0.15:
            key = rng.choice(DATED_OF_COMPANY)
            path, taken = f"company.{key}", scenario.get("company", {}).get(key, 0)
            changed: Table = {}
        else:
            changed = rng.choice(scenario["segments"])
            key = rng.choice(DATED)
            path, taken = f"{changed['name']}.{key}", changed.get(key, 0)
        if any(row["path"] == path for row in rows) or (starting and key == "early_churn"):
            continue
        rows += changes_of(rng, path, key, taken, changed, starting)
    if rows and rng.random() < 0.2:
        rows.append({**rng.choice(rows), "month": rng.randint(2, 36), "on": False})
    rng.shuffle(rows)
    return rows


def changes_of(rng: random.Random, path: str, key: str, taken: float, segment: Table, starting: bool) -> list[Table]:
    """One to three changes of one input, each begun after the one before is over."""
    rows = []
    earliest = 2
    for _ in range(rng.choice((1, 1, 2, 3))):
        month = max(earliest, rng.choice((2, 3, rng.randint(2, 36), rng.randint(2, 120))))
        if month > 120:
            break
        value = valid_value(rng, key, segment, starting)
        over = 0 if key in RATIOS and 0 in (taken, value) else rng.choice((0, 0, 1, 3, 12, 36, rng.randint(0, 36)))
        row: Table = {"month": month, "path": path, "value": value}
        maybe(rng, row, "note", "A plan", 0.2)
        if over > 0 or rng.random() < 0.3:
            row["over"] = over
        rows.append(row)
        earliest, taken = month + over + 1, value
    return rows


def valid_value(rng: random.Random, key: str, segment: Table, starting: bool) -> float:
    """A value that the input may have in every month, whatever the other changes are."""
    value = number(rng, key)
    if key in RATIOS:
        other = RATIOS[1 - RATIOS.index(key)]
        used = segment.get("staffing") == "ratio"
        may_be_off = not used or (segment.get(other, 0) > 0 and key == RATIOS[0])  # so that one is always there
        return 0.0 if may_be_off and rng.random() < 0.2 else value
    if not starting:
        return value
    match key:
        case "retention_rate":
            return max(least_retention(segment), value)
        case "retention_at_risk":
            return min(float(segment.get("retention_at_risk", 0)), value)
        case "contraction_rate":
            return min(0.25, value)
        case "price_increase" | "expansion_rate":
            return max(-0.1, value)
    return value
