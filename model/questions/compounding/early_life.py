"""How long customers stay: renewal rates by renewal, and the share of customers that is left at each age."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model.answers import SCENARIO, Asked, Fold, Lines, Series, Slot
from model.answers.paths import compared, last_shown
from model.engine.batch import Array
from model.questions.compounding.charts import AGE
from model.result import Result
from model.scenario import Segment
from model.trace import Trace, as_text, listed
from model.trace.account import kept_per_renewal
from model.wording import in_months, percent

SLOT = "retention_by_renewal"
TOLD = 3  # renewals that the finding tells


def early_life(asked: Asked) -> Fold:
    """The renewal rates as a table that can be edited, with the curve that they make."""
    segment = asked.scenario.segments[asked.segment]
    return Fold("early_life", _title(segment), lambda: (Slot(SLOT), alive(asked, asked.each(shares_left))))


def shares_left(result: Result, segment: int) -> Array:
    """The share of onboarded customers left after 0, 1, ... months, as served before month 1."""
    state = Trace(result).by_segment[segment]
    return np.array([share.value for share in state.account.ages("live_share", state.months + 1)])


def alive(asked: Asked, found: Mapping[str, Array]) -> Lines:
    """The share of customers that is left by age, beside the same with the later renewal rate throughout."""
    shown, segment = found[SCENARIO], asked.scenario.segments[asked.segment]
    later = kept_per_renewal(Trace(asked.result).by_segment[asked.segment]).value
    ages = np.arange(len(shown), dtype=float)
    throughout = compared(shown, (1 - segment.early_churn) ** ages * later ** (ages // segment.renewal_months))
    others = {name: compared(shown, found.get(name)) for name in asked.others}
    named = f"{percent(later)} throughout"
    return Lines(
        title="Customers still there, by age", unit="share", steps=True, x=AGE, at=ages,
        finding=(_finding(shown, throughout, segment, named),),
        series=(
            Series("Still there", shown, "whatif", words=percent(float(shown[-1]))),
            Series(named, throughout, "planned", words=_ending(named, throughout)),
            *(Series(name.capitalize(), path, "baseline", words=_ending(name.capitalize(), path))
              for name, path in others.items()),
        ),
        pointer=("Still there", named, *map(str.capitalize, asked.others)),
    )  # fmt: skip


def _title(segment: Segment) -> str:
    rates = [percent(rate) for rate in segment.retention_by_renewal]
    later = percent(segment.retention_rate)
    told = f"{', '.join(rates)}, then {later}" if rates else f"{later} from the first renewal on"
    return f"Early renewal rates: {told}"


def _ending(name: str, path: Array) -> str:
    last = last_shown(path)
    return "" if last is None else f"{name} {percent(float(path[last]))}"


def _finding(shown: Array, throughout: Array, segment: Segment, named: str) -> str:
    """What is left after each of the first renewals, and what would be with the later rate from the first on."""
    renewals = [*range(segment.renewal_months, len(shown), segment.renewal_months)][:TOLD]
    if not renewals:
        return f"No contract ends within {in_months(len(shown) - 1)}; {percent(float(shown[-1]))} are still there."
    left = [percent(float(shown[age])) for age in renewals]
    which = ("first renewal", "second", "third")[: len(left)]
    told = as_text(listed([(f"{share} after the {name}",) for share, name in zip(left, which, strict=True)]))
    end = throughout[renewals[-1]]
    return f"Of new customers {told} are still there{'' if np.isnan(end) else f'; with {named} {percent(float(end))}'}."
