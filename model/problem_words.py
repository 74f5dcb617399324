"""A problem as the screen says it: inputs by their labels, where files and the command line name them by PATH."""

from __future__ import annotations

import re

from model import labels
from model.parameters import HEADER, SEGMENT
from model.problems import Problem
from model.scenario import Scenario

LABELS = {name: parameter.label for name, parameter in {**HEADER, **SEGMENT}.items() if parameter}
ASSIGNED = re.compile(rf'\b({"|".join(sorted(LABELS, key=len, reverse=True))}) = "?([\w.]+)"?')


def on_screen(problem: Problem, scenario: Scenario) -> str:
    """The whole line: the input, what is wrong and what to do.

    >>> from model.scenario import Segment
    >>> scenario = Scenario(segments=(Segment(name="A", acv=1_200),))
    >>> on_screen(Problem("", "A.staff_changes", "leave fewer than 0 CSMs", "raise csms = 3"), scenario)
    'Hires and cuts leave fewer than 0 CSMs: raise CSMs (3)'
    """
    place = labels.name(scenario, problem.path) if problem.path in scenario.paths() else problem.path
    said = problem.problem
    for path in sorted(scenario.paths(), key=len, reverse=True):
        said = said.replace(path, labels.name(scenario, path)) if "." in path else said
    return in_words(f"{place} {said}: {problem.remedy}".strip())


def in_words(line: str) -> str:
    """The line with each `name = value` of an input as its label with the value behind it."""
    return ASSIGNED.sub(lambda found: f"{LABELS[found[1]]} ({found[2].rstrip('.')})", line)
