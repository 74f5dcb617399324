"""Profit, revenue or NRR by number of CSMs, with the best, the most productive and today's marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pyarrow as pa

from charts import axes, notes
from charts.notes import Note, Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.questions.headcount.best import Best, Count
from model.trace import Quantity
from model.wording import told

TOLD = {"csms": "CSMs", "accounts": "Accounts per CSM", "profit": "Profit", "revenue": "Revenue", "nrr": "NRR"}
LATE = 0.5  # of the head counts: a mark beyond has its text to the left


@dataclass(eq=False)
class ByCount:
    """The chart of one measure."""

    measure: str
    TITLE: str
    UNIT: str
    of: Callable[[Count], Quantity]
    HEIGHT: int = 260

    def chart(self, colours: Palette, dated: bool) -> Chart:
        axis = alt.Axis(title="CSMs from month 1 on", titleAnchor="end", labelFlush=True, tickMinStep=1, format=",d")
        x = alt.X("at:Q", scale=alt.Scale(nice=False), axis=axis)
        y = alt.Y("y:Q", scale=alt.Scale(zero=False, nice=False), axis=self._axis())
        baseline = (
            alt.Chart()
            .transform_filter("isValid(datum.baseline)")
            .mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3])
            .encode(x=x, y=alt.Y("baseline:Q"))
        )
        path = alt.Chart().transform_filter("isValid(datum.y)").encode(x=x, y=y)
        line = path.mark_line(color=colours.whatif, strokeWidth=2.5)
        dots = path.mark_point(filled=True, size=36, opacity=1, color=colours.whatif).encode(
            tooltip=[alt.Tooltip(f"{column}:N", title=title) for column, title in TOLD.items()]
        )
        return alt.layer(baseline, line, dots, *notes.layers(colours, x), data=alt.NamedData("table"))

    def _axis(self) -> alt.Axis:
        if self.UNIT == "money":
            return alt.Axis(title=None, labelExpr=axes.SHORT_MONEY, tickCount=5)
        return alt.Axis(title=None, format="%", tickCount=5)

    def table(self, mine: Best, before: Best | None) -> Table:
        """One row per head count and one per label."""
        currency = mine.scenario.currency
        earlier = {count.csms: self.of(count).value for count in before.counts} if before else {}
        rows = [count for count in mine.counts if not self.of(count).reason]
        columns: dict[str, list[Any]] = {
            "at": [count.csms for count in rows],
            "y": [self.of(count).value for count in rows],
            "baseline": [earlier.get(count.csms) for count in rows],
            "csms": [count.name for count in rows],
        }
        for name in ("accounts", "profit", "revenue", "nrr"):
            quantities = [getattr(count, name) for count in rows]
            columns[name] = [minus(told(None if one.reason else one.value, one.unit, currency)) for one in quantities]
        if not rows:
            return pa.table({"at": pa.array([], pa.float64()), "y": pa.array([], pa.float64())})
        shown = [*columns["y"], *(value for value in columns["baseline"] if value is not None)]
        low, high = min(shown), max(shown)
        room = notes.HEADROOM * ((high - low) or abs(high) or 1.0)
        return notes.table(columns, self._notes(mine, rows), [low - room, high + room])

    def finding(self, mine: Best, before: Best | None) -> str:
        """What the chart shows, in words."""
        rows = [count for count in mine.counts if not self.of(count).reason]
        if not rows:
            return f"{self.TITLE.partition(' by ')[0]} has no value with any number of CSMs."
        best, own = max(rows, key=lambda count: self.of(count).value), mine.counts[mine.place(mine.own)]
        name = self.TITLE.partition(" by ")[0]
        sentence = f"{name} is highest with {best.name} CSMs, at {self._told(best, mine)}"
        if not self.of(own).reason and own is not best:
            sentence += f"; with today's {own.name} it is {self._told(own, mine)}"
        given = [f"{whose} would staff {minus(told(csms.value, 'people'))}" for whose, csms in mine.by_ratio]
        by_ratio = f" By revenue per CSM, {'; '.join(given)}." if given and self is PROFIT else ""
        return f"{sentence}.{by_ratio}"

    def _told(self, count: Count, mine: Best) -> str:
        return in_words(self.of(count).value, self.UNIT, mine.scenario.currency)

    def _notes(self, mine: Best, rows: list[Count]) -> list[Note]:
        named = {mine.place(mine.own): ("today", "ink"), mine.most_per_csm: ("most revenue per CSM", "loss"),
                 mine.most_profit: ("most profit", "whatif")}  # fmt: skip
        written = []
        for place, (text, kind) in sorted(named.items()):
            count, side = mine.counts[place], "right" if mine.counts[place].csms > LATE * rows[-1].csms else "left"
            if not self.of(count).reason:
                value, words = self.of(count).value, f"{count.name}: {text}"
                written.append(Note(count.csms, value, words, kind, align=side, dot=True, above=kind == "whatif"))
        return written


PROFIT = ByCount("profit", "Profit by number of CSMs", "money", lambda count: count.profit)
REVENUE = ByCount("revenue", "Revenue by number of CSMs", "money", lambda count: count.revenue)
NRR = ByCount("nrr", "NRR by number of CSMs", "share", lambda count: count.nrr)
FAMILIES = {one.measure: one for one in (PROFIT, REVENUE, NRR)}
NAMES = {key: one.TITLE.partition(" by ")[0] for key, one in FAMILIES.items()}
