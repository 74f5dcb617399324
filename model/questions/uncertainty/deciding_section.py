"""Which assumption decides: what each is worth to know before choosing a pace of growth, and what moves the figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from model.answers import Asked, Bar, Bars, Block, Piece, Remark, Setting, Settings, Table, folded
from model.answers.words import in_short
from model.decide.outcome import Outcome
from model.labels import name
from model.parameters import COMPANY, SEGMENT, Parameter
from model.questions.uncertainty.assumed_ranges import drawn_from
from model.result import Result
from model.trace import Quantity, Sentence, Trace
from model.uncertain.deciding import EXIT_MULTIPLE, FACTORS, GrowthChoice, deciding
from model.wording import UNDEFINED

DRAWS = 2_048
RUNS = len(FACTORS) * DRAWS
SHOWN = 10  # bars
TITLE = "Which assumption decides"
FOLDED = "What each input is worth to know, and the payoffs"
HEAD = ("Input", "Worth knowing", "Share alone", "Share with others")
ACTIONS = {"accelerate": "Accelerate", "hold": "Hold", "brakes": "Brakes"}
PAYOFF = "Profit plus {} times the last ARR, or profit alone where cash falls below the floor."


@dataclass(frozen=True, eq=False)
class Decides:
    """What each input is worth to know, with its shares of the figure's variance; and the payoff of each action."""

    rows: tuple[tuple[str, Quantity, Quantity | None, Quantity | None], ...]
    payoffs: Mapping[str, Quantity]
    best: str
    verdict: str
    flips: Quantity


def decides(result: Result, _segment: int, outcome: Outcome, factors: tuple[float, ...], exit_multiple: float,
            floor: float) -> Decides:  # fmt: skip
    drawn, trace = drawn_from(result.scenario), Trace(result)
    choice = GrowthChoice(dict(zip(ACTIONS, factors, strict=True)), exit_multiple, floor)
    found = deciding(drawn, outcome, choice, DRAWS)
    inputs = tuple(trace.input(path) for path in sorted(drawn.ranges))
    indices = {index.path: index for index in found.indices}
    payoff = PAYOFF.format(f"{exit_multiple:g}")

    def worked_out(key: str, label: str, value: float, unit: str, how: str) -> Quantity:
        return Quantity(value, unit, label, f"uncertain.{key}", definition=how, evidence=inputs, runs=RUNS)

    def shares(path: str, label: str) -> tuple[Quantity | None, Quantity | None]:
        index = indices.get(path)
        if index is None or math.isnan(index.first):
            return None, None
        about = f"of the variance of {outcome.in_a_sentence}, as if inputs were not correlated (Sobol index)."
        return (
            worked_out(f"first.{path}", f"{label}: share alone", index.first, "share", f"What it causes alone {about}"),
            worked_out(f"total.{path}", f"{label}: share with others", index.total, "share",
                       f"What it takes part in, {about}"),
        )  # fmt: skip

    rows = []
    for path, value in found.worth_knowing.items():
        label = name(result.scenario, path)
        how = f"Mean payoff if you know this input before you choose, less mean payoff if you do not. {payoff}"
        rows.append((label, worked_out(f"worth.{path}", f"{label}: worth knowing", value, "money", how),
                     *shares(path, label)))  # fmt: skip
    payoffs = {
        action: worked_out(f"payoff.{action}", f"{words}: payoff", found.payoffs[action], "money",
                           f"The mean over the draws. {payoff}")
        for action, words in ACTIONS.items()
    }  # fmt: skip
    flips = worked_out("flips", "Draws with another verdict", found.flips, "share",
                       f"The share of the draws in which the verdict is not {found.verdict}.")  # fmt: skip
    return Decides(tuple(rows), payoffs, found.best, found.verdict, flips)


def blocks(asked: Asked, outcome: Outcome) -> Sequence[Block]:
    """What is chosen between, the bars, and the table of the shares."""
    given = _settings(asked)
    factors = tuple(setting.value for setting in given[:3])
    found = asked.find(decides, outcome, factors, given[3].value, given[4].value)
    if not found.rows:
        return ()
    rows = [(label, [worth, *(share or UNDEFINED for share in both)]) for label, worth, *both in found.rows]
    payoffs = [(ACTIONS[action], (payoff,)) for action, payoff in found.payoffs.items()]
    said: Sentence = ("The plan's verdict is ", found.verdict, "; ", found.flips, " of the draws have another.")
    return (
        _bars(asked, found, outcome), Remark(said),
        folded("deciding", Table(FOLDED, HEAD, rows), Table("Payoff of each pace", ("Pace", "Mean payoff"), payoffs),
               Settings(given[:3]), Settings(given[3:])),
    )  # fmt: skip


def _bars(asked: Asked, found: Decides, outcome: Outcome) -> Bars:
    """How much of the spread each input causes, the largest first."""
    known = [(label, share) for label, _, _, share in found.rows if share is not None]
    known.sort(key=lambda row: -row[1].value)
    bars = []
    for label, share in known[:SHOWN]:
        words = in_short(share, asked.scenario)
        bars.append(Bar(label, (Piece(label, 0.0, max(0.0, share.value), "whatif", tooltip=words),), amount=words))
    return Bars(
        title=TITLE, unit="share", beside=f"share of the spread of {outcome.in_a_sentence}", bars=bars,
        finding=_finding(found), pointer=("Input", "Share"), tall="low",
    )  # fmt: skip


def _finding(found: Decides) -> Sentence:
    label, worth, *_ = found.rows[0]
    best = f"{ACTIONS[found.best]} pays best on average"
    if worth.value <= 0:
        return (f"Nothing needs finding out first: {best}, and no range changes that.",)
    return (f"Find out {label} first: knowing it is worth ", worth, f". {best}: ", found.payoffs[found.best], ".")


def _settings(asked: Asked) -> list[Setting]:
    """The factors on new customers, the multiple of ARR, and the floor of cash."""
    factors = [
        asked.setting(f"factor-{action}", _factor(f"{words}: new customers times"), FACTORS[action])
        for action, words in ACTIONS.items()
    ]
    multiple = replace(_factor("Value of the company, times ARR"), bounds=(0, 100), plausible=(0, 15),
                       help="What a buyer would pay for a dollar of ARR at the end: our own judgement.")  # fmt: skip
    return [
        *factors,
        asked.setting("exit-multiple", multiple, EXIT_MULTIPLE),
        asked.setting("payoff-floor", floor(), 0.0),
    ]


def floor() -> Parameter:
    """The cash that must stay: a setting of two sections."""
    return replace(COMPANY["cash"], label="Cash floor", help="Cash that should never be used.")


def _factor(label: str) -> Parameter:
    return replace(
        SEGMENT["ramp_productivity"], label=label, unit="-", bounds=(0, 10), plausible=(0, 3), step=0.1,
        help="New customers of every segment, in month 1 and what is added each month.",
    )  # fmt: skip
