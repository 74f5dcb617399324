"""The answer as it is shown: the map of the limits, the way to the ceiling, and new customers moved elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.answers import SCENARIO, Answer, Asked, Block, Later, Remark, Table, compared, folded
from model.metrics import UNIT_ECONOMICS
from model.questions.unit_economics import ceiling, channels, prices, standing
from model.questions.unit_economics.answer import PAYBACKS_HEAD, UnitEconomics, ask, values_of
from model.questions.unit_economics.charts import growth_ceiling, map_of_guidelines, moved

ABOUT = ("ltv_cac", "payback_margin", "net_mrr_churn", "ltv_simple")


def answer(asked: Asked) -> Answer:
    """Are these customers worth buying?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: answer.figures for name, answer in found.items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(
            map_of_guidelines(asked, found),
            growth_ceiling(asked, found),
            Later(lambda: _moved(asked, found)),
        ),
        below=(Later(lambda: _tables(shown)),),
    )


def _moved(asked: Asked, found: Mapping[str, UnitEconomics]) -> Sequence[Block]:
    """What becomes of the ratios if new customers move to another segment."""
    said = Remark(found[SCENARIO].moves.sentence)
    if not found[SCENARIO].moves.paths:
        return (said,)
    return (moved(asked, found, "ltv_cac", "at least"), moved(asked, found, "payback_margin", "at most"), said)


def _tables(shown: UnitEconomics) -> tuple[Block, ...]:
    standings = [*((row.name, row.cells) for row in shown.standings), ("Your limits", shown.limits)]
    affordable, reached = ([(row.name, row.cells) for row in rows] for rows in (shown.prices, shown.reached))
    values, paybacks = zip(*(((row.name, row.values), (row.name, row.paybacks)) for row in shown.worth), strict=True)
    head = ("Segment", *(UNIT_ECONOMICS[name].label for name in values_of(shown.scenario)))
    return (
        Table("Against your limits", standing.HEAD, standings),
        folded("affordable", Table("What you can afford to pay for a customer", prices.HEAD, affordable)),
        folded("worth", Table("What a customer is worth", head, values)),
        folded("paybacks", Table("How soon a customer pays back", PAYBACKS_HEAD, paybacks)),
        folded("ceilings", Table("Growth ceilings", ceiling.HEAD, reached)),
        folded(
            "moved",
            Table(
                "If new customers move to another segment", channels.head(), [path.row for path in shown.moves.paths]
            ),
        ),
    )
