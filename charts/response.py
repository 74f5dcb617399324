"""Renewals of the user's own accounts by how well they were served, with the fitted response and the scenario's own."""

from __future__ import annotations

import altair as alt
import numpy as np

from charts import notes
from charts.notes import Columns, Note, Table
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.headcount.response import Drawn
from model.wording import exact, percent

TITLE, UNIT = "Renewed, by share of full service received", "share of accounts up for renewal"
FITTED, OWN = "Fitted to the data", "The scenario"
AROUND = 0.02  # shares left free below and above the intervals
PERCENT = "format(100 * datum.value, '.0f') + ' %'"


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(
        title="Share of full service", titleAnchor="end", labelExpr=PERCENT, tickCount=5, labelFlush=True))  # fmt: skip
    rows = alt.Chart().encode(x=x)
    own = rows.transform_filter("isValid(datum.own)").mark_line(
        color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]
    )
    fitted = rows.transform_filter("isValid(datum.fitted)").mark_line(color=colours.whatif, strokeWidth=2.5)
    groups = rows.transform_filter("isValid(datum.share)")
    interval = groups.mark_rule(color=colours.ink, strokeWidth=1.5, opacity=0.55).encode(y=_y("low"), y2="high:Q")
    told = [alt.Tooltip(f"{column}:N", title=title) for title, column in (
        ("Share of full service", "at_told"), ("Accounts", "accounts_told"), ("Renewed", "share_told"))]  # fmt: skip
    point = groups.mark_point(filled=True, size=60, opacity=1, color=colours.ink).encode(y=_y("share"), tooltip=told)
    return alt.layer(
        own.encode(y=_y("own")), fitted.encode(y=_y("fitted")), interval, point, *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def _y(field: str) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=PERCENT, tickCount=5)
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=False, nice=False), axis=axis)


def table(mine: Drawn, before: Drawn | None) -> Table:
    """One row per group of accounts, one per point of the curves, and one per label."""
    of, points = mine.points, mine.engagement
    no_group, no_point = np.full(of.share.shape, np.nan), np.full(points.shape, np.nan)
    columns: Columns = {"at": [*of.engagement.tolist(), *points.tolist()]}
    columns |= {name: np.concatenate([getattr(of, name), no_point]) for name in ("share", "low", "high")}
    curves = {"fitted": no_point if mine.fitted is None else mine.fitted, "own": mine.own}
    columns |= {name: np.concatenate([no_group, path]) for name, path in curves.items()}
    texts = {"at_told": _told(of.engagement), "accounts_told": [exact(one) for one in of.accounts.tolist()],
             "share_told": _told(of.share)}  # fmt: skip
    columns |= {name: [*told, *[None] * len(points)] for name, told in texts.items()}
    room = [float(of.low.min()) - AROUND, float(of.high.max()) + AROUND]
    return notes.table(columns, _notes(mine), room)


def finding(mine: Drawn, before: Drawn | None) -> str:
    """What the chart shows, in words."""
    shown = list(zip(_told(mine.points.engagement), _told(mine.points.share), strict=True))
    first, *others = [f"of accounts with {at} of full service {share} renewed" for at, share in shown]
    line = "; ".join([first, *others[-1:]])
    own = f"{_from_to(mine.own)} in the scenario"
    fitted = "" if mine.fitted is None else f"{_from_to(mine.fitted)} as fitted to them, "
    return f"{line[0].upper()}{line[1:]}. Retention goes {fitted}{own}."


def _from_to(path: Array) -> str:
    return f"from {percent(float(path[0]))} without service to {percent(float(path[-1]))} in full"


def _told(shares: Array) -> list[str]:
    return [percent(share) for share in shares.tolist()]


def _notes(drawn: Drawn) -> list[Note]:
    """The names stand where no service is left: there the curves are furthest apart."""
    own = float(drawn.own[0])
    if drawn.fitted is None:
        return [Note(0.0, own, OWN, "baseline", align="left")]
    fitted = float(drawn.fitted[0])
    above = fitted >= own
    return [Note(0.0, fitted, FITTED, "whatif", align="left", above=above),
            Note(0.0, own, OWN, "baseline", align="left", above=not above)]  # fmt: skip
