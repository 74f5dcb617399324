"""What people type as a number, read by the reader's language and by what the input allows."""

from model.typed.number import LONGEST, NotANumberError, TypedNumber, read_number
from model.typed.value import Refusal, UnclearError, read, readings_of, rounded

__all__ = [
    "LONGEST", "NotANumberError", "Refusal", "TypedNumber", "UnclearError", "read", "read_number", "readings_of",
    "rounded",
]  # fmt: skip
