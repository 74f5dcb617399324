"""What a signed account costs to win and to serve in each of its first three years, against its revenue."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from charts import axes
from charts.notes import Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.questions.clv_scenarios import Worth
from model.questions.clv_scenarios.first_years import COSTS, Year
from model.wording import short

TITLE, UNIT = "To win and to serve a signed account, by year", "money"
HEIGHT = 280  # for six bars, or three
SAME = 1e-9  # of the value: costs closer than this to the baseline's are the same
COLUMNS = {
    "row": pa.int64(), "from": pa.float64(), "to": pa.float64(), "kind": pa.string(), "text": pa.string(),
    "at": pa.float64(), "earlier": pa.float64(), "told": pa.string(),
}  # fmt: skip


def chart(colours: Palette, dated: bool) -> Chart:
    y = alt.Y("row:O", axis=None)
    x = alt.X("from:Q", scale=alt.Scale(nice=False), axis=alt.Axis(title=None, labelExpr=axes.SHORT_MONEY, tickCount=5))
    kinds = dict(
        zip(COSTS.values(), (colours.loss, colours.series[6], colours.series[1], colours.series[3]), strict=True)
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[*kinds], range=[*kinds.values()]),
        legend=alt.Legend(orient="top", title=None, columns=2, labelColor=colours.ink, labelFontSize=12),
    )
    rows = alt.Chart().encode(y=y)
    bars = (
        rows.transform_filter("isValid(datum.to)")
        .mark_bar(size=12, yOffset=8, stroke=colours.paper, strokeWidth=1)
        .encode(x=x, x2="to:Q", color=colour, tooltip=["kind:N", alt.Tooltip("told:N", title="money")])
    )  # fmt: skip
    earlier, revenue = (
        rows.transform_filter(f"isValid(datum.{field})")
        .mark_tick(color=colour_of, thickness=2, size=16, yOffset=8)
        .encode(x=alt.X(f"{field}:Q"))
        for field, colour_of in (("earlier", colours.baseline), ("at", colours.ink))
    )
    words = rows.transform_filter("isValid(datum.text)").mark_text(
        align="left", baseline="middle", dy=-8, color=colours.ink
    )
    return alt.layer(
        bars, earlier, revenue, words.encode(x=alt.value(0), text="text:N"), data=alt.NamedData("table"),
    )  # fmt: skip


def table(mine: Worth, before: Worth | None) -> Table:
    """A row a cost, and one a year with its revenue and its words."""
    years = [(year, "") for year in mine.first_years.expected]
    years += [(year, " if all stayed in year 1") for year in mine.first_years.stayed]
    earlier = _earlier(mine, before)
    rows: list[dict[str, Any]] = []
    for place, (year, condition) in enumerate(years):
        rows += _bar(place, year, mine.scenario.currency)
        revenue, costs = (minus(short(year.parts[name].value)) for name in ("revenue", "costs"))
        rows.append({"row": place, "at": year.parts["revenue"].value, "earlier": earlier.get(place),
                     "text": f"{year.name}{condition}: revenue {revenue}, costs {costs}"})  # fmt: skip
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in COLUMNS.items()})


def finding(mine: Worth, before: Worth | None) -> str:
    """What the chart shows, in words."""
    told = [f"year {place} {_of(year, mine)}" for place, year in enumerate(mine.first_years.expected, 1)]
    if mine.first_years.stayed:
        told.append(f"had none left in it, year 1 {_of(mine.first_years.stayed[0], mine)}")
    marks = "; a grey one the costs in the baseline" if _earlier(mine, before) else ""
    return f"Of an account signed, {'; '.join(told)}. An upright mark shows the revenue{marks}."


def _of(year: Year, mine: Worth) -> str:
    revenue, costs = (in_words(year.parts[name].value, UNIT, mine.scenario.currency) for name in ("revenue", "costs"))
    return f"brings {revenue} and costs {costs}"


def _bar(place: int, year: Year, currency: str) -> list[dict[str, Any]]:
    """The costs of a year end to end."""
    rows, start = list[dict[str, Any]](), 0.0
    for name, label in COSTS.items():
        if name in year.parts:
            end = start + year.parts[name].value
            told = in_words(year.parts[name].value, UNIT, currency)
            rows.append({"row": place, "from": start, "to": end, "kind": label, "told": told})
            start = end
    return rows


def _earlier(mine: Worth, before: Worth | None) -> dict[int, float]:
    """By row: the baseline's costs where they differ."""
    if before is None:
        return {}
    pairs = zip(mine.first_years.expected, before.first_years.expected, strict=True)
    costs = [(now.parts["costs"].value, then.parts["costs"].value) for now, then in pairs]
    return {place: then for place, (now, then) in enumerate(costs) if abs(now - then) > SAME * max(now, then)}
