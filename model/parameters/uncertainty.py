"""How sure an input is, what goes along with it, and what improving it costs: tables of their own in a scenario file."""

# fmt: off
from __future__ import annotations

from model.parameters.company import Number, Text
from model.parameters.declare import Declared, declare

RANGES, COSTS = "Ranges", "Costs of improvement"
SHAPES = ("normal", "lognormal", "logit", "uniform")
MOST_CORRELATIONS = 200
WIDE = (-1e12, 1e12)


class InputRange(Declared):
    """What an input may turn out to be: three values of it, each in its unit."""

    low: Number = declare(
        "Low",
        "One time in ten the input is lower (P10): lowered, figures spread further to this side.",
        unit="the input's own", group=RANGES, bounds=WIDE,
    )
    likely: Number = declare(
        "Likely",
        "The input is as often lower as higher (P50).",
        unit="the input's own", group=RANGES, bounds=WIDE,
    )
    high: Number = declare(
        "High",
        "One time in ten the input is higher (P90): raised, figures spread further to this side.",
        unit="the input's own", group=RANGES, bounds=WIDE,
    )
    shape: Text | None = declare(
        "Shape",
        "How values spread around the likely one; left out, it follows from what the input may be.",
        unit="-", group=RANGES, default=None, choices=SHAPES,
    )


class Correlation(Declared):
    """How two inputs with ranges go together."""

    a: Text = declare(
        "First input", "Its PATH.", unit="text", group=RANGES, kind="text", length=(1, 100),
    )
    b: Text = declare(
        "Second input", "Its PATH.", unit="text", group=RANGES, kind="text", length=(1, 100),
    )
    value: Number = declare(
        "Correlation",
        "Rank correlation of the two: 1 is always high together, −1 one high when the other is low, 0 is no relation.",
        unit="-", group=RANGES, bounds=(-1, 1), step=0.1,
    )


class ImprovementCost(Declared):
    """What it costs to improve an input."""

    change: Number = declare(
        "Improvement",
        "The change that the cost buys, in the input's unit: 0.01 is a point, −100 is $100 less.",
        unit="the input's own", group=COSTS, bounds=WIDE,
    )
    cost: Number = declare(
        "Cost",
        "What the improvement costs each month: raised, less of the budget's next dollar goes here.",
        unit="money/month", group=COSTS, bounds=(0, 1e12),
    )
    most: Number | None = declare(
        "At most",
        "The largest improvement that money buys, in the input's unit; left out, as far as is plausible.",
        unit="the input's own", group=COSTS, default=None, bounds=WIDE,
    )
