"""Which columns of the reader's table are read, over how many months: guessed from headers until they choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from model.answers import Asked, Block, Choice
from model.fitting.accounts import Accounts, AccountsTable
from model.fitting.columns import YEAR, chosen
from model.parameters import Declared
from model.parameters.company import Number
from model.parameters.declare import declare, parameters_of
from model.problems import ScenarioError

MOST, LONGEST = 40, 60  # columns that are offered, and characters of a header
NONE = "none"


class Reading(Declared):
    """How a table of accounts is read: a setting of the page, no part of a scenario."""

    months: Number = declare(
        "Months covered", "How long it took to collect the hours or touches: 12 for a year, 3 for the last quarter.",
        unit="months", group="Data", default=float(YEAR), bounds=(0.1, 60), plausible=(1, 24), step=1,
    )  # fmt: skip


MONTHS = parameters_of(Reading)["months"]


@dataclass(frozen=True)
class ReadTable:
    """The columns to choose from and the accounts that follow, or what is wrong with the table."""

    controls: tuple[Block, ...]
    accounts: Accounts | None = None
    problems: tuple[str, ...] = ()


def read(asked: Asked, table: AccountsTable) -> ReadTable:
    """Reads the table by the columns that are chosen."""
    guess, heads = table.guess, _named(table.heads[:MOST])
    service, outcome, segment = (
        _choice(asked, key, label, heads, place)
        for key, label, place in (
            ("response-service", "Service", guess.service),
            ("response-outcome", "Renewed or lost", guess.outcome),
            ("response-segment", "Segment", guess.segment),
        )
    )
    places = _place(service), _place(outcome), _place(segment)
    said = round(chosen(table.heads, *places).months, 1)
    months = asked.setting("response-months", MONTHS, said, service.chosen)
    controls = (service, outcome, segment, months)
    try:
        return ReadTable(controls, table.accounts(chosen(table.heads, *places, months.value)))
    except ScenarioError as error:
        return ReadTable(controls, problems=tuple(str(problem) for problem in error.problems))


def _choice(asked: Asked, key: str, label: str, heads: Mapping[str, str], guess: int | None) -> Choice:
    """The choice of a column. The guess comes first, for the first option stands until somebody chooses."""
    first = NONE if guess is None else next((key for key in heads if _number(key) == guess), NONE)
    return asked.choice(key, label, {first: heads.get(first, "None"), **heads, NONE: "None"})


def _named(heads: tuple[str, ...]) -> dict[str, str]:
    """Every column by place and header; no two are called the same."""
    heads = tuple(head.strip()[:LONGEST] for head in heads)
    often = Counter(heads)
    names = [head or f"Column {place}" for place, head in enumerate(heads, 1)]
    return {
        f"{place}:{head}": f"{name} ({place + 1})" if often[head] > 1 or name == "None" else name
        for place, (head, name) in enumerate(zip(heads, names, strict=True))
    }


def _place(choice: Choice) -> int | None:
    return None if choice.chosen == NONE else _number(choice.chosen)


def _number(key: str) -> int:
    return -1 if key == NONE else int(key.partition(":")[0])
