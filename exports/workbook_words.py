"""The sheets that say what this is: how to read it, and who says so."""

from __future__ import annotations

import model
from exports.workbook_formats import Paper
from exports.workbook_inputs import numbered
from exports.workbook_plan import ASSUMPTIONS, INPUTS, LABEL, READ_ME, SUMMARY, VALUE, Place
from model.basis import basis_of, is_unsourced
from model.figures import REASONS
from model.result import Result
from model.scenario import Scenario

WIDE, WIDE_NOTE = 110, 50  # letters
READ = (
    "Change a blue number on the sheet Inputs and every sheet follows: all cells but the inputs are formulas.",
    "Grey cells on Inputs are fixed when the workbook is written: terms, horizon, staffing and the number of segments "
    "decide which cells there are. To change them, export again.",
    "Column A of Inputs has the path of each input, as in a scenario file. Column A of the model's sheets has the name "
    "of each measure, as in the JSON of the command line; a step is a part of its formula. Months run from column E.",
    "#N/A means that a figure has no value. A row below the figures says why; the reasons are listed here.",
    "Every cell on the sheet Checks reads 0 while the workbook is sound.",
    "Groups on the sheets of segments are the accounts that renew and expand in the same months.",
    "On the sheet Assumptions, amber marks an assumption that nobody has given a source for.",
    "Open this workbook in Bowtie, and the blue numbers that you changed become a what-if. The last sheet has the "
    "scenario that it was written from.",
)


def write_read_me(paper: Paper, result: Result, verdict_row: int) -> None:
    """What this is, the verdict, and the reasons why a figure may have no value."""
    scenario = result.scenario
    paper.words(0, 0, scenario.name, "title")
    paper.widths(WIDE)
    source = f"Source: {scenario.source}" if scenario.source else ""
    written = f"Written by Bowtie {model.__version__}. Money is in {scenario.currency}."
    row = 2
    for text in filter(None, (scenario.summary, source, *READ, written)):
        paper.words(row, 0, text, "wrapped")
        paper.make_room(row, (text, WIDE))
        row += 1
    paper.words(row + 1, 0, "Verdict", "section")
    decided = Place(SUMMARY, verdict_row, VALUE).seen_from(READ_ME)
    paper.formula(row + 2, 0, decided, result.verdict.advice)
    paper.words(row + 4, 0, "Why a figure may have no value", "section")
    for number, (code, words) in enumerate(REASONS.items(), row + 5):
        paper.words(number, 0, f"{code}: {words.partition(': ')[2] or words}", "quiet")


def write_assumptions(paper: Paper, scenario: Scenario) -> None:
    """Every input with who says so; assumptions without a source in amber."""
    paper.head("Assumptions and levers", ["path", "input", "value", "unit", "kind", "basis", "source", "note"])
    at = {entry.path: row for row, entry in numbered(scenario)}
    row = 3
    for path, parameter in scenario.paths().items():
        if parameter.kind == "text" or parameter.unit == "table":
            continue
        note, style = scenario.notes.get(path), "unsourced" if is_unsourced(scenario, path) else "wrapped"
        value = scenario.value(path)
        shown = float(value) if isinstance(value, int | float) else str(value or "left out")
        basis = str(basis_of(scenario, path, None))
        texts = (parameter.kind, basis, note.source if note else "", note.note if note else "")
        paper.words(row, 0, path, style)
        paper.words(row, 1, parameter.label, style)
        paper.formula(row, 2, Place(INPUTS, at[path], VALUE).seen_from(ASSUMPTIONS), shown, style, parameter.unit)
        paper.words(row, 3, parameter.unit, style)
        for column, text in enumerate(texts, 4):
            paper.words(row, column, text, style)
        paper.make_room(row, *((text, WIDE_NOTE) for text in texts))
        row += 1
    paper.widths(30, 30, 14, 20, 12, 24, WIDE_NOTE, WIDE_NOTE)
    paper.sheet.freeze_panes(3, LABEL + 1)
