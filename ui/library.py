"""The lists of the Library page: companies, links, versions and examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from store import Link, ListedCompany, Version
from store.documents import DAYS_TO_TAKE_BACK
from store.ids import LONGEST_NAME
from ui import actions, company_store, escape, examples, link, local_time, panel, start
from ui.body import Body
from ui.panel import Action, Control
from ui.state import State

VERSIONS = "versions"
DAY = 24 * 60 * 60  # seconds
NOTHING = "Nothing yet. Start your own, open a file, or keep an example as your own."
Handlers = Mapping[str, Callable[[Any], None]]


def companies(body: Body) -> None:
    """The visitor's companies, those opened last, and deleted ones that can be restored."""
    state = body.state
    changeable = [
        _changeable(entry) for entry in company_store.listed(lambda library: library.companies(state.browser))
    ]
    opened_last = company_store.listed(lambda library: library.recent(state.browser))
    recent = [_recent(entry) for entry in opened_last if entry.id != state.opened.key]
    deleted = [_deleted(entry) for entry in company_store.listed(lambda library: library.deleted(state.browser))]
    begin = panel.actions("begin-own", "", [start.begin_own(main=True)], whatever_is_open=True)
    rows = [begin, *_list("Mine", changeable or [panel.text("none", NOTHING)]), *_list("Recently opened", recent)]
    body.panel("companies", [*rows, *_list("Deleted", deleted)])


def open_one(body: Body) -> None:
    """The read-only links and the versions of the open company."""
    state = body.state
    if state.opened.kind != link.OWN or state.opened.key not in state.saved:
        return
    body.panel("links", _links(state))
    versions = company_store.listed(lambda library: library.versions(state.opened.key))
    with body.fold(VERSIONS, f"{len(versions)} {'version' if len(versions) == 1 else 'versions'}") as is_open:
        if is_open:
            body.panel(f"list-{VERSIONS}", [_version(version, versions) for version in versions])


def _version(version: Version, versions: Sequence[Version]) -> Control:
    back = ("back", "Go back", partial(company_store.back_to, version.number))
    buttons = [] if version is versions[0] else [back]
    return _entry(f"version-{version.number}", local_time.at(version.at), version.what, buttons)


def every_example(body: Body) -> None:
    """The examples, each with its story."""
    rows = [
        _entry(f"example-{key}", scenario.name, scenario.summary, [], opens=partial(actions.open_example, key))
        for key, scenario in examples.examples().items()
    ]
    body.panel("examples", _list("Examples", rows))


def _list(title: str, rows: Sequence[Control]) -> list[Control]:
    return [panel.heading(title), *rows] if rows else []


def _changeable(entry: ListedCompany) -> Control:
    opens, copies, deletes = (
        partial(action, entry.id) for action in (company_store.open_kept, company_store.copy, company_store.delete)
    )
    return _entry(
        f"mine-{entry.id}", entry.name, f"changed {local_time.at(entry.at)}",
        [("copy", "Copy", copies), ("delete", "Delete", deletes)],
        opens=opens, renames=partial(company_store.rename, entry.id),
    )  # fmt: skip


def _recent(entry: ListedCompany) -> Control:
    detail = f"{'read-only, ' if entry.read_only else ''}opened {local_time.at(entry.at)}"
    return _entry(f"recent-{entry.id}", entry.name, detail, [], opens=partial(company_store.open_kept, entry.id))


def _deleted(entry: ListedCompany) -> Control:
    detail = f"can be taken back until {local_time.day(entry.at + DAYS_TO_TAKE_BACK * DAY)}"
    return _entry(
        f"deleted-{entry.id}", entry.name, detail, [("restore", "Take back", partial(company_store.restore, entry.id))]
    )


def _links(state: State) -> list[Control]:
    """The read-only links, and a button to make one."""
    rows = [_link(view) for view in company_store.listed(lambda library: library.links(state.opened.key))]
    new = panel.actions("share", "", [Action("new", "Make a read-only link", company_store.share)])
    return [panel.heading("Read-only links"), *rows, new]


def _link(view: Link) -> Control:
    withdraw = ("withdraw", "Withdraw", partial(company_store.withdraw, view.id))
    address = f"./?{urlencode({link.KEPT: view.id})}"
    return _entry(f"link-{view.id}", f"Made {local_time.at(view.at)}", "", [withdraw], address=address)


def _entry(
    key: str,
    name: str,
    detail: str,
    buttons: Sequence[tuple[str, str, Callable[[], None]]],
    opens: Callable[[], None] | None = None,
    renames: Callable[[str], None] | None = None,
    address: str = "",
) -> Control:
    """A row of a list: its name, a detail, and what can be done with it."""
    handlers: dict[str, Callable[[Any], None]] = {action: partial(_pressed, done) for action, _, done in buttons}
    if opens is not None:
        handlers["open"] = partial(_pressed, opens)
    if renames is not None:
        handlers["rename"] = partial(_renamed, renames)
    shown = {
        "detail": escape.one_line(detail), "opens": opens is not None, "link": address,
        "renames": LONGEST_NAME if renames is not None else 0,
        "buttons": [{"name": action, "words": words} for action, words, _ in buttons],
    }  # fmt: skip
    return Control("listing", key, escape.one_line(name), shown, handlers, whatever_is_open=True)


def _pressed(action: Callable[[], None], _: Any) -> None:
    action()


def _renamed(rename: Callable[[str], None], name: Any) -> None:
    if isinstance(name, str) and name.strip():
        rename(name.strip())


SLOTS = {"companies": companies, "open_one": open_one, "examples": every_example}
