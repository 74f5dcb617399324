"""The library of saved companies. Whoever has a company's id can change it; a read-only link only opens it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from model import Scenario
from model.problems import ScenarioError
from model.text import read_toml, to_toml
from store.database import reading, writing
from store.documents import DAYS_TO_TAKE_BACK, Document, Link, ListedCompany, Version
from store.errors import Conflict, Deleted, NotFound, StoreError, TooLarge
from store.ids import LONGEST, copied, key_of, new_id
from store.tables import scenarios, states, view_links, visits

VERSIONS = 200  # states of a company that can be gone back to
DAY = 24 * 60 * 60  # seconds
LARGEST_STATE = 2_000_000  # characters of a scenario with its baseline
LARGEST_HISTORY = 40_000_000  # characters of all states of a company: the oldest go first
LONGEST_WHAT = 300  # characters of what a state changed
MOST_COMPANIES = 500  # companies of a browser
MOST_LINKS = 20  # read-only links of a company
MOST_VISITS = 1_000  # that are remembered of a browser
RECENT = 8

Found = Row[Any]

# The statements of every save, built once: building one takes longer than running it.
_FIND = select(scenarios).where(scenarios.c.key == bindparam("of"))
_UPDATE = update(scenarios).where(scenarios.c.key == bindparam("of"))
_ADD_STATE = insert(states)
_OF_COMPANY = states.c.scenario_key == bindparam("of")
_REPLACE_STATE = delete(states).where(_OF_COMPANY, states.c.version == bindparam("number"))
_NEWEST_FIRST = states.c.version.desc()
_HISTORY = (
    select(
        states.c.version,
        func.row_number().over(order_by=_NEWEST_FIRST).label("count"),
        func.sum(states.c.size).over(order_by=_NEWEST_FIRST).label("size"),
    )
    .where(_OF_COMPANY)
    .subquery()
)
_TOO_MUCH = or_(_HISTORY.c["count"] > bindparam("most"), _HISTORY.c["size"] > bindparam("largest"))
_FORGET_STATES = delete(states).where(
    _OF_COMPANY, states.c.version.in_(select(_HISTORY.c.version).where(_HISTORY.c["count"] > 1, _TOO_MUCH))
)


class CompanyLibrary:
    """All companies of a database. `clock` tells the seconds since 1970. Every method raises StoreError."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.engine, self.clock = engine, clock

    # ---- a company ----

    def create(
        self, scenario: Scenario, baseline: Scenario | None = None, *, browser: str, id: str = "", what: str = "Started"
    ) -> Document:
        """Keep a new company, and list it for this browser."""
        id, now, (scenario_text, baseline_text) = id or new_id(), self.clock(), _texts(scenario, baseline or scenario)
        with writing(self.engine) as connection:
            if len(self._listed(connection, browser, deleted=False)) >= MOST_COMPANIES:
                raise TooLarge(
                    f"This is not saved: {MOST_COMPANIES} companies are kept for this browser; delete one first."
                )
            row = {"key": key_of(id), "id": id, "name": scenario.name, "version": 1, "changed_at": now}
            connection.execute(insert(scenarios).values(row))
            _add_state(connection, key_of(id), 1, now, what, scenario_text, baseline_text)
            self._visit(connection, browser, id, key_of(id), read_only=False)
        return Document(id, 1, now, scenario, baseline or scenario)

    def save(
        self, id: str, scenario: Scenario, baseline: Scenario, *, based_on: int, what: str, replaces: bool = False
    ) -> int:
        """Keep a new state, and tell its version. Raises Conflict where one newer than `based_on` is there.

        It `replaces` the state before it where both are parts of one move, such as that of a slider.
        """
        scenario_text, baseline_text = _texts(scenario, baseline)
        with writing(self.engine) as connection:
            row = _company(connection, id)
            if row.version != based_on:
                raise Conflict
            return self._next(connection, row, scenario.name, what, scenario_text, baseline_text, replaces=replaces)

    def open(self, id: str, version: int | None = None) -> Document:
        """The company under this id, or what a read-only link shows of it: its newest state, or an older one."""
        with reading(self.engine) as connection:
            row, read_only = _company_or_view(connection, id)
            state = _state(connection, row, version if version and not read_only else row.version)
        scenario, baseline = _scenarios(state)
        return Document(id, state.version, state.at, scenario, baseline, read_only)

    def versions(self, id: str) -> list[Version]:
        """The states that can be gone back to, the newest first."""
        with reading(self.engine) as connection:
            query = select(states.c.version, states.c.at, states.c.what)
            query = query.where(states.c.scenario_key == _company(connection, id).key)
            return [Version(*row) for row in connection.execute(query.order_by(states.c.version.desc()))]

    def back_to(self, id: str, version: int, *, based_on: int) -> int:
        """Make an older state the newest one; none is lost. Raises Conflict as `save` does."""
        with writing(self.engine) as connection:
            row = _company(connection, id)
            if row.version != based_on:
                raise Conflict
            state = _state(connection, row, version)
            name, what = _scenarios(state)[0].name, f"Back to version {version}"
            return self._next(connection, row, name, what, state.scenario, state.baseline)

    def rename(self, id: str, name: str) -> int:
        """Give the company another name: a new state."""
        with writing(self.engine) as connection:
            row = _company(connection, id)
            scenario, baseline = _scenarios(_state(connection, row, row.version))
            renamed = scenario.changed({"name": name})
            scenario_text, baseline_text = _texts(renamed, renamed if baseline == scenario else baseline)
            return self._next(connection, row, name, f"Renamed from {scenario.name}", scenario_text, baseline_text)

    def copy(self, id: str, *, browser: str) -> Document:
        """A new company with the newest state of this one; a read-only link will do."""
        kept = self.open(id)
        name = {"name": copied(kept.scenario.name)}
        scenario, baseline = kept.scenario.changed(name), kept.baseline.changed(name)
        return self.create(scenario, baseline, browser=browser, what=f"Copied from {kept.scenario.name}")

    def delete(self, id: str) -> None:
        """Put the company away: until it is taken back, its links open nothing."""
        with writing(self.engine) as connection:
            _mark(connection, _company(connection, id).key, self.clock())
        self.purge()

    def restore(self, id: str) -> None:
        """Take a deleted company back."""
        with writing(self.engine) as connection:
            _mark(connection, _company(connection, id, deleted=True).key, None)

    def purge(self) -> None:
        """Forget what was deleted more than DAYS_TO_TAKE_BACK days ago, with all that belongs to it."""
        with writing(self.engine) as connection:
            connection.execute(delete(scenarios).where(scenarios.c.deleted_at < self.clock() - DAYS_TO_TAKE_BACK * DAY))

    # ---- read-only links ----

    def share(self, id: str) -> Link:
        """A new link that can only look."""
        link = Link(new_id(), self.clock())
        with writing(self.engine) as connection:
            key = _company(connection, id).key
            if len(_links(connection, key)) >= MOST_LINKS:
                raise TooLarge(f"A company has at most {MOST_LINKS} read-only links: withdraw one first.")
            row = {"key": key_of(link.id), "id": link.id, "scenario_key": key, "at": link.at}
            connection.execute(insert(view_links).values(row))
        return link

    def links(self, id: str) -> list[Link]:
        """The read-only links of a company, the newest first."""
        with reading(self.engine) as connection:
            return _links(connection, _company(connection, id).key)

    def withdraw(self, id: str, link: str) -> None:
        """Let a read-only link of this company open nothing any more."""
        with writing(self.engine) as connection:
            of_company = view_links.c.scenario_key == _company(connection, id).key
            connection.execute(delete(view_links).where(view_links.c.key == key_of(link), of_company))
            connection.execute(delete(visits).where(visits.c.key == key_of(link)))

    # ---- what a browser has opened ----

    def visit(self, id: str, *, browser: str) -> None:
        """Remember that this browser has opened what is under the id."""
        with writing(self.engine) as connection:
            row, read_only = _company_or_view(connection, id)
            self._visit(connection, browser, id, row.key, read_only=read_only)

    def companies(self, browser: str) -> list[ListedCompany]:
        """The companies that this browser can change, the last changed first."""
        with reading(self.engine) as connection:
            return self._listed(connection, browser, deleted=False)

    def deleted(self, browser: str) -> list[ListedCompany]:
        """The companies that can be restored, the last deleted first."""
        with reading(self.engine) as connection:
            return self._listed(connection, browser, deleted=True)

    def recent(self, browser: str) -> list[ListedCompany]:
        """What this browser opened last, read-only or not."""
        query = select(visits.c.id, scenarios.c.name, visits.c.at, visits.c.read_only).join(scenarios)
        query = query.where(visits.c.browser == key_of(browser), scenarios.c.deleted_at.is_(None))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(visits.c.at.desc()).limit(RECENT)).all()
        return [ListedCompany(*row) for row in rows]

    def _listed(self, connection: Connection, browser: str, *, deleted: bool) -> list[ListedCompany]:
        at = scenarios.c.deleted_at if deleted else scenarios.c.changed_at
        is_there = scenarios.c.deleted_at.is_not(None) if deleted else scenarios.c.deleted_at.is_(None)
        query = select(scenarios.c.id, scenarios.c.name, at).join(visits, visits.c.key == scenarios.c.key)
        query = query.where(visits.c.browser == key_of(browser), is_there).order_by(at.desc())
        return [ListedCompany(*row) for row in connection.execute(query)]

    def _visit(self, connection: Connection, browser: str, id: str, key: str, *, read_only: bool) -> None:
        row = {"browser": key_of(browser), "key": key_of(id), "id": id, "scenario_key": key, "read_only": read_only}
        statement = upsert(visits).values(row | {"at": self.clock()})
        connection.execute(
            statement.on_conflict_do_update(index_elements=["browser", "key"], set_={"at": self.clock()})
        )
        of_browser = visits.c.browser == row["browser"]
        kept = select(visits.c.key).where(of_browser).order_by(visits.c.at.desc()).limit(MOST_VISITS)
        connection.execute(delete(visits).where(of_browser, visits.c.key.not_in(kept)))

    def _next(
        self, connection: Connection, row: Found, name: str, what: str, scenario_text: str, baseline_text: str | None,
        *, replaces: bool = False,
    ) -> int:  # fmt: skip
        """A state after the newest one, and no more of them than are kept."""
        version: int = row.version + 1
        now = self.clock()
        if replaces:
            connection.execute(_REPLACE_STATE, {"of": row.key, "number": row.version})
        _add_state(connection, row.key, version, now, what, scenario_text, baseline_text)
        connection.execute(_UPDATE, {"of": row.key, "version": version, "name": name, "changed_at": now})
        return version


def _company_or_view(connection: Connection, id: str) -> tuple[Found, bool]:
    """The company that an id or a read-only link opens, and whether it is the latter."""
    key = key_of(id) if len(id) <= LONGEST else ""
    row = connection.execute(_FIND, {"of": key}).first()
    if row is None:
        shared = select(scenarios).join(view_links).where(view_links.c.key == key, scenarios.c.deleted_at.is_(None))
        row = connection.execute(shared).first()
        if row is None:
            raise NotFound
        return row, True
    if row.deleted_at is not None:
        raise Deleted
    return row, False


def _company(connection: Connection, id: str, *, deleted: bool = False) -> Found:
    """The company of an id: a read-only link finds none."""
    key = key_of(id) if len(id) <= LONGEST else ""
    row = connection.execute(_FIND, {"of": key}).first()
    if row is None:
        raise NotFound
    if row.deleted_at is not None and not deleted:
        raise Deleted
    return row


def _mark(connection: Connection, key: str, at: float | None) -> None:
    connection.execute(update(scenarios).where(scenarios.c.key == key).values(deleted_at=at))


def _links(connection: Connection, key: str) -> list[Link]:
    query = select(view_links.c.id, view_links.c.at).where(view_links.c.scenario_key == key)
    return [Link(*row) for row in connection.execute(query.order_by(view_links.c.at.desc()))]


def _state(connection: Connection, row: Found, version: int) -> Found:
    query = select(states).where(states.c.scenario_key == row.key, states.c.version == version)
    state = connection.execute(query).first()
    if state is None:
        raise StoreError(f"Version {version} is no longer kept: the last {VERSIONS} are.")
    return state


def _add_state(
    connection: Connection, key: str, version: int, at: float, what: str, scenario_text: str, baseline_text: str | None
) -> None:
    size = len(scenario_text) + len(baseline_text or "")
    row = {"scenario_key": key, "version": version, "at": at, "what": what[:LONGEST_WHAT], "size": size,
           "scenario": scenario_text, "baseline": baseline_text}  # fmt: skip
    connection.execute(_ADD_STATE, row)
    connection.execute(_FORGET_STATES, {"of": key, "most": VERSIONS, "largest": LARGEST_HISTORY})


def _texts(scenario: Scenario, baseline: Scenario) -> tuple[str, str | None]:
    """Both as a file has them. Raises TooLarge."""
    scenario_text, baseline_text = to_toml(scenario), None if baseline == scenario else to_toml(baseline)
    if len(scenario_text) + len(baseline_text or "") > LARGEST_STATE:
        raise TooLarge(
            f"This is not saved: a company has at most {LARGEST_STATE:,} characters; remove some notes or rows."
        )
    return scenario_text, baseline_text


def _scenarios(state: Found) -> tuple[Scenario, Scenario]:
    texts: Sequence[str] = (state.scenario, state.baseline or state.scenario)
    try:
        scenario = read_toml(texts[0])
        return scenario, scenario if texts[1] == texts[0] else read_toml(texts[1])
    except ScenarioError as error:
        raise StoreError(f"This company cannot be read by this version of Bowtie: {error.problems[0]}") from None
