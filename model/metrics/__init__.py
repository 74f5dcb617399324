"""Every output, declared once: label, unit, definition, formula, which sign is good, where it is told."""

from model.metrics.account import UNIT_ECONOMICS
from model.metrics.declare import Metric
from model.metrics.horizon import SUMMARY
from model.metrics.monthly import LAYER_METRICS, LAYERS, MONTHLY

__all__ = ["LAYERS", "LAYER_METRICS", "MONTHLY", "SUMMARY", "UNIT_ECONOMICS", "Metric"]
