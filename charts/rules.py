"""Upright lines in charts over months, where something begins to be otherwise, with its name over them."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from charts import months
from charts.table import ChartTable, of_rows
from charts.theme import Palette
from model.answers import Rule

LONGEST = 30  # characters of a name
WIDTH, LETTER = 520, 6.5  # pixels of a usual chart, and of a letter: names closer than that are put together


def layers(x: alt.X, colours: Palette) -> list[alt.Chart]:
    """The lines, and the names above the chart."""
    place = alt.Chart().transform_filter("isValid(datum.rule_text)").encode(x=x)
    name = place.mark_text(align="left", baseline="bottom", dx=-1, dy=-2, color=colours.quiet, fontSize=11)
    return [
        place.mark_rule(color=colours.quiet, strokeDash=[2, 2], strokeWidth=1),
        name.encode(y=alt.value(0), text=alt.Text("rule_text:N")),
    ]


def table(rules: Sequence[Rule], start: str | None, count: int) -> ChartTable:
    """A row for each line; of names that would lie on each other the first place has them all."""
    texts, holder = [""] * len(rules), 0
    left = [WIDTH * (rule.month - 1) / max(count - 1, 1) for rule in rules]
    for place, rule in enumerate(rules):
        if place and left[place] < left[holder] + LETTER * len(texts[holder]):
            texts[holder] = _cut(f"{texts[holder]}, {rule.words}")
        else:
            holder, texts[place] = place, _cut(rule.words)
    rows = zip(rules, texts, strict=True)
    return of_rows({"at": months.position(rule.month, start), "rule_text": text} for rule, text in rows)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
