"""Where one number comes from, as the command line tells it: found by its KEY, as JSON and as text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from model.figures import REASONS
from model.metrics import SUMMARY
from model.problems import Problem, ScenarioError, one_line, suggest
from model.quantity import Quantity
from model.tables import aligned
from model.trace.inputs import inputs_of, path_of
from model.trace.lookup import Trace
from model.trace.measured import AT_END
from model.trace.segment import SegmentTrace
from model.wording import formatted, percent, unit_in_words
from model.written import in_symbols, in_words, number, with_values

BLENDED = "blended_"  # of the company, before the name of a figure of an account


def asked(trace: Trace, key: str, month: int | None) -> Quantity:
    """The number of a KEY: NAME or SEGMENT/NAME, by month with @MONTH or `month`, or =PATH. Raises ScenarioError."""
    name, at, text = key.rpartition("@")
    if at and month is None and text.isdecimal():
        key, month = name, int(text[:9])
    if key.startswith("="):
        return _input(trace, key, month)
    segment, slash, name = key.rpartition("/")
    figures, monthly = _known(trace)
    if key not in {*figures, *monthly}:
        remedy = suggest(key, [*figures, *monthly]).replace("leave it out", "bowtie metrics lists the names")
        raise _refused(key, "is no figure of this scenario", remedy)
    owner: Trace | SegmentTrace = trace.segment(segment) if slash else trace
    if month is None:
        if key not in figures:
            raise _refused(key, "is a measure of each month", f"add --month, 1 to {trace.months}")
        return owner.summary(name) if name in SUMMARY else owner.economics(name)
    if key not in monthly:
        raise _refused(key, "is a figure of the whole horizon", "leave out --month")
    if not 1 <= month <= trace.months:
        raise _refused(key, f"has no month {month}", f"allowed is 1 to {trace.months}")
    return owner.month(name, month)


def _input(trace: Trace, key: str, month: int | None) -> Quantity:
    found = trace.find(key)
    if found is None:
        raise _refused(
            key, "is no input of this scenario", suggest(key, (f"={path}" for path in trace.scenario.paths()))
        )
    if month is not None:
        raise _refused(key, "is the same in every month", "leave out --month")
    return found


def as_json(quantity: Quantity, trace: Trace) -> dict[str, Any]:
    """The number, its arithmetic, what it is made of, and the inputs that it finally rests on."""
    how = quantity.how
    symbols = quantity.formula or (in_symbols(how) if how is not None and how.operation else "")
    return {
        **_named(quantity, trace),
        "unit": quantity.unit,
        **({"reason": quantity.reason} if quantity.reason else {}),
        "words": "" if how is None else in_words(how),
        "with_values": "" if how is None else with_values(how),
        "latex": symbols,
        "terms": [_named(term, trace) for term in quantity.terms],
        "inputs": inputs_of(quantity, trace),
    }


def as_text(quantity: Quantity, trace: Trace) -> str:
    """The same as text, laid out as in the drawer beside a page."""
    return "\n".join(map(one_line, (*_arithmetic(quantity, trace), *_below(quantity, trace)))) + "\n"


def arithmetic(quantity: Quantity, trace: Trace) -> str:
    """The number, how it is worked out in words and with its values, and the KEY that asks for the rest."""
    key = key_of(quantity, trace) or quantity.key
    return "\n".join(map(one_line, filter(None, (*_arithmetic(quantity, trace), f"[{key}]" if key else ""))))


def exactly(quantity: Quantity, currency: str) -> str:
    """Every digit that means something, or why there is no value."""
    if quantity.reason is not None:
        return REASONS[quantity.reason]
    if quantity.unit.startswith("share"):
        return percent(quantity.value, 6)
    return formatted(round(quantity.value, 6), quantity.unit, currency, full=True)


def _arithmetic(quantity: Quantity, trace: Trace) -> Iterator[str]:
    how, value = quantity.how, _shown(quantity, trace)
    unit = unit_in_words(quantity.unit, trace.scenario.currency)
    yield quantity.label
    yield f"No value: {value}" if quantity.reason else f"{value} ({unit})" if unit else value
    yield quantity.definition
    if how is not None and not quantity.reason:
        yield f"= {in_words(how)}"
        yield f"= {with_values(how)} = {number(quantity).strip('()')}"


def _below(quantity: Quantity, trace: Trace) -> Iterator[str]:
    if quantity.terms:
        yield from ("", "Made of")
        rows = [(term.label, _shown(term, trace), key_of(term, trace)) for term in quantity.terms]
        yield from (f"  {line}" for line in aligned([[*map(one_line, row)] for row in rows], numbers=False))
    if inputs := inputs_of(quantity, trace):
        yield from ("", "Rests on", *(f"  {path}" for path in inputs))


def key_of(quantity: Quantity, trace: Trace) -> str:
    """The KEY that asks for this number; a part of a table has the table's, and a number of a what-if has none."""
    if quantity.key.startswith("="):
        return f"={path_of(quantity, trace.scenario)}"
    if trace.find(quantity.key) is None:
        return ""
    index, slash, name = quantity.key.rpartition("/")
    return f"{trace.names[int(index)]}/{name}" if slash else name.removeprefix(BLENDED)


def _known(trace: Trace) -> tuple[list[str], list[str]]:
    """The KEYs of figures, and of measures by month."""
    parts = {"": trace.part, **{f"{name}/": trace.segment(name).part for name in trace.names}}
    figures = [
        f"{owner}{name}"
        for owner, part in parts.items()
        for name in (*part.summary, *part.unit_economics, *(f"{each}{AT_END}" for each in part.unit_economics_end))
    ]
    return figures, [f"{owner}{name}" for owner, part in parts.items() for name in part.monthly]


def _named(quantity: Quantity, trace: Trace) -> dict[str, Any]:
    return {"key": key_of(quantity, trace), "label": quantity.label, "value": _value(quantity, trace)}


def _value(quantity: Quantity, trace: Trace) -> float | int | str | None:
    """The value as JSON has it: None where there is none, a word where an input is one, whole for a month."""
    if math.isfinite(quantity.value):
        return int(quantity.value) if quantity.unit == "month" else quantity.value
    path = path_of(quantity, trace.scenario)
    given = trace.scenario.value(path) if path else None
    return given if isinstance(given, str) else None


def _shown(quantity: Quantity, trace: Trace) -> str:
    value = _value(quantity, trace)
    return value if isinstance(value, str) else exactly(quantity, trace.scenario.currency)


def _refused(key: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem("trace", key, problem, remedy)])
