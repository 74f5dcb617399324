"""The pages whose answers are taken away, in the order of the argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from model.answers import BASELINE, SCENARIO, Answer, Asked, Block, Chart, Later, Part, Table
from model.answers.asked import Keeper, asks_anew
from model.answers.charts import Bars, Flow, Grid, Lines, Points
from model.questions import assumptions, evidence, overview
from model.questions.board_pack.page import answer as board_pack
from model.questions.cash_trough.page import answer as cash_trough
from model.questions.clv_scenarios.page import answer as clv_scenarios
from model.questions.compounding.page import answer as compounding
from model.questions.csm_capacity.hours import takes_hours
from model.questions.csm_capacity.page import answer as csm_capacity
from model.questions.headcount.page import answer as headcount
from model.questions.headcount.staffing_options import has_a_team
from model.questions.titles import TITLES, Title
from model.questions.uncertainty.page import answer as uncertainty
from model.questions.unit_economics.page import answer as unit_economics
from model.result import Result
from model.scenario import Segment

CHARTS = (Bars, Flow, Grid, Lines, Points)
DRAWS = 1_024  # of a file: an eighth of those on the screen, as somebody waits for it


@dataclass(frozen=True)
class Page:
    """A page whose answer can be taken away: its key, what answers it, and for which segments it has an answer."""

    key: str
    answer: Callable[[Asked], Answer]
    answerable: Callable[[Segment], bool] = lambda _: True

    @property
    def title(self) -> Title:
        return TITLES[self.key]

    def asked(self, result: Result, baseline: Result | None = None, keeper: Keeper = asks_anew) -> Asked:
        """The page's question about a result, the first segment in view for which it has an answer."""
        segments = enumerate(result.scenario.segments)
        place = next((place for place, segment in segments if self.answerable(segment)), 0)
        return Asked({SCENARIO: result} | ({} if baseline is None else {BASELINE: baseline}), place, keeper=keeper)


PAGES = (
    Page("overview", overview.answer),
    Page("compounding", compounding),
    Page("clv_scenarios", clv_scenarios),
    Page("csm_capacity", csm_capacity, takes_hours),
    Page("headcount", headcount, has_a_team),
    Page("unit_economics", unit_economics),
    Page("cash_trough", cash_trough),
)
BESIDE = (
    Page("uncertainty", partial(uncertainty, draws=DRAWS)),
    Page("assumptions", assumptions.answer),
    Page("evidence", evidence.answer),
    Page("board_pack", board_pack),
)


def answers(
    result: Result, baseline: Result | None = None, keeper: Keeper = asks_anew
) -> Iterator[tuple[Page, Answer]]:
    """The answer of each page, beside the baseline where there is one. A `keeper` gives what is known already."""
    for page in PAGES:
        yield page, page.answer(page.asked(result, baseline, keeper))


def charts(answer: Answer) -> list[Chart]:
    """The charts that a page shows before anything is unfolded."""
    return [block for block in opened(answer.blocks) if isinstance(block, CHARTS)]


def charts_at_once(answer: Answer) -> list[Chart]:
    """Those that take no time to make."""
    return [block for block in opened(answer.blocks, later=False) if isinstance(block, CHARTS)]


def tables(answer: Answer) -> list[Table]:
    """The tables that a page shows before anything is unfolded."""
    return [block for block in opened(answer.blocks) if isinstance(block, Table) and block.rows]


def opened(blocks: Iterable[Block], *, later: bool = True) -> Iterator[Block]:
    """Every block in turn, those of its parts, and unless `later` is false those that take long to make."""
    for block in blocks:
        if isinstance(block, Part):
            yield from opened(block.blocks, later=later)
        elif not isinstance(block, Later):
            yield block
        elif later:
            yield from opened(block.blocks(), later=later)
