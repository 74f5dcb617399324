"""Settings that come in a link or a workbook: those that fit are taken, and of each of the others what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.problems import Problem, ScenarioError
from model.scenario import Scenario
from model.text import with_settings

MOST_REFUSED = 20  # settings that do not fit; with more of them none is taken


def what_fits(base: Scenario, pairs: Mapping[str, str], where: str) -> tuple[Scenario, dict[str, Problem]]:
    """`base` with those settings that fit, and the problem of each that does not. Raises ScenarioError for too many.

    What is at fault is left out and the rest taken in one go. A rule between inputs may name one that is not among the
    settings: then the first setting that makes it fail is at fault, unless it fits beside all the others.
    """
    left, refused = dict(pairs), dict[str, Problem]()
    while len(refused) <= MOST_REFUSED:
        try:
            scenario = with_settings(base, left.items(), where)
            break
        except ScenarioError as error:
            at_fault = {path: problem for problem in error.problems if (path := _named(problem, left))}
        at_fault = at_fault or _first_at_fault(base, [*left.items()], where)
        refused |= at_fault
        left = {path: value for path, value in left.items() if path not in at_fault}
    else:
        raise ScenarioError([Problem(where, f"more than {MOST_REFUSED} settings", "do not fit", "none is taken")])
    unfit = dict[str, Problem]()
    for path in [path for path in pairs if path in refused]:
        try:
            scenario = with_settings(scenario, [(path, pairs[path])], where)
        except ScenarioError:
            unfit[path] = refused[path]
    return scenario, unfit


def _named(problem: Problem, pairs: Mapping[str, str]) -> str:
    """The path of the setting that a problem names; nothing where it names another input."""
    names = [path for path in pairs if problem.path == path or problem.path.startswith((f"{path}.", f"{path}["))]
    return max(names, key=len, default="")


def _first_at_fault(base: Scenario, pairs: Sequence[tuple[str, str]], where: str) -> dict[str, Problem]:
    """The setting that those before it fit without, and what is wrong with it, by halving."""
    fits, fails, problems = 0, len(pairs), tuple[Problem, ...]()
    while not problems or fails - fits > 1:
        middle = (fits + fails) // 2 if problems else fails
        try:
            with_settings(base, pairs[:middle], where)
            fits = middle
        except ScenarioError as error:
            fails, problems = middle, error.problems
    return {pairs[fails - 1][0]: problems[0]}
