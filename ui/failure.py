"""What nobody expected: one line in the log, and a message with the same id for the visitor."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from traceback import extract_tb
from typing import ParamSpec

import streamlit as st

from model.problems import one_line
from ui import escape

LOG = logging.getLogger("bowtie")
LONGEST = 300  # characters of an error's own words; they may hold what a visitor has sent
Given = ParamSpec("Given")


def logged(error: Exception) -> str:
    """Log the error on one line. Gives the id that the visitor can quote."""
    name = secrets.token_hex(4)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-3:]]
    LOG.error("error %s: %s in %s", name, one_line(f"{type(error).__name__}: {error}"[:LONGEST]), " > ".join(places))
    return name


def message(name: str) -> str:
    return (
        f"Something went wrong on our side (error {name}). Your inputs are kept. Reload the page, or undo your last "
        "change. If it stays, report the error with this number."
    )


def said(draw: Callable[Given, None]) -> Callable[Given, None]:
    """What draws a page or a part of it: an error that nobody expected becomes a message in its place.

    A run that a newer one has overtaken ends without a word: the newer one may have changed what it was reading.
    """

    @wraps(draw)
    def drawn(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            draw(*given, **named)
        except Exception as error:
            place = st.empty()  # Streamlit ends an overtaken run here
            place.html(f"<div class='notice' role='alert'>{escape.for_html(message(logged(error)))}</div>")

    return drawn
