"""A page: the answer to its question, laid out on the screen.

page.show("cash_trough", question.answer, levers=("cac", "company.cash"), assumptions=("acv",))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from model.answers import (
    Answer,
    Asked,
    Block,
    Choice,
    Fold,
    InputTable,
    Later,
    Listed,
    Months,
    Offer,
    Part,
    Plans,
    Remark,
    Setting,
    Settings,
    Slot,
    Table,
)
from model.answers.charts import Chart
from model.scenario import Segment
from ui import (
    changes,
    chart_specs,
    failure,
    frame,
    offer_button,
    page_settings,
    plans,
    register,
    segments,
    start,
    trace,
    track,
    track_turns,
    words,
)
from ui.body import Body

Question = Callable[[Asked], Answer]
Slots = Mapping[str, Callable[[Body], None]]
Names = Sequence[str]


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
    pace: track.TrackPace = track.QUICK,
    takes_long: bool = False,
) -> None:
    """The whole page. `slots` draw what only the screen has, by the keys of the answer's places for it.

    It opens on a segment for which its question is `answerable`. An answer that is the same for every scenario says
    nothing of what has been changed. `pace` is how much of it moves with a slider. One that `takes_long` lets others
    go on beside it.
    """
    with track_turns.page_turn(takes_long=takes_long):
        state = frame.arrived(key)
        segments.arrive(state, key, answerable)
        answer = question(state.asked())
        listens = frame.surround(state)
        frame.side(state, key)
        body = Body(state)
        _begin(body, key, answer, of_scenario=of_scenario)
        if answer.beside:  # the style puts the inputs beside all that is on the page, or here where there is no room
            segments.inputs(body, levers=levers, assumptions=assumptions, guidelines=guidelines)
        draw(body, answer.blocks, slots or {})
        trace.formulas(body, [figure.shown for figure in answer.figures])
        body.send()
        track.keep(state, key, question, pace)
        with listens:  # last of all: every number is there by then
            trace.listen(state)


def _begin(body: Body, key: str, answer: Answer, *, of_scenario: bool) -> None:
    """The answer and its figures, which stay in view, and what is to be said of them."""
    state = body.state
    frame.notices(body)
    body.add(words.head(state, key, answer))
    if start.is_offered(state, key):  # in the place of the line that says what has been changed: nothing has
        start.offer(body)
    elif of_scenario:
        body.add(changes.line(state))
    body.add(*words.notes(state, answer.about))


def draw(body: Body, blocks: Iterable[Block], slots: Slots) -> None:
    """Blocks below each other, and charts that follow each other in rows of two where there is room."""
    charts = list[Chart]()
    for block in blocks:
        if isinstance(block, Chart):
            charts.append(block)
        else:
            _row(body, charts)
            _draw(body, block, slots)
            charts = []
    _row(body, charts)


def _row(body: Body, charts: Sequence[Chart]) -> None:
    for first in range(0, len(charts), 2):
        pair = charts[first : first + 2]
        with body.near(partial(chart_specs.outlines, body.state, pair)) as is_near:
            if is_near:
                dark = chart_specs.is_dark()
                with body.part("charts"):
                    body.add(*(chart_specs.block(body.state, chart, dark=dark) for chart in pair))


def _draw(body: Body, block: Block, slots: Slots) -> None:
    state = body.state
    match block:
        case Remark() if block.sentence:
            body.add(words.remark(state, block.sentence, block.title))
        case Listed() if block.rows:
            body.add(words.listed(state, block.title, block.rows))
        case Table() if block.rows:
            table = words.table(state, block.title, block.head, block.rows, full=block.full)
            body.add(table) if block.title else body.add_below(table)
        case Plans():
            body.add(plans.listed(state, block))
        case Months():
            body.add(words.by_month(state, block.columns))
        case Fold():
            with body.fold(block.key, block.title) as is_open:
                if is_open:
                    draw(body, block.blocks(), slots)
        case Part():
            draw(body, block.blocks, slots)
        case Later():
            with body.near() as is_near:
                if is_near:
                    draw(body, block.blocks(), slots)
        case Choice():
            body.panel(block.key, [page_settings.option(block)])
        case Setting():
            body.panel(block.key, [page_settings.number(state, block)])
        case Settings():
            rows = [page_settings.number(state, setting) for setting in block.settings]
            body.panel(" ".join(row.key for row in rows), rows, wide=True)
        case Offer():
            offer_button.draw(body, block)
        case InputTable():
            body.panel(block.key, [register.table(state, block)])
        case Slot():
            slots[block.key](body)
