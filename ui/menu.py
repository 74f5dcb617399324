"""The menu: one row per page, in the order of the argument."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st


@dataclass(frozen=True)
class Page:
    """A page: its file, the question that it answers, and where the menu shows it."""

    path: str
    group: str
    label: str
    question: str


PAGES = {
    "overview": Page(
        "app.py", "Start", "Overview", "Where do we stand, and should we press the accelerator or the brakes?"
    ),
}


def draw(link: dict[str, str]) -> None:
    """The pages by group; nothing while there is only one. The link goes along."""
    if len(PAGES) == 1:
        return
    for group, pages in groupby(PAGES.values(), key=lambda page: page.group):
        st.html(f"<h3 class='group'>{group}</h3>")
        for page in pages:
            st.page_link(page.path, label=page.label, query_params=link)
