"""Makes files to take away, beside the runs of pages: so many at a time, in processes of their own; the others wait.

POST /browser/VERSION/takeaway  {"session": "…", "file": "xlsx", "address": "https://…/"}

The answer has a line of JSON for each moment: that the file waits, which share is done, why it is refused, or its name;
behind its name comes the file. It goes to the one who asked and is kept nowhere. Who goes away ends it.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from exports.__main__ import KINDS
from exports.apart import apart
from exports.deck import AUDIENCES
from exports.order import TASK, order
from exports.package import file_name
from model.problems import ScenarioError
from ui import failure, files
from ui.browser_scripts import PATH
from ui.link import OWN, Opened
from ui.requests import asked
from ui.state import State
from ui.track import shown_pages
from ui.turns import Turns

AUDIENCE, BOARD = "audience", "board"  # where a session keeps whom its slides are for, and who that is at first
SECONDS = 300  # for one file, beside others
ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?(/[^\s?#]*)?/")  # of the app, as its visitor's browser has it
MOMENT = 0.25  # seconds between two lines

_turns = Turns("takeaway")


def audience(state: State) -> str:
    """Whom the slides are for."""
    return str(state.chosen.get(AUDIENCE, BOARD))


def picked(state: State) -> tuple[str, ...]:
    """The keys of the slides that are wanted: the audience's, until some of them are left out."""
    found: tuple[str, ...] = state.chosen.get(picked_for(audience(state)), AUDIENCES[audience(state)])
    return found


def picked_for(reader: str) -> str:
    """Where a session keeps which of an audience's slides are wanted."""
    return f"slides-{reader}"


def shared_link(state: State, address: str) -> str:
    """Where the scenario opens; none where the link would let whoever has the file change it."""
    if state.opened.kind == OWN or not ADDRESS.fullmatch(address):
        return ""
    return f"{address}?{urlencode(state.link)}".rstrip("?")


class StoppedError(Exception):
    """Nobody waits for the file any more."""


class Work:
    """One file that is being made, or waits until it is its turn."""

    def __init__(self, kind: str, keys: Sequence[str], opened: Opened, link: str) -> None:
        scenario = files.taken_away(opened)
        baseline = opened.named_baseline if opened.differs_in_figures else None
        self._order, self.name = order(kind, keys, scenario, baseline, link), f"{file_name(scenario.name)}.{kind}"
        self.share: float | None = None
        self._end: Callable[[], None] = lambda: None
        self._is_left = False

    def make(self) -> bytes:
        """The file, in its turn."""
        self.share = 0.0
        return apart(TASK, self._order, self.name, seconds=SECONDS, told=self._told, started=self._started)

    def _started(self, end: Callable[[], None]) -> None:
        self._end = end
        self._told(0.0)

    def _told(self, share: float) -> None:
        self.share = share
        if self._is_left:
            raise StoppedError

    def leave(self) -> None:
        """End it, if it has not come to its end."""
        self._is_left = True
        self._end()


async def _serve(request: Request) -> Response:
    match await asked(request):
        case {"session": str() as session, "file": str() as kind, "address": str() as address} if kind in KINDS:
            page = shown_pages.get(session)
        case _:
            return Response("Bad Request", 400)
    if page is None:
        return Response("Not Found", 404)
    lines = _made(kind, picked(page.state), page.state.opened, shared_link(page.state, address))
    return StreamingResponse(lines, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


async def _made(kind: str, keys: Sequence[str], opened: Opened, link: str) -> AsyncIterator[bytes]:
    work = Work(kind, keys, opened, link)
    try:
        with _turns.turn(work.make, work.name) as making:
            file = asyncio.wrap_future(making)
            try:
                while not file.done():
                    yield _line(waits=True) if work.share is None else _line(share=work.share)
                    await asyncio.wait([file], timeout=MOMENT)
                made = file.result()
                yield _line(name=work.name)
                yield made
            finally:
                file.cancel()
    except ScenarioError as error:
        yield _line(refused=str(error.problems[0]))
    except Exception as error:
        yield _line(refused=failure.message(failure.logged(error)))
    finally:
        work.leave()


def _line(**said: Any) -> bytes:
    return json.dumps(said).encode() + b"\n"


ROUTE = Route(f"{PATH}/takeaway", _serve, methods=["POST"])
