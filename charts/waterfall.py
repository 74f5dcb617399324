"""From the profit without a decision on head count to that with it, a step for each cause; the steps add up."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from charts.notes import Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.questions.headcount.decision import Decision
from model.wording import short

TITLE, UNIT = "From the profit without it to the profit with it", "money"
ROW, AROUND = 34, 8  # pixels
ROOM = 0.3  # of the span, on either side, for texts
COLUMNS = {"row": pa.int64(), "from": pa.float64(), "to": pa.float64(), "at": pa.float64(), "kind": pa.string(),
           "name": pa.string(), "text": pa.string()}  # fmt: skip


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("to:Q", axis=None, scale=alt.Scale(zero=False, nice=False))
    rows = alt.Chart().transform_filter("isValid(datum.name)").encode(y=_y())
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=["end", "up", "down"], range=[colours.ink, colours.whatif, colours.loss]),
        legend=None,
    )  # fmt: skip
    bar = rows.transform_filter("datum.kind != 'end'").mark_bar(height=12, yOffset=8).encode(
        x=alt.X("from:Q", axis=None), x2="to:Q", color=colour,
        tooltip=[alt.Tooltip("name:N", title="Step"), alt.Tooltip("text:N", title="Change")],
    )  # fmt: skip
    end = (
        rows.transform_filter("datum.kind == 'end'")
        .mark_tick(thickness=3, height=14, yOffset=8)
        .encode(x=x, color=colour)
    )
    written: dict[str, Any] = {"align": "left", "baseline": "middle", "dy": -8}
    name = rows.mark_text(**written, color=colours.ink).encode(x=alt.value(0), text="name:N")
    amount = rows.mark_text(**written | {"align": "right"}).encode(
        x=alt.value(alt.expr("width")), text="text:N", color=colour
    )
    room = alt.Chart().mark_point(opacity=0).encode(x=alt.X("at:Q", axis=None))
    return alt.layer(room, bar, end, name, amount, data=alt.NamedData("table"))


def _y() -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def table(mine: Decision, before: Decision | None) -> Table:
    """A row a step between the two profits, and two that keep room at the sides."""
    level = mine.without.value
    rows: list[dict[str, Any]] = [_end("Profit without it", level)]
    for step in mine.steps:
        amount = step.amount.value
        rows.append({"from": level, "to": level + amount, "kind": "up" if amount >= 0 else "down", "name": step.label,
                     "text": minus(f"{'+' if amount > 0 else ''}{short(amount)}")})  # fmt: skip
        level += amount
    rows.append(_end("Profit with it", mine.profit.value))
    for place, row in enumerate(rows):
        row["row"] = place
    levels = [row["to"] for row in rows]
    span = (max(levels) - min(levels)) or 1.0
    rows += [{"row": 0, "at": min(levels) - 0.02 * span}, {"row": 0, "at": max(levels) + 0.02 * span}]
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in COLUMNS.items()})


def _end(name: str, value: float) -> dict[str, Any]:
    return {"from": value, "to": value, "kind": "end", "name": name, "text": minus(short(value))}


def height(table: Table) -> int:
    """Pixels: a line of text and a bar for each step."""
    return ROW * (int(table.num_rows) - 2) + AROUND


def finding(mine: Decision, before: Decision | None) -> str:
    """What the chart shows, in words."""
    currency = mine.scenario.currency
    steps = ", ".join(f"{step.label} {in_words(step.amount.value, UNIT, currency)}" for step in mine.steps)
    sentence = (
        f"Profit goes from {in_words(mine.without.value, UNIT, currency)} to "
        f"{in_words(mine.profit.value, UNIT, currency)}: {steps}"
    )
    if before is not None:
        sentence += f"; in the baseline the same decision changes it by {in_words(before.net.value, UNIT, currency)}"
    return f"{sentence}."
