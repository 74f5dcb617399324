"""What each input is in each month: dated changes, signatures, season, fixed costs."""

from collections.abc import Callable
from typing import Any

Values = dict[str, Any]


def value_in(month: int, given: float, changes: list[Values]) -> float:
    """An input in this month, by the changes of it: in steps over some months, then the value itself."""
    value = given
    for change in sorted(changes, key=lambda change: change["month"]):
        steps_taken = month - change["month"] + 1
        if steps_taken < 1:
            break
        if steps_taken <= change["over"]:
            return float(value + (change["value"] - value) * steps_taken / (change["over"] + 1))
        value = change["value"]
    return value


def dated(name: str, table: Values, month: int, changes: list[Values]) -> Values:
    """A segment or the company with the values of this month; months before the first are like it."""
    values = dict(table)
    for key in table:
        of_key = [change for change in changes if change["path"] == f"{name}.{key}"]
        if of_key:
            values[key] = value_in(max(1, month), table[key], of_key)
    return values


class Inputs:
    """The inputs of one segment, month by month; `amend` changes them all alike, for a run with other rates."""

    def __init__(self, segment: Values, scenario: Values, amend: Callable[[Values], Values] | None = None) -> None:
        self.name: str = segment["name"]
        self.segment = segment
        self.scenario = scenario
        self.amend = amend
        self.by_month: dict[int, Values] = {}
        self.signed_in: dict[int, float] = {}

    def amended(self, amend: Callable[[Values], Values]) -> "Inputs":
        return Inputs(self.segment, self.scenario, amend)

    def of(self, month: int) -> Values:
        """Every input of the segment in this month."""
        if month not in self.by_month:
            values = dated(self.name, self.segment, month, self.scenario["changes"])
            if self.amend:
                values = self.amend(values)
            self.by_month[month] = values
        return self.by_month[month]

    def signed_before_season(self, month: int) -> float:
        """The line and the growth of new accounts, never below 0."""
        accounts = float(self.of(month)["new_accounts"])
        for earlier in range(2, month + 1):
            accounts = accounts + self.of(earlier)["new_accounts_step"]
        for earlier in range(2, month + 1):
            accounts = accounts * (1 + self.of(earlier)["new_accounts_growth"])
        return max(0.0, accounts)

    def signed(self, month: int) -> float:
        """Accounts signed in this month."""
        if month not in self.signed_in:
            season = season_in(month, self.segment["signing_season"], self.scenario)
            self.signed_in[month] = self.signed_before_season(month) * season
        return self.signed_in[month]


def season_in(month: int, weights: list[float], scenario: Values) -> float:
    """What the signatures of this month are multiplied by: 1 on the mean of a year."""
    if not weights:
        return 1.0
    january_is_0 = int(scenario["start"][5:7]) - 1 if scenario["start"] else 0
    return 12 * weights[(january_is_0 + month - 1) % 12] / sum(weights)


def fixed_costs(scenario: Values, month: int) -> float:
    """The company's fixed costs in this month: those of the month, times the growth of every month so far."""
    company, changes = scenario["company"], scenario["changes"]
    costs = float(dated("company", company, month, changes)["fixed_costs"])
    for earlier in range(2, month + 1):
        costs = costs * (1 + dated("company", company, earlier, changes)["fixed_cost_growth"])
    return costs
