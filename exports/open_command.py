"""The command line:   python -m exports.open_command WORKBOOK [--json] [--out PATH]

Exit 0 done, 2 no workbook to be used: one line per problem on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict

from exports.disk import read_bytes, write_bytes
from exports.opened import MOST_BYTES, OpenedWorkbook, opened
from model.command_line import Parser, as_json, exit_code
from model.problems import one_line
from model.tables import table
from model.text import to_toml
from model.wording import exact


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was changed in one workbook; returns the exit code."""
    return exit_code(lambda: _open(_parser().parse_args(arguments)))


def _open(options: argparse.Namespace) -> None:
    workbook = opened(read_bytes(options.workbook, MOST_BYTES + 1), options.workbook)
    if options.out:
        write_bytes(options.out, to_toml(workbook.scenario).encode())
    print(_as_json(workbook) if options.json else _as_text(workbook, options.workbook), end="")


def _parser() -> Parser:
    parser = Parser(prog="bowtie open", description="Print what was changed in a workbook that came back.")
    parser.add_argument("workbook", metavar="WORKBOOK", help="a workbook that bowtie export has written, as it is now")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--out", metavar="PATH", help="write the scenario with the changed inputs to this file")
    return parser


def _as_text(workbook: OpenedWorkbook, where: str) -> str:
    rows = [
        {"input": one_line(change.path), "before": exact(change.before), "after": exact(change.after)}
        for change in workbook.changes
    ]
    changes = table(rows, ("input", "before", "after")) if rows else "No input was changed.\n"
    remarks = "".join(f"{line}\n" for line in workbook.remarks(where))
    return f"{one_line(workbook.scenario.name)}\n\n{changes}{remarks}"


def _as_json(workbook: OpenedWorkbook) -> str:
    return as_json({
        "scenario": workbook.scenario.name,
        "changes": [asdict(change) for change in workbook.changes],
        "problems": [asdict(problem) for problem in workbook.problems],
        "formulas": workbook.formulas,
    })  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
