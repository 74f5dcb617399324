"""What if: verbs over scenarios that run at once. Each number that they give can be traced."""

from model.whatif.along import along
from model.whatif.attribute import Attribution, attribute, choices
from model.whatif.best import Peak, best, highest
from model.whatif.difference import Difference, in_a_sentence, path_of, with_and_without
from model.whatif.grid import GridValues, grid
from model.whatif.seek import Root, Search, Side, Sought, Tries, crossings, of_figure, seek
from model.whatif.together import together
from model.whatif.unlike import Unlike, unlike
from model.whatif.vary import Row, Rows, WhatIf, setting, vary

__all__ = [
    "Attribution",
    "Difference",
    "GridValues",
    "Peak",
    "Root",
    "Row",
    "Rows",
    "Search",
    "Side",
    "Sought",
    "Tries",
    "Unlike",
    "WhatIf",
    "along",
    "attribute",
    "best",
    "choices",
    "crossings",
    "grid",
    "highest",
    "in_a_sentence",
    "of_figure",
    "path_of",
    "seek",
    "setting",
    "together",
    "unlike",
    "vary",
    "with_and_without",
]
