"""The engine against the naive cohort-by-cohort implementation on random scenarios over the whole declared range."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from model import Scenario, run
from model.report import as_json
from tests.naive import naive_run
from tests.random_scenarios import random_scenario
from tests.random_second_edition import second_edition_scenario

BLOCK = 40  # scenarios
BLOCKS = [*((random_scenario, block) for block in range(5)), *((second_edition_scenario, block) for block in range(15))]
TOLERANCE = 1e-9  # of the largest value of each path

# What is a difference of large numbers is compared by the size of the revenue and costs that it is made of: where
# they cancel, the rounding of either side is all that is left.
DIFFERENCES = ("operating_profit", "cash_flow", "cumulative_profit", "cash", "profit", "trough", "cash_low", "expansion_revenue",
               "new_logo_equivalent", "book_value")  # fmt: skip
COSTS = ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs")
Place = dict[str, Any]


def turnover(part: Place, whole: Place) -> float:
    """Revenue and costs over the horizon."""
    total = sum(part["revenue"]) + sum(sum(part[name]) for name in COSTS if name in part)
    return float(total + sum(part["billings"]) + abs(whole.get("start_cash", 0)))


def differences(naive: Any, ours: Any, path: str, scale: float, found: list[str]) -> None:
    """Adds every place where the two disagree; `scale` is the turnover of the part that the place belongs to."""
    if isinstance(naive, dict):
        if {*naive} - {*ours}:
            found.append(f"{path}: missing {sorted({*naive} - {*ours})}")
            return
        for name in naive:
            differences(naive[name], ours[name], f"{path}.{name}", scale, found)
        return
    name = path.rpartition(".")[2]
    theirs, mine = (naive, ours) if isinstance(naive, list) else ([naive], [ours])
    if [value is None for value in theirs] != [value is None for value in mine]:
        found.append(f"{path}: {naive} against {ours}")
        return
    pairs = [(one, other) for one, other in zip(theirs, mine, strict=True) if one is not None]
    largest = max((abs(one) for one, _ in pairs), default=0.0)
    allowed = TOLERANCE * max(largest, scale if name in DIFFERENCES else 0.0)
    if any(abs(one - other) > allowed for one, other in pairs):
        found.append(f"{path}: {naive} against {ours}")


def disagreements(data: Place) -> list[str]:
    naive, ours = naive_run(data), as_json(run(Scenario.model_validate(data)))
    found: list[str] = []
    cash = {"start_cash": data.get("company", {}).get("cash", 0)}
    whole = turnover(ours["total"], cash)
    _settle_ties(naive, ours, whole)
    differences(naive["summary"], ours["summary"], "summary", whole, found)
    differences(naive["total"], ours["total"], "total", whole, found)
    for name, part in naive["segments"].items():
        mine = ours["segments"][name]
        differences(part, mine, name, turnover(mine, {}), found)
    for path, reason in naive["reasons"].items():
        mine_at = f"{path}.value" if path.startswith("verdict") and "cash" not in path else path
        if ours["reasons"].get(mine_at) != reason:
            found.append(f"reason of {path}: {reason} against {ours['reasons'].get(mine_at)}")
    _of_verdict(naive["verdict"], ours["verdict"], "verdict", found)
    if ("verdict_end" in naive) != (ours.get("verdict_end") is not None):
        found.append("verdict_end: only one of them has it")
    elif "verdict_end" in naive:
        _of_verdict(naive["verdict_end"], ours["verdict_end"], "verdict_end", found)
    found += _of_cash(naive["verdict"], ours["verdict"], TOLERANCE * whole)
    return found


def _of_verdict(naive: Place, ours: Place, path: str, found: list[str]) -> None:
    values = {name: ours[name]["value"] for name in ("ltv_cac", "payback_margin", "net_mrr_churn")}
    differences({name: naive[name] for name in values}, values, path, 0.0, found)
    decisions = [ours["decision"], {name: part["decision"] for name, part in ours["segments"].items()}]
    if decisions != [naive["decision"], naive["segments"]]:
        found.append(f"{path}: {naive} against {ours}")


def _of_cash(naive: Place, ours: Place, allowed: float) -> list[str]:
    """The month in which cash runs out, what would be needed, and that nobody accelerates into empty cash."""
    theirs, mine = naive["cash"], ours["cash"]
    broke = theirs["passes"] is False and ours["decision"] == "accelerate"
    same = (theirs["month"], theirs["passes"]) == (mine["month"], mine["passes"])
    close = abs(theirs["needed"] - mine["needed"]) <= allowed and mine["value"] == mine["room"]
    if same and close and ours["advice"] == ("hold" if broke else ours["decision"]):
        return []
    return [f"cash: {theirs} against {mine}, advice {ours['advice']}"]


def _settle_ties(naive: Place, ours: Place, scale: float) -> None:
    """Where two months are as low but for rounding, either of them is the first of the lowest."""
    for name, path in (("trough_month", "cumulative_profit"), ("cash_low_month", "cash")):
        theirs, mine = naive["summary"][name], ours["summary"][name]
        if theirs is not None and mine is not None:
            low, other = (naive["total"][path][month - 1] for month in (theirs, mine))
            if abs(low - other) <= TOLERANCE * max(scale, abs(low)):
                naive["summary"][name] = mine


@pytest.mark.parametrize(("made", "block"), BLOCKS)
def test_engine_equals_cohorts_kept_apart(made: Callable[[random.Random], Place], block: int) -> None:
    for number in range(block * BLOCK, (block + 1) * BLOCK):
        data = made(random.Random(number))
        assert not disagreements(data), f"scenario {number}"
