"""Every output, declared once with its equation: label, unit, definition, which sign is good, where it is told."""

from model.metrics import flows, hours, money, payback, worth  # they declare what MONTHLY holds, in its order
from model.metrics.account import UNIT_ECONOMICS
from model.metrics.declare import Metric
from model.metrics.horizon import SUMMARY
from model.metrics.monthly import LAYER_METRICS, LAYERS, MONTHLY

__all__ = [
    "LAYERS",
    "LAYER_METRICS",
    "MONTHLY",
    "SUMMARY",
    "UNIT_ECONOMICS",
    "Metric",
    "flows",
    "hours",
    "money",
    "payback",
    "worth",
]
