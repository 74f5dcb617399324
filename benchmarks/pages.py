"""The pages of the app: from a slider's move to the paint, and what it costs the server."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from benchmarks import visitors
from benchmarks.server import Server, serving
from benchmarks.tab import Tab
from benchmarks.work import Missing
from tools import app
from ui.menu import PAGES

ROUNDS = 3  # in each, the page and the bare page take turns
UNCOUNTED = 3  # moves before


class PagesEffort(NamedTuple):
    """How much is measured."""

    moves: int
    steps: int


FULL = PagesEffort(moves=30, steps=2_000)
QUICK = PagesEffort(moves=9, steps=100)


@dataclass
class Moves:
    """Milliseconds of each move to the paint, and of the server's processor for one."""

    painted: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        return float(np.quantile(self.painted, share))

    def cost(self) -> float:
        return float(np.mean(self.processor))


@dataclass
class MeasuredPage:
    """A page beside a bare one with as many charts; without a slider there are only its loads.

    `next_load` is that of a browser which has the scripts.
    """

    charts: int
    first_load: float
    next_load: float
    moves: Moves = field(default_factory=Moves)
    bare: Moves = field(default_factory=Moves)

    def ratio(self) -> float:
        return self.moves.quantile(0.5) / self.bare.quantile(0.5)


@dataclass
class PageTimes:
    """By page; then the server's MiB over many moves."""

    effort: PagesEffort
    pages: dict[str, MeasuredPage]
    weights: list[float]

    def growth(self) -> float:
        """MiB over the last nine tenths of the moves."""
        return self.weights[-1] - self.weights[len(self.weights) // 10]


def measure(effort: PagesEffort) -> PageTimes:
    """Everything, one thing after the other."""
    try:
        with serving("app.py") as server:
            pages = _in_the_browser(server, effort.moves)
            addresses = [row.address for row in PAGES.values() if pages[row.label].moves.painted]
            return PageTimes(effort, pages, visitors.steady(server.port, addresses, effort.steps, server.weight))
    except app.NotStarted as reason:
        raise Missing(str(reason)) from reason


def _in_the_browser(server: Server, moves: int) -> dict[str, MeasuredPage]:
    pages = {}
    with serving("benchmarks/bare_page.py") as bare, app.chromium() as browser:
        for row in PAGES.values():
            with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
                tab = Tab.open(context, server.address(row.address))
                again = Tab.open(context, server.address(row.address))
                page = pages[row.label] = MeasuredPage(tab.charts, tab.first_load, again.first_load)
                again.page.close()
                if tab.has_slider:
                    beside = Tab.open(context, bare.address(f"?charts={tab.charts}"))
                    _take_turns(page, (server, tab), (bare, beside), moves)
    return pages


def _take_turns(page: MeasuredPage, ours: tuple[Server, Tab], bare: tuple[Server, Tab], moves: int) -> None:
    for _, tab in (ours, bare):
        tab.move(UNCOUNTED)
    for _ in range(ROUNDS):
        for (server, tab), kept in ((ours, page.moves), (bare, page.bare)):
            before = server.processor()
            painted = tab.move(moves // ROUNDS)
            kept.painted += painted
            kept.processor.append(1_000 * (server.processor() - before) / len(painted))


def table(found: PageTimes) -> list[str]:
    """What was found, as lines of text."""
    columns = ("charts", "p50", "p95", "bare p50", "x bare", "server", "bare", "first load", "next")
    rows = [["ms", *columns], *([label, *_cells(page)] for label, page in found.pages.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([name.ljust(widths[0]), *map(str.rjust, cells, widths[1:])]) for name, *cells in rows]


def _cells(page: MeasuredPage) -> list[str]:
    loads = [f"{page.first_load:,.0f}", f"{page.next_load:,.0f}"]
    if not page.moves.painted:
        return [str(page.charts), "no slider", *("-" * 5), *loads]
    painted = [f"{ms:.0f}" for ms in (page.moves.quantile(0.5), page.moves.quantile(0.95), page.bare.quantile(0.5))]
    costs = [f"{moves.cost():.1f}" for moves in (page.moves, page.bare)]
    return [str(page.charts), *painted, f"{page.ratio():.2f}", *costs, *loads]
