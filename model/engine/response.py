"""What engagement does to retention and expansion, month by month (model, section 2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.values import Inputs
from model.metrics.flows import growth, kept_by_service
from model.metrics.monthly import PARTS
from model.operations import least, plain

NOBODY, EVERYBODY = np.zeros((1, 1)), np.ones((1, 1))


class Response:
    """CR6 and growth by engagement, (segments, scenarios or 1); what does not hang on it is put together once."""

    def __init__(self, inputs: Inputs) -> None:
        self.full, self.curve = inputs["retention_rate"], inputs["response_curve"]
        self.at_risk = least(inputs["retention_at_risk"], self.full)
        self.unserved = self.full - self.at_risk
        self.unaided, full = (self._growth(inputs, engagement) for engagement in (NOBODY, EVERYBODY))
        self.served, self.full_growth = full - self.unaided, full
        self.of_retention, self.of_expansion = bool(np.any(plain(self.at_risk))), bool(self.served.any())

    def _growth(self, inputs: Inputs, engagement: Array) -> Array:
        takes = {name: inputs[name] for name in PARTS["growth"].takes if name != "engagement_before"}
        return np.atleast_2d(np.asarray(plain(growth(**takes, engagement_before=engagement))))

    def kept(self, engagement: Array) -> Any:
        """CR6(E), share per renewal (Eq 2, with response to engagement)."""
        return self.unserved + self.at_risk * kept_by_service(engagement, self.curve)

    def growth(self, engagement: Array) -> Array:
        """u x s(E): it follows engagement in a straight line."""
        return self.unaided + self.served * engagement
