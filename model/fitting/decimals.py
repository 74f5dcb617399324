"""Numbers as spreadsheets of different countries write them: 1,234.5 and 1.234,5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

LONGEST = 40  # characters of a number
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")  # 1,234 may be a thousand and more, or one and a bit


@dataclass(frozen=True)
class Decimals:
    """How a column writes them: `mark` before decimals, the other mark between thousands; None where that is open."""

    mark: str | None

    @cached_property
    def _number(self) -> re.Pattern[str]:
        mark, apart = (r"\.", ",") if self.mark != "," else (",", r"\.")
        return re.compile(rf"(?=.*\d)(?:\d+|[1-9]\d{{0,2}}(?:{apart}\d{{3}})+)?(?:{mark}\d*)?", re.ASCII)

    def read(self, cell: str) -> float | None:
        """The number, None where it is none or not to be told.

        >>> Decimals(".").read("1,234.5"), Decimals(",").read("1.234,5"), Decimals(",").read("12.5")
        (1234.5, 1234.5, None)
        """
        if len(cell) > LONGEST or not self._number.fullmatch(cell) or self.ambiguous(cell):
            return None
        return float(cell.replace(".", "").replace(",", ".") if self.mark == "," else cell.replace(",", ""))

    def ambiguous(self, cell: str) -> bool:
        return self.mark is None and THOUSANDS.fullmatch(cell) is not None


def decimals_of(cells: Sequence[str]) -> Decimals:
    """How the column writes decimals, from the cells that leave no doubt.

    >>> [decimals_of(cells).mark for cells in (["1,234", "0,5"], ["1,234", "0.5"], ["12", "12.125"], ["12", "1,234"])]
    [',', '.', '.', None]
    """
    marked = [cell for cell in cells if "," in cell]
    if any(cell.rfind(",") > cell.rfind(".") and not THOUSANDS.fullmatch(cell) for cell in marked):
        return Decimals(",")
    return Decimals(None if marked and not any("." in cell for cell in cells) else ".")
