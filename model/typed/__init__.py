"""What people type as a number, read by the reader's language and by what the input allows."""

from model.typed.number import LONGEST, NotANumberError, TypedNumber, read_number
from model.typed.value import UnclearError, read, rounded

__all__ = ["LONGEST", "NotANumberError", "TypedNumber", "UnclearError", "read", "read_number", "rounded"]
