"""What engagement does to retention and expansion (model, section 2)."""

from __future__ import annotations

import numpy as np

from model.batch import Array, Given

NEGLECT_TOLERANCE = 1e-9  # an account less neglected than this is fully served
ALL = np.array(1.0)  # of an account's service; numpy takes an array of one faster than a plain number
FULLY_SERVED = np.array(1 - NEGLECT_TOLERANCE)


class Response:
    """CR6 and s by engagement, (segments, scenarios or 1); what does not depend on it is put together once."""

    def __init__(self, given: Given) -> None:
        of = given.of
        self.at_risk = np.minimum(of("retention_at_risk"), of("retention_rate"))
        self.unserved = of("retention_rate") - self.at_risk
        self.curve = of("response_curve")
        self.bends = bool((self.curve != 1).any())
        self.full_step = of("expansion_rate") * of("expansion_share")
        without = np.where(self.full_step < 0, 1.0, of("expansion_without_csm"))
        self.own_step, self.served_step = self.full_step * without, self.full_step * (1 - without)

    def retention(self, engagement: Array) -> Array:
        r"""CR6(E) = CR6 - min(q, CR6) x (1 - E)^k, share per renewal (Eq 2, with response to engagement).

        Written as what is left without any service plus what service keeps, which holds its digits near E = 0.
        Neglect of less than 1e-9 is rounding and counts as none: with k = 0.1 it would cost an eighth of q.
        """
        if self.bends:
            served = -np.expm1(self.curve * np.log1p(-np.minimum(engagement, FULLY_SERVED)))
        else:
            served = engagement.copy()
        np.copyto(served, ALL, where=engagement > FULLY_SERVED)
        kept: Array = self.unserved + self.at_risk * served
        return kept

    def expansion(self, engagement: Array) -> Array:
        """u x s(E), s(E) = s (x0 + (1 - x0) E); neglect does not soften shrinkage (u < 0: s(E) = s)."""
        step: Array = self.own_step + self.served_step * engagement
        return step
