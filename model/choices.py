"""Which options of an input make sense to choose now."""

from __future__ import annotations

from typing import Any

from model.scenario import Scenario

GUIDELINE_LTV, DISCOUNTED = "guidelines.ltv", "dcf"


def offered(scenario: Scenario, path: str) -> tuple[Any, ...]:
    """The choices of an input, without those that would not do what they say; what is chosen is always among them.

    At a discount rate of 0 the discounted LTV discounts nothing.
    """
    choices, chosen = scenario.paths()[path].choices or (), scenario.value(path)
    discounts = path != GUIDELINE_LTV or scenario.discount_rate > 0
    return tuple(choice for choice in choices if discounts or choice != DISCOUNTED or choice == chosen)
