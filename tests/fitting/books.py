"""Books of accounts with a response that is known."""

import numpy as np
from numpy.typing import NDArray

LEVELS = 11
Book = tuple[NDArray[np.float64], NDArray[np.bool_]]


def book(count: int, retention: float, at_risk: float, curve: float, seed: int, levels: int = LEVELS) -> Book:
    """Engagement, evenly from none to full service, and whether each account renewed."""
    rng = np.random.default_rng(seed)
    engagement = rng.integers(0, levels, size=count) / (levels - 1)
    return engagement, rng.random(count) < retention - at_risk * (1 - engagement) ** curve


def as_text(engagement: NDArray[np.float64], renewed: NDArray[np.bool_], full: float) -> str:
    """The same as a table of hours, where so many are full service."""
    rows = (
        f"{full * share:.4f},{'yes' if stayed else 'no'}\n" for share, stayed in zip(engagement, renewed, strict=True)
    )
    return "hours,renewed\n" + "".join(rows)
