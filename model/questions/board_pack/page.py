"""The page of the answer: what will be attacked first, what is answered to it, and what is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from model.answers import SCENARIO, Answer, Asked, Block, Fold, Later, Remark, Row, Slot, Table, compared, folded
from model.questions.board_pack import challenge
from model.questions.sensitivity.tornado_section import ends
from model.trace import Quantity, Sentence, Strong, Trace
from model.trace.sentence import listed

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five")
SHOWN = 8  # assumptions in the table
HEAD = ("Without a source", "From", "To", "Profit at the low end", "Profit at the high end")
TITLE = "What a tenth either way of each does to profit"
AT_EASE = " Assumptions have sources, inputs have ranges, no figure is close to its limit, and other horizons agree."
PROPOSED, PREVIEW, DOWNLOADS = "proposed", "preview", "downloads"


def answer(asked: Asked) -> Answer:
    """What do I show them?"""
    return Answer(
        _sentence(asked),
        compared({SCENARIO: _figures(asked)}),
        asked.scenarios,
        below=(
            Slot(PROPOSED),
            *(Later(partial(_attacked, asked, key)) for key in challenge.QUESTIONS),
            Fold(PREVIEW, "What the pack says, page by page", lambda: (Slot(PREVIEW),)),
            Slot(DOWNLOADS),
        ),
    )  # fmt: skip


def _attacked(asked: Asked, key: str) -> list[Block]:
    """The question, what the result says to it, and the place of the answer."""
    attack = challenge.attack(asked, key)
    moves = [folded("unsourced_moves", Table(TITLE, HEAD, _rows(asked)))] if key == "unsourced" else []
    return [Remark(attack.words, attack.question), *moves, Slot(reply_slot(key))]


def reply_slot(key: str) -> str:
    """The key of the place where the answer to a question is typed."""
    return f"reply-{key}"


def _rows(asked: Asked) -> list[Row]:
    return [(moved.name, [*ends(moved), *moved.figures]) for moved in challenge.unsourced_moves(asked)[:SHOWN]]


def _sentence(asked: Asked) -> Sentence:
    """How many things will be attacked, and which."""
    found = [*_attackable(asked)]
    if not found:
        return (Strong("Nothing stands out to attack."), AT_EASE)
    things = "thing" if len(found) == 1 else "things"
    return (Strong(f"{NUMBERS[len(found)]} {things} will be attacked first:"), " ", *listed(found), ".")


def _attackable(asked: Asked) -> Iterator[Sentence]:
    """What is weak, in few words; only what is found at once."""
    _, without = challenge.unsourced_counts(asked)
    if without.value:
        yield without, f" assumption{'' if without.value == 1 else 's'} without a source"
    if near := challenge.near_limits(asked):
        owner = f" of {near[0].owner}" if near[0].owner else ""
        others = f" and {len(near) - 1} more within a tenth of their limits"
        yield (f"{near[0].name}{owner}{others if len(near) > 1 else ' within a tenth of its limit'}",)
    if not asked.scenario.ranges:
        yield ("no range for any input",)
    done = challenge.nothing_done(asked)
    if done and done.is_better:
        yield "doing nothing, which earns more (", done.without["profit"], ")"
    if challenge.horizons_differ(asked):
        yield ("a result that changes with the horizon",)


def _figures(asked: Asked) -> list[Quantity]:
    """How many assumptions nobody has sourced, and profit: as proposed, if nothing is done, over other horizons."""
    _, without = challenge.unsourced_counts(asked)
    done = challenge.nothing_done(asked)
    over = [row.summary("profit") for _, row in challenge.other_horizons(asked)]
    return [without, Trace(asked.result).summary("profit"), *([done.without["profit"]] if done else []), *over]
