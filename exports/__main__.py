"""The command line:   python -m exports FILE --to KIND [--out PATH]

Exit 0 done, 2 bad input: one line per problem on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date

from exports.apart import Progress
from exports.deck import AUDIENCES, SLIDES, Pack, chosen
from exports.disk import write_bytes
from exports.memo import memo
from exports.one_page import one_page
from exports.package import file_name, package, table
from exports.pages import answers, charts
from exports.pictures import Kind, picture
from exports.slides import slides
from exports.workbook import workbook
from model.command_line import FILE, Parser, add_settings, exit_code, scenarios, tell_progress
from model.engine.simulate import run
from model.problems import Problem, ScenarioError, one_line

WITH_SLIDES, COMPARED = ("pptx", "zip"), ("pptx", "pdf", "md", "zip")


def _first_chart(pack: Pack, kind: Kind) -> bytes:
    """The first picture of the Overview."""
    chart = charts(next(answers(pack.result))[1])[0]
    return picture(chart, pack.scenario, kind)


Maker = Callable[[Pack, Progress, Sequence[str]], bytes]  # of the slides of these keys, where there are any
KINDS: dict[str, tuple[str, Maker]] = {
    "xlsx": ("a workbook with live formulas", lambda pack, told, _: workbook(pack.result, told, pack.on)),
    "pptx": ("slides with charts that can be changed", lambda pack, told, keys: slides(pack, keys, told)),
    "pdf": ("one page to print", lambda pack, told, _: one_page(pack, told)),
    "csv": ("every measure by month", lambda pack, *_: table(pack.result)),
    "md": ("a memo of the answers", lambda pack, *_: memo(pack.result, pack.baseline).encode()),
    "svg": ("the first chart of the Overview", lambda pack, *_: _first_chart(pack, "svg")),
    "png": ("the first chart of the Overview as pixels", lambda pack, *_: _first_chart(pack, "png")),
    "zip": ("all of these, the scenario and a manifest", lambda pack, told, keys: package(pack, keys, told)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes one file; returns the exit code."""
    return exit_code(lambda: _export(_parser().parse_args(arguments)))


def _export(options: argparse.Namespace) -> None:
    keys = _slides(options)
    (scenario,) = scenarios([options.file], options.settings)
    baselines = [run(each) for each in scenarios([options.baseline])] if options.baseline else [None]
    pack = Pack(run(scenario), options.date or date.today(), baselines[0])
    path = options.out or f"{file_name(scenario.name)}.{options.to}"
    _, make = KINDS[options.to]
    write_bytes(path, make(pack, lambda share: tell_progress(round(100 * share), 100, "percent"), keys))
    print(path)


def _slides(options: argparse.Namespace) -> Sequence[str]:
    """The keys of the slides. Raises ScenarioError for one that is unknown, and for an option that does nothing."""
    for option, kinds in (("audience", WITH_SLIDES), ("slides", WITH_SLIDES), ("baseline", COMPARED)):
        if getattr(options, option) and options.to not in kinds:
            problem, remedy = f"does nothing with --to {options.to}", f"write --to {' or '.join(kinds)}"
            raise ScenarioError([Problem(f"--{option}", "", problem, remedy)])
    return chosen(options.audience or "all", [key for key in (options.slides or "").split(",") if key])


def _parser() -> Parser:
    parser = Parser(prog="bowtie export", description="Write a file to take away.")
    parser.add_argument("file", metavar="FILE", help=FILE)
    kinds = "; ".join(f"{kind}: {words}" for kind, (words, _) in KINDS.items())
    parser.add_argument("--to", required=True, choices=KINDS, help=kinds)
    parser.add_argument("--out", metavar="PATH", help="the file to write; by default it has the scenario's name")
    parser.add_argument("--baseline", metavar="FILE", help="the scenario that slides and page are compared with")
    audiences = ", ".join(each for each in AUDIENCES if each != "all")
    parser.add_argument("--audience", metavar="WHO", help=f"which slides, in which order: {audiences}; all by default")
    named = "; ".join(f"{key}: {slide.name}" for key, slide in SLIDES.items())
    parser.add_argument("--slides", metavar="KEY,KEY", help=f"these slides, in this order. {named}")
    parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the day that the file bears; today by default")
    add_settings(parser)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no day: write one such as 2027-01-31") from None


if __name__ == "__main__":
    sys.exit(main())
