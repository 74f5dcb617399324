"""Paths of one result beside the same of another."""

from __future__ import annotations

import numpy as np

from model.engine.batch import Array

SAME = 1e-9  # of the largest value: paths closer than this are drawn as one


def compared(values: Array, other: Array | None) -> Array:
    """The other path over the same months, nan beyond its end, and nan throughout where the two are the same."""
    path = np.full(values.shape, np.nan)
    if other is not None:
        path[: len(other)] = other[: len(values)]
        if np.allclose(path, values, rtol=0, atol=SAME * np.nanmax(np.abs(values), initial=0.0), equal_nan=True):
            path[:] = np.nan
    return path


def last_shown(path: Array) -> int | None:
    """The place of the last month that a compared path has, None when it has none."""
    shown = np.flatnonzero(~np.isnan(path))
    return int(shown[-1]) if len(shown) else None
