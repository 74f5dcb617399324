"""The menu: one row per page, in the order of the argument."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

import streamlit as st


@dataclass(frozen=True)
class Page:
    """A page: its file, the question that it answers, and where the menu shows it."""

    path: str
    group: str
    label: str
    question: str

    @property
    def address(self) -> str:
        """What stands in the link before the question mark: nothing for the entry."""
        return PurePath(self.path).stem if "/" in self.path else ""


PAGES = {
    "overview": Page(
        "app.py", "Start", "Overview", "Where do we stand, and should we press the accelerator or the brakes?"
    ),
    "compounding": Page(
        "pages/compounding.py", "Compound", "Compounding", "What do onboarding, retention and expansion do together?"
    ),
    "clv_scenarios": Page(
        "pages/clv_scenarios.py",
        "Compound",
        "Customer value",
        "What is a customer, and a CSM's book, worth over the horizon?",
    ),
    "csm_capacity": Page(
        "pages/csm_capacity.py",
        "Capacity",
        "CSM capacity",
        "How many accounts can one CSM hold, and how many CSMs do we need?",
    ),
    "headcount": Page("pages/headcount.py", "Capacity", "Head count", "What does one CSM more or fewer do?"),
    "unit_economics": Page("pages/unit_economics.py", "Money", "Unit economics", "Are these customers worth buying?"),
    "cash_trough": Page(
        "pages/cash_trough.py", "Money", "Cash trough", "How deep, how long, and how fast can we afford to grow?"
    ),
    "assumptions": Page("pages/assumptions.py", "Share", "Assumptions", "What does this rest on?"),
    "evidence": Page("pages/evidence.py", "Share", "Evidence", "Why should anyone believe this?"),
}


def draw(link: dict[str, str]) -> None:
    """The pages by group; nothing while there is only one. The link goes along."""
    if len(PAGES) == 1:
        return
    with st.container(key="menu"):
        for group, pages in groupby(PAGES.values(), key=lambda page: page.group):
            st.html(f"<p class='menu'>{group}</p>")
            for page in pages:
                st.page_link(page.path, label=page.label, query_params=link)
