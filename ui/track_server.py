"""Serves tracks, beside the runs of pages: one is made at a time, and the newest that a session asks for counts.

POST /browser/VERSION/track  {"session": "…", "path": "SMB.acv", "charts": ["Cumulative profit"]}
"""

from __future__ import annotations

import asyncio
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ui.browser_scripts import PATH
from ui.requests import asked
from ui.track import ShownPage, shown_pages, track
from ui.track_turns import NotWantedError

QUICKLY = 4  # level of compression
_worker = ThreadPoolExecutor(1, "track")


async def _serve(request: Request) -> Response:
    match await asked(request):
        case {"session": str() as session, "path": str() as path, "charts": list() as charts}:
            page = shown_pages.get(session)
        case _:
            return Response("Bad Request", 400)
    if page is None:
        return Response("Not Found", 404)
    page.newest += 1
    titles = {title for title in charts if isinstance(title, str)}
    work = partial(copy_context().run, _made, page, page.newest, path, titles)
    packed = await asyncio.get_running_loop().run_in_executor(_worker, work)
    if packed is None:
        return Response(status_code=204)
    headers = {"Content-Encoding": "gzip", "Cache-Control": "no-store"}
    return Response(packed, media_type="application/json", headers=headers)


def _made(page: ShownPage, number: int, path: str, charts: set[str]) -> bytes | None:
    """The track, compressed; nothing where another one was asked for meanwhile."""
    with suppress(NotWantedError):
        made = track(page, path, charts) if number == page.newest else None
        return None if made is None else gzip.compress(encoded(made), QUICKLY)
    return None


def encoded(made: dict[str, Any]) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


ROUTE = Route(f"{PATH}/track", _serve, methods=["POST"])
