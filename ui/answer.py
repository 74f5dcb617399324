"""The answer at the top of a page: one sentence, and each segment's own when there are several."""

from __future__ import annotations

from collections.abc import Mapping

from model.trace import Sentence
from model.verdict import LABELS, Verdict
from ui import escape, menu, numbers
from ui.state import State

# Where the figures of a verdict come from, for the company: two of them are blended.
COMPANY = {"ltv_cac": "blended_ltv_cac", "payback_margin": "blended_payback_margin", "net_mrr_churn": "net_mrr_churn"}


def verdict(now: State, page: str) -> str:
    """The question of a page, and the verdict as its answer."""
    return _answered(now, page, _sentence(now.result.verdict, COMPANY))


def sentence(now: State, page: str, given: Sentence) -> str:
    """The question of a page, and its answer with numbers that can be opened."""
    return _answered(now, page, numbers.within(now, given))


def _answered(now: State, page: str, told: str) -> str:
    return (
        f"<p class='overline'>{escape.for_html(now.scenario.name)}</p>"
        f"<h1 class='question'>{escape.for_html(menu.PAGES[page].question)}</h1><p class='answer'>{told}</p>"
    )


def remark(now: State, given: Sentence) -> str:
    """A sentence below a heading or beside a chart."""
    return f"<p class='finding'>{numbers.within(now, given)}</p>"


def of_segments(now: State) -> str:
    """Each segment's verdict, when there are several."""
    verdicts = now.result.verdict.segments
    if len(verdicts) <= 1:
        return ""
    keys = [{figure: f"{place}/{figure}" for figure in LABELS} for place in range(len(verdicts))]
    rows = (
        f"<dt>{escape.for_html(name)}</dt><dd>{_sentence(own, its)}</dd>"
        for its, (name, own) in zip(keys, verdicts.items(), strict=True)
    )
    return f"<h2 class='chart'>Each segment by itself</h2><dl class='own-verdicts'>{''.join(rows)}</dl>"


def _sentence(given: Verdict, keys: Mapping[str, str]) -> str:
    """The decision in bold, and values that open where they come from; `keys` are theirs by figure."""
    (first, _), *others = given.pieces
    decision, colon, reason = first.partition(":")
    told = "".join(
        escape.in_html(text) if figure is None else numbers.button(keys[figure], text, LABELS[figure])
        for text, figure in [(reason, None), *others]
    )
    return f"<strong>{escape.for_html(decision)}{colon}</strong>{told}"
