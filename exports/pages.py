"""The pages whose answers are taken away, in the order of the argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.answers import SCENARIO, Answer, Asked, Block, Chart, Later, Part
from model.answers.charts import Bars, Flow, Grid, Lines, Points
from model.questions import overview
from model.questions.cash_trough.page import answer as cash_trough
from model.questions.clv_scenarios.page import answer as clv_scenarios
from model.questions.compounding.page import answer as compounding
from model.questions.csm_capacity.hours import takes_hours
from model.questions.csm_capacity.page import answer as csm_capacity
from model.questions.headcount.page import answer as headcount
from model.questions.headcount.staffing_options import has_a_team
from model.questions.unit_economics.page import answer as unit_economics
from model.result import Result
from model.scenario import Segment

CHARTS = (Bars, Flow, Grid, Lines, Points)


@dataclass(frozen=True)
class Page:
    """A page: what it is called, its question and what answers it."""

    title: str
    question: str
    answer: Callable[[Asked], Answer]
    answerable: Callable[[Segment], bool] = lambda _: True


PAGES = (
    Page("Overview", "Where do we stand, and should we press the accelerator or the brakes?", overview.answer),
    Page("Compounding", "How do onboarding, retention and expansion compound?", compounding),
    Page("Customer value", "What is a customer worth, and a CSM's book of business?", clv_scenarios),
    Page(
        "CSM capacity",
        "How many accounts can one CSM look after, and how many CSMs do we need?",
        csm_capacity,
        takes_hours,
    ),
    Page("Headcount", "What does one more or one fewer CSM change?", headcount, has_a_team),
    Page("Unit economics", "Are these customers worth buying?", unit_economics),
    Page("Cash", "How much cash does growth take, and how fast can we afford to grow?", cash_trough),
)


def answers(result: Result) -> Iterator[tuple[Page, Answer]]:
    """The answer of each page for a result by itself, the first segment in view for which it has one."""
    for page in PAGES:
        segments = enumerate(result.scenario.segments)
        place = next((place for place, segment in segments if page.answerable(segment)), 0)
        yield page, page.answer(Asked({SCENARIO: result}, place))


def charts(answer: Answer) -> list[Chart]:
    """The charts that a page shows before anything is unfolded."""
    return [block for block in _open(answer.blocks) if isinstance(block, CHARTS)]


def _open(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Part):
            yield from _open([*block.blocks])
        elif isinstance(block, Later):
            yield from _open([*block.blocks()])
        else:
            yield block
