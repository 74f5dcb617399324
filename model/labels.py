"""Labels of inputs with unit and period, from what is declared: "Expansion, % a year", "CAC, $ per new customer"."""

from __future__ import annotations

from model.locales import money_around, writing
from model.parameters import Parameter
from model.scenario import TABLES, Scenario
from model.terms import TERMS

UNITS = {
    "money": "{money}",
    "money/month": "{money} a month",
    "money/year": "{money} a year",
    "money/account": "{money} per new customer",
    "share": "%",
    "share of revenue": "% of revenue",
    "share per month": "% a month",
    "share per year": "% a year",
    "months": "months",
    "hours": "hours",
    "hours/year": "hours a year",
    "hours/account": "hours per account",
    "hours/account/year": "hours per account a year",
    "accounts/month": "accounts a month",
    "accounts/month per month": "accounts",
}  # the others say themselves what they are
PERIODS = {1: "a month", 3: "a quarter", 6: "a half-year", 12: "a year"}


def with_unit(scenario: Scenario, path: str) -> str:
    """The label of an input with its unit, and the period that its segment's terms give it.

    >>> from model.scenario import Segment
    >>> scenario = Scenario(segments=(Segment(name="A", acv=1_200),))
    >>> with_unit(scenario, "A.expansion_rate"), with_unit(scenario, "A.retention_rate")
    ('Expansion, % a year', 'Renewal rate, % per 12-month renewal')
    """
    parameter, table = scenario.paths()[path], path.rpartition(".")[0]
    term = TERMS.get(parameter.unit)
    return label(parameter, scenario.currency, scenario.value(f"{table}.{term}") if term else None)


def label(parameter: Parameter, currency: str, every: int | None = None) -> str:
    """The label with its unit. `every` is the term in months of a rate that acts once a term; in general without it.

    >>> from model.parameters import SEGMENT
    >>> label(SEGMENT["cac"], "EUR"), label(SEGMENT["csm_hours"], "EUR"), label(SEGMENT["retention_rate"], "EUR")
    ('CAC, € per new customer', 'Paid hours a year', 'Renewal rate, % per renewal')
    """
    unit = _unit(parameter, currency, every)
    noun, _, rest = unit.partition(" ")
    if noun and parameter.label.split()[-1].lower() == noun:
        return f"{parameter.label} {rest}".rstrip()
    return f"{parameter.label}, {unit}" if unit else parameter.label


def name(scenario: Scenario, path: str) -> str:
    """The label of an input, with its segment's name where there are several."""
    table, text = path.rpartition(".")[0], scenario.paths()[path].label
    several = len(scenario.segments) > 1 and table not in ("", *TABLES)
    return f"{text} ({table})" if several else text


def _unit(parameter: Parameter, currency: str, every: int | None) -> str:
    """Empty for choices, which are written with their unit, and for what has none."""
    if parameter.choices is not None:
        return ""
    if parameter.unit == "share per renewal":
        return "% per renewal" if every is None else "% a month" if every == 1 else f"% per {every}-month renewal"
    if parameter.unit == "share per expansion":
        return "% per expansion" if every is None else f"% {PERIODS[every]}"
    return UNITS.get(parameter.unit, "").format(money="".join(money_around(writing().tag, currency)).strip())
