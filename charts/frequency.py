"""What the book brings by how often a step comes: the same step more often, and the same yearly rate in other steps."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from charts import axes
from charts.notes import Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.questions.clv_scenarios import Worth
from model.questions.clv_scenarios.frequency import Frequency
from model.wording import short

TITLE, UNIT = "What frequency does: revenue of the book", "money"
HEIGHT = 260  # for five rows at most
SAME = 1e-9  # of the value: dots closer than this are one
# Text stands over or under its dot, and beside it where it would run out of the chart (4 pixels a letter and side).
ALIGN = (
    "scale('x', datum.at) < 4 * length(datum.text) ? 'left' : "
    "width - scale('x', datum.at) < 4 * length(datum.text) ? 'right' : 'center'"
)
COLUMNS = {
    "row": pa.int64(), "name": pa.string(), "at": pa.float64(), "to": pa.float64(), "kind": pa.string(),
    "text": pa.string(), "rise": pa.float64(), "told": pa.string(),
}  # fmt: skip


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", scale=alt.Scale(zero=False, nice=False, padding=12),
              axis=alt.Axis(title=None, labelExpr=axes.SHORT_MONEY, tickCount=4, labelBound=True))  # fmt: skip
    y = alt.Y("name:N", sort=alt.EncodingSortField("row", op="min"),
              axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=160))  # fmt: skip
    kinds = {"step": colours.series[5], "same": colours.ink, "mine": colours.whatif, "baseline": colours.baseline}
    colour = alt.Color("kind:N", scale=alt.Scale(domain=[*kinds], range=[*kinds.values()]), legend=None)
    rows = alt.Chart().transform_filter("isValid(datum.name)").encode(x=x, y=y)
    between = rows.transform_filter("isValid(datum.to)").mark_rule(color=colours.rule, strokeWidth=2).encode(x2="to:Q")
    dots = rows.mark_point(filled=True, size=90, opacity=1).encode(
        color=colour, tooltip=[alt.Tooltip("told:N", title="Revenue of the book")]
    )
    baseline = alt.Chart().transform_filter("datum.kind == 'baseline'").encode(x=x)
    line = baseline.mark_rule(color=colours.baseline, strokeWidth=1.5, strokeDash=[5, 3])
    written: dict[str, Any] = {"align": alt.expr(ALIGN), "dy": alt.expr("datum.rise"), "baseline": "middle"}
    rim = rows.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
    text = rows.mark_text(**written).encode(color=colour)
    named = baseline.mark_text(align=alt.expr(ALIGN), baseline="bottom", color=colours.baseline)
    return alt.layer(
        line, between, dots, rim.encode(text="text:N"), text.encode(text="text:N"),
        named.encode(text="text:N", y=alt.value(0)), data=alt.NamedData("table"),
    )  # fmt: skip


def table(mine: Worth, before: Worth | None) -> Table:
    """A row a dot, and one where the baseline is."""
    rows = [row for place, pace in enumerate(mine.paces) for row in _dots(place, pace, mine.scenario.currency)]
    if before is not None and not _is_same(before.mine.book_revenue.value, mine.mine.book_revenue.value):
        earlier = before.mine.book_revenue.value
        rows.append({"at": earlier, "kind": "baseline", "text": f"Baseline {minus(short(earlier))}"})
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in COLUMNS.items()})


def finding(mine: Worth, before: Worth | None) -> str:
    """What the chart shows, in words."""
    steps = [pace.step.revenue.value for pace in mine.paces if pace.step]
    same = [pace.same.revenue.value for pace in mine.paces if pace.same]
    sentence = (
        f"At the same yearly rate the book brings {_between(same, mine.scenario.currency)} however often the step "
    )
    sentence += f"comes; the same step that often brings {_between(steps, mine.scenario.currency)}"
    if before is not None and not _is_same(before.mine.book_revenue.value, mine.mine.book_revenue.value):
        sentence += f". The baseline brings {in_words(before.mine.book_revenue.value, UNIT, before.scenario.currency)}"
    return f"{sentence}."


def _between(values: list[float], currency: str) -> str:
    low, high = (in_words(value, UNIT, currency) for value in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def _dots(place: int, pace: Frequency, currency: str) -> list[dict[str, Any]]:
    """Of the same step over the row's middle, of the same year under it; of both, where they are one, over it."""
    ways = [("step", "Same step", pace.step, -15.0), ("same", "Same year", pace.same, 16.0)]
    if pace.mine:
        ways = [("mine", "Yours", pace.step, -15.0)]
    dots = []
    for kind, words, way, rise in ways:
        if way is not None:
            value = way.revenue.value
            text, told = f"{words} {minus(short(value))}", in_words(value, UNIT, currency)
            dots.append(
                {"row": place, "name": pace.name, "at": value, "kind": kind, "rise": rise, "text": text, "told": told}
            )
    if len(dots) > 1:
        dots[0]["to"] = dots[1]["at"]
    return dots


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other))
