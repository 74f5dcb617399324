"""The command line:   python -m exports FILE --to KIND [--out PATH]

Exit 0 done, 2 bad input: one line per problem on standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from exports.memo import memo
from exports.package import Maker, file_name, package, table
from exports.pages import answers, charts
from exports.pictures import picture
from exports.workbook import workbook
from model.command_line import FILE, INTERRUPTED, Parser, add_settings, scenarios, tell_progress
from model.engine.simulate import run
from model.problems import Problem, ScenarioError
from model.result import Result

DONE, BAD_INPUT = 0, 2


def _first_chart(result: Result, kind: str) -> bytes:
    """The first picture of the Overview."""
    chart = charts(next(answers(result))[1])[0]
    return picture(chart, result.scenario, "png" if kind == "png" else "svg")


KINDS: dict[str, tuple[str, Maker]] = {
    "xlsx": ("a workbook with live formulas", workbook),
    "csv": ("every measure by month", lambda result, _: table(result)),
    "md": ("a memo of the answers", lambda result, _: memo(result).encode()),
    "svg": ("the first chart of the Overview", lambda result, _: _first_chart(result, "svg")),
    "png": ("the same as pixels", lambda result, _: _first_chart(result, "png")),
    "zip": ("all of these, the scenario and a manifest", package),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes one file; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        (scenario,) = scenarios([options.file], options.settings)
        path = Path(options.out or f"{file_name(scenario.name)}.{options.to}")
        _write(
            path, KINDS[options.to][1](run(scenario), lambda share: tell_progress(round(100 * share), 100, "percent"))
        )
        print(path)
    except ScenarioError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="bowtie export", description="Write a file to take away.")
    parser.add_argument("file", metavar="FILE", help=FILE)
    kinds = "; ".join(f"{kind}: {words}" for kind, (words, _) in KINDS.items())
    parser.add_argument("--to", required=True, choices=KINDS, help=kinds)
    parser.add_argument("--out", metavar="PATH", help="the file to write; by default it has the scenario's name")
    add_settings(parser)
    return parser


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        problem = f"cannot be written: {getattr(error, 'strerror', None) or error}"
        raise ScenarioError([Problem(f"--out {path}", "", problem, "give another path")]) from None


if __name__ == "__main__":
    sys.exit(main())
