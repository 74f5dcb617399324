"""What is on each slide, as data: sentences, figures, charts and tables of the pages' answers, and their trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

import model
from exports import assumed
from exports.assumed import fingerprint
from exports.pages import BESIDE, DRAWS, PAGES, charts_at_once, opened, tables
from exports.texts import plain
from model.answers import BASELINE, SCENARIO, Answer, Asked, Cell, Chart, Compared, Lines, Listed, Remark, Table
from model.answers.words import in_short, said
from model.guards import guards
from model.problems import Problem, ScenarioError, suggest
from model.questions.board_pack.challenge import attacks
from model.questions.compare import tables as compare_tables
from model.questions.compare.sides import compared, entries
from model.questions.uncertainty.answer import SEED
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, printed

Row = tuple[str, ...]


@dataclass(frozen=True)
class SlideTable:
    """`marked` are the places of rows that stand out; `left_out` says how many rows there are besides.

    One that `is_roomy` has rows as high as the slide has room for.
    """

    title: str
    head: Row
    rows: Sequence[Row]
    marked: frozenset[int] = frozenset()
    left_out: str = ""
    is_roomy: bool = False


@dataclass(frozen=True, eq=False)
class Slide:
    """`heading` says whose question it answers, and `title` answers it. `trace` are the notes of who speaks."""

    key: str
    heading: str
    title: str
    trace: str
    remarks: Sequence[str] = ()
    figures: Sequence[Compared] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[SlideTable] = ()


class Pack:
    """A result with what it is compared with, on a day; `link` is where it opens. Answers are worked out once."""

    def __init__(self, result: Result, on: date, baseline: Result | None = None, link: str = "") -> None:
        if baseline is not None and baseline.scenario.currency != result.scenario.currency:
            problem = f"is in {baseline.scenario.currency}, and the scenario in {result.scenario.currency}"
            raise ScenarioError([Problem("baseline", "", problem, "compare scenarios of one currency")])
        self.result, self.on, self.baseline, self.scenario = result, on, baseline, result.scenario
        self.link = link
        self.trace = Trace(result)
        self._answers: dict[str, Answer] = {}

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """By name, the one that is shown first."""
        return {SCENARIO: self.scenario} | ({BASELINE: self.baseline.scenario} if self.baseline else {})

    def asked(self, key: str) -> Asked:
        return PAGE_OF[key].asked(self.result, self.baseline)

    def answer(self, key: str) -> Answer:
        """The answer of a page."""
        if key not in self._answers:
            self._answers[key] = PAGE_OF[key].answer(self.asked(key))
        return self._answers[key]

    def charts(self, key: str) -> list[Chart]:
        return charts_at_once(self.answer(key))

    def lines(self, key: str) -> list[Chart]:
        return [chart for chart in self.charts(key) if isinstance(chart, Lines)]

    def said(self, sentence: Sentence) -> str:
        return plain(said(sentence, self.scenario))

    def table(self, table: Table) -> SlideTable:
        rows = [(name, *(self._cell(cell) for cell in cells)) for name, cells in table.rows]
        return SlideTable(table.title, tuple(table.head), rows)

    def slide(self, key: str, page: str, *remarks: Sentence, title: Sentence = ()) -> Slide:
        """A slide of a page: its sentence unless there is another `title`, its figures, and their trace."""
        answer, named = self.answer(page), PAGE_OF[page].title
        numbers = [*(title or answer.sentence), *(figure.shown for figure in answer.figures), *chain(*remarks)]
        return Slide(
            key, f"{named.label}: {named.question}", self.said(title or answer.sentence),
            self._notes(named.question, numbers), [self.said(each) for each in remarks if each], answer.figures,
        )  # fmt: skip

    def _notes(self, question: str, parts: Iterable[Quantity | str]) -> str:
        """Where each number comes from, once."""
        numbers = {part.key or part.label: part for part in parts if isinstance(part, Quantity)}
        return "\n\n".join([question, *(printed.arithmetic(number, self.trace) for number in numbers.values())])

    @cached_property
    def assumptions(self) -> list[assumed.Assumed]:
        """Those that act: without a source first, and of these the ones that were entered."""
        acting = [row for row in assumed.inputs(self.result) if row.kind == "assumption"]
        return sorted(acting, key=lambda row: (not row.is_unsourced, row.is_default))

    def _cell(self, cell: Cell) -> str:
        if isinstance(cell, str):
            return cell
        several = cell if isinstance(cell, tuple) else (cell,)
        return " ".join(in_short(each, self.scenario) for each in several)


PAGE_OF = {page.key: page for page in (*PAGES, *BESIDE)}
MOST_LISTED = 24  # assumptions of a slide


def _answer(pack: Pack) -> Slide:
    """The verdict, what would change it, each segment's, and what has been changed against the baseline."""
    blocks = pack.answer("overview").blocks
    remarks = [block.sentence for block in blocks if isinstance(block, Remark) and block.sentence]
    listed = [block for block in blocks if isinstance(block, Listed) and block.rows]
    told = [
        SlideTable(block.title, ("Segment", "Verdict"), [(name, pack.said(row)) for name, row in block.rows])
        for block in listed
    ]
    return replace(pack.slide("answer", "overview", *remarks), tables=[*told, *_changes(pack)])


def _changes(pack: Pack) -> list[SlideTable]:
    if pack.baseline is None:
        return []
    asked = pack.asked("overview")
    found = compare_tables.inputs(compared(pack.result, 0, tuple(entries(asked)), BASELINE))
    return [pack.table(found)] if found.rows else []


def _position(pack: Pack) -> Slide:
    arr, profit = pack.charts("overview")[:2]
    return replace(pack.slide("position", "overview", title=arr.finding), charts=(arr, profit))


def _compounding(pack: Pack) -> Slide:
    return replace(pack.slide("compounding", "compounding"), charts=pack.charts("compounding")[:2])


def _cases(pack: Pack) -> Slide:
    (sides, *_) = tables(pack.answer("clv_scenarios"))
    return replace(
        pack.slide("cases", "clv_scenarios"), charts=pack.lines("clv_scenarios")[:1], tables=[pack.table(sides)]
    )


def _capacity(pack: Pack) -> Slide:
    """The team's need beside what the decision in view saves and loses."""
    charts = [*pack.lines("csm_capacity")[:1], *pack.lines("headcount")[1:2]]
    return replace(pack.slide("capacity", "headcount", pack.answer("csm_capacity").sentence), charts=charts)


def _verdict(pack: Pack) -> Slide:
    standings = [pack.table(table) for table in tables(pack.answer("unit_economics"))[:1]]
    return replace(pack.slide("verdict", "unit_economics"), charts=pack.charts("unit_economics")[:1], tables=standings)


def _cash(pack: Pack) -> Slide:
    return replace(pack.slide("cash", "cash_trough"), charts=pack.lines("cash_trough")[:2])


def _sure(pack: Pack) -> Slide:
    blocks = pack.answer("uncertainty").blocks
    charts = pack.charts("uncertainty")
    remarks = [block.sentence for block in opened(blocks, later=False) if isinstance(block, Remark)]
    slide = pack.slide("sure", "uncertainty", *remarks, (f"{DRAWS:,} draws, seed {SEED}.",))
    return replace(slide, charts=(charts[1], charts[-1]))


def _assumptions(pack: Pack) -> Slide:
    """Those without a source first; all of them stand in the notes."""
    rows = [(row.name, row.value, row.source) for row in pack.assumptions]
    shown, unsourced = rows[:MOST_LISTED], [row.is_unsourced for row in pack.assumptions]
    half = -(-len(shown) // 2)
    left_out = f"{len(rows) - MOST_LISTED} more stand in the notes." if len(rows) > MOST_LISTED else ""
    told = [
        SlideTable(
            "", ("Assumption", "Value", "Source"), shown[first : first + half],
            frozenset(at for at in range(half) if unsourced[first + at : first + at + 1] == [True]),
        )
        for first in (0, half)
    ]  # fmt: skip
    slide = pack.slide("assumptions", "assumptions")
    every = [f"{row.name}: {row.value} ({row.source or 'own data'}) [={row.path}]" for row in pack.assumptions]
    trace = "\n".join([PAGE_OF["assumptions"].title.question, "", *map(plain, every)])
    return replace(
        slide, tables=[table for table in told if table.rows], remarks=[left_out] if left_out else [], trace=trace
    )


def _challenge(pack: Pack) -> Slide:
    """What will be attacked first, what the result says to it, and what the user answers."""
    found = attacks(pack.asked("board_pack"), DRAWS)
    slide = pack.slide("challenge", "board_pack", *(attack.words for attack in found))
    rows = [(attack.question, pack.said(attack.words), plain(attack.reply)) for attack in found]
    told = SlideTable("", ("What they will ask", "What the result says", "Our answer"), rows, is_roomy=True)
    return replace(slide, heading="What will be attacked first", remarks=(), tables=[told])


def _method(pack: Pack) -> Slide:
    """Printed figures beside ours, where the numbers come from, and how they are to be read."""
    scenario = pack.scenario
    made = f"Bowtie {model.__version__}, {pack.on.isoformat()}, inputs {fingerprint(scenario)[:12]}."
    read = [pack.said(guard.text) for guard in guards(pack.result, pack.trace)]
    (printed_figures, *_) = tables(pack.answer("evidence"))
    remarks = [*filter(None, (plain(scenario.source), made)), *read]
    return replace(pack.slide("method", "evidence"), tables=[pack.table(printed_figures)], remarks=remarks)


@dataclass(frozen=True)
class Kind:
    """A slide that can be asked for: what it is called, and what makes it."""

    name: str
    made: Callable[[Pack], Slide]


SLIDES: Mapping[str, Kind] = {
    "answer": Kind("the ask and the answer", _answer),
    "position": Kind("where we stand", _position),
    "compounding": Kind("what compounds", _compounding),
    "cases": Kind("three-year cases", _cases),
    "capacity": Kind("capacity and headcount", _capacity),
    "verdict": Kind("accelerator or brakes", _verdict),
    "cash": Kind("the low point and cash", _cash),
    "sure": Kind("how sure", _sure),
    "assumptions": Kind("assumptions, those without a source marked", _assumptions),
    "method": Kind("sources and method", _method),
    "challenge": Kind("what will be attacked first, with your answers", _challenge),
}
# Which slides each audience sees, in which order: what it will ask for first comes first.
AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "all": tuple(key for key in SLIDES if key != "challenge"),
    "cfo": ("answer", "challenge", "cash", "assumptions", "sure", "verdict", "cases", "capacity", "position", "method"),
    "board": ("answer", "position", "verdict", "cash", "sure", "assumptions", "challenge"),
    "team": ("capacity", "compounding", "cases", "answer", "assumptions"),
}  # fmt: skip


def chosen(audience: str = "all", keys: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys of the slides of a deck: those that were picked, or else the audience's. Raises ScenarioError."""
    if audience not in AUDIENCES:
        raise ScenarioError([Problem("--audience", audience, "is no audience", suggest(audience, AUDIENCES))])
    unknown = [key for key in keys if key not in SLIDES]
    if unknown:
        raise ScenarioError([Problem("--slides", key, "is no slide", suggest(key, SLIDES)) for key in unknown])
    return tuple(dict.fromkeys(keys)) or AUDIENCES[audience]
