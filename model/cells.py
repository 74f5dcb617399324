"""How a quantity is written as the formula of a cell, in what Excel 2010, Google Sheets and LibreOffice 7 share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from model.quantity import Quantity

FUNCTIONS = {
    "choose": "CHOOSE", "min": "MIN", "max": "MAX", "and": "AND", "or": "OR",
    "isnumber": "ISNUMBER", "ceil": "ROUNDUP", "floor": "ROUNDDOWN",
}  # fmt: skip
COMPARED, SUM, PRODUCT, POWER, WHOLE = range(5)  # how closely an operation holds its parts
BINDS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
Cell = Callable[[Quantity], str]
Several = Callable[[str, Sequence[Quantity], Sequence[str]], str]
Written = tuple[str, int, float | None]  # the text, how closely it holds together, and the value of a plain number
Memo = dict[int, tuple[Quantity, Written]]  # by the id of an expression, which is kept so that no other has it


def in_a_sheet(expression: Quantity, cell: Cell, several: Several | None = None, memo: Memo | None = None) -> str:
    """As a formula without the leading equals sign.

    `cell` says where a named number stands, `several` how the sum, the least, the greatest or the chosen one of many
    are written. `memo` keeps what has been written, for other formulas of the same sheet.

    >>> in_a_sheet((1 - Quantity(0.9, label="Kept")) * 12, lambda named: "C2")
    '(1-C2)*12'
    """
    return _Writer(cell, several or written_out, {} if memo is None else memo).written(expression)[0]


def written_out(operation: str, parts: Sequence[Quantity], texts: Sequence[str]) -> str:
    """Each of the parts by itself."""
    return "+".join(texts) if operation == "+" else f"{FUNCTIONS[operation]}({','.join(texts)})"


@lru_cache(maxsize=4096)
def plain(value: float) -> str:
    """A number that stands for itself, with every digit.

    >>> plain(12.0), plain(0.1), plain(1e-9)
    ('12', '0.1', '1E-09')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).upper()


class _Writer:
    def __init__(self, cell: Cell, several: Several, memo: Memo) -> None:
        self.cell, self.several, self.memo = cell, several, memo

    def written(self, expression: Quantity) -> Written:
        if expression.label:
            return self.cell(expression), WHOLE, None
        if not expression.operation:
            return _number(expression.value)
        if id(expression) not in self.memo:
            self.memo[id(expression)] = expression, self._operation(expression)
        return self.memo[id(expression)][1]

    def _operation(self, expression: Quantity) -> Written:
        operation = expression.operation
        if operation in ("if", "usually"):
            return self._branches(expression)
        parts = [self.written(part) for part in expression.parts]
        if None not in [part[2] for part in parts] and math.isfinite(expression.value):
            return _number(expression.value)
        if operation == "unless":
            return self._unless(parts)
        if operation == "+" and len(parts) > 2:
            return self._sum(expression.parts, parts)
        if operation in ("min", "max", "choose"):
            rest = parts[1:] if operation == "choose" else parts
            if len(rest) > 2:
                return self.several(operation, expression.parts, [part[0] for part in parts]), WHOLE, None
        if operation in FUNCTIONS:
            digits = ",0" if operation in ("ceil", "floor") else ""
            return f"{FUNCTIONS[operation]}({','.join(part[0] for part in parts)}{digits})", WHOLE, None
        return _of_two(operation, *parts)

    def _branches(self, expression: Quantity) -> Written:
        """One of two, or the one that a plain number chooses."""
        condition, then, otherwise = expression.parts
        holds = self.written(condition)
        if holds[2] is not None:
            return self.written(then if holds[2] else otherwise)
        parts = [part[0] for part in (holds, self.written(then), self.written(otherwise))]
        return f"IF({','.join(parts)})", WHOLE, None

    def _sum(self, quantities: Sequence[Quantity], parts: Sequence[Written]) -> Written:
        """Of many numbers, those aside that are 0 by themselves."""
        some = [(quantity, part) for quantity, part in zip(quantities, parts, strict=True) if part[2] != 0]
        if len(some) == 1:
            return some[0][1]
        texts = [_held(part, SUM) for _, part in some]
        return self.several("+", [quantity for quantity, _ in some], texts), SUM, None

    def _unless(self, parts: Sequence[Written]) -> Written:
        """#N/A where one of the conditions holds."""
        value, conditions = parts[0], [part for part in parts[1:] if part[2] != 0]
        if not conditions:
            return value
        either = conditions[0][0] if len(conditions) == 1 else f"OR({','.join(part[0] for part in conditions)})"
        return f"IF({either},NA(),{value[0]})", WHOLE, None


def _of_two(operation: str, left: Written, right: Written) -> Written:
    if (operation == "*" and right[2] == 1) or (operation in "+-" and right[2] == 0):
        return left
    if (operation == "*" and left[2] == 1) or (operation == "+" and left[2] == 0):
        return right
    binds = BINDS.get(operation, COMPARED)
    first = _held(left, binds + (operation == "^" or binds == COMPARED))
    return f"{first}{operation}{_held(right, binds + (operation not in '+*'))}", binds, None


def _held(part: Written, binds: int) -> str:
    """A part, in brackets where it would be read otherwise."""
    text, inner, _ = part
    return f"({text})" if inner < binds else text


@lru_cache(maxsize=4096)
def _number(value: float) -> Written:
    return plain(value), COMPARED if value < 0 else WHOLE, value
