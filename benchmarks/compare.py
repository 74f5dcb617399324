"""Runs W through every program that is there: first that they agree, then how long each takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from benchmarks import ours, rivals_numpy, rivals_other, rivals_python, rivals_tuned
from benchmarks.timing import clock, interleaved
from benchmarks.work import Disagreement, Inputs, Missing, Outcome, Program, check, draw, first

ENGINE = "Bowtie"
TUNED = "numpy tuned"
NAIVE = "numpy naive, (months, scenarios)"
C = "C"


@dataclass(frozen=True)
class Contender:
    """A program and the most scenarios it is given."""

    name: str
    prepare: Callable[[Inputs], Program]
    most: int = 100_000


@dataclass
class Comparison:
    """By program: nanoseconds a scenario, scenarios timed, largest difference; why others are absent."""

    ns: dict[str, float] = field(default_factory=dict)
    scenarios: dict[str, int] = field(default_factory=dict)
    difference: dict[str, float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def contenders(install: bool) -> list[Contender]:
    """All programs, in the order of the table."""
    return [
        Contender(C, rivals_other.c),
        Contender(TUNED, rivals_tuned.reusing),
        Contender(f"{TUNED}, new arrays", rivals_tuned.allocating),
        Contender(ENGINE, ours.w),
        Contender(NAIVE, rivals_numpy.months_first),
        Contender("numpy naive, (scenarios, months)", rivals_numpy.scenarios_first),
        Contender("plain Python", rivals_python.plain_python, most=2_000),
        Contender("squigglepy", rivals_other.squigglepy, most=500),
        Contender("Squiggle", rivals_other.squiggle(install), most=1_000),
    ]


def compare(scenarios: int, rounds: int, install: bool) -> Comparison:
    """Each program on the first of the same inputs, as many as it is given, interleaved."""
    inputs = draw(scenarios)
    naive = rivals_numpy.months_first(inputs)
    expected = naive.outcome(naive.run())
    told = Comparison()
    seconds: dict[str, Callable[[], float]] = {}
    for contender in contenders(install):
        size = min(contender.most, scenarios)
        try:
            program = contender.prepare(first(inputs, size))
            outcome = program.outcome(program.run())
            told.difference[contender.name] = check(contender.name, outcome, _first(expected, size))
        except Missing as reason:
            told.missing[contender.name] = str(reason)
        except Disagreement as reason:
            told.wrong[contender.name] = str(reason)
        else:
            told.scenarios[contender.name] = size
            seconds[contender.name] = program.seconds or partial(clock, program.run)
    for name, median in interleaved(seconds, rounds).items():
        told.ns[name] = median / told.scenarios[name] * 1e9
    return told


def _first(outcome: Outcome, scenarios: int) -> Outcome:
    return Outcome(
        {name: path[:, :scenarios] for name, path in outcome.paths.items()},
        {name: figure[:scenarios] for name, figure in outcome.figures.items()},
    )


def table(told: Comparison) -> list[str]:
    """The comparison as lines of text, fastest first."""
    rows = [["", "scenarios", "ns a scenario", f"x {C}", f"x {TUNED}", "difference"]]
    for name, ns in sorted(told.ns.items(), key=lambda item: item[1]):
        ratios = [f"{ns / told.ns[to]:,.2f}" if to in told.ns else "-" for to in (C, TUNED)]
        difference = f"{told.difference[name]:.0e}"
        rows.append([name, f"{told.scenarios[name]:,}", f"{ns:,.0f}", *ratios, difference])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *numbers in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]))
    lines += [f"{name}: not here: {why}" for name, why in told.missing.items()]
    lines += [f"WRONG, not timed: {why}" for why in told.wrong.values()]
    return lines
