"""An answer as a value: what a page says, shows and draws, as a function of named results.

`model/questions/KEY` gives it; the screen (`ui/page.py`) and every other reader only lays it out. It knows no
Streamlit, no HTML and no pixels.

    def answer(asked: Asked) -> Answer:
        found = asked.each(ask)                          # what is worked out for each named result, kept by a session
        shown = found[SCENARIO]
        view = asked.choice("family", "What is varied", {"growth": "Growth", "payback": "Payback time"})
        return Answer(
            shown.sentence, compared({name: answer.figures for name, answer in found.items()}), asked.scenarios,
            about=("trough", "cash_low"), beside=(view, Lines(...), Remark(...)),
            below=(Table(...), by_month(asked, MEASURES)),
        )

`asked.each` is where all that is costly is done: a session asks it anew only when a result, the segment in view or a
setting has changed. All the rest runs each time that the page is drawn.
"""

from model.answers.asked import BASELINE, SCENARIO, Asked
from model.answers.blocks import (
    Answer,
    Block,
    Cell,
    Choice,
    Fold,
    Input,
    InputTable,
    Later,
    Listed,
    MonthColumn,
    Months,
    Offer,
    Part,
    Plan,
    Plans,
    Remark,
    Row,
    Setting,
    Settings,
    Slot,
    Table,
)
from model.answers.charts import (
    MONTHS,
    OTHERS,
    Axis,
    Band,
    Bar,
    Bars,
    Chart,
    Dot,
    Flow,
    Grid,
    Lines,
    Mark,
    Piece,
    Points,
    Role,
    Rule,
    Series,
    Tick,
)
from model.answers.compared import Compared, compared
from model.answers.folded import folded
from model.answers.monthly import by_month

__all__ = [
    "BASELINE",
    "MONTHS",
    "OTHERS",
    "SCENARIO",
    "Answer",
    "Asked",
    "Axis",
    "Band",
    "Bar",
    "Bars",
    "Block",
    "Cell",
    "Chart",
    "Choice",
    "Compared",
    "Dot",
    "Flow",
    "Fold",
    "Grid",
    "Input",
    "InputTable",
    "Later",
    "Lines",
    "Listed",
    "Mark",
    "MonthColumn",
    "Months",
    "Offer",
    "Part",
    "Piece",
    "Plan",
    "Plans",
    "Points",
    "Remark",
    "Role",
    "Row",
    "Rule",
    "Series",
    "Setting",
    "Settings",
    "Slot",
    "Table",
    "Tick",
    "by_month",
    "compared",
    "folded",
]
