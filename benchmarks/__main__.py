"""python -m benchmarks: speed side by side, in one run."""

import argparse
import json
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks import compare, crowd, moments, neighbour, pages, scaling, targets
from benchmarks.work import MONTHS, Missing


class Effort(NamedTuple):
    """How much is measured."""

    scenarios: int
    rounds: int
    most: int
    scenarios_of_months: int


FULL = Effort(scenarios=100_000, rounds=9, most=scaling.MOST, scenarios_of_months=2**15)
QUICK = Effort(scenarios=20_000, rounds=3, most=2**16, scenarios_of_months=2**13)
PARTS = ("work", "moments", "scaling", "memory", "pages", "crowd", "neighbour")


def main() -> int:
    """Prints the parts asked for, then the targets; 1 if two programs disagree."""
    asked = _arguments().parse_args()
    effort = QUICK if asked.quick else FULL
    found: dict[str, Any] = {"machine": _machine()}
    lines: list[targets.Line] = []
    parts: dict[str, Callable[[], list[targets.Line]]] = {
        "work": lambda: _work(effort, asked.install, found),
        "moments": lambda: _moments(effort, found),
        "scaling": lambda: _scaling(effort, found),
        "memory": lambda: _memory(effort, found),
        "pages": lambda: _pages(pages.QUICK if asked.quick else pages.FULL, found),
        "crowd": lambda: _crowd(_of_people(crowd.QUICK if asked.quick else crowd.FULL, asked.people), found),
        "neighbour": lambda: _neighbour(neighbour.QUICK if asked.quick else neighbour.FULL, found),
    }
    print(found["machine"])
    print("Processor time of one thread, medians of interleaved runs. Read the ratios: times drift.")
    for name in asked.only or PARTS:
        try:
            lines += parts[name]()
        except Missing as reason:
            print(f"\n{name}: skipped: {reason}")

    if lines:
        print("\nTargets")
        print("\n".join(map(str, lines)))
    found["targets"] = [line._asdict() for line in lines]
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return int(bool(found.get("work", {}).get("wrong")))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer scenarios and rounds: rough figures")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts only")
    parser.add_argument("--people", nargs="+", type=int, metavar="N", help="crowds of so many people")
    parser.add_argument("--install", action="store_true", help="let npm fetch Squiggle (to a temporary folder)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured to a file as well")
    return parser


def _machine() -> str:
    return " ".join(["Python", platform.python_version(), "numpy", np.__version__, platform.machine()])


def _work(effort: Effort, install: bool, found: dict[str, Any]) -> list[targets.Line]:
    told = compare.compare(effort.scenarios, effort.rounds, install)
    found["work"] = asdict(told)
    print("\nW: 36 months, 13 inputs, four paths, nine figures; all agree before they are timed")
    print("\n".join(compare.table(told)))
    return targets.of_work(told.ns, compare.ENGINE, compare.TUNED) if compare.ENGINE in told.ns else []


def _moments(effort: Effort, found: dict[str, Any]) -> list[targets.Line]:
    milliseconds = moments.milliseconds(2 * effort.rounds + 1)
    found["moments"] = milliseconds
    return targets.of_moments(milliseconds)


def _scaling(effort: Effort, found: dict[str, Any]) -> list[targets.Line]:
    rounds = min(effort.rounds, 5)
    over_scenarios = scaling.with_scenarios(rounds, effort.most)
    over_months = scaling.with_months(rounds, effort.scenarios_of_months)
    found["growth"] = {"scenarios": over_scenarios._asdict(), "months": over_months._asdict()}
    _print_growth("scenarios", over_scenarios, MONTHS)
    _print_growth("months", over_months, effort.scenarios_of_months)
    return [targets.of_growth("scenarios", over_scenarios), targets.of_growth("months", over_months)]


def _print_growth(what: str, growth: scaling.Growth, others: int) -> None:
    print(f"\nTime over {what}, W without stored paths")
    for size, seconds in growth.seconds.items():
        ns = seconds / size / others * 1e9
        print(f"{size:>10,}  {seconds * 1e3:>10,.2f} ms  {ns:>10,.1f} ns a month of a scenario")


def _memory(effort: Effort, found: dict[str, Any]) -> list[targets.Line]:
    memory = scaling.memory(effort.most)
    found["memory"] = {size: peak._asdict() for size, peak in memory.items()}
    print("\nPeak memory of a process, W without stored paths")
    for size, peak in memory.items():
        print(f"{size:>10,} scenarios  {peak.before:>6.0f} MiB before the run  {peak.peak:>6.0f} MiB in all")
    return targets.of_memory(memory)


def _pages(effort: pages.PagesEffort, found: dict[str, Any]) -> list[targets.Line]:
    told = pages.measure(effort)
    found["pages"] = asdict(told)
    print("\nPages: from a slider's move to the paint in Chromium, beside a bare page with as many charts")
    print("\n".join(pages.table(told)))
    return targets.of_pages(told)


def _of_people(effort: crowd.CrowdEffort, people: list[int] | None) -> crowd.CrowdEffort:
    return effort._replace(people=people) if people else effort


def _crowd(effort: crowd.CrowdEffort, found: dict[str, Any]) -> list[targets.Line]:
    told = crowd.measure(effort)
    found["crowd"] = [asdict(one) for one in told]
    print("\nA crowd on all pages, each with a move every two seconds: from its release to the last message")
    print("\n".join(crowd.table(told)))
    return targets.of_crowd(told)


def _neighbour(effort: neighbour.NeighbourEffort, found: dict[str, Any]) -> list[targets.Line]:
    told = neighbour.measure(effort)
    found["neighbour"] = asdict(told)
    print("\nA slider while others have files made: from its release to the last message")
    print("\n".join(neighbour.table(told)))
    return [targets.of_neighbour(told)]


if __name__ == "__main__":
    sys.exit(main())
