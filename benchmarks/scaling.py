"""How the engine's time and memory grow: with the number of scenarios, and with the months."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from benchmarks import ours
from benchmarks.timing import clock, interleaved, slope
from benchmarks.work import draw

MOST = 2**20
LINEAR_FROM = 2**14  # below this the calls themselves count, and time does not grow with the scenarios
HORIZONS = (12, 24, 36, 60, 90, 120)
MEMORY_SIZES = (2**16, 2**18, 2**20)


class Growth(NamedTuple):
    """Seconds at each size, and the exponent of their growth."""

    seconds: dict[int, float]
    exponent: float


class Memory(NamedTuple):
    """Peak memory of a process that runs one batch, in MiB: before the run (imports, inputs), and in all."""

    before: float
    peak: float


def with_scenarios(rounds: int, most: int) -> Growth:
    """W without stored paths, nine figures, for 1, 4, 16, ... scenarios."""
    sizes = [4**power for power in range(11) if 4**power <= most]
    seconds = _seconds({size: ours.w(draw(size), monthly=()).run for size in sizes}, rounds)
    linear = [size for size in sizes if size >= min(LINEAR_FROM, sizes[-2])]
    return Growth(seconds, slope(linear, [seconds[size] for size in linear]))


def with_months(rounds: int, scenarios: int) -> Growth:
    """The same over the horizon."""
    inputs = draw(scenarios)
    seconds = _seconds({months: ours.w(inputs, months, monthly=()).run for months in HORIZONS}, rounds)
    return Growth(seconds, slope(HORIZONS, list(seconds.values())))


def _seconds(runs: dict[int, Callable[[], object]], rounds: int) -> dict[int, float]:
    cases = {str(size): partial(clock, run) for size, run in runs.items()}
    return {int(size): seconds for size, seconds in interleaved(cases, rounds).items()}


def memory(most: int) -> dict[int, Memory]:
    """Peak memory by number of scenarios, each in a process of its own."""
    ours.engine()
    found = {}
    for size in MEMORY_SIZES:
        if size <= most:
            command = [sys.executable, "-m", "benchmarks.scaling", str(size)]
            told = subprocess.check_output(command, cwd=Path(__file__).parent.parent, text=True)
            found[size] = Memory(*json.loads(told))
    return found


def _peak() -> float:
    """The most memory this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory too, which a new process begins with
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    resource = import_module("resource")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    inputs = draw(int(sys.argv[1]))
    program = ours.w(inputs, monthly=())
    before = _peak()
    program.run()
    print(json.dumps([before, _peak()]))
