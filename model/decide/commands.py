"""The commands that help to decide, each with its numbers as JSON and in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from model.command_line import (
    FILE,
    INTERRUPTED,
    Parser,
    add_settings,
    as_json,
    finite,
    scenarios,
    tell_progress,
    until_interrupted,
)
from model.decide import arguments
from model.engine.batch import BatchError
from model.problems import Problem, ScenarioError
from model.scenario import Scenario

if TYPE_CHECKING:
    from model.uncertain.run import Chunks

DONE = 0
Command = Callable[[argparse.Namespace], tuple[str, int]]
MOST_OF_PACE = 2**14
MOST_COMPARED = 20  # scenarios
PATH = "an input: company.cash, SEGMENT.retention_rate"
FIGURE = "a figure by its name in the JSON of run: profit, SEGMENT/ltv_cac, cash@12"


def add(commands: Any) -> None:
    """Adds them to the command line."""
    _add_headcount(commands)
    _add_seek(commands)
    _add_compare(commands)
    _add_tornado(commands)
    _add_grid(commands)
    _add_budget(commands)
    _add_uncertainty(commands)
    _add_deciding(commands)
    _add_growth(commands)


def _add_headcount(commands: Any) -> None:
    questions = commands.add_parser("decide", help="say what a decision saves and costs").add_subparsers(
        required=True, metavar="QUESTION", parser_class=Parser
    )
    command = questions.add_parser("headcount", help="cut or hire CSMs: saving, loss and break-even")
    command.add_argument("file", metavar="FILE", help=FILE)
    moved = command.add_mutually_exclusive_group(required=True)
    moved.add_argument("--cut", type=arguments.people, metavar="N", help="how many CSMs fewer than planned")
    moved.add_argument("--hire", type=arguments.people, metavar="N", help="how many CSMs more than planned")
    command.add_argument("--segment", metavar="NAME", help="the segment; by default the first one with a fixed team")
    command.add_argument(
        "--from-month",
        type=arguments.from_month,
        default=1,
        metavar="M",
        help="the first month of the change; default 1",
    )
    _add_draws(command, 256)
    _finish(command, _headcount)


def _add_seek(commands: Any) -> None:
    command = commands.add_parser("seek", help="find the value of an input that gives a figure its target")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument("--vary", metavar="PATH", help=f"{PATH}; by default every lever, each alone")
    command.add_argument("--figure", required=True, metavar="NAME", help=FIGURE)
    command.add_argument(
        "--target", required=True, type=finite, metavar="VALUE", help="the value you want the figure to have"
    )
    _finish(command, _seek)


def _add_compare(commands: Any) -> None:
    command = commands.add_parser("compare", help="put scenarios side by side and say why a figure differs")
    command.add_argument("base", metavar="BASE", help=FILE)
    command.add_argument("others", nargs="+", metavar="OTHER", help="scenario files to compare with BASE")
    command.add_argument("--figure", default="profit", metavar="NAME", help=f"{FIGURE}; default profit")
    _finish(command, _compare)


def _add_tornado(commands: Any) -> None:
    command = commands.add_parser("tornado", help="show what each input does to a figure over its plausible range")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument("--figure", required=True, metavar="NAME", help=FIGURE)
    _add_ranges(command)
    command.add_argument(
        "--points", type=arguments.points, default=9, metavar="N", help="how many points over each range; default 9"
    )
    _finish(command, _tornado)


def _add_grid(commands: Any) -> None:
    command = commands.add_parser("grid", help="show a figure and the verdict over two inputs at once")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument("--across", required=True, metavar="PATH", help=PATH)
    command.add_argument("--up", required=True, metavar="PATH", help="another input, upwards")
    command.add_argument("--figure", default="profit", metavar="NAME", help=f"{FIGURE}; default profit")
    _add_ranges(command)
    command.add_argument(
        "--points", type=arguments.points, default=40, metavar="N", help="how many values of each input; default 40"
    )
    _finish(command, _grid)


def _add_uncertainty(commands: Any) -> None:
    command = commands.add_parser("uncertainty", help="say how sure figures and verdict are, from draws of the ranges")
    command.add_argument("file", metavar="FILE", help=f"{FILE}; its [ranges] say what is uncertain")
    _add_draws(command)
    spread = command.add_mutually_exclusive_group()
    spread.add_argument("--workers", type=arguments.workers, metavar="N", help="draw on N processes, with Dask")
    spread.add_argument("--scheduler", metavar="ADDRESS", help="draw on a cluster of Dask's, such as tcp://host:8786")
    _finish(command, _uncertainty)


def _add_deciding(commands: Any) -> None:
    command = commands.add_parser("deciding", help="say which assumption decides and what knowing it first is worth")
    command.add_argument("file", metavar="FILE", help=f"{FILE}; its [ranges] say what is uncertain")
    command.add_argument("--figure", default="profit", metavar="NAME", help=f"{FIGURE}; default profit")
    for action, factor in (("accelerate", 1.5), ("hold", 1.0), ("brakes", 0.5)):
        command.add_argument(f"--{action}", type=arguments.factor, default=factor, metavar="FACTOR",
                             help=f"new accounts are multiplied by this; default {factor:g}")  # fmt: skip
    command.add_argument(
        "--exit-multiple",
        type=finite,
        default=3.0,
        metavar="X",
        help="what a company is worth, as a multiple of its last ARR; default 3",
    )
    command.add_argument(
        "--floor", type=finite, default=0.0, metavar="CASH", help="cash may not fall below this; default 0"
    )
    _add_draws(command)
    _finish(command, _deciding)


def _add_growth(commands: Any) -> None:
    command = commands.add_parser("growth", help="say how fast cash lets you grow and what more funding buys")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument(
        "--probability",
        type=arguments.share,
        default=0.9,
        metavar="P",
        help="the chance of staying above the floor; default 0.9",
    )
    command.add_argument(
        "--floor", type=finite, default=0.0, metavar="CASH", help="cash may not fall below this; default 0"
    )
    command.add_argument(
        "--funding", type=finite, default=0.0, metavar="CASH", help="extra cash, to see what growth it buys"
    )
    command.add_argument(
        "--buffer", type=finite, default=0.0, metavar="CASH", help="cash to keep above the floor when you size a raise"
    )
    _add_draws(command, 256)
    _finish(command, _growth)


def _add_draws(command: argparse.ArgumentParser, usual: int = 8_192) -> None:
    command.add_argument(
        "--draws",
        type=arguments.draws,
        default=usual,
        metavar="N",
        help=f"how many draws, a power of two; default {usual}",
    )
    command.add_argument("--seed", type=arguments.seed, default=0, metavar="N", help="the seed of the draws; default 0")


def _add_budget(commands: Any) -> None:
    command = commands.add_parser("budget", help="split a monthly sum between improvements")
    command.add_argument("file", metavar="FILE", help=f"{FILE}; its [costs] say what improvements cost")
    command.add_argument("--amount", required=True, type=finite, metavar="MONEY", help="what you can spend each month")
    command.add_argument("--figure", default="profit", metavar="NAME", help=f"{FIGURE}; default profit")
    command.add_argument(
        "--floor", type=finite, metavar="CASH", help="cash may not fall below this; default 0 if there is opening cash"
    )
    _finish(command, _budget)


def _add_ranges(command: argparse.ArgumentParser) -> None:
    command.add_argument("--range", action="append", default=[], metavar="PATH=LOW,HIGH", dest="ranges",
                         type=arguments.path_range, help="your own range of an input")  # fmt: skip


def _finish(command: argparse.ArgumentParser, function: Command) -> None:
    def checked(options: argparse.Namespace) -> tuple[str, int]:
        try:
            return function(options)
        except BatchError as error:
            raise ScenarioError(
                [Problem(f"{command.prog}:", "", str(error), "choose values that fit each other")]
            ) from None

    add_settings(command)
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(command=checked)


def _scenario(options: argparse.Namespace) -> Scenario:
    (scenario,) = scenarios([options.file], options.settings)
    return scenario


def _headcount(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import headcount
    from model.uncertain import headcount_case

    scenario = _scenario(options)
    change = options.hire if options.cut is None else -options.cut
    answer = headcount.headcount(scenario, change, options.from_month, options.segment)
    name, made = headcount.staffing(answer)
    sure = headcount_case.headcount_case(scenario, name, made, options.draws, options.seed)
    if options.json:
        return as_json({**headcount.as_json(answer), "uncertain": headcount_case.as_json(sure)}), DONE
    return headcount.as_lines(answer) + headcount_case.as_line(sure), DONE


def _seek(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import goal_seek, levers
    from model.decide.outcome import outcome_named

    scenario = _scenario(options)
    outcome = outcome_named(scenario, options.figure)
    if options.vary is None:
        found = levers.cheapest(scenario, outcome, options.target)
        return (as_json(levers.as_json(found)) if options.json else levers.as_lines(found)), DONE
    answer = goal_seek.seek_value(scenario, options.vary, outcome, options.target)
    return (as_json(goal_seek.as_json(answer)) if options.json else goal_seek.as_lines(answer)), DONE


def _compare(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import compare
    from model.decide.outcome import outcome_named

    if len(options.others) >= MOST_COMPARED:
        problem = f"has {len(options.others)} others"
        raise ScenarioError([Problem("compare", "", problem, f"compare at most {MOST_COMPARED - 1} with the base")])
    found_in = scenarios([options.base, *options.others], options.settings)
    found = compare.compare(found_in, outcome_named(found_in[0], options.figure))
    return (as_json(compare.as_json(found)) if options.json else compare.as_lines(found)), DONE


def _tornado(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import tornado
    from model.decide.outcome import outcome_named

    scenario = _scenario(options)
    outcome = outcome_named(scenario, options.figure)
    found = tornado.tornado(scenario, outcome, dict(options.ranges), options.points)
    return (as_json(tornado.as_json(found)) if options.json else tornado.as_lines(found)), DONE


def _grid(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import two_way
    from model.decide.outcome import outcome_named

    scenario = _scenario(options)
    outcome = outcome_named(scenario, options.figure)
    found = two_way.two_way(scenario, options.across, options.up, outcome, dict(options.ranges), options.points)
    return (as_json(two_way.as_json(found)) if options.json else two_way.as_lines(found)), DONE


def _uncertainty(options: argparse.Namespace) -> tuple[str, int]:
    from model.uncertain import run

    with _chunks(options) as chunks:
        for found in until_interrupted(run.in_steps(_scenario(options), options.draws, options.seed, chunks)):
            tell_progress(found.done, options.draws, "draws")
    stopped = found.done < options.draws
    if stopped:
        print(f"Stopped: the figures are of the first {found.done:,} of {options.draws:,} draws.", file=sys.stderr)
    text = as_json(run.as_json(found)) if options.json else run.as_lines(found)
    return text, INTERRUPTED if stopped else DONE


@contextmanager
def _chunks(options: argparse.Namespace) -> Iterator[Chunks]:
    """What runs the draws: this process, or the workers that were asked for."""
    from model.uncertain import cluster, run

    if options.workers is None and options.scheduler is None:
        yield run.in_turn
    else:
        with cluster.connected(options.workers, options.scheduler) as client:
            yield cluster.on_workers(client)


def _deciding(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide.outcome import outcome_named
    from model.uncertain import deciding

    scenario = _scenario(options)
    factors = {action: getattr(options, action) for action in ("accelerate", "hold", "brakes")}
    choice = deciding.GrowthChoice(factors, options.exit_multiple, options.floor)
    found = deciding.deciding(scenario, outcome_named(scenario, options.figure), choice, options.draws, options.seed)
    return (as_json(deciding.as_json(found)) if options.json else deciding.as_lines(found)), DONE


def _growth(options: argparse.Namespace) -> tuple[str, int]:
    from model.uncertain import pace

    if options.draws > MOST_OF_PACE:
        problem = f"is {options.draws}, each of which runs at some hundred rates of growth"
        raise ScenarioError([Problem("--draws", "", problem, f"write {MOST_OF_PACE} at most")])
    found = pace.pace(_scenario(options), options.probability, options.floor, options.funding, options.buffer,
                      options.draws, options.seed)  # fmt: skip
    return (as_json(pace.as_json(found)) if options.json else pace.as_lines(found)), DONE


def _budget(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import budget
    from model.decide.outcome import outcome_named

    if options.amount < 0:
        raise ScenarioError([Problem("--amount", "", f"is {options.amount:g}", "write 0 or more")])
    scenario = _scenario(options)
    found = budget.best_split(scenario, outcome_named(scenario, options.figure), options.amount, options.floor)
    return (as_json(budget.as_json(found)) if options.json else budget.as_lines(found)), DONE
