"""W in numpy as fast as numpy goes in float64 on one thread: the honest competitor of the engine.

- Chunks of scenarios, all months of a chunk before the next chunk, its rows in buffers that are reused.
- Only one-dimensional, contiguous, aligned rows, and the row of the result as last argument: a call then
  takes numpy's shortest way (two-dimensional or broadcast operands cost about three times as much to set up).
- No powers: what grows is multiplied once a month. State is written straight into the path that is asked for.
- Comparisons go into rows of bytes that are kept and reduced at the end of a chunk, three figures at a time:
  the last month in which something holds is the sum over months of "it holds now or later".
- Constants are put together once a chunk, so that a month has no operation that the next would repeat.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.work import (
    FIGURES,
    HOURS_PER_CSM_MONTH,
    MONTHS,
    NEGLIGIBLE,
    PATHS,
    WHOLE_PEOPLE,
    Column,
    Inputs,
    Outcome,
    Program,
)

CHUNK = 16_384
CSMS_PER_HOUR = WHOLE_PEOPLE / 12 / HOURS_PER_CSM_MONTH
# A month is negative when profit < -NEGLIGIBLE x (revenue + costs). As costs = revenue - profit, that is when
# profit < LOSS x revenue: one product less.
LOSS = np.float64(-2 * NEGLIGIBLE / (1 - NEGLIGIBLE))

Bytes = NDArray[np.uint8]


def reusing(inputs: Inputs) -> Program:
    """Results go into the same arrays at every run, as for a caller who runs one batch after another."""
    tuned = Tuned(len(inputs["acv"]))
    return Program(run=lambda: tuned.run(inputs), outcome=lambda told: told)


def allocating(inputs: Inputs) -> Program:
    """Results go into new arrays at every run: what the first touch of memory adds."""
    return Program(run=lambda: Tuned(len(inputs["acv"])).run(inputs), outcome=lambda told: told)


def aligned(rows: int, columns: int) -> Column:
    """A table each of whose rows begins at a multiple of 64 bytes."""
    width = -(-columns // 8) * 8
    raw = np.empty(rows * width * 8 + 64, dtype=np.uint8)
    begin = -raw.ctypes.data % 64
    return raw[begin : begin + rows * width * 8].view(np.float64).reshape(rows, width)[:, :columns]


class Tuned:
    """Buffers for one number of scenarios, and the run over them."""

    def __init__(self, scenarios: int) -> None:
        self.scenarios = scenarios
        chunks = -(-scenarios // CHUNK)
        self.chunk = min(-(-scenarios // chunks // 64) * 64, scenarios)  # all about as large
        self.paths = {name: aligned(MONTHS, scenarios) for name in PATHS}
        self.figures = {name: np.empty(scenarios) for name in FIGURES}
        self.rows = aligned(11, self.chunk)
        self.flags = np.empty((MONTHS, 3 * self.chunk), dtype=np.uint8)
        self.later = np.empty((2, 3 * self.chunk), dtype=np.uint8)

    def run(self, inputs: Inputs) -> Outcome:
        """All chunks."""
        for begin in range(0, self.scenarios, self.chunk):
            part = slice(begin, min(begin + self.chunk, self.scenarios))
            self._run_chunk({name: column[part] for name, column in inputs.items()}, part)
        return Outcome(self.paths, self.figures)

    def _run_chunk(self, given: Inputs, part: slice) -> None:
        add, subtract, multiply = np.add, np.subtract, np.multiply
        less, minimum, ceil = np.less, np.minimum, np.ceil
        size = part.stop - part.start
        rows = iter(self.rows[:, :size])
        growth, keep, csms_per_account, wage, arpa = (next(rows) for _ in range(5))  # the same every month
        new_accounts, new_mrr, acquisition, cost, revenue, low = rows
        retention, margin, fixed_costs = given["retention_rate"], given["gross_margin"], given["fixed_costs"]
        mrr_rows, accounts_rows, profit_rows, sum_rows = (list(self.paths[name][:, part]) for name in PATHS)
        months = list(zip(mrr_rows, accounts_rows, profit_rows, sum_rows, strict=True))
        flags = self.flags[:, : 3 * size]
        is_lowest, is_loss, is_red = (
            list(flags.view(np.bool_)[:, third * size : (third + 1) * size]) for third in range(3)
        )

        add(given["new_accounts_growth"], 1, growth)
        add(given["expansion_rate"], 1, keep)
        multiply(keep, retention, keep)
        multiply(given["other_hours"], CSMS_PER_HOUR, csms_per_account)
        np.divide(given["csm_cost"], 12, wage)
        np.divide(given["acv"], 12, arpa)
        multiply(given["new_accounts"], given["cac"], acquisition)
        multiply(given["new_accounts"], given["onboarding_rate"], new_accounts)
        multiply(new_accounts, arpa, new_mrr)

        for month in range(MONTHS):
            mrr, accounts, profit, so_far = months[month]
            if month == 0:
                multiply(given["accounts"], arpa, mrr)
                add(mrr, new_mrr, mrr)
                add(given["accounts"], new_accounts, accounts)
            else:
                multiply(new_mrr, growth, new_mrr)
                multiply(new_accounts, growth, new_accounts)
                multiply(acquisition, growth, acquisition)
                multiply(mrr_rows[month - 1], keep, mrr)
                add(mrr, new_mrr, mrr)
                multiply(accounts_rows[month - 1], retention, accounts)
                add(accounts, new_accounts, accounts)

            multiply(accounts, csms_per_account, cost)
            ceil(cost, cost)
            multiply(cost, wage, cost)
            add(cost, acquisition, cost)
            add(cost, fixed_costs, cost)
            multiply(mrr, margin, profit)
            subtract(profit, cost, profit)
            multiply(mrr, LOSS, cost)
            less(profit, cost, is_loss[month])

            if month == 0:
                so_far[:] = low[:] = profit
                revenue[:] = mrr
                is_lowest[0][:] = True
            else:
                add(sum_rows[month - 1], profit, so_far)
                add(revenue, mrr, revenue)
                less(so_far, low, is_lowest[month])
                minimum(low, so_far, out=low)

        multiply(revenue, -2 * NEGLIGIBLE, cost)  # revenue and costs of all months are 2 revenue - profit
        add(cost, NEGLIGIBLE * so_far, cost)
        for month in range(MONTHS):
            less(sum_rows[month], cost, is_red[month])
        last = self._last_month(flags).reshape(3, size)
        self._tell(part, last, low=low, revenue=revenue, cash=given["cash"])

    def _last_month(self, flags: Bytes) -> Bytes:
        """The last month in which each flag is up, 0 where it never is."""
        up, count = self.later[0, : flags.shape[1]], self.later[1, : flags.shape[1]]
        up[:] = count[:] = flags[-1]
        for month in range(MONTHS - 2, -1, -1):
            np.bitwise_or(up, flags[month], up)
            np.add(count, up, count)
        return count

    def _tell(self, part: slice, last: Bytes, *, low: Column, revenue: Column, cash: Column) -> None:
        """Writes the nine figures of one chunk; 0 where there is none."""
        figures = {name: column[part] for name, column in self.figures.items()}
        lowest, loss, red = last
        was_red = red > 0
        figures["revenue"][:] = revenue
        np.multiply(self.paths["mrr"][-1, part], 12, figures["arr_end"])
        figures["profit"][:] = self.paths["cumulative_profit"][-1, part]
        np.multiply(low, was_red, figures["trough"])
        np.multiply(lowest, was_red, figures["trough_month"])
        np.multiply(loss + 1, loss < MONTHS, figures["breakeven_month"])
        np.multiply(red + 1, was_red & (red < MONTHS), figures["payback_month"])
        np.add(low, cash, figures["cash_low"])
        figures["cash_low_month"][:] = lowest
