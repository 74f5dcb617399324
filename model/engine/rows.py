"""The rows of a ring's state: what is followed side by side through the same months."""

from __future__ import annotations

import numpy as np

from model.engine.batch import Array


class RingRows:
    """Variants of MRR (`floor` and `flat` where needed, then the layers), then the accounts of each layer."""

    def __init__(self, *, layers: bool, floor: bool, flat: bool) -> None:
        self.layers = ("book", "new") if layers else ("all",)
        self.variants = (*("floor",) * floor, *("flat",) * flat, *self.layers)
        self.names = (*self.variants, *self.layers)
        self.mrr = slice(0, len(self.variants))
        self.mrr_of_layers = slice(len(self.variants) - len(self.layers), len(self.variants))
        self.accounts = slice(len(self.variants), len(self.names))
        self.of_layers = slice(self.mrr_of_layers.start, self.accounts.stop)

    def growth(self, rate: Array) -> Array:
        """A rate of growth by row: as given for the layers, without growth for floor, 0 for flat and for accounts."""
        rates = np.zeros((len(self.names), *rate.shape))
        rates[self.mrr_of_layers] = rate
        if "floor" in self.variants:
            np.minimum(rate, 0, out=rates[0])
        return rates

    def without(self, values: Array, *names: str) -> Array:
        """The rows of `values` with 0 in those of these names."""
        values[[name in names for name in self.names]] = 0
        return values


def layers_added(layers: Array) -> Array:
    """(..., layers, segments, scenarios) added over the layers: one, or two."""
    return layers[..., 0, :, :] if layers.shape[-3] == 1 else layers[..., 0, :, :] + layers[..., 1, :, :]
