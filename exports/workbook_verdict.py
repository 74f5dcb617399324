"""The verdict as formulas: each guideline kept or not, the decision, and whether cash lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exports.workbook_cells import Formula
from exports.workbook_plan import SUMMARY, Place
from model.cells import plain
from model.figures import PASSING
from model.tolerances import ZERO
from model.verdict import ACCELERATE, BRAKES, HOLD, Verdict
from model.verdict.check import ROUNDING

LIMITS = {"ltv_cac": "ltv_cac", "payback_margin": "payback_months", "net_mrr_churn": "net_mrr_churn"}  # guidelines


@dataclass(frozen=True)
class Judged:
    """A figure, the reason for which it may have no value, and its limit, as addresses on the sheet of the verdict."""

    value: str
    reason: str
    limit: str


def passes(name: str, figure: Judged) -> str:
    """1 where a figure keeps its guideline; without a value it does for the reasons that are no weakness."""
    slack = f"{plain(ROUNDING)}*ABS({figure.limit})"
    kept = f"{figure.value}>={figure.limit}-{slack}" if name == "ltv_cac" else f"{figure.value}<={figure.limit}+{slack}"
    harmless = ",".join(f'{figure.reason}="{code}"' for code in PASSING)
    return f"IF(ISNUMBER({figure.value}),IF({kept},1,0),IF(OR({harmless}),1,0))"


def decision(kept: Mapping[str, str], ltv_cac: str) -> str:
    """Brakes where churn fails or a customer returns less than it costs; accelerate where every guideline is kept."""
    worthless = f"IF(ISNUMBER({ltv_cac}),{ltv_cac}<{plain(1 - ROUNDING)},{kept['ltv_cac']}=0)"
    brakes = f"OR({kept['net_mrr_churn']}=0,{worthless})"
    everything = ",".join(f"{cell}=1" for cell in kept.values())
    return f'IF({brakes},"{BRAKES}",IF(AND({everything}),"{ACCELERATE}","{HOLD}"))'


def verdict_cells(
    verdict: Verdict, figures: Mapping[str, Judged], rows: Mapping[str, int], column: int
) -> Iterator[tuple[Place, Formula]]:
    """The cells of one verdict, in its column."""
    kept = {}
    for check in verdict.checks:
        place = Place(SUMMARY, rows[check.name], column)
        kept[check.name] = place.seen_from(SUMMARY)
        yield place, Formula(passes(check.name, figures[check.name]), float(check.passes))
    yield Place(SUMMARY, rows["decision"], column), Formula(decision(kept, figures["ltv_cac"].value), verdict.decision)


def below_zero(cash: str, opening: str, billed: str, month: int, none: int) -> str:
    """The month where it ends without cash, `none` where it does not; what rounding leaves is nothing."""
    return f"IF({cash}<-{plain(ZERO)}*(ABS({opening})+{billed}),{month},{none})"


def advice(decided: str, opening: str, month: str, none: int) -> str:
    """The decision, but nobody accelerates into empty cash."""
    return f'IF(AND({decided}="{ACCELERATE}",{opening}<>0,{month}<{none}),"{HOLD}",{decided})'
