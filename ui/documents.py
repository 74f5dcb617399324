"""The project's own documents as pages show them: docs/ and the change log."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st

from model import __version__
from ui.body import Body

ROOT = Path(__file__).parents[1]
EQUATIONS, GLOSSARY, INPUTS = "docs/model.md", "docs/metrics.md", "docs/inputs.md"
LINK = re.compile(r"\[([^]]+)\]\((?!https?:)[^)]*\)")  # to another document, which is no page here
HEADING = re.compile(r"^(#+) ", re.MULTILINE)


@cache
def text(path: str) -> str:
    """A document without its title and without links to others; its headings stand below those of the page."""
    _, _, body = (ROOT / path).read_text(encoding="utf-8").partition("\n")
    return HEADING.sub(r"#\1 ", LINK.sub(r"\1", body))


def section(path: str, title: str) -> str:
    """The part of a document below one of its headings."""
    found = re.search(rf"^#+ {re.escape(title)}$(.*?)(?=^#|\Z)", text(path), re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def numbers_changed() -> str:
    """What each version changed in numbers, the newest first."""
    versions = re.split(r"^#+ \[(.+?)\].*$", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    sections = []
    for version, body in zip(versions[::2], versions[1::2], strict=True):
        found = re.search(r"^#+ Numbers changed$(.*?)(?=^#|\Z)", body, re.MULTILINE | re.DOTALL)
        sections += [f"**{version}**\n\n{found[1].strip()}"] if found else []
    return "\n\n".join(sections)


def every(body: Body) -> None:
    """The documents, each drawn when the reader opens it; and always the limits and what changed in numbers."""
    _folded(body, "Equations, and where each comes from", EQUATIONS)
    _folded(body, "Glossary: every metric with its definition, variants and sign", GLOSSARY)
    _folded(body, "Inputs, with the sources of their ranges", INPUTS)
    with body.streamlit("sections"):
        _say("Limits of the model", section(EQUATIONS, "Limits"))
        _say(f"Version {__version__}: what changed in numbers", numbers_changed())


def _folded(body: Body, label: str, path: str) -> None:
    """A document that is drawn when the reader opens it."""
    key = f"document-{path}"
    with body.fold(key, label) as is_open:
        if is_open:
            with body.streamlit(key):
                st.markdown(text(path))


def _say(title: str, words: str) -> None:
    """A section of its own, always there."""
    st.html(f"<h2 class='chart'>{title}</h2>")
    st.markdown(words)
