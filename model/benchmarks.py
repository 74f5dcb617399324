"""Published values to compare one's own with, each with source, year and sample."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from model.text import packaged_toml


@dataclass(frozen=True)
class Benchmark:
    """One published value. `low` and `high` are the same where it is one number; `band` says for whom it is."""

    measure: str
    band: str
    low: float
    high: float
    source: str
    year: int
    sample: str
    seen: str
    currency: str

    @property
    def name(self) -> str:
        """Who published it, and when."""
        return f"{self.source.partition(',')[0]}, {self.year}"

    @property
    def citation(self) -> str:
        """Where it comes from: source, year, how it was seen and of whom it is."""
        return f"{self.source}, {self.year} ({self.seen}; {self.sample})"


@cache
def benchmarks(measure: str) -> tuple[Benchmark, ...]:
    """What is published about a measure, one for each band.

    >>> [(found.band, found.low) for found in benchmarks("accounts_per_csm") if "Gainsight" in found.source]
    [('high touch', 22.0), ('mid touch', 49.0), ('low touch', 144.0)]
    """
    found = []
    for entry in packaged_toml("benchmarks.toml")["benchmark"]:
        low, high = entry.get("low") or entry["values"], entry.get("high") or entry["values"]
        for place, band in enumerate(entry.get("bands", [""])):
            found.append(Benchmark(
                measure=entry["measure"], band=_in_words(entry.get("by", ""), band),
                low=float(low[place]), high=float(high[place]), source=entry["source"], year=entry["year"],
                sample=entry["sample"], seen=entry["seen"], currency=entry.get("currency", ""),
            ))  # fmt: skip
    return tuple(benchmark for benchmark in found if benchmark.measure == measure)


def _in_words(by: str, band: str) -> str:
    return f"{band} touch" if by == "touch" else f"{by} of {band}" if by else ""
