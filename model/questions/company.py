"""What does your company look like? Its segments added up, and what is not known of it yet."""

from __future__ import annotations

from collections.abc import Iterable

from model import segment_table
from model.answers import SCENARIO, Answer, Asked, Remark, Slot, compared
from model.answers.words import in_whole
from model.operations import total
from model.result import Result
from model.scenario import Segment
from model.trace import Quantity, Sentence, Strong, Trace, listed

WORDS, SEGMENTS, NEXT, UNSET, SETTINGS = "company", "segments", "next", "unset", "settings"  # what only the screen has
EMPTY: Sentence = (
    Strong("Start with your segments."),
    " Give each kind of customer a row: type it, or paste it from a spreadsheet.",
)


def answer(asked: Asked) -> Answer:
    """The company in one sentence, and the places where it is described."""
    found = asked.each(ask)
    return Answer(
        _sentence(asked.result, found[SCENARIO]),
        compared(found),
        asked.scenarios,
        below=(Slot(WORDS), Slot(SEGMENTS), _missing(asked.result), Slot(NEXT), Slot(UNSET), Slot(SETTINGS)),
    )


def ask(result: Result, segment: int) -> tuple[Quantity, ...]:
    """Accounts, what they pay a year, new accounts, CSMs and cash at the start."""
    trace, segments, unknown = Trace(result), result.scenario.segments, segment_table.missing(result.scenario)

    def inputs(name: str, among: Iterable[Segment]) -> list[Quantity]:
        return [trace.input(f"{segment.name}.{name}") for segment in among]

    paying = [segment for segment in segments if segment.name not in unknown]
    paid = [count * price for count, price in zip(inputs("accounts", paying), inputs("acv", paying), strict=True)]
    fixed = inputs("csms", [segment for segment in segments if segment.staffing == "fixed"])
    accounts = _total("accounts", "Accounts", "accounts", inputs("accounts", segments), "In all segments, now.")
    return (
        in_whole(accounts),
        _total("arr", "ARR", "money/year", paid, "Accounts times their ACV, in all segments, now."),
        _total(
            "new_accounts", "New accounts", "accounts/month", inputs("new_accounts", segments), "Signed in month 1."
        ),
        _total("csms", "CSMs", "people", fixed, "On fixed teams, before any hire or cut."),
        trace.input("company.cash"),
    )


def _total(key: str, label: str, unit: str, parts: Iterable[Quantity], definition: str) -> Quantity:
    return total(parts).named(f"company.{key}", label, unit=unit, definition=definition)


def _sentence(result: Result, figures: tuple[Quantity, ...]) -> Sentence:
    scenario = result.scenario
    if segment_table.is_bare(scenario):
        return EMPTY
    accounts, arr, new, *_ = figures
    count = len(scenario.segments)
    in_segments = f" in {count} segments" if count > 1 else ""
    signs: Sentence = (" It signs ", new, " a month.") if new.value else (" It signs no new ones.",)
    return (
        Strong(scenario.name),
        " has ",
        accounts,
        " account" if accounts.value == 1 else " accounts",
        in_segments,
        ", worth ",
        arr,
        " a year.",
        *signs,
    )


def _missing(result: Result) -> Remark:
    """A remark on the segments that have no ACV yet."""
    names = segment_table.missing(result.scenario)
    if not names:
        return Remark(())
    have, earn = ("has", "it earns") if len(names) == 1 else ("have", "they earn")
    return Remark((*listed([(name,) for name in names]), f" {have} no ACV yet, so nothing {earn} is counted."))
