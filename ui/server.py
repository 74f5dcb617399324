"""The server of the app: ready before the first visitor, with headers that keep its pages to themselves."""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClient, get_instance

from ui import (
    browser_name,
    browser_scripts,
    chart_specs,
    company_store,
    failure,
    link,
    menu,
    takeaway_server,
    track_server,
    vega,
)

SECONDS_FOR_A_PAGE = 30
LOCALE = "en-US"
METRICS = "/_stcore/metrics"
HOSTS = config.get_option("server.allowedHosts") or ["*"]  # for pages as Streamlit does it for their sockets
NOT_NEEDED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")


def _inline_scripts() -> str:
    """The digests of the scripts in Streamlit's own page: no other inline script runs."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", page, re.S))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": f"'self' blob: {_inline_scripts()}",  # blob: Streamlit loads a component's own script from one
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and Vega style their elements as they go
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {allowed}" for what, allowed in CONTENT_SECURITY_POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the link holds the scenario
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_NEEDED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
RUNS_OFTEN = "Decide"  # pages that run the model some ten thousand times: they would hold up the first visitors
MAKES_READY = "the pages after the entry are made ready"


class SecurityHeaders:
    """Adds HEADERS to every response over HTTP; websockets pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Doorkeeper:
    """Keeps what the server counts to itself, and says when a link is too long: Streamlit drops it without a word."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self.app
        if scope["type"] == "http" and scope["path"].endswith(METRICS):
            answer = PlainTextResponse("Not Found", 404)
        elif scope["type"] == "http" and len(scope["query_string"]) > link.LONGEST_READ:
            words = f"This link is {link.TOO_LONG}. Ask for it again, or open Bowtie without it.\n"
            answer = PlainTextResponse(words, 414)
        await answer(scope, receive, send)


async def failed(_request: Request, error: Exception) -> Response:
    """The answer to a request that the server fails on: it is sent from outside the middleware."""
    return PlainTextResponse(f"{failure.message(failure.logged(error))}\n", 500, HEADERS)


class WarmUpVisitor(SessionClient):
    """Someone who looks at a page once, without a browser, in the language that most have."""

    def __init__(self) -> None:
        self.has_seen_it = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "script_finished":
            self.has_seen_it.set()

    async def look_at(self, page: str) -> None:
        session, message = get_instance().connect_session(self, user_info={}), BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.context_info.locale = LOCALE
        get_instance().handle_backmsg(session, message)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.has_seen_it.wait(), SECONDS_FOR_A_PAGE)
        get_instance().close_session(session)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """The entry is ready before the first visitor; the other pages follow while the app is already there.

    The garbage collector passes over what the entry has loaded and drawn. Nothing is set aside later: what is set aside
    while a visitor is there is never freed, not even when they have left.
    """
    entry = menu.PAGES["overview"]
    await asyncio.gather(asyncio.to_thread(company_store.warm_up), asyncio.to_thread(vega.library))
    await _make_ready([entry])
    gc.collect()
    gc.freeze()
    quick = [page for key, page in menu.PAGES.items() if page is not entry and key not in menu.GROUPS[RUNS_OFTEN]]
    later = asyncio.create_task(_make_ready(quick), name=MAKES_READY)
    yield
    later.cancel()


async def _make_ready(pages: Iterable[menu.Page]) -> None:
    """All that these pages load and draw once is there."""
    for page in pages:
        await WarmUpVisitor().look_at(page.address)


OPTIONS: dict[str, Any] = {
    "lifespan": lifespan,
    "routes": [vega.ROUTE, chart_specs.ROUTE, track_server.ROUTE, takeaway_server.ROUTE, browser_scripts.ROUTE],
    "middleware": [
        Middleware(SecurityHeaders),
        Middleware(Doorkeeper),
        Middleware(browser_name.BrowserName),
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
    ],
    "exception_handlers": {Exception: failed},
}
