"""Why a figure has no value, as a formula: the reasons of the equations at the inputs of the moment."""

from __future__ import annotations

from collections.abc import Sequence

from exports.workbook_cells import Cells, Formula
from exports.workbook_plan import FIRST, Place
from model.quantity import Quantity
from model.trace.names import as_quantity

NO_REASON = '""'
MANY = 4  # parts whose reasons stand in cells of their own
NONE_ELSE = '"no_base"'  # an error that no condition names


class Reasons:
    """The reasons of the figures of the sheets Summary and Unit economics."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.places: dict[Place, Place] = {}  # of a figure, and of its reason

    def of(self, quantity: Quantity, value: Place, here: Place) -> str:
        """The formula of the cell with the reason: empty while there is a value."""
        made = as_quantity(quantity.searched()) if quantity.searched else quantity.whole
        why = self._why(made, here, NONE_ELSE) if made is not None else NONE_ELSE
        return f"IF(ISNUMBER({value.seen_from(here.sheet)}),{NO_REASON},{why})"

    def _why(self, made: Quantity, here: Place, otherwise: str) -> str:
        """The code of the reason, `otherwise` where this part has a value."""
        if not self._may_lack(made):
            return otherwise
        if made.label:
            place = self.places[self.cells.place(made)]
            there = place.seen_from(here.sheet)
            return _first_of(there, otherwise)
        if made.operation == "unless":
            why = self._why(made.parts[0], here, otherwise)
            for condition, code in reversed([*zip(made.parts[1:], made.codes, strict=True)]):
                holds = self.cells.formula(condition, here)
                why = f'IF(IFERROR({holds},FALSE),"{code}",{why})'
            return why
        if made.operation in ("if", "usually"):
            chooses = self.cells.formula(made.parts[0], here)
            then, other = (self._why(part, here, NO_REASON) for part in made.parts[1:])
            return _first_of(f"IF({chooses},{then},{other})", otherwise)
        parts = [part for part in reversed(made.parts) if self._may_lack(part)]
        if len(parts) > MANY:
            return self._in_turn(parts, here, otherwise)
        for part in parts:
            otherwise = self._why(part, here, otherwise)
        return otherwise

    def _in_turn(self, parts: Sequence[Quantity], here: Place, otherwise: str) -> str:
        """Of many parts the reason of the first that has one, each in a cell that else gives that of the one before."""
        rows = self.cells.rows[here.sheet]
        row = rows.at(f"steps {rows.used}", "Reasons in turn", "text")
        before = NO_REASON
        for column, part in enumerate(parts, FIRST):
            place = Place(here.sheet, row, column)
            self.cells.formulas[place] = Formula(self._why(part, place, before), part.reason or "")
            before = place.seen_from(here.sheet)
        return _first_of(before, otherwise)

    def _may_lack(self, made: Quantity) -> bool:
        """Whether it may have no value for a reason that an equation names."""
        if made.label:
            return self.cells.place(made) in self.places
        return made.operation == "unless" or any(map(self._may_lack, made.parts))


def _first_of(reason: str, otherwise: str) -> str:
    """A reason, and what stands in its place where it is empty."""
    return reason if otherwise == NO_REASON else f"IF({reason}<>{NO_REASON},{reason},{otherwise})"
