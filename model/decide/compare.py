"""Compare: figures and inputs of scenarios side by side, and why a figure differs from the first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.decide.attribution import Attribution, OfKind, attribute_change
from model.decide.outcome import BLENDED, Outcome, finite_or_none
from model.decide.unlike_inputs import ASSUMPTION, LEVER, Differing, alike_named, differing
from model.engine.simulate import run
from model.figures import Figure
from model.metrics import SUMMARY, UNIT_ECONOMICS
from model.parameters import Declared
from model.problems import one_line
from model.result import Result
from model.scenario import Scenario, Segment
from model.tables import aligned
from model.wording import formatted


@dataclass(frozen=True)
class Comparison:
    """The scenarios as they ran, the first is the base; what differs; and why the outcome of each other one does."""

    results: tuple[Result, ...]
    outcome: Outcome
    differs: tuple[Differing, ...]
    attributions: tuple[Attribution, ...]

    @property
    def scenarios(self) -> list[Scenario]:
        return [result.scenario for result in self.results]

    def figure(self, key: str) -> list[float]:
        """A figure of the company in each scenario, nan where it has no value."""
        return [float(_figures(result)[key].values[0]) for result in self.results]


def compare(scenarios: Sequence[Scenario], outcome: Outcome) -> Comparison:
    """The first scenario against each other one. Raises ScenarioError where they cannot be compared."""
    named = alike_named(scenarios)
    base, *others = named
    return Comparison(
        tuple(map(run, named)),
        outcome,
        tuple(differing(named)),
        tuple(attribute_change(base, other, outcome) for other in others),
    )


def as_json(found: Comparison) -> dict[str, Any]:
    """The first two at the top, each further one under "others"."""
    first, *others = found.attributions
    names = [scenario.name for scenario in found.scenarios]
    return {
        "scenarios": names,
        "figure": found.outcome.key,
        **_attribution(first),
        "differs": [_differing(row) for row in found.differs],
        "figures": {key: _beside(found.figure(key)) for key in _figures(found.results[0])},
        "others": [{"scenario": names[place], **_attribution(other)} for place, other in enumerate(others, 2)],
    }


def _figures(result: Result) -> dict[str, Figure]:
    return {**result.total.summary, **{key: result.total.unit_economics[key] for key in BLENDED}}


def _attribution(found: Attribution) -> dict[str, Any]:
    rows = [
        {
            "path": share.change.path,
            "kind": share.change.kind,
            "value": finite_or_none(share.value),
            **({"along": share.change.along} if share.change.along else {}),
            **({} if found.exact else {"error": finite_or_none(share.error)}),
        }
        for share in found.shares
    ]
    return {
        "total": finite_or_none(found.total),
        "attribution": rows,
        "interaction": finite_or_none(found.interaction),
        "exact": found.exact,
        "levers": _of_kind(found.kinds[LEVER]),
        "assumptions": _of_kind(found.kinds[ASSUMPTION]),
    }


def _of_kind(found: OfKind) -> dict[str, float | None]:
    return {"value": finite_or_none(found.share), "from_base": finite_or_none(found.from_base),
            "to_other": finite_or_none(found.to_other)}  # fmt: skip


def _differing(row: Differing) -> dict[str, Any]:
    return {"path": row.path, "kind": row.kind, "values": [_plain(value) for value in row.values]}


def _plain(value: Any) -> Any:
    if isinstance(value, Segment):
        value = {"name": value.name, "acv": value.acv, **value.model_dump(exclude_defaults=True)}
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, Declared):
        return value.model_dump(exclude_defaults=True)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _beside(values: Sequence[float]) -> dict[str, list[float | None]]:
    """A figure of each scenario, its difference to the first, and that as a share of the first."""
    base = values[0]
    changes = [value - base for value in values]
    shares = [change / abs(base) if base and math.isfinite(base) else math.nan for change in changes]
    return {
        "values": [finite_or_none(value) for value in values],
        "change": [finite_or_none(value) for value in changes],
        "relative": [finite_or_none(value) for value in shares],
    }


def as_lines(found: Comparison) -> str:
    """For each other scenario why the outcome differs, then the figures side by side."""
    lines = list[str]()
    for attribution in found.attributions:
        lines += [*_why(attribution), ""]
    heads = ["", *(one_line(scenario.name) for scenario in found.scenarios)]
    currency = found.scenarios[0].currency
    rows = [
        [_label(key), *(formatted(value, _unit(key), currency) for value in found.figure(key))]
        for key in _figures(found.results[0])
    ]
    return "\n".join([*lines, *aligned([heads, *rows], numbers=True)]) + "\n"


def _why(found: Attribution) -> list[str]:
    currency, outcome = found.base.currency, found.outcome
    base, other = (one_line(scenario.name) for scenario in (found.base, found.other))
    if math.isnan(found.total):
        return [f"{outcome.label} has no value in one of {base} and {other}, or on the way between them."]
    if not found.shares:
        return [f"{base} and {other} have the same inputs."]
    change = outcome.written(abs(found.total), currency)
    how = "the same" if not found.total else f"{change} {'higher' if found.total > 0 else 'lower'}"
    lines = [f"{outcome.label} is {how} in {other} {'as' if not found.total else 'than'} in {base}.", ""]
    for kind, title in ((LEVER, "What we do"), (ASSUMPTION, "What the world does")):
        shares = [share for share in found.shares if share.change.kind == kind]
        if shares:
            whole = outcome.written(found.kinds[kind].share, currency)
            rows = [
                (f"  {one_line(found.named(share.change.path))}", outcome.written(share.value, currency))
                for share in shares
            ]
            lines += aligned([(title, whole), *rows], numbers=True)
    if found.interaction and len(found.shares) > 1:
        lines += ["", f"{outcome.written(found.interaction, currency)} of it comes from changes acting on each other."]
    if not found.exact:
        error = max(share.error for share in found.shares)
        lines += ["", f"Shares are sampled, with a standard error of at most {outcome.written(error, currency)}."]
    return lines


def _label(key: str) -> str:
    return SUMMARY[key].label if key in SUMMARY else UNIT_ECONOMICS[key].label


def _unit(key: str) -> str:
    return SUMMARY[key].unit if key in SUMMARY else UNIT_ECONOMICS[key].unit
