"""A formula in LaTeX worked out from its text alone: what stands in docs and drawers is read as a reader does."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

NUMBER = re.compile(r"\d[\d.]*(?:\{,\}\d+)*(?:e[-+]?\d+)?")
SIGNS = {
    " + ": "+", " - ": "-", r"\cdot": "*", r"\ge": ">=", r"\le": "<=", r"\ne": "!=", ">": ">", "<": "<",
    r"\text{ and }": "and", r"\text{ or }": "or",
}  # fmt: skip
BINDS = {"or": 0, "and": 1, ">": 2, "<": 2, ">=": 2, "<=": 2, "!=": 2, "+": 3, "-": 3, "*": 4}
WORK = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, ">": lambda a, b: a > b,
    "<": lambda a, b: a < b, ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "!=": lambda a, b: a != b,
    "and": lambda a, b: bool(a) and bool(b), "or": lambda a, b: bool(a) or bool(b),
}  # fmt: skip


def worked_out(text: str, symbols: Mapping[str, float]) -> float:
    r"""The value of a formula whose symbols have these values.

    >>> worked_out(r"\frac{a \cdot \left(b - 2\right)}{4} + \max\left(0, -1 \cdot a\right)", {"a": 3.0, "b": 6.0})
    3.0
    >>> worked_out(r"\begin{cases}\left(a\right)^{2} & \text{if } a > 2 \\ 1 & \text{else}\end{cases}", {"a": 3.0})
    9.0
    """
    reader = _FormulaReader(text, symbols)
    value = reader.expression()
    assert not reader.rest.strip(), reader.rest
    return float(value)


class _FormulaReader:
    """What is left to be read of a formula."""

    def __init__(self, text: str, symbols: Mapping[str, float]) -> None:
        self.rest, self.symbols = text, symbols
        self.longest_first = sorted(symbols, key=len, reverse=True)

    def takes(self, *words: str) -> bool:
        """Whether these words come next; then they are read."""
        rest = self.rest
        for word in words:
            rest = rest.lstrip()
            if not rest.startswith(word):
                return False
            rest = rest[len(word) :]
        self.rest = rest
        return True

    def must(self, *words: str) -> None:
        assert self.takes(*words), f"{words} expected before {self.rest!r}"

    def expression(self, least: int = 0) -> float:
        """Operations that bind at least so much."""
        value = self.factor()
        while (sign := self._sign()) is not None and BINDS[SIGNS[sign]] >= least:
            self.rest = self.rest.lstrip().removeprefix(sign.strip())
            value = WORK[SIGNS[sign]](value, self.expression(BINDS[SIGNS[sign]] + 1))
        return value

    def _sign(self) -> str | None:
        rest = self.rest.lstrip()
        return next((sign for sign in SIGNS if rest.startswith(sign.strip())), None)

    def factor(self) -> float:
        """One number, symbol, function or bracket, with its power."""
        value = self.atom()
        return math.pow(value, self.braced()) if self.takes("^") else value

    def braced(self) -> float:
        self.must("{")
        value = self.expression()
        self.must("}")
        return value

    def atom(self) -> float:
        if self.takes(r"\frac"):
            above = self.braced()
            return above / self.braced()
        if self.takes(r"\left("):
            value = self.expression()
            self.must(r"\right)")
            return value
        for name, function in ((r"\max", max), (r"\min", min)):
            if self.takes(name, r"\left("):
                values = [self.expression()]
                while self.takes(","):
                    values.append(self.expression())
                self.must(r"\right)")
                return function(values)
        if self.takes(r"\lceil"):
            value = self.expression()
            self.must(r"\rceil")
            return math.ceil(value)
        if self.takes(r"\begin{cases}"):
            return self.cases()
        for symbol in self.longest_first:
            if self.takes(symbol):
                return self.symbols[symbol]
        minus = -1.0 if self.takes("-") else 1.0
        found = NUMBER.match(self.rest.lstrip())
        assert found, f"neither number nor symbol: {self.rest!r}"
        self.rest = self.rest.lstrip()[found.end() :]
        return minus * float(found[0].replace("{,}", ""))

    def cases(self) -> float:
        then = self.expression()
        self.must("&", r"\text{if }")
        condition = self.expression()
        self.must(r"\\")
        otherwise = self.expression()
        self.must("&", r"\text{else}", r"\end{cases}")
        return then if condition else otherwise
