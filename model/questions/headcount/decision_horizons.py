"""A decision over one, three and five years: the answer may depend on how far somebody looks."""

from __future__ import annotations

from model.engine.batch import STAFF_CHANGES
from model.questions.headcount.staffing_options import PAGE, StaffingOption
from model.questions.horizons import HORIZONS
from model.trace import Quantity, Trace
from model.whatif import Difference, WhatIf, vary

HorizonRow = tuple[int, tuple[Quantity, Quantity, Quantity]]


def horizons(trace: Trace, option: StaffingOption) -> tuple[HorizonRow, ...]:
    """CSM cost saved, business lost and change of profit over each horizon, the scenario's own among them.

    What happens in a month does not depend on how far the horizon reaches, so that one run has them all.
    """
    months = sorted({*HORIZONS, trace.months})
    sides = {"with": option.made, "without": option.otherwise}
    whatifs = [
        WhatIf({"horizon_months": months[-1], **{f"{name}.{STAFF_CHANGES}": rows for name, rows in staffing.items()}},
               f"{case} it", f"{PAGE}.{option.key}.until.{case}")
        for case, staffing in sides.items()
    ]  # fmt: skip
    rows = vary(trace.scenario, whatifs, monthly=("cs_cost", "operating_profit"))
    both = Difference(rows[0], rows[1], key=f"{PAGE}.{option.key}.until")
    return tuple((month, _amounts(both, month)) for month in months)


def _amounts(both: Difference, month: int) -> tuple[Quantity, Quantity, Quantity]:
    net = both.until("operating_profit", month, f"Change of profit over {month} months")
    cost = both.until("cs_cost", month, f"CSM cost added over {month} months")
    saved = (0 - cost).named(f"{both.key}.saved.{month}", f"CSM cost saved over {month} months", unit="money",
                             good="up")  # fmt: skip
    lost = (saved - net).named(f"{both.key}.lost.{month}", f"Lost business over {month} months", unit="money",
                               good="down")  # fmt: skip
    return saved, lost, net
