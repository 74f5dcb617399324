"""A workbook that comes back: its changed inputs are the what-if, its formulas are looked at and never believed.

It is read in a process of its own, as anyone may have sent it. All figures are the engine's.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace

from exports.apart import Progress, apart
from exports.opened_inputs import InputChange, what_if
from exports.opened_sheets import FORMULA, MOST_ROWS, Sheets
from exports.opened_zip import check, refused
from exports.workbook_inputs import NOTE
from exports.workbook_plan import INPUTS, SCENARIO_FILE, VALUE, letters
from exports.workbook_scenario import COLUMN, mark, read_scenario
from model.problems import Problem, ScenarioError
from model.scenario import Scenario
from model.text import read_toml, to_toml

SECONDS, PROCESSOR_SECONDS, MEGABYTES = 60, 5, 512  # of the process: by the clock on a busy machine, and of work
TO_END_IT = 0.2  # seconds of work before that
SECONDS_FOR_FORMULAS = 4.4  # of work: sheets that are not looked through by then are named
MOST_BYTES = 5_000_000  # of a workbook
SMALLER = "export fewer segments or months"
MORE = 50  # rows and columns beyond the last formula that was written, in which others are found
NAMED = 5  # cells that a remark names
OURS = "every figure here is Bowtie's own"


@dataclass(frozen=True)
class OpenedWorkbook:
    """What a workbook holds: the scenario it was written from, the one with the changed inputs, and these.

    `problems` are what could not be taken, `formulas` the cells whose formulas are not as they were written.
    """

    baseline: Scenario
    scenario: Scenario
    changes: tuple[InputChange, ...]
    problems: tuple[Problem, ...]
    formulas: tuple[str, ...]

    def remarks(self, where: str) -> list[str]:
        """What was not taken, a line each."""
        lines = [str(problem) for problem in self.problems]
        if self.formulas:
            count = f"{len(self.formulas):,} formulas" if len(self.formulas) > 1 else "1 formula"
            more = f" and {len(self.formulas) - NAMED:,} more" if len(self.formulas) > NAMED else ""
            cells = f"{count} ({', '.join(self.formulas[:NAMED])}{more})"
            lines.append(str(Problem(where, cells, "changed since it was written", OURS)))
        return lines


def opened(data: bytes, where: str) -> OpenedWorkbook:
    """What the workbook of these bytes holds; `where` names it. Raises ScenarioError."""
    try:
        if len(data) > MOST_BYTES:
            raise refused(f"is larger than {MOST_BYTES:,} bytes", SMALLER)
        found = json.loads(apart("exports.opened:read", data, "opening it", seconds=SECONDS, megabytes=MEGABYTES))
    except ScenarioError as error:
        raise ScenarioError([_named(problem, where) for problem in error.problems]) from None
    return OpenedWorkbook(
        read_toml(found["baseline"], where),
        read_toml(found["scenario"], where),
        tuple(InputChange(*change) for change in found["changes"]),
        tuple(_named(Problem(*problem), where) for problem in found["problems"]),
        tuple(found["formulas"]),
    )


def _named(problem: Problem, where: str) -> Problem:
    return replace(problem, where=f"{where}: {problem.where}" if problem.where else where)


def read(data: bytes, _told: Progress) -> bytes:
    """The same as JSON: what the process does."""
    _limit_work()
    check(data)
    sheets = Sheets(data)
    if SCENARIO_FILE not in sheets or INPUTS not in sheets:
        missing = INPUTS if SCENARIO_FILE in sheets else SCENARIO_FILE
        raise refused(f"has no sheet {missing}", "open a workbook that Bowtie has written")
    written = read_scenario(sheets.rows(SCENARIO_FILE, MOST_ROWS, COLUMN + 1).values())
    baseline = read_toml(written.text, f"the sheet {SCENARIO_FILE}")
    scenario, changes, problems = what_if(baseline, sheets.rows(INPUTS, MOST_ROWS, NOTE + 1))
    formulas, missed = _changed_formulas(sheets, written.formulas)
    found = {
        "baseline": to_toml(baseline),
        "scenario": to_toml(scenario),
        "changes": [astuple(change) for change in changes],
        "problems": [astuple(problem) for problem in (*problems, *missed)],
        "formulas": formulas,
    }
    return json.dumps(found).encode()


def _limit_work() -> None:
    """A hostile workbook may take so much work, however long it waits for the processor: then the process is ended."""
    if sys.platform != "win32":
        left = PROCESSOR_SECONDS - TO_END_IT - time.process_time()
        signal.setitimer(signal.ITIMER_PROF, max(left, TO_END_IT))


def _changed_formulas(
    sheets: Sheets, written: Mapping[str, Mapping[tuple[int, int], str]]
) -> tuple[list[str], list[Problem]]:
    """The cells whose formulas are not as they were written, and the sheets of which nobody knows."""
    changed, missed = list[str](), list[Problem]()
    for name, marks in written.items():
        place = f"the sheet {name}"
        if name not in sheets:
            missed.append(Problem("", place, "is not there any more", OURS))
            continue
        try:
            changed += [f"{name}!{letters(column)}{row + 1}" for row, column in _changed_in(sheets, name, marks)]
        except TimeoutError:
            missed.append(Problem("", place, "is too large to look for changed formulas", OURS))
    return changed, missed


def _changed_in(sheets: Sheets, name: str, marks: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, int]]:
    """Row and column of what is not as it was written; a formula for an input is told of where inputs are.

    Raises TimeoutError.
    """
    left = dict(marks)
    last_row, last_column = (max(place[part] for place in marks) + MORE for part in (0, 1))
    for cell in sheets.cells(name, last_row, last_column):
        if time.process_time() > SECONDS_FOR_FORMULAS:
            raise TimeoutError
        place = cell.row, cell.column
        differs = cell.kind == FORMULA and left.pop(place, "") != mark(str(cell.value))
        if differs and not (name == INPUTS and cell.column == VALUE):
            yield place
    yield from left
