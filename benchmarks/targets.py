"""The targets, each beside what was measured."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.crowd import Crowd
from benchmarks.neighbour import Neighbour
from benchmarks.pages import PageTimes
from benchmarks.scaling import Growth, Memory

MOMENTS = {
    "one scenario, one segment": 6.0,
    "one scenario, three segments": 15.0,
    "tornado of 80 runs": 40.0,
    "8,192 draws and fan chart, one segment": 300.0,
    "8,192 draws and fan chart, three segments": 600.0,
    "grid of 40 x 40": 150.0,
}
TIMES_TUNED, TIMES_TUNED_LEAST = 2.0, 4.0
FASTER_THAN = {
    "numpy naive, (months, scenarios)": 2.5,
    "modelx": 2,
    "PySD": 100,
    "Squiggle": 150,
    "LibreOffice": 250,
}
LINEAR = (0.95, 1.05)
MEBIBYTES = 400.0
TIMES_BARE = 1.5
PAINTED = {0.5: 100.0, 0.95: 200.0}  # milliseconds at each quantile of the moves
FIRST_LOAD, NEXT_LOAD = 2_000.0, 1_000.0
SERVER = 15.0  # milliseconds of processor time for a move
CROWD = {50: 300.0, 100: 1_000.0}  # milliseconds at the 0.95 quantile, for up to so many people
MEBIBYTES_EACH = 1.0
NEIGHBOUR = 300.0  # milliseconds at the 0.95 quantile, while files are made


class Line(NamedTuple):
    """One target and what was measured."""

    target: str
    measured: str
    met: bool | None

    def __str__(self) -> str:
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return f"{self.target:<62} {self.measured:>12}   {verdict}".rstrip()


def of_work(ns: dict[str, float], engine: str, tuned: str) -> list[Line]:
    """Targets of W: nanoseconds a scenario by program."""
    lines = []
    times = ns[engine] / ns[tuned]
    for what, allowed in (("", TIMES_TUNED), (" (the least)", TIMES_TUNED_LEAST)):
        lines.append(Line(f"W: at most {allowed:g} x {tuned}{what}", f"{times:.2f} x", times <= allowed))
    for rival, least in FASTER_THAN.items():
        target = f"W: {least:g} x faster than {rival}"
        if rival in ns:
            faster = ns[rival] / ns[engine]
            lines.append(Line(target, f"{faster:.2f} x", faster >= least))
        else:
            lines.append(Line(target, "not run here", None))
    return lines


def of_moments(milliseconds: dict[str, float]) -> list[Line]:
    """Targets of what a person waits for."""
    return [
        Line(f"{name}: under {limit:g} ms", f"{milliseconds[name]:.1f} ms", milliseconds[name] < limit)
        for name, limit in MOMENTS.items()
        if name in milliseconds
    ]


def of_growth(what: str, growth: Growth) -> Line:
    """Cost linear in draws and in months."""
    low, high = LINEAR
    return Line(
        f"exponent of time over {what}: {low} to {high}",
        f"{growth.exponent:.3f}",
        low <= growth.exponent <= high,
    )


def of_memory(memory: dict[int, Memory]) -> list[Line]:
    """Flat memory: one line for each number of scenarios."""
    return [
        Line(
            f"peak memory, {size:,} scenarios: under {MEBIBYTES:g} MiB",
            f"{found.peak:.0f} MiB",
            found.peak < MEBIBYTES,
        )
        for size, found in memory.items()
    ]


def of_pages(found: PageTimes) -> list[Line]:
    """Targets of each page."""
    lines = []
    for label, page in found.pages.items():
        lines.append(_below(f"{label}: first load", page.first_load, FIRST_LOAD))
        lines.append(_below(f"{label}: next load", page.next_load, NEXT_LOAD))
        if page.moves.painted:
            ratio = page.ratio()
            lines.append(
                Line(f"{label}: at most {TIMES_BARE:g} x the bare page", f"{ratio:.2f} x", ratio <= TIMES_BARE)
            )
            for share, limit in PAINTED.items():
                lines.append(_below(f"{label}: move to paint, p{100 * share:.0f}", page.moves.quantile(share), limit))
            lines.append(_below(f"{label}: server's processor for a move", page.moves.cost(), SERVER))
    steps = found.effort.steps
    return [*lines, _below(f"growth over {steps:,} moves", found.growth(), MEBIBYTES_EACH, "MiB")]


def of_crowd(found: Sequence[Crowd]) -> list[Line]:
    """Targets of many people on all pages at once."""
    lines = []
    for crowd in found:
        who = f"{crowd.people} people"
        limit = next((limit for people, limit in CROWD.items() if crowd.people <= people), None)
        if limit is not None:
            lines.append(_below(f"{who}, p95", crowd.all.p95_ms, limit))
        lines.append(_below(f"{who}: server's processor for a move", crowd.server_ms_per_move, SERVER))
        lines.append(_below(f"{who}: memory of a session", crowd.mebibytes_each, MEBIBYTES_EACH, "MiB"))
        errors = sum(crowd.errors.values())
        lines.append(Line(f"{who}: no errors", str(errors), not errors))
    return lines


def of_neighbour(found: Neighbour) -> Line:
    """The target of a move while others have files made."""
    return _below("a move while files are made, p95", found.beside.p95_ms, NEIGHBOUR)


def _below(what: str, measured: float, limit: float, unit: str = "ms") -> Line:
    return Line(f"{what}: under {limit:g} {unit}", f"{measured:,.1f} {unit}", measured < limit)
