"""Templates of meetings, beside the accounts per CSM that others publish; and what the paper's arithmetic is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.benchmarks import benchmarks
from model.questions.csm_capacity.hours import hours
from model.questions.csm_capacity.published_loads import loads, productivity
from model.result import Result
from model.templates import Template, templates
from model.trace import Quantity, Sentence, Trace, greatest, least, listed, total
from model.trace.segment import SegmentTrace

KEY = "csm_capacity.template"
HOURS = "hours/account/year"
Cells = tuple[Quantity | tuple[()] | str, ...]
MeetingRow = tuple[str, Cells]


@dataclass(frozen=True)
class Illustration:
    """A template beside the published loads, and its meetings one by one.

    `changes` is what "Use these meetings" writes, by PATH.
    """

    touch: str
    name: str
    cells: Cells
    meetings: tuple[MeetingRow, ...]
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Illustrated:
    """The answer: the templates, where the hours of two come from, and what productivity rests on."""

    sentence: Sentence
    productivity: Sentence
    illustrations: tuple[Illustration, ...]


def illustrated(result: Result, segment: int) -> Illustrated:
    """The templates, at the CSM hours of the segment at this place."""
    trace = Trace(result).by_segment[segment]
    return Illustrated(_sentence(trace), productivity(trace, hours(trace)),
                       tuple(_illustration(trace, template) for template in templates()))  # fmt: skip


def _sentence(trace: SegmentTrace) -> Sentence:
    """That they are illustrations, and what two of them add up to."""
    sums = [(f"{template.name} (", _hours(template), " hours)") for template in templates()[:2]]
    sentence: Sentence = (
        "These are illustrations. ", *listed(sums),
        " match the paper's accounts per CSM; the others lie within published ranges.",
    )  # fmt: skip
    if trace.segment.other_hours:
        sentence = (*sentence, " Using one sets other hours (", trace.input("other_hours"), " now) to 0.")
    return sentence


def _illustration(trace: SegmentTrace, template: Template) -> Illustration:
    table = trace.segment.name
    rows = [row.model_dump() for row in template.meetings]
    reaching = trace.input("csm_hours") * trace.input("csm_productivity")
    per_account = _hours(template)
    held = (reaching / per_account).named(
        f"{KEY}.{template.touch}.held", f"Accounts per CSM, {template.name.lower()}", unit="accounts",
        definition="Hours of a CSM that reach accounts over the hours of the template's meetings, not rounded.",
    )  # fmt: skip
    changes = {f"{table}.meetings": rows} | ({f"{table}.other_hours": 0.0} if trace.segment.other_hours else {})
    return Illustration(
        template.touch, template.name, (per_account, _published_hours(template), held, *_published(template)),
        tuple(_meetings(template)), changes,
    )  # fmt: skip


def _meetings(template: Template) -> list[tuple[str, tuple[Quantity, ...]]]:
    """Each kind of meeting: how often a year, hours, preparation, and all of that in a year."""
    rows = list[tuple[str, tuple[Quantity, ...]]]()
    for place, row in enumerate(template.meetings):
        key, row_name = f"{KEY}.{template.touch}.{place}", f"{row.name}, {template.name.lower()}"
        often, long, prepared = (
            Quantity(value, unit, f"{row_name}: {words}", f"{key}.{end}", definition="An illustration, not published.")
            for value, unit, words, end in (
                (row.per_year, "a year", "times a year", "often"),
                (row.hours, "hours", "hours", "hours"),
                (row.prep_hours, "hours", "hours of preparation", "prepared"),
            )
        )
        whole = (often * (long + prepared)).named(f"{key}.whole", f"{row_name}: hours a year", unit=HOURS)
        rows.append((row.name, (often, long, prepared, whole)))
    return rows


def _hours(template: Template) -> Quantity:
    return total(cells[-1] for _, cells in _meetings(template)).named(
        f"{KEY}.{template.touch}.hours", f"Hours an account, {template.name.lower()}", unit=HOURS,
        definition="Hours of all meetings of the template per account and year, preparation included.",
    )  # fmt: skip


def _published_hours(template: Template) -> Quantity | tuple[()]:
    """What others say that an account takes; nothing where nobody says so."""
    for place, benchmark in enumerate(benchmarks("csm_hours_per_account_year")):
        if benchmark.band in template.bands:
            key = f"=benchmark/csm_hours_per_account_year/{place}"
            return Quantity(
                benchmark.low,
                HOURS,
                f"Hours an account, {benchmark.band}",
                key,
                definition=f"Published: {benchmark.citation}.",
            )
    return ()


def _published(template: Template) -> Cells:
    """The lowest and the highest of the published accounts per CSM, and who publishes them."""
    found = [(benchmark, low, high) for benchmark, low, high in loads() if benchmark.band in template.bands]
    low = least(*(low for _, low, _ in found)).named(
        f"{KEY}.{template.touch}.low", f"Lowest published, {template.name.lower()}", unit="accounts"
    )
    high = greatest(*(high for _, _, high in found)).named(
        f"{KEY}.{template.touch}.high", f"Highest published, {template.name.lower()}", unit="accounts"
    )
    return low, high if high.value > low.value else (), "; ".join(benchmark.name for benchmark, _, _ in found)
