"""Reads and writes the numbers in input fields in the reader's locale: 98.5%, 36,000, 1.2M."""

from __future__ import annotations

from model.locales import writing
from model.parameters import Parameter
from model.typed import LONGEST, UnclearError, read, rounded
from model.typed.value import written
from ui.state import current

__all__ = ["LONGEST", "Parameter", "UnclearError", "parse", "rounded", "shown"]


def shown(value: float | None, parameter: Parameter) -> str:
    """The value as it stands in the field: a share as percent, thousands apart, every decimal; nothing if left out."""
    return "" if value is None else written(value, parameter)


def parse(text: str, parameter: Parameter) -> float | int | None:
    """The value that was typed. Raises ValueError with the line that says what is wrong, UnclearError among them."""
    return read(text, parameter, language=writing().tag, currency=current().scenario.currency)
