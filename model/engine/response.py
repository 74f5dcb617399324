"""What engagement does to retention and expansion, month by month (model, section 2)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.engine.batch import Array, Given
from model.engine.values import Inputs
from model.metrics.flows import growth, kept_by_service

GROWTH = ("expansion_rate", "expansion_share", "expansion_without_csm")  # what an expansion adds hangs on these
NOBODY, EVERYBODY = np.zeros((1, 1)), np.ones((1, 1))
At = Callable[[Array, int], Array]  # of the values of all months those of one


class Response:
    """CR6 and growth by engagement; what does not hang on it is put together once.

    Where first renewals have rates of their own, CR6 is (renewals behind, 1, segments, scenarios).
    """

    def __init__(self, inputs: Inputs, of: Callable[[str], Array]) -> None:
        given = inputs.given
        self.full, self.curve = by_renewal(of("retention_rate"), given), inputs["response_curve"]
        at_risk = of("retention_at_risk")
        self.at_risk = np.minimum(at_risk if given.renewals == 0 else at_risk[..., None, None, :, :], self.full)
        self.unserved = self.full - self.at_risk
        of_growth = {name: of(name) for name in GROWTH}
        self.unaided, self.full_growth = (growth(**of_growth, engagement_before=one) for one in (NOBODY, EVERYBODY))
        self.served = self.full_growth - self.unaided
        self.of_retention, self.of_expansion = bool(self.at_risk.any()), bool(self.served.any())

    def kept(self, at: At, month: int, engagement: Array) -> Array:
        """CR6(E), share per renewal (Eq 2, with response to engagement)."""
        if not self.of_retention:
            return at(self.full, month)
        kept: Array = at(self.unserved, month) + at(self.at_risk, month) * kept_by_service(engagement, self.curve)
        return kept

    def growth(self, at: At, month: int, engagement: Array) -> Array:
        """u x s(E): it follows engagement in a straight line."""
        if not self.of_expansion:
            return at(self.full_growth, month)
        return at(self.unaided, month) + at(self.served, month) * engagement


def by_renewal(retention: Array, given: Given) -> Array:
    """CR6 by renewals behind: those of the lists, then that of all later ones; as it is where there is no list."""
    if given.renewals == 0:
        return retention
    shape = (*retention.shape[:-2], given.renewals + 1, len(given.segments), retention.shape[-1])
    rates = np.broadcast_to(retention[..., None, :, :], shape).copy()
    for place, segment in enumerate(given.segments):
        for number, rate in enumerate(segment.retention_by_renewal):
            rates[..., number, place, :] = rate
    return rates[..., None, :, :]
