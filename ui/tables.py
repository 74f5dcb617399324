"""The months as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts import months
from charts.paths import minus
from model.metrics import MONTHLY
from model.wording import short
from ui import escape, lazily
from ui.state import State


def monthly(now: State, names: Sequence[str]) -> None:
    """These measures of the company by month, drawn when the reader opens it."""
    shown = lazily.expander("Month by month", key="months")
    if shown is None:
        return
    metrics = [MONTHLY[name] for name in names]
    paths = [now.result.total.monthly[name][:, 0].tolist() for name in names]
    units = (metric.unit.replace("money", now.scenario.currency).replace("/", " a ") for metric in metrics)
    head = "".join(
        f"<th scope='col'>{escape.for_html(metric.label)}<br>{escape.for_html(unit)}</th>"
        for metric, unit in zip(metrics, units, strict=True)
    )
    rows = "".join(
        f"<tr><th scope='row'>{months.name(number, now.scenario.start)}</th>{''.join(map(_cell, values))}</tr>"
        for number, values in enumerate(zip(*paths, strict=True), 1)
    )
    with shown:
        st.html(
            f"<div class='months' tabindex='0'><table><thead><tr><th scope='col'>Month</th>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )


def _cell(value: float) -> str:
    return f"<td title='{round(value, 6):,}'>{minus(short(value))}</td>"
