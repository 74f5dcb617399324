"""The flow of MRR from signature to expansion, and the MRR of one customer over time, as charts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model.answers import SCENARIO, Asked, Axis, Flow, Lines, Series
from model.answers.paths import compared, last_shown
from model.engine.batch import Array
from model.questions.compounding.answer import Compounding
from model.wording import formatted, in_months, minus, percent, short

UNIT = "money/month"
AGE = Axis("months", "Months since first revenue")
Found = Mapping[str, Compounding]  # by the name of the result


def flow(asked: Asked, found: Found) -> Flow:
    """MRR from COMMIT over NEW and RENEW to EXPAND, with the rate that leads to each step."""
    steps, paths = found[SCENARIO].flow, {name: _flow_of(answer) for name, answer in found.items()}
    others = {name: compared(paths[SCENARIO], paths.get(name)) for name in asked.others}
    return Flow(
        title="From signed to expanded: MRR at each step", unit=UNIT, tall="low",
        finding=(_of_flow(asked, paths[SCENARIO], others),),
        steps=[step.name for step in steps], values=paths[SCENARIO], tooltip="MRR", others=[*others.values()],
        rates=["" if step.rate is None else f"× {percent(step.rate.value)}" for step in steps],
    )  # fmt: skip


def account(asked: Asked, found: Found) -> Lines:
    """What a customer is expected to pay: as its steps compound, and with steps of equal size."""
    shown = found[SCENARIO]
    end, equal = (minus(short(float(path[-1]))) for path in (shown.curve, shown.line))
    others = {name: compared(shown.curve, found[name].curve if name in found else None) for name in asked.others}
    return Lines(
        title="What one customer pays over time", unit=UNIT, steps=True,
        x=AGE, at=np.arange(len(shown.curve), dtype=float),
        finding=(_of_account(asked, shown.curve, shown.line),),
        series=(
            Series("Compounding", shown.curve, "whatif", words=f"Compounding {end}"),
            Series("Equal steps", shown.line, "loss", words=f"Equal steps {equal}" if end != equal else ""),
            *(Series(name.capitalize(), path, "baseline", words=_ending(name, path)) for name, path in others.items()),
        ),
    )  # fmt: skip


def _flow_of(answer: Compounding) -> Array:
    return np.array([step.mrr.value for step in answer.flow])


def _ending(name: str, path: Array) -> str:
    last = last_shown(path)
    return "" if last is None else f"{name.capitalize()} {minus(short(float(path[last])))}"


def _of_flow(asked: Asked, values: Array, others: Mapping[str, Array]) -> str:
    start, end = (_money(asked, value) for value in values[[0, -1]])
    sentence = f"{asked.segment_name}: {start} of signed MRR is {end} after onboarding, one renewal and one expansion"
    for name, path in others.items():
        sentence += "" if last_shown(path) is None else f"; {name} {_money(asked, path[-1])}"
    return f"{sentence}."


def _of_account(asked: Asked, curve: Array, line: Array) -> str:
    start, end, equal = (_money(asked, value) for value in (curve[0], curve[-1], line[-1]))
    who = f"One {asked.segment_name} customer" if len(asked.scenario.segments) > 1 else "A customer"
    if start == end == equal:
        return f"{who} stays at {start} a month."
    sentence = f"{who} starts at {start} a month and is expected to pay {end} after {in_months(len(curve) - 1)}"
    return f"{sentence}; with equal steps {equal}." if end != equal else f"{sentence}."


def _money(asked: Asked, value: float) -> str:
    return formatted(float(value), UNIT, asked.scenario.currency)
