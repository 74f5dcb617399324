"""A page: the answer to its question, laid out on the screen.

    page.show("cash_trough", question.answer, levers=("cac", "company.cash"), assumptions=("acv",))

Texts, figures and tables below each other are one element to the browser, which draws few things faster than many. An
element that is there in one run and not in the next would move all that follows: blocks that come and go stand in a
`Part`, which keeps their place, and a text that is empty takes no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

import streamlit as st

from charts.drawn import drawn
from model.answers import (
    Answer,
    Asked,
    Block,
    Choice,
    Fold,
    InputTable,
    Listed,
    Months,
    Offer,
    Part,
    Remark,
    Setting,
    Settings,
    Slot,
    Table,
)
from model.answers.charts import Chart
from model.answers.words import of_unit
from model.scenario import Segment
from ui import (
    answer_html,
    changes,
    escape,
    failure,
    figures,
    fold,
    frame,
    guards,
    offer_button,
    page_settings,
    register,
    segments,
    start,
    tables,
    texts,
    trace,
)
from ui.state import State

# The sentence that changes stands above the chart: a changing name would make the browser draw the chart anew.
ALT = "the sentence above the chart says what it shows, and the table below has its numbers."
Question = Callable[[Asked], Answer]
Slots = Mapping[str, Callable[[State], None]]
Names = Sequence[str]
Control = Fold | Part | Choice | Setting | Settings | Offer | InputTable | Slot
TEXTS = (Remark, Listed, Table, Months)


@failure.said
def show(
    key: str,
    question: Question,
    *,
    levers: Names = (),
    assumptions: Names = (),
    guidelines: Names = (),
    slots: Slots | None = None,
    answerable: Callable[[Segment], bool] = lambda _: True,
    of_scenario: bool = True,
) -> None:
    """The whole page. `slots` draw what only the screen has, by the keys of the answer's places for it.

    It opens on a segment for which its question is `answerable`. An answer that is the same for every scenario says
    nothing of what has been changed.
    """
    state = frame.arrived(key)
    segments.arrive(state, key, answerable)
    answer = question(state.asked())
    listens = frame.surround(state)
    _head(state, key, answer, of_scenario=of_scenario)
    if answer.beside:  # the style puts the inputs beside all that is on the page, or here where there is no room
        segments.inputs(state, levers=levers, assumptions=assumptions, guidelines=guidelines)
        with st.container():
            draw(state, answer.beside, slots or {})
    draw(state, answer.below, slots or {})
    with listens:  # last of all: every number is there by then
        trace.listen(state)
    trace.formulas(state, [figure.shown for figure in answer.figures])


def _head(state: State, key: str, answer: Answer, *, of_scenario: bool) -> None:
    """The answer and its figures, which stay in view, and what is to be said of them."""
    row = figures.beside(state, answer.figures, answer.scenarios)
    brief = answer_html.brief(state, answer) if answer.beside else ""
    frame.head(state, key, answer_html.sentence(state, key, answer.sentence), row, brief)
    notes = guards.lines(state, answer.about)
    if start.is_offered(state, key):  # in the place of the line that says what has been changed: nothing has
        start.offer(state)
        texts.show(notes)
    else:
        texts.show(changes.line(state) if of_scenario else "", notes)


def draw(state: State, blocks: Iterable[Block], slots: Slots) -> None:
    """Blocks below each other, and charts that follow each other in rows of two where there is room."""
    for are_charts, run in groupby(blocks, key=lambda block: isinstance(block, Chart)):
        if are_charts:
            charts = list(run)
            for first in range(0, len(charts), 2):
                _charts(state, charts[first : first + 2])
        else:
            _others(state, run, slots)


def _charts(state: State, charts: Sequence[Block]) -> None:
    """Each with its heading; two stand in columns that the style puts below each other where there is little room."""
    places = st.columns(2, gap="medium") if len(charts) > 1 else [st.container()]
    for place, chart in zip(places, charts, strict=True):
        assert isinstance(chart, Chart)
        with place:
            texts.show(_heading(state, chart))
            _picture(state, chart)


def _others(state: State, blocks: Iterable[Block], slots: Slots) -> None:
    """Texts below each other are one element; a chart is none of these."""
    waiting: list[str] | None = None
    for block in blocks:
        if isinstance(block, TEXTS):
            waiting = _after(waiting or [], block, _text(state, block))
            continue
        if waiting is not None:
            texts.show(*waiting)
        assert not isinstance(block, Chart)
        _control(state, block, slots)
        waiting = None
    if waiting is not None:
        texts.show(*waiting)


def _after(waiting: list[str], block: Block, text: str) -> list[str]:
    """The texts with one more; a table without a title belongs to the one before it."""
    if waiting and isinstance(block, Table) and not block.title:
        return [*waiting[:-1], waiting[-1] + text]
    return [*waiting, text]


def _text(state: State, block: Remark | Listed | Table | Months) -> str:
    """As HTML; nothing where there is nothing to say."""
    match block:
        case Remark():
            return answer_html.remark(state, block.sentence) if block.sentence else ""
        case Listed():
            return answer_html.listed(state, block.title, block.rows)
        case Table():
            return tables.titled(state, block.title, block.head, block.rows, full=block.full) if block.rows else ""
        case Months():
            return tables.of_months(state, block.columns)


def _heading(state: State, chart: Chart) -> str:
    """Title with its unit, what the chart shows, and what is to be said of it."""
    unit = chart.beside or of_unit(chart.unit, state.scenario)
    return (
        f"<h2 class='chart'>{escape.for_html(chart.title)} <small>{escape.for_html(unit)}</small></h2>"
        f"{answer_html.remark(state, chart.finding)}{answer_html.remark(state, chart.remark) if chart.remark else ''}"
    )


def _picture(state: State, chart: Chart) -> None:
    spec, table = drawn(chart, state.scenario, dark=st.context.theme.type == "dark")
    st.vega_lite_chart(table, spec, theme=None, alt=f"{chart.title}: {ALT}")


def _control(state: State, block: Control, slots: Slots) -> None:
    match block:
        case Fold():
            place = fold.section(state, block.key, block.title)
            if place is not None:
                with place:
                    draw(state, block.blocks(), slots)
        case Part():
            with st.container():
                draw(state, block.blocks, slots)
        case Choice():
            page_settings.option(state, block)
        case Setting():
            page_settings.number(state, block)
        case Settings():
            for place, setting in zip(st.columns(len(block.settings), gap="medium"), block.settings, strict=True):
                with place:
                    page_settings.number(state, setting)
        case Offer():
            offer_button.draw(state, block)
        case InputTable():
            register.table(state, block)
        case Slot():
            slots[block.key](state)
