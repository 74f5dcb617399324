"""The page of the answer: the families by turns, the cash, and the second trough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.answers import SCENARIO, Answer, Asked, Block, Fold, Later, Remark, Table, compared, folded
from model.questions import horizons
from model.questions.calendars import season
from model.questions.cash_trough.answer import CashTrough, ask
from model.questions.cash_trough.charts import accelerated, cash, profit
from model.questions.cash_trough.whatif_families import NAMES

ABOUT = ("trough", "breakeven_month", "cash_low")


def answer(asked: Asked) -> Answer:
    """How much cash does growth take, and how fast can we afford to grow?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    view = asked.choice("family", "What is varied", NAMES)
    families = {name: trough.family(view.chosen) for name, trough in found.items()}
    family = families[SCENARIO]
    months = {"trough": "trough_month", "cash_low": "cash_low_month"}
    return Answer(
        shown.sentence,
        compared(
            {name: trough.figures for name, trough in found.items()},
            {figure: family.current.figures[month] for figure, month in months.items()},
        ),
        asked.scenarios,
        about=ABOUT,
        beside=(
            view,
            profit(asked, families),
            cash(asked, families, shown.runway_sentence),
            Remark(shown.ahead_sentence),
            Later(lambda: _doubled(asked, found)),
            season(asked),
        ),
        below=(
            folded("family", Table(f"By {family.name.lower()}", family.head, family.rows)),
            Fold("horizons", horizons.TITLE, lambda: horizons.blocks(asked)),
        ),
    )


def _doubled(asked: Asked, found: Mapping[str, CashTrough]) -> Sequence[Block]:
    """What doubling new customers would do."""
    second = {name: trough.second for name, trough in found.items()}
    said = Remark(second[SCENARIO].sentence)
    return (said,) if second[SCENARIO].path is None else (accelerated(asked, second), said)
