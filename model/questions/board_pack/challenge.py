"""What a CFO will attack first, and what is answered to it: five questions, each put to the result.

for attack in attacks(Asked({SCENARIO: result})):
    print(attack.question, as_text(attack.words), attack.reply)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from model.answers import BASELINE, Asked
from model.basis import is_unsourced
from model.decide.outcome import Outcome
from model.questions import assumptions, horizons
from model.questions.board_pack.do_nothing import DoNothing, do_nothing
from model.questions.board_pack.near_limits import TOLD, NearLimit, beside_limits
from model.questions.outcomes import FIRST
from model.questions.sensitivity import answer as sensitivity
from model.questions.uncertainty import answer as uncertainty
from model.trace import PageLink, Quantity, Sentence
from model.trace.sentence import listed
from model.uncertain.run import RUNS_OUT
from model.verdict import LABELS
from model.whatif import Row
from model.wording import counted

OUTCOME = Outcome(FIRST)
NAMED = 3


@dataclass(frozen=True)
class Attack:
    """A question, what the result says to it, and what the user answers: nothing until somebody has.

    `key` is that of the answer among the scenario's replies.
    """

    key: str
    question: str
    words: Sentence
    reply: str


def attacks(asked: Asked, draws: int = uncertainty.DRAWS) -> tuple[Attack, ...]:
    """All of them. What moves the result and how sure it is take a second or more."""
    return tuple(attack(asked, key, draws) for key in QUESTIONS)


def attack(asked: Asked, key: str, draws: int = uncertainty.DRAWS) -> Attack:
    """One of them. How sure it is comes from so many draws."""
    question, words = QUESTIONS[key]
    said = _confidence(asked, draws) if words is _confidence else words(asked)
    return Attack(key, question, said, _on_one_line(getattr(asked.scenario.replies, key)))


def _on_one_line(text: str) -> str:
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


# ---- assumptions without a source ----


def unsourced_counts(asked: Asked) -> tuple[Quantity, Quantity]:
    """The assumptions that act, and how many of them nobody has sourced."""
    acting, without, _ = asked.find(assumptions.ask).figures
    return acting, without


def unsourced_moves(asked: Asked) -> list[sensitivity.Moved]:
    """The assumptions without a source by how far a tenth either way moves the figure, the furthest first."""
    unsourced = (moved for moved in _moved(asked) if is_unsourced(asked.scenario, moved.bar.domain.path))
    return [moved for moved in unsourced if all(math.isfinite(end.value) for end in moved.figures)]


def _moved(asked: Asked) -> Sequence[sensitivity.Moved]:
    return asked.find(sensitivity.ask, OUTCOME, sensitivity.TENTH).moved


def _unsourced(asked: Asked) -> Sentence:
    acting, without = unsourced_counts(asked)
    if not without.value:
        return ("Every assumption that moves a figure has a source.",)
    said: Sentence = (without, " of the ", acting, " assumptions that move a figure have no source.")
    if without.value == acting.value:
        said = ("None of the ", acting, " assumptions that move a figure has a source.")
    for moved in unsourced_moves(asked)[:1]:
        low, high = moved.figures
        said += (f" A tenth either way, {moved.name} moves {OUTCOME.in_a_sentence} most: at {moved.ends[0]} it is ",
                 low, f", at {moved.ends[1]} ", high, ".")  # fmt: skip
    return said


# ---- guidelines ----


def near_limits(asked: Asked) -> list[NearLimit]:
    """The figures within a tenth of their limits, the closest first."""
    return [figure for figure in asked.find(beside_limits) if figure.is_near]


def _limits(asked: Asked) -> Sentence:
    near, every = near_limits(asked), asked.find(beside_limits)
    if not every:
        return ("No guideline has a value to judge yet.",)
    if not near:
        return ("No figure is within a tenth of its limit. The closest: ", *every[0].words)
    said = [part for figure in near[:TOLD] for part in (*figure.words, " ")][:-1]
    more = len(near) - TOLD
    return (*said, f" {more} more {'figure is' if more == 1 else 'figures are'} as close.") if more > 0 else tuple(said)


# ---- confidence ----


def _confidence(asked: Asked, draws: int = uncertainty.DRAWS) -> Sentence:
    scenario = asked.scenario
    if not scenario.ranges:
        first = [moved.name for moved in _moved(asked) if moved.kind == "assumption"][:NAMED]
        whose = f" of {', '.join(first)}" if first else ""
        return (f"Nobody can say: no input has a range. Start with the range{whose} on ",
                PageLink("Uncertainty", "uncertainty"), ".")  # fmt: skip
    sure, advice = asked.find(uncertainty.ask, draws), asked.result.verdict.advice
    kept = listed([(f"{LABELS[name]} in ", sure.chance(name)) for name in LABELS])
    drawn = f"{draws:,} draws from {counted(len(sure.drawn.ranges), 'range')}"
    said: Sentence = (f"The verdict is {advice} in ", sure.chance(advice),
                      f" of {drawn}. Guidelines hold: ", *kept, ".")  # fmt: skip
    return (*said, " Cash runs out in ", sure.chance(RUNS_OUT), ".") if sure.chances[RUNS_OUT] else said


# ---- doing nothing ----


def nothing_done(asked: Asked) -> DoNothing | None:
    """What doing nothing comes to: the baseline, where the scenario differs from one."""
    baseline = asked.results.get(BASELINE)
    return asked.find(do_nothing, None if baseline is None else baseline.scenario)


def _nothing(asked: Asked) -> Sentence:
    found = nothing_done(asked)
    return found.sentence if found else ("Nothing is proposed: no change, no plan and no new customer.",)


# ---- other horizons ----


def other_horizons(asked: Asked) -> list[tuple[int, Row]]:
    """The months and the what-if of each of the usual horizons but the scenario's own."""
    rows = zip(horizons.HORIZONS, asked.find(horizons.over), strict=True)
    return [(months, row) for months, row in rows if months != asked.scenario.horizon_months]


def horizons_differ(asked: Asked) -> bool:
    """Whether another horizon turns profit, break-even, recovery or cash from good to bad."""
    return horizons.differ(asked.find(horizons.over))


def _horizons(asked: Asked) -> Sentence:
    said: Sentence = ()
    for months, row in other_horizons(asked):
        low = row.summary("trough")
        deep = (", with a low point of ", low) if low.value < 0 else ()
        said += (f"{' ' if said else ''}Over {months} months profit is ", row.summary("profit"), *deep, ".")
    return said


QUESTIONS: Mapping[str, tuple[str, Callable[[Asked], Sentence]]] = {
    "unsourced": ("Where do the assumptions come from?", _unsourced),
    "limits": ("How close are we to a limit?", _limits),
    "confidence": ("How confident are you?", _confidence),
    "nothing": ("What if we do nothing?", _nothing),
    "horizons": ("What about the other horizons?", _horizons),
}
