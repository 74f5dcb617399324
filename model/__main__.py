"""The command line:   python -m model COMMAND

Without a command the app starts.

Exit 0 done, 1 a figure does not hold, 2 bad input: one line per problem on standard error, nothing on standard output;
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import model
from model import formulas, migration, report
from model.command_line import BAD_INPUT, DONE, FALSE, FILE, INTERRUPTED, Parser, add_settings, as_json, scenarios
from model.decide import commands as commands_of_decisions
from model.engine.simulate import run
from model.figures import REASONS
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.parameters import TABLES
from model.periods import By
from model.problems import Problem, ScenarioError, one_line
from model.result import Result
from model.tables import as_csv, as_text, by_period_as_json, table
from model.text import json_schema, plain_file
from model.wording import UNDEFINED, exact

PROGRAMS = {  # of their own, which stand on the model: the module and what it does
    "export": ("exports", "write a workbook, a table, a memo, a picture or all of them to a file"),
    "open": ("exports.open_command", "print what was changed in a workbook that came back"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or without any the app; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if not given:
            return _start_the_app()
        if given[0] in PROGRAMS:
            return _program(*given)
        options = _parser().parse_args(given)
        text, code = options.command(options)
        sys.stdout.write(text)
        sys.stdout.flush()
    except ScenarioError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return int(code)


def entry() -> NoReturn:
    """The installed command `bowtie`: `main` that survives closed streams, a full disk and an interrupt."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or io.TextIOWrapper(io.BytesIO())  # what is written to a closed one is dropped
        stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    try:
        code = main()
    except BrokenPipeError:
        code = DONE
    except OSError as error:
        print(f"bowtie: cannot write: {error.strerror}", file=sys.stderr)
        code = BAD_INPUT
    except KeyboardInterrupt:
        code = INTERRUPTED
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.exit(code)
    os._exit(code)  # a stream that cannot be written to would complain once more on the way out


def _parser() -> Parser:
    parser = Parser(
        prog="bowtie",
        description="The economics of customer success: scenario in, figures out. Without a command it starts the app.",
    )
    parser.add_argument("--version", action="version", version=f"bowtie {model.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    command = commands.add_parser("run", help="print the figures of scenario files")
    command.add_argument("files", nargs="+", metavar="FILE", help=FILE)
    add_settings(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print every result as JSON")
    form.add_argument("--csv", action="store_true", help="print one row a month for the total and for each segment")
    command.add_argument("--by", choices=("month", "quarter", "year"), default="month",
                         help="add months up to quarters or fiscal years, in tables and CSV")  # fmt: skip
    command.set_defaults(command=_run)

    command = commands.add_parser("trace", help="show where one number comes from")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument(
        "key",
        metavar="KEY",
        help="a name from the JSON of run: nrr, SEGMENT/ltv_simple, or mrr with --month; _end is the last month",
    )
    command.add_argument("--month", type=int, metavar="M", help="the month to show, for a monthly measure")
    add_settings(command)
    command.add_argument(
        "--json", action="store_true", help="print JSON, with the PATH of every input the number rests on"
    )
    command.set_defaults(command=_trace)

    commands_of_decisions.add(commands)

    for name, (_, help) in PROGRAMS.items():
        commands.add_parser(name, help=help)

    command = commands.add_parser("check", help="check that scenario files are valid")
    command.add_argument("files", nargs="+", metavar="FILE", help=FILE)
    command.set_defaults(command=_check)

    for name, function, help in (
        ("published", _published, "print published figures beside ours"),
        ("inputs", _inputs, "print every input as declared"),
        ("metrics", _metrics, "print every output and its formula"),
    ):
        command = commands.add_parser(name, help=help)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(command=function)

    commands.add_parser("schema", help="print the JSON Schema of a scenario file").set_defaults(command=_schema)
    return parser


def _start_the_app() -> int:
    """As `make run` does, on a port that is free. The app stands beside the model, and in no wheel."""
    app = Path(model.__file__).parents[1] / "app.py"
    if not app.is_file():
        problem = "the app is not part of this installation"
        raise ScenarioError([Problem("bowtie:", "", problem, "get its sources and run make run there")])
    return subprocess.call([sys.executable, "-m", "streamlit", "run", str(app)], cwd=app.parent)


def _program(command: str, *arguments: str) -> int:
    """Files to take away, and those that come back."""
    beside = Path(model.__file__).parents[1]
    paths = os.pathsep.join([str(beside), *filter(None, [os.environ.get("PYTHONPATH")])])
    module, _ = PROGRAMS[command]
    return subprocess.call([sys.executable, "-m", module, *arguments], env={**os.environ, "PYTHONPATH": paths})


def _run(options: argparse.Namespace) -> tuple[str, int]:
    results = [run(scenario) for scenario in scenarios(options.files, options.settings)]
    if options.csv:
        return as_csv(results, options.by), DONE
    if options.json:
        reports = [report.as_json(result) | _by_period(result, options.by) for result in results]
        return as_json(reports[0] if len(reports) == 1 else reports), DONE
    return "\n".join(as_text(result, options.by) for result in results), DONE


def _by_period(result: Result, by: By) -> dict[str, Any]:
    return {} if by == "month" else {"by_period": by_period_as_json(result, by)}


def _trace(options: argparse.Namespace) -> tuple[str, int]:
    from model.trace import printed
    from model.trace.lookup import Trace

    (scenario,) = scenarios([options.file], options.settings)
    trace = Trace(run(scenario))
    quantity = printed.asked(trace, options.key, options.month)
    return (as_json(printed.as_json(quantity, trace)) if options.json else printed.as_text(quantity, trace)), DONE


def _check(options: argparse.Namespace) -> tuple[str, int]:
    scenarios(options.files)
    return "".join(f"{one_line(file)}: valid\n{_of_earlier_format(file)}" for file in options.files), DONE


def _of_earlier_format(file: str) -> str:
    """What differs by reading a file of an earlier format as this one."""
    said = "" if file == "-" else migration.said(plain_file(file))
    return f"  {said}\n" if said else ""


def _published(options: argparse.Namespace) -> tuple[str, int]:
    from model.published import as_dicts

    figures = as_dicts()
    code = DONE if all(figure["holds"] for figure in figures) else FALSE
    if options.json:
        return as_json(figures), code
    columns = ("id", "computed", "worded", "verdict", "holds")
    rows = [{**figure, **{name: _in_text(figure[name]) for name in ("computed", "worded")}} for figure in figures]
    notes = "".join("\n    ".join([f"\n{f['id']}: {f['printed']}", *filter(None, [f["how"]])]) + "\n" for f in figures)
    return table(rows, columns) + notes, code


def _in_text(value: float | list[float] | None) -> str:
    if value is None:
        return UNDEFINED
    return ", ".join(exact(number) for number in (value if isinstance(value, list) else [value]))


def _inputs(options: argparse.Namespace) -> tuple[str, int]:
    records = [
        {"path": f"{prefix}{name}", **vars(parameter), "allowed": parameter.allowed}
        for prefix, _, parameters in TABLES
        for name, parameter in parameters.items()
    ]
    if options.json:
        return as_json(records), DONE
    return table(records, ("path", "unit", "default", "allowed", "kind", "source")), DONE


def _metrics(options: argparse.Namespace) -> tuple[str, int]:
    declared = {"monthly": MONTHLY, "summary": SUMMARY, "unit_economics": UNIT_ECONOMICS}
    records = [{"where": where, **metric.record} for where, metrics in declared.items() for metric in metrics.values()]
    functions = [
        {"name": name, "definition": (getattr(formulas, name).__doc__ or "").partition("\n")[0]}
        for name in formulas.__all__
    ]
    if options.json:
        return as_json({"metrics": records, "formulas": functions, "reasons": REASONS}), DONE
    text = table(records, ("where", "name", "unit", "definition"))
    return f"{text}\n{table(functions, ('name', 'definition'))}", DONE


def _schema(_: argparse.Namespace) -> tuple[str, int]:
    return as_json(json_schema()), DONE


if __name__ == "__main__":
    entry()
