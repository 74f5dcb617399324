"""What each page is called, and the question that it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Title:
    """The name of a page in the menu, and its question."""

    label: str
    question: str


ENTRY = "overview"  # what a visitor comes to
TITLES = {
    "overview": Title("Overview", "Where do we stand, and should we press the accelerator or the brakes?"),
    "library": Title("Library", "Which company?"),
    "company": Title("Company", "What does your company look like?"),
    "compounding": Title("Compounding", "How do onboarding, retention and expansion compound?"),
    "clv_scenarios": Title("Customer value", "What is a customer worth, and a CSM's book of business?"),
    "csm_capacity": Title("CSM capacity", "How many accounts can one CSM look after, and how many CSMs do we need?"),
    "headcount": Title("Headcount", "What does one more or one fewer CSM change?"),
    "unit_economics": Title("Unit economics", "Are these customers worth buying?"),
    "cash_trough": Title("Cash", "How much cash does growth take, and how fast can we afford to grow?"),
    "compare": Title("Compare", "Which scenario, and why do they differ?"),
    "sensitivity": Title("Sensitivity", "What matters, and what must be true?"),
    "uncertainty": Title("Uncertainty", "How sure are we?"),
    "board_pack": Title("Board pack", "What do I show them?"),
    "assumptions": Title("Assumptions", "What does this rest on?"),
    "evidence": Title("Evidence", "Why should anyone believe this?"),
}
