"""The outputs by month, and the parts that they are put together from (model, sections 2 to 5)."""

from model.metrics.declare import Metrics, Parts

MONTHLY, PARTS = Metrics(), Parts()
LAYERS = ("book", "new")
LAYER_METRICS = ("mrr", "accounts", "revenue")
