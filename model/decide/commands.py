"""The commands that help to decide, each with its numbers as JSON and in words."""

from __future__ import annotations

import argparse
from typing import Any

from model.command_line import FILE, Parser, add_settings, as_json, finite, number, scenarios
from model.parameters import STAFF_CHANGE
from model.problems import Problem, ScenarioError, one_line
from model.scenario import Scenario

DONE = 0
MOST_COMPARED = 20  # scenarios
PATH = "an input: company.cash, SEGMENT.retention_rate"
FIGURE = "a figure by its name in the JSON of run: profit, SEGMENT/ltv_cac, cash@12"


def add(commands: Any) -> None:
    """Adds them to the command line."""
    _add_headcount(commands)
    _add_seek(commands)
    _add_compare(commands)


def _add_headcount(commands: Any) -> None:
    questions = commands.add_parser("decide", help="what a decision saves and costs").add_subparsers(
        required=True, metavar="QUESTION", parser_class=Parser
    )
    command = questions.add_parser("headcount", help="CSMs cut or hired: saving, loss and break-even")
    command.add_argument("file", metavar="FILE", help=FILE)
    moved = command.add_mutually_exclusive_group(required=True)
    moved.add_argument("--cut", type=_people, metavar="N", help="CSMs fewer than planned")
    moved.add_argument("--hire", type=_people, metavar="N", help="CSMs more than planned")
    command.add_argument("--segment", metavar="NAME", help="without it the first segment with a fixed team")
    command.add_argument(
        "--from-month", type=_from_month, default=1, metavar="M", help="from this month on; 1 if left out"
    )
    _finish(command, _headcount)


def _add_seek(commands: Any) -> None:
    command = commands.add_parser("seek", help="which value of an input gives a figure its target")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument("--vary", metavar="PATH", help=f"{PATH}; without it every lever, each alone")
    command.add_argument("--figure", required=True, metavar="NAME", help=FIGURE)
    command.add_argument("--target", required=True, type=finite, metavar="VALUE", help="what the figure should be")
    _finish(command, _seek)


def _add_compare(commands: Any) -> None:
    command = commands.add_parser("compare", help="scenarios side by side, and why a figure differs")
    command.add_argument("base", metavar="BASE", help=FILE)
    command.add_argument("others", nargs="+", metavar="OTHER", help="scenario files to compare with it")
    command.add_argument("--figure", default="profit", metavar="NAME", help=f"{FIGURE}; profit if left out")
    _finish(command, _compare)


def _finish(command: argparse.ArgumentParser, function: Any) -> None:
    add_settings(command)
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(command=function)


def _scenario(options: argparse.Namespace) -> Scenario:
    (scenario,) = scenarios([options.file], options.settings)
    return scenario


def _headcount(options: argparse.Namespace) -> tuple[str, int]:
    from model.decide import headcount

    change = options.hire if options.cut is None else -options.cut
    answer = headcount.headcount(_scenario(options), change, options.from_month, options.segment)
    return (as_json(headcount.as_json(answer)) if options.json else headcount.as_lines(answer)), DONE


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


def _people(text: str) -> float:
    """How many CSMs: more than none, and no more than a staff change may have."""
    most, people = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1], number(text)
    if not 0 < people <= most:
        raise argparse.ArgumentTypeError(
            f"{one_line(text)!r} is no number of CSMs: write one above 0, at most {most:g}"
        )
    return people


def _from_month(text: str) -> int:
    month = number(text)
    if not (month >= 1 and month.is_integer()):
        raise argparse.ArgumentTypeError(f"{one_line(text)!r} is no month: write a whole number from 1 on")
    return int(month)
