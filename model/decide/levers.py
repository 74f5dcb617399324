"""The cheapest lever: for a target, the change that it takes in each lever alone, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from model.decide.domain import Domain, at_value, domain_of, numeric_paths
from model.decide.outcome import Outcome, finite_or_none
from model.engine.batch import Array
from model.labels import name
from model.scenario import Scenario
from model.tables import aligned
from model.whatif import Row, Rows, Search, Sought, Unlike, seek, unlike, vary
from model.wording import UNDEFINED

SPAN = "horizon_months"  # is tried apart: the others run as long as the longest of one call
PARTS = 25  # values that are tried of each lever at first
ROUNDS = 3  # finer ones between two of them, and then a straight line


@dataclass(frozen=True)
class Lever:
    """One lever: the value nearest to where it stands that reaches the target, None where none does."""

    domain: Domain
    value: float | None

    @property
    def change(self) -> float | None:
        return None if self.value is None else self.value - self.domain.value

    @property
    def share(self) -> float | None:
        """The change as a share of the plausible range: how far it has to be moved."""
        low, high = self.domain.plausible
        return None if self.change is None else abs(self.change) / (high - low) if high > low else float("inf")


@dataclass(frozen=True)
class CheapestLever:
    """Every lever, the one that has to move least first."""

    scenario: Scenario
    outcome: Outcome
    target: float
    present: float
    levers: tuple[Lever, ...]

    @property
    def able(self) -> list[Lever]:
        """Those that reach the target."""
        return [lever for lever in self.levers if lever.value is not None]

    def rows(self) -> Unlike:
        """What-ifs with each lever that can where it has to be: the evidence."""
        tried = [at_value(self.scenario, lever.domain.path, lever.value) for lever in self.levers
                 if lever.value is not None]  # fmt: skip
        return unlike(self.scenario, tried, **self.outcome.asked)


def cheapest(scenario: Scenario, outcome: Outcome, target: float) -> CheapestLever:
    """The levers in the order of how far each alone has to be moved, over its plausible range."""
    paths = [path for path in numeric_paths(scenario) if scenario.paths()[path].kind == "lever"]
    domains = [domain_of(scenario, path) for path in paths]

    def tries(whatifs: Any) -> tuple[Array, Rows]:
        rows = vary(scenario, whatifs, **outcome.asked)
        return outcome.of(rows) - target, rows

    domains.sort(key=lambda domain: domain.path == SPAN)
    searches = [_search(scenario, domain) for domain in domains]
    found = [*seek(tries, *searches[:-1]), *seek(tries, searches[-1])]
    levers = [Lever(domain, _nearest(domain, sought)) for domain, sought in zip(domains, found, strict=True)]
    as_it_is = vary(scenario, [at_value(scenario, domains[0].path, domains[0].value)], **outcome.asked)
    present = float(outcome.of(as_it_is)[0])
    levers.sort(key=lambda lever: (lever.share is None, lever.share or 0.0))
    return CheapestLever(scenario, outcome, target, present, tuple(levers))


def _search(scenario: Scenario, domain: Domain) -> Search:
    return Search(
        domain.spread(len(domain.steps or ()) or PARTS),
        lambda value: at_value(scenario, domain.path, value),
        rounds=0 if domain.steps else ROUNDS,
        whole=domain.steps is not None,
    )


def _nearest(domain: Domain, sought: Sought[Row]) -> float | None:
    values = [root.at for root in sought.roots] + [side.value for side in sought.tried if side.amount == 0]
    return min(values, key=lambda value: abs(value - domain.value), default=None)


def as_json(found: CheapestLever) -> dict[str, Any]:
    """A lever without a value cannot reach the target within its plausible range."""
    levers = [
        {
            "path": lever.domain.path,
            "present": lever.domain.value,
            "value": lever.value,
            "change": lever.change,
            "share_of_range": lever.share,
            "plausible": list(lever.domain.plausible),
        }
        for lever in found.levers
    ]
    return {
        "figure": found.outcome.key,
        "target": found.target,
        "present": finite_or_none(found.present),
        "levers": levers,
    }


def as_lines(found: CheapestLever) -> str:
    """The levers that reach it as a table, and how many do not."""
    scenario, currency = found.scenario, found.scenario.currency
    able = found.able
    now, wanted = (found.outcome.written(value, currency) for value in (found.present, found.target))
    lines = [f"To take {found.outcome.in_a_sentence} from {now} to {wanted}, move one of these alone:", ""]
    rows = [
        (name(scenario, lever.domain.path), lever.domain.written(lever.domain.value, currency),
         UNDEFINED if lever.value is None else lever.domain.written(lever.value, currency),
         f"{lever.share or 0:.0%} of its range")
        for lever in able
    ]  # fmt: skip
    if not able:
        lines = [f"No lever alone takes {found.outcome.in_a_sentence} from {now} to {wanted}."]
    lines += aligned([("Lever", "now", "needed", "move"), *rows], numbers=True) if rows else []
    if able and len(able) < len(found.levers):
        lines += ["", f"{len(found.levers) - len(able)} other levers cannot, over their plausible ranges."]
    return "\n".join(lines) + "\n"
