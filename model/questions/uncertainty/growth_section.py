"""How fast can we grow: the growth that cash carries in so many of the draws, and what more funding buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model import months
from model.answers import Asked, Block, Remark, Setting, Settings
from model.parameters import COMPANY, SEGMENT
from model.problems import ScenarioError
from model.questions.uncertainty.assumed_ranges import drawn_from
from model.questions.uncertainty.deciding_section import floor
from model.result import Result
from model.trace import Quantity, Sentence, Trace
from model.uncertain.pace import FINER, ROUNDS, TRIED, Carried, pace
from model.wording import formatted, percent, points

TITLE = "How fast can we grow?"
DRAWS = 128
RUNS = DRAWS * (TRIED + 2 * (ROUNDS - 1) * FINER)
SURE = 0.9


@dataclass(frozen=True, eq=False)
class Growth:
    """What is carried as it is and with more funding, and the raise that the plan needs."""

    carried: Sentence
    funded: Sentence
    raising: Sentence


def growth(result: Result, _segment: int, sure: float, floor: float, funding: float, buffer: float) -> Growth | None:
    """None where nobody signs."""
    drawn, trace = drawn_from(result.scenario), Trace(result)
    try:
        found = pace(drawn, sure, floor, funding, buffer, DRAWS)
    except ScenarioError:
        return None
    inputs = tuple(trace.input(path) for path in sorted(drawn.ranges))

    def worked_out(key: str, label: str, value: float, unit: str, how: str, words: str = "") -> Quantity:
        return Quantity(value, unit, label, f"uncertain.growth.{key}", definition=how, evidence=inputs, runs=RUNS,
                        words=words)  # fmt: skip

    def said(carried: Carried, key: str, subject: str) -> Sentence:
        if carried.growth is None or carried.arr is None:
            return (f"{subject} carries no growth that was tried, from 10 points a month less than planned.",)
        how = f"The fastest growth at which cash stays above the floor in {percent(sure)} of the draws."
        away = worked_out(f"{key}.pace", "Growth beyond the plan", 100 * abs(carried.growth), "points", how,
                          points(abs(carried.growth)))  # fmt: skip
        arr = worked_out(f"{key}.arr", "ARR at that growth", carried.arr, "money/year", "The middle of the draws.")
        side = "faster" if carried.growth >= 0 else "slower"
        least = "at least " if carried.is_fastest_tried else ""
        return (f"{subject} carries growth {least}", away, f" a month {side} than planned, for ARR of ", arr,
                f" in {months.name(result.scenario.horizon_months, result.scenario.start)}.")  # fmt: skip

    currency, raising = result.scenario.currency, found.raising
    least = formatted(floor + buffer, "money", currency)
    need: Sentence = (f"The plan keeps {least} in cash without a raise.",)
    if raising.amount and raising.month:
        amount = worked_out("raise", "To raise", raising.amount, "money",
                            f"What keeps cash at {least} as planned in {percent(sure)} of the draws.")  # fmt: skip
        need = ("The plan needs a raise of ", amount, f" by {months.name(raising.month, result.scenario.start)} ",
                f"to keep {least} in cash.")  # fmt: skip
    more = f"With {formatted(funding, 'money', currency)} more, cash"
    return Growth(said(found.carried, "now", "Cash"), said(found.funded, "funded", more) if funding else (), need)


def blocks(asked: Asked) -> Sequence[Block]:
    """The settings, and what they give."""
    given = _settings(asked)
    found = asked.find(growth, *(setting.value for setting in given))
    if found is None:
        return (Remark(("No new customers are signed, so there is no growth to speed up.",)),)
    return (
        Settings(given[:2]),
        Settings(given[2:]),
        Remark(found.carried),
        Remark(found.funded),
        Remark(found.raising),
    )


def _settings(asked: Asked) -> list[Setting]:
    sure = replace(SEGMENT["retention_rate"], label="How sure", unit="share", bounds=(0.01, 0.999),
                   plausible=(0.5, 0.99), step=0.01, help="The share of draws in which cash must last.")  # fmt: skip
    money = COMPANY["cash"]
    funding = replace(money, label="More funding", help="Extra cash at the start: what would it buy?")
    buffer = replace(money, label="Buffer", help="Cash that a raise should leave above the floor.")
    start = max(1e5, round(0.2 * asked.scenario.company.cash, -5))
    return [
        asked.setting("sure", sure, SURE), asked.setting("floor", floor(), 0.0),
        asked.setting("funding", funding, start), asked.setting("buffer", buffer, 0.0),
    ]  # fmt: skip
