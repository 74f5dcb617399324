"""Shows where a number comes from: its formula, the values in it, and what it feeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from model import locales
from model.basis import is_unsourced
from model.trace import Quantity
from model.wording import exact as whole
from model.written import in_symbols, in_words, number, with_values
from ui import actions, browser_scripts, escape, failure, inputs, numbers, views
from ui.body import Body
from ui.state import State, current

KEY = "opener"
STEP = ".."  # between a key and the places of the terms that were followed down from it; no name has a dot
TITLE = "Where this number comes from"
FEEDS_SHOWN = 12
MOST_IN_A_FORMULA = 6  # terms: a longer sum stands in words alone
_mount = browser_scripts.component("opener")


def found(state: State, key: str) -> list[Quantity]:
    """The number of a key with those that led to it: the last one is shown. Empty when there is none any more."""
    root, *steps = key.split(STEP)
    quantity = state.shown.get(root) or state.trace.find(root)
    trail = [] if quantity is None else [quantity]
    for step in steps:
        terms = {str(place): term for place, term in enumerate(trail[-1].terms)} if trail else {}
        if step not in terms:
            return []
        trail.append(terms[step])
    return trail


@st.fragment
@failure.said
def listen(state: State) -> None:
    """Numbers that open: pressing one draws its trace and leaves the page as it is."""
    locales.set_locale(st.context.locale)  # a fragment runs without the page around it
    _mount(key=KEY, on_opened_change=_pressed, height=0)
    if views.reported() and not views.reported_by_others(KEY):
        views.act()
    elif views.reported():  # something else was done at the same time: the whole page is drawn anew
        st.rerun()
    _open_drawer(state)


def _pressed() -> None:
    match st.session_state[KEY].opened:
        case {"key": str() as key, "press": int() | float() as press} if press != current().press:
            views.pressed(KEY, actions.open_pressed, escape.from_attribute(key), press)


def _open_drawer(state: State) -> None:
    """The number that was pressed, in a drawer at the side."""
    trail = found(state, state.traced) if state.traced else []
    if trail:
        _drawer(state, state.traced, trail)


def formulas(body: Body, figures: Iterable[Quantity]) -> None:
    """How the figures of the page were computed, drawn when the reader opens it."""
    with body.fold("computed", "How this is calculated") as is_open:
        if is_open:
            with body.streamlit("computed"):
                for figure in figures:
                    st.markdown(f"**{escape.for_markdown(figure.label)}.** {escape.for_markdown(figure.definition)}")
                    _formula(figure)
                    st.html(f"<p class='remark'>{_arithmetic(body.state, figure)}</p>")


def _closed() -> None:
    views.pressed("trace", actions.close_trace, current().traced)


@st.dialog(TITLE, width="medium", position="right", on_dismiss=_closed)
@failure.said
def _drawer(state: State, key: str, trail: Sequence[Quantity]) -> None:
    if views.reported():  # something was changed in the drawer: the whole page is drawn anew
        st.rerun()
    explain(state, key, trail)


def explain(state: State, key: str, trail: Sequence[Quantity]) -> None:
    """Draw what the drawer says about the last number of the trail."""
    quantity, path = trail[-1], inputs.path_of(state, trail[-1])
    value = numbers.exactly(quantity, state.scenario) if path is None else inputs.value_of(state, path)
    st.html(
        f"{_trail(key, trail)}"
        f"<h2 class='traced' data-key='{escape.for_attribute(key)}'>{escape.for_html(quantity.label)}</h2>"
        f"<p class='traced-value'>{escape.for_html(value)} "
        f"<small>{escape.for_html(numbers.unit(quantity.unit, state.scenario))}</small></p>"
        f"<p>{escape.for_html(quantity.definition)}</p>"
    )
    with st.container():  # keeps the place of what follows, whether there is a formula or not
        if path is None:
            _formula(quantity)
    st.html(
        f"<p class='arithmetic'>{_arithmetic(state, quantity)}</p>"
        f"{_terms(state, key, quantity)}{_feeds(state, quantity)}"
    )
    if path is not None:
        inputs.editor(state, path)


def _trail(key: str, trail: Sequence[Quantity]) -> str:
    """The way down to this number, each step of it open again."""
    keys = [STEP.join(key.split(STEP)[: place + 1]) for place in range(len(trail) - 1)]
    steps = (numbers.button(back, quantity.label, "back to it") for back, quantity in zip(keys, trail, strict=False))
    return f"<p class='trail'>{' › '.join(steps)}</p>" if keys else ""


def _formula(quantity: Quantity) -> None:
    """The formula as it is declared, or else its arithmetic."""
    how = quantity.how
    fits = how is not None and how.operation and len(how.parts) <= MOST_IN_A_FORMULA
    formula = quantity.formula or (in_symbols(how) if how is not None and fits else "")
    if formula:
        st.markdown(f"$$\n{formula}\n$$")


def _arithmetic(state: State, quantity: Quantity) -> str:
    """The arithmetic in words and with values: '= Margin × Lifetime' and '= 10 × 24 = 240'."""
    how = quantity.how
    if quantity.reason:
        return escape.for_html(f"No value: {numbers.exactly(quantity, state.scenario)}.")
    if how is None and quantity.runs:
        return f"Worked out from {whole(quantity.runs)} runs of the model."
    if how is None and quantity.evidence:
        return "Found by search: the numbers below show it."
    if how is None:
        return "Given." if inputs.is_input(quantity) else "Chosen on this page."
    values = escape.for_html(with_values(how))
    result = escape.for_html(number(quantity).strip("()"))
    is_long = how.operation == "+" and len(how.parts) > MOST_IN_A_FORMULA
    words = f"sum of the {len(how.parts)} numbers below" if is_long else escape.for_html(in_words(how))
    return (
        f"<span class='words'>= {words}</span><br>"
        f"<span class='values' data-arithmetic='{values}'>{'' if is_long else f'= {values}'}</span>"
        f"<span class='result' data-result='{result}'> = {result}</span>"
    )


def _terms(state: State, key: str, quantity: Quantity) -> str:
    """Each number that it is made of: pressing it goes on to where that one comes from."""
    rows = "".join(
        f"<tr><th scope='row'>{escape.for_html(term.label)}</th>"
        f"<td>{numbers.button(f'{key}{STEP}{place}', *_formatted(state, term))}</td><td>{_kind(state, term)}</td></tr>"
        for place, term in enumerate(quantity.terms)
    )
    return f"<h3 class='group'>Made of</h3><table class='terms'>{rows}</table>" if rows else ""


def _formatted(state: State, quantity: Quantity) -> tuple[str, str]:
    exact = numbers.exactly(quantity, state.scenario)
    return numbers.text(quantity, state.scenario) if quantity.reason else exact, exact


def _kind(state: State, quantity: Quantity) -> str:
    """What an input is and who says so; nothing for what is computed."""
    path = inputs.path_of(state, quantity)
    if path is None:
        return ""
    if is_unsourced(state.scenario, path):
        return "assumption, <span class='unsourced'>unsourced</span>"
    note, kind = state.scenario.notes.get(path), state.scenario.paths()[path].kind
    return f"{kind}; source: {escape.for_html(note.source)}" if note and note.source else kind


def _feeds(state: State, quantity: Quantity) -> str:
    """What uses it: figures, and measures of the last month."""
    fed = state.trace.feeds(quantity.key) if quantity.key else []
    if not fed:
        return ""
    shown = ", ".join(
        numbers.button(other.key, other.label, numbers.exactly(other, state.scenario)) for other in fed[:FEEDS_SHOWN]
    )
    more = f" and {len(fed) - FEEDS_SHOWN} more" if len(fed) > FEEDS_SHOWN else ""
    return f"<h3 class='group'>Used in</h3><p class='feeds'>{shown}{more}</p>"
