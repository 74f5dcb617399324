"""Measuring: processor time, interleaved, medians. Nothing here knows what is measured."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np


def clock(run: Callable[[], Any]) -> float:
    """Processor seconds of one call: other work on the machine disturbs them less than the clock's."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def interleaved(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Median seconds of each case. In a round each runs once; one round before is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    order = list(cases)
    gc.collect()
    gc.disable()
    try:
        for name in order:
            cases[name]()
        for _ in range(rounds):
            for name in order:
                seconds[name].append(cases[name]())
            order = order[1:] + order[:1]
    finally:
        gc.enable()
    return {name: median(times) for name, times in seconds.items()}


def slope(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent b of seconds = a x size^b: 1 is linear."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])
