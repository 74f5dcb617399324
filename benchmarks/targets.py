"""The targets, each beside what was measured."""

from typing import NamedTuple

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
