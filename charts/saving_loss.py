"""What a decision on head count saves and what it loses, by month and summed up, with the month of the crossing."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import compared, in_words, minus, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.headcount.decision import Decision
from model.wording import short

TOLD = {
    "Month": "when", "Saving, or gain": "first_told", "Loss, or cost": "second_told", "Baseline": "baseline_told"
}  # fmt: skip
EARLY = 0.3  # of the months: a mark before has its text to the right


@dataclass(eq=False)
class SavingLoss:
    """The chart of each month's amounts, or of their sums up to it."""

    summed: bool
    TITLE: str
    UNIT: str
    HEIGHT: int = 240

    def chart(self, colours: Palette, dated: bool) -> Chart:
        x = axes.months(dated)
        path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
        zero = alt.Chart().mark_rule(color=colours.quiet, strokeWidth=1).encode(y=alt.YDatum(0))
        baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(
            y=axes.money("baseline")
        )
        ahead = path.mark_area(color=colours.whatif, opacity=0.14).encode(y=axes.money("most"), y2="second:Q")
        first = path.mark_line(color=colours.whatif, strokeWidth=2.5).encode(y=axes.money("first"))
        second = path.mark_line(color=colours.loss, strokeWidth=2.5).encode(y=axes.money("second"))
        return alt.layer(
            zero, ahead, baseline, first, second, axes.hover(colours, x, TOLD), *notes.layers(colours, x),
            data=alt.NamedData("table"),
        )  # fmt: skip

    def table(self, mine: Decision, before: Decision | None) -> Table:
        """One row per month and one per label. The baseline is what the same decision does there through service."""
        currency = mine.scenario.currency
        first, second = self._paths(mine)
        served = 0 if mine.kind == "hire" else 1  # which of the two comes through service
        known = self._paths(before)[served] if before and before.kind == mine.kind else None
        earlier = compared((first, second)[served], known)
        paths = {"first": first, "second": second, "baseline": earlier}
        columns: Columns = months.columns(len(first), mine.scenario.start) | paths
        columns |= {"most": np.fmax(first, second)}
        columns |= {f"{name}_told": told_each(path, "money", currency) for name, path in paths.items()}
        low, high = min(0.0, *first, *second), max(0.0, *first, *second)
        room = notes.HEADROOM * (high - low or 1.0)
        return notes.table(columns, self._notes(mine, columns["at"], high - low), [low - room * (low < 0), high + room])

    def finding(self, mine: Decision, before: Decision | None) -> str:
        """What the chart shows, in words."""
        first, second = self._paths(mine)
        names, start, currency = _names(mine), mine.scenario.start, mine.scenario.currency
        last = months.name(len(first), start)
        sentence = (
            f"{names[0]} {in_words(float(first[-1]), 'money', currency)} and {names[1].lower()} "
            f"{in_words(float(second[-1]), 'money', currency)} {'up to' if self.summed else 'in'} {last}"
        )
        if self.summed and not mine.crossing.reason:
            sentence += f"; they cross in {months.name(round(mine.crossing.value), start)}"
        if before is not None and self.summed and not before.crossing.reason:
            sentence += f", in the baseline in {months.name(round(before.crossing.value), start)}"
        return f"{sentence}."

    def _paths(self, decision: Decision) -> tuple[Array, Array]:
        """What speaks for it and what against: saving and loss, of a hire its gain and its cost."""
        first, second = decision.saving, decision.loss
        if decision.kind == "hire":
            first, second = 0.0 - decision.loss, 0.0 - decision.saving
        return (np.cumsum(first), np.cumsum(second)) if self.summed else (first, second)

    def _notes(self, mine: Decision, at: list[float], height: float) -> list[Note]:
        first, second = self._paths(mine)
        above = first[-1] >= second[-1]
        written = [
            Note(at[-1], float(path[-1]), f"{name} {minus(short(float(path[-1])))}", kind, above=bool(over), dot=True)
            for path, name, kind, over in zip((first, second), _names(mine), ("whatif", "loss"), (above, not above),
                                              strict=True)
        ]  # fmt: skip
        if self.summed and not mine.crossing.reason:
            month = round(mine.crossing.value)
            side = "right" if month > EARLY * len(at) else "left"
            text = f"overtaken in {months.name(month, mine.scenario.start)}"
            written.append(Note(at[month - 1], float(first[month - 1]), text, "ink", align=side, dot=True))
        return written


def _names(decision: Decision) -> tuple[str, str]:
    return ("Gain", "Cost") if decision.kind == "hire" else ("Saving", "Loss")


BY_MONTH = SavingLoss(False, "At once, and through service later", "money/month")
SUMMED = SavingLoss(True, "The same, summed up", "money")
