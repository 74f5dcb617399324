"""Why a figure differs from the base: what each input that differs contributes, levers before assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from model.answers import Asked, Bar, Bars, Block, Piece, Remark, Role, Table, Tick, folded
from model.answers.words import in_short
from model.decide.attribution import Attribution, attribute_change
from model.decide.outcome import Outcome
from model.decide.unlike_inputs import ASSUMPTION, LEVER
from model.engine.batch import BatchError
from model.questions.compare.sides import Side
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, total

KINDS = {LEVER: "What we do", ASSUMPTION: "How the world differs"}
HEAD = ("Input", "Kind", "Contribution", "Changed alone")
ROLES: dict[str, Role] = {LEVER: "whatif", ASSUMPTION: "series 3"}
SHOWN = 12  # bars; what the others contribute is one
ROUNDING = 1e-9  # of the change
TITLE = "Why they differ"
HOW = "What it adds, on average over every order in which the inputs that differ may be changed one after the other."


@dataclass(frozen=True, eq=False)
class Contribution:
    """What one input contributes, and the figure with this input changed alone."""

    name: str
    kind: str
    share: Quantity
    alone: Quantity


@dataclass(frozen=True, eq=False)
class Why:
    """The figure in the base and in the other, and what the inputs that differ contribute, levers first."""

    before: Quantity
    after: Quantity
    contributions: tuple[Contribution, ...]
    error: float

    def of_kind(self, kind: str) -> list[Contribution]:
        return [each for each in self.contributions if each.kind == kind]


def why(result: Result, _segment: int, base: Scenario, other: Scenario, outcome: Outcome) -> Why | None:
    """None where the inputs do not go together on the way, or the figure has no value there."""
    try:
        found = attribute_change(base, other, outcome)
    except BatchError:
        return None
    if math.isnan(found.total) or any(math.isnan(share.value) for share in found.shares):
        return None
    rows = found.rows()
    before, after, *alone = (outcome.traced(rows[place]) for place in range(rows.size))
    contributions = [
        Contribution(found.named(share.change.path), share.change.kind, _share(found, place, before, after, with_it),
                     with_it)
        for place, (share, with_it) in enumerate(zip(found.shares, alone, strict=True))
    ]  # fmt: skip
    contributions.sort(key=lambda row: (row.kind == ASSUMPTION, -abs(row.share.value)))
    return Why(before, after, tuple(contributions), max((share.error for share in found.shares), default=0.0))


def _share(found: Attribution, place: int, before: Quantity, after: Quantity, alone: Quantity) -> Quantity:
    share, metric = found.shares[place], found.outcome.metric
    sampled = "" if found.exact else " Some thousand orders are drawn."
    return Quantity(
        share.value, _unit(metric.unit), f"{found.named(share.change.path)}: contribution", f"compare.share.{place}",
        definition=f"{HOW}{sampled}", good=metric.good, evidence=(before, alone, after), runs=found.runs,
    )  # fmt: skip


def _unit(unit: str) -> str:
    """Of a difference: months apart have no number in the calendar."""
    return "months" if unit == "month" else unit


def blocks(asked: Asked, base: Side, subject: Side, outcome: Outcome) -> Sequence[Block]:
    """The bars with the interaction in a sentence of its own, and the table of the contributions."""
    found = asked.find(why, base.scenario, subject.scenario, outcome)
    if found is None:
        return (
            Remark((f"{outcome.label} has no value in one of both, or on the way, so its change is not split up.",)),
        )
    if not found.contributions:
        return ()
    rows = [(row.name, (KINDS[row.kind], row.share, row.alone)) for row in found.contributions]
    return (
        _bars(asked, base, subject, outcome, found),
        Remark(_interaction(subject, found)),
        folded("contributions", Table("What each input contributes", HEAD, rows)),
    )  # fmt: skip


def _bars(asked: Asked, base: Side, subject: Side, outcome: Outcome, found: Why) -> Bars:
    shown = partial(in_short, scenario=asked.scenario)
    level, bars = found.before.value, [_end(base.name, found.before.value, shown(found.before))]
    for row in _gathered(found):
        amount = row.share.value
        words = f"{'+' if amount > 0 else ''}{shown(row.share)}"
        piece = Piece(KINDS[row.kind], level, level + amount, ROLES[row.kind], tooltip=words)
        bars.append(Bar(row.name, (piece,), amount=words))
        level += amount
    return Bars(
        title=TITLE, unit=_unit(outcome.metric.unit), beside=outcome.in_a_sentence,
        finding=_finding(base, subject, outcome, found), remark=_of_kinds(found),
        bars=(*bars, _end(subject.name, found.after.value, shown(found.after))), from_zero=False,
        pointer=("Kind", "Contribution"), tall="low", legend=tuple((KINDS[kind], role) for kind, role in ROLES.items()),
    )  # fmt: skip


def _end(name: str, value: float, words: str) -> Bar:
    return Bar(name, ticks=(Tick(value, "ink"),), amount=words)


def _gathered(found: Why) -> Iterator[Contribution]:
    """The largest contributions of each kind, levers first, and what all others of the kind come to."""
    largest = sorted(found.contributions, key=lambda row: -abs(row.share.value))[:SHOWN]
    for kind in KINDS:
        rest = [row for row in found.of_kind(kind) if row not in largest]
        yield from (row for row in found.of_kind(kind) if row in largest)
        if rest:
            others = total(row.share for row in rest)
            others = others.named(f"compare.rest.{kind}", f"{len(rest)} others", unit=rest[0].share.unit)
            yield Contribution(f"{len(rest)} others", kind, others, others)


def _finding(base: Side, subject: Side, outcome: Outcome, found: Why) -> Sentence:
    """The largest contribution."""
    row = max(found.contributions, key=lambda row: abs(row.share.value))
    if row.share.value == 0:
        return (f"Nothing that differs moves {outcome.in_a_sentence}.",)
    return (f"From {base.name} to {subject.name}, {row.name} counts most: ", row.share, ".")


def _of_kinds(found: Why) -> Sentence:
    """Levers and assumptions apart, where both differ."""
    if not all(map(found.of_kind, KINDS)):
        return ()
    ours, worlds = (
        total(row.share for row in found.of_kind(kind)).named(
            f"compare.kind.{kind}", f"{words}, in total", unit=found.contributions[0].share.unit,
            definition="The sum of the contributions of this kind.",
        )
        for kind, words in KINDS.items()
    )  # fmt: skip
    return ("What we do differently makes ", ours, "; how the world differs makes ", worlds, ".")


def _interaction(subject: Side, found: Why) -> Sentence:
    """What the changes do only by acting on each other, where there are several."""
    if len(found.contributions) < 2:
        return ()
    change = found.after - found.before
    alone = total(row.alone - found.before for row in found.contributions)
    interaction = (change - alone).named(
        "compare.interaction", "Interaction", unit=found.contributions[0].share.unit,
        definition="The change less what each input changes alone.",
    )  # fmt: skip
    size = max(abs(row.share.value) for row in found.contributions)
    if abs(interaction.value) <= ROUNDING * size:
        return ("The changes add up as if each were made alone.",)
    return (interaction, " of the change comes from inputs acting on each other.")
