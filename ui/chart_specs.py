"""Charts as blocks of a page's body, and the specs that the browser fetches once, each from its own address."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from charts.drawn import drawn, height
from charts.theme import Spec
from model.answers.charts import Chart
from model.answers.words import of_unit
from ui import browser_scripts, escape, words
from ui.body import Block
from ui.browser_scripts import compressed
from ui.state import State

MOST = 1024  # specs that are kept: of so many looks, in as many locales, the newest
_known: OrderedDict[str, Spec] = OrderedDict()


def is_dark() -> bool:
    """Whether the reader has chosen dark colours."""
    return st.context.theme.type == "dark"


def block(state: State, chart: Chart, *, dark: bool, told: bool = True) -> Block:
    """Title with its unit, what the chart shows, what is to be said of it, and what it is drawn of."""
    spec, table = drawn(chart, state.scenario, dark=dark, told=told)
    _keep(spec)
    return _outline(state, chart) | {"spec": spec.name, "data": table.parts}


def outlines(state: State, charts: Iterable[Chart]) -> Sequence[Block]:
    """Charts beside each other without what they are drawn of: they take as much room."""
    return [{"kind": "charts", "blocks": [_outline(state, chart) for chart in charts]}]


def _outline(state: State, chart: Chart) -> Block:
    return {
        "kind": "chart", "title": escape.one_line(chart.title),
        "unit": escape.one_line(chart.beside or of_unit(chart.unit, state.scenario)),
        "finding": words.within(state, chart.finding), "remark": words.within(state, chart.remark),
        "height": height(chart),
    }  # fmt: skip


def _keep(spec: Spec) -> None:
    _known[spec.name] = spec
    _known.move_to_end(spec.name)
    if len(_known) > MOST:
        _known.popitem(last=False)


def known(name: str) -> Spec | None:
    """The spec of a name, as long as it is kept."""
    return _known.get(name)


async def _serve(request: Request) -> Response:
    spec = known(request.path_params["name"])
    if spec is None:
        return Response("Not Found", 404)
    return compressed(request, gzip.compress(spec.text), "application/json")


ROUTE = Route(f"{browser_scripts.PATH}/charts/{{name}}.json", _serve)
