"""The command line:   python -m model run | trace | decide | published | check | schema | inputs | metrics

Without a command the app starts.

Exit 0 done, 1 a figure does not hold, 2 bad input: one line per problem on standard error, nothing on standard output.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import model
from model import formulas
from model.engine.simulate import run
from model.figures import REASONS
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.parameters import STAFF_CHANGE, TABLES
from model.problems import Problem, ScenarioError, one_line
from model.report import as_json
from model.scenario import Scenario
from model.tables import as_csv, as_text, table
from model.text import json_schema, read_bytes, read_file, with_settings
from model.wording import UNDEFINED, exact

DONE, FALSE, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """argparse, with one line for what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise ScenarioError([Problem(f"{self.prog}:", "", message, f"see {self.prog} --help")])


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or without any the app; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if not given:
            return _start_the_app()
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

    command = commands.add_parser("run", help="figures of scenario files")
    command.add_argument("files", nargs="+", metavar="FILE", help="a scenario file; - reads standard input")
    _add_settings(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything, by name")
    form.add_argument("--csv", action="store_true", help="one row a month of the total and of each segment")
    command.set_defaults(command=_run)

    command = commands.add_parser("trace", help="where one number comes from")
    command.add_argument("file", metavar="FILE", help="a scenario file; - reads standard input")
    command.add_argument("key", metavar="KEY", help="as in the JSON of run: nrr, SEGMENT/ltv_simple, mrr with --month")
    command.add_argument("--month", type=int, metavar="M", help="of a measure by month")
    _add_settings(command)
    command.add_argument("--json", action="store_true", help="as JSON, with the PATH of every input that it rests on")
    command.set_defaults(command=_trace)

    command = commands.add_parser("decide", help="what a decision saves and costs").add_subparsers(
        required=True, metavar="QUESTION", parser_class=Parser
    ).add_parser("headcount", help="CSMs cut or hired: saving, loss and break-even")  # fmt: skip
    command.add_argument("file", metavar="FILE", help="a scenario file; - reads standard input")
    moved = command.add_mutually_exclusive_group(required=True)
    moved.add_argument("--cut", type=_people, metavar="N", help="CSMs fewer than planned")
    moved.add_argument("--hire", type=_people, metavar="N", help="CSMs more than planned")
    command.add_argument("--segment", metavar="NAME", help="without it the first segment with a fixed team")
    command.add_argument(
        "--from-month", type=_from_month, default=1, metavar="M", help="from this month on; 1 if left out"
    )
    _add_settings(command)
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(command=_decide_headcount)

    command = commands.add_parser("check", help="whether scenario files are valid")
    command.add_argument("files", nargs="+", metavar="FILE")
    command.set_defaults(command=_check)

    for name, function, help in (
        ("published", _published, "printed figures beside ours"),
        ("inputs", _inputs, "every input, as declared"),
        ("metrics", _metrics, "every output and every formula"),
    ):
        command = commands.add_parser(name, help=help)
        command.add_argument("--json", action="store_true", help="as JSON")
        command.set_defaults(command=function)

    commands.add_parser("schema", help="JSON Schema of a scenario file").set_defaults(command=_schema)
    return parser


def _start_the_app() -> int:
    """As `make run` does, on a port that is free. The app stands beside the model, and in no wheel."""
    app = Path(model.__file__).parents[1] / "app.py"
    if not app.is_file():
        problem = "the app is not part of this installation"
        raise ScenarioError([Problem("bowtie:", "", problem, "get its sources and run make run there")])
    return subprocess.call([sys.executable, "-m", "streamlit", "run", str(app)], cwd=app.parent)


def _add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", dest="settings",
        help="change an input: horizon_months=48, company.cash=1e6, guidelines.ltv=5y, SEGMENT.retention_rate=0.9",
    )  # fmt: skip


def _run(options: argparse.Namespace) -> tuple[str, int]:
    results = [run(scenario) for scenario in _scenarios(options.files, options.settings)]
    if options.csv:
        return as_csv(results), DONE
    if options.json:
        reports = [as_json(result) for result in results]
        return _json(reports[0] if len(reports) == 1 else reports), DONE
    return "\n".join(as_text(result) for result in results), DONE


def _trace(options: argparse.Namespace) -> tuple[str, int]:
    from model.trace import printed
    from model.trace.lookup import Trace

    (scenario,) = _scenarios([options.file], options.settings)
    trace = Trace(run(scenario))
    quantity = printed.asked(trace, options.key, options.month)
    return (_json(printed.as_json(quantity, trace)) if options.json else printed.as_text(quantity, trace)), DONE


def _decide_headcount(options: argparse.Namespace) -> tuple[str, int]:
    from model import decide

    (scenario,) = _scenarios([options.file], options.settings)
    change = options.hire if options.cut is None else -options.cut
    answer = decide.headcount(scenario, change, options.from_month, options.segment)
    return (_json(decide.as_json(answer)) if options.json else decide.as_lines(answer)), DONE


def _people(text: str) -> float:
    """How many CSMs: more than none, and no more than a staff change may have."""
    most, number = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1], _number(text)
    if not 0 < number <= most:
        raise argparse.ArgumentTypeError(
            f"{one_line(text)!r} is no number of CSMs: write one above 0, at most {most:g}"
        )
    return number


def _from_month(text: str) -> int:
    number = _number(text)
    if not (number >= 1 and number.is_integer()):
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no month: write a whole number from 1 on")
    return int(number)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _scenarios(files: Sequence[str], settings: Sequence[str] = ()) -> list[Scenario]:
    """The scenarios of all files with the settings applied; the problems of all files at once."""
    pairs = [_pair(setting) for setting in settings]
    if files.count("-") > 1:
        raise ScenarioError([Problem("standard input", "", "is named twice", "name it once")])
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for file in files:
        try:
            scenario = _read(file)
            where = "--set" if len(files) == 1 else f"{file}: --set"
            scenarios.append(with_settings(scenario, pairs, where) if pairs else scenario)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return scenarios


def _read(file: str) -> Scenario:
    if file != "-":
        return read_file(file)
    return read_bytes(sys.stdin.buffer if sys.stdin else io.BytesIO(), "standard input")


def _pair(setting: str) -> tuple[str, str]:
    path, equals, value = setting.partition("=")
    if not equals:
        raise ScenarioError([Problem("--set", setting, "has no equals sign", "write PATH=VALUE")])
    return path, value


def _check(options: argparse.Namespace) -> tuple[str, int]:
    _scenarios(options.files)
    return "".join(f"{one_line(file)}: valid\n" for file in options.files), DONE


def _published(options: argparse.Namespace) -> tuple[str, int]:
    from model.published import as_dicts

    figures = as_dicts()
    code = DONE if all(figure["holds"] for figure in figures) else FALSE
    if options.json:
        return _json(figures), code
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
        return _json(records), DONE
    return table(records, ("path", "unit", "default", "allowed", "kind", "source")), DONE


def _metrics(options: argparse.Namespace) -> tuple[str, int]:
    declared = {"monthly": MONTHLY, "summary": SUMMARY, "unit_economics": UNIT_ECONOMICS}
    records = [{"where": where, **metric.record} for where, metrics in declared.items() for metric in metrics.values()]
    functions = [
        {"name": name, "definition": (getattr(formulas, name).__doc__ or "").partition("\n")[0]}
        for name in formulas.__all__
    ]
    if options.json:
        return _json({"metrics": records, "formulas": functions, "reasons": REASONS}), DONE
    text = table(records, ("where", "name", "unit", "definition"))
    return f"{text}\n{table(functions, ('name', 'definition'))}", DONE


def _schema(_: argparse.Namespace) -> tuple[str, int]:
    return _json(json_schema()), DONE


def _json(data: Any) -> str:
    return json.dumps(data, allow_nan=False, indent=1) + "\n"


if __name__ == "__main__":
    entry()
