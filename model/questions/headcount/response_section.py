"""Response from data on its page: what the reader's own accounts say, drawn, and what "Use these values" writes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.answers import Asked, Axis, Block, Dot, Fold, Lines, Listed, Mark, Offer, Part, Remark, Series, Slot, Table
from model.engine.batch import Array
from model.fitting.accounts import Accounts, AccountsTable
from model.questions.headcount.response_columns import read
from model.questions.headcount.response_from_data import Drawn, Estimated, estimated
from model.wording import exact, percent

ACCOUNTS = "response-accounts"  # where the reader's table is kept, among what was chosen
HEAD = ("", "Value", "from", "to", "The scenario", "Interval")
FITTED, SCENARIO = "Fitted to the data", "The scenario"


def response_from_data(asked: Asked) -> Fold:
    """The fields for a table of accounts, and what it says."""
    table: AccountsTable | None = asked.chosen.get(ACCOUNTS)
    known = "measure it from your own accounts" if table is None else f"{len(table.rows):,} accounts"
    return Fold("response_data", f"Response from data: {known}", lambda: (Slot("accounts"), Part(_blocks(asked))))


def full_service(kind: str, segment: int) -> str:
    """The key of the hours or touches that are full service for the segment at this place."""
    return f"response-full-{kind}-{segment}"


def service_kind(asked: Asked) -> str:
    """Whether the column that is read counts hours or touches."""
    accounts = read(asked, asked.chosen[ACCOUNTS]).accounts
    return "hours" if accounts is None else accounts.kind


def _blocks(asked: Asked) -> Sequence[Block]:
    table: AccountsTable | None = asked.chosen.get(ACCOUNTS)
    if table is None:
        return ()
    reading = read(asked, table)
    if reading.accounts is None:
        return (*reading.controls, Listed("This table cannot be read", [(line, ()) for line in reading.problems]))
    return *reading.controls, Part(_found(asked, reading.accounts, table.where))


def _found(asked: Asked, accounts: Accounts, where: str) -> Sequence[Block]:
    found = asked.find(estimated, accounts, asked.chosen.get(full_service(accounts.kind, asked.segment)))
    drawn: tuple[Block, ...] = ()
    if found.drawn is not None:
        drawn = (renewed_by_service(found.drawn), Table("", HEAD, found.rows))
    return (
        Remark((f"{len(accounts):,} accounts read from {where}, {accounts.kind} a year.",)),
        Part((Slot("full_service"),) if found.asks else ()),
        Remark(found.sentence), *drawn, Part(_use(asked, found)),
    )  # fmt: skip


def _use(asked: Asked, found: Estimated) -> Sequence[Block]:
    if not found.changes:
        return ()
    if all(asked.scenario.value(path) == value for path, value in found.changes.items()):
        return (Remark(("The scenario has these values.",)),)
    return (Offer("use-response", "Use these values", found.changes, found.source),)


def renewed_by_service(drawn: Drawn) -> Lines:
    """Renewals of accounts by how well they were served, with the fitted response and the scenario's own."""
    points = drawn.points
    fitted = np.full(drawn.engagement.shape, np.nan) if drawn.fitted is None else drawn.fitted
    columns = (points.engagement, points.share, points.low, points.high, points.accounts)
    return Lines(
        title="Renewed, by share of full service received", unit="share", beside="share of accounts up for renewal",
        finding=(_finding(drawn),), x=Axis("share", "Share of full service", ends=(0, 1)), at=drawn.engagement,
        from_zero=False, marks=_marks(drawn),
        series=(Series(FITTED, fitted, "whatif"), Series(SCENARIO, drawn.assumed, "baseline")),
        dots=[_group(*values) for values in zip(*(column.tolist() for column in columns), strict=True)],
    )  # fmt: skip


def _group(engagement: float, share: float, low: float, high: float, accounts: float) -> Dot:
    details = ("Share of full service", percent(engagement)), ("Accounts", exact(accounts)), ("Renewed", percent(share))
    return Dot(engagement, share, "ink", tooltip=details, low=low, high=high)


def _marks(drawn: Drawn) -> list[Mark]:
    """The names of the curves, where no service is left: there they are furthest apart."""
    assumed = float(drawn.assumed[0])
    if drawn.fitted is None:
        return [Mark(0, assumed, SCENARIO, "baseline", dot=False)]
    fitted = float(drawn.fitted[0])
    above = fitted >= assumed
    return [
        Mark(0, fitted, FITTED, "whatif", above=above, dot=False),
        Mark(0, assumed, SCENARIO, "baseline", above=not above, dot=False),
    ]


def _finding(drawn: Drawn) -> str:
    shares = zip(drawn.points.engagement.tolist(), drawn.points.share.tolist(), strict=True)
    first, *others = [
        f"of accounts with {percent(at)} of full service {percent(share)} renewed" for at, share in shares
    ]
    line = "; ".join([first, *others[-1:]])
    assumed = f"{_from_to(drawn.assumed)} in the scenario"
    fitted = "" if drawn.fitted is None else f"{_from_to(drawn.fitted)} as fitted to them, "
    return f"{line[0].upper()}{line[1:]}. Retention goes {fitted}{assumed}."


def _from_to(path: Array) -> str:
    return f"from {percent(float(path[0]))} without service to {percent(float(path[-1]))} in full"
