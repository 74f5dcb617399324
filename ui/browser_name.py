"""Each browser has a name, under which the store lists what it has opened: a cookie that no script can read."""

from __future__ import annotations

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store import new_id

COOKIE = "bowtie_browser"
LONGEST = 64  # characters
SECONDS = 400 * 24 * 60 * 60  # as long as browsers keep a cookie


def of_session() -> str:
    """The name that the server gave this browser; of a browser that takes no cookies one for this session."""
    given = st.context.cookies.get(COOKIE, "")
    return given if 0 < len(given) <= LONGEST else new_id()


class BrowserName:
    """Names a browser, once: with the page, and not with what the page loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = "; Secure" if scope["scheme"] == "https" else ""
                rules = f"Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}"
                MutableHeaders(scope=message).append("Set-Cookie", f"{COOKIE}={new_id()}; {rules}")
            await send(message)

        await self.app(scope, receive, send_with_name if _is_new(scope) else send)


def _is_new(scope: Scope) -> bool:
    """Whether a browser without a name asks for a page."""
    if scope["type"] != "http":
        return False
    request = Request(scope)
    return "text/html" in request.headers.get("accept", "") and COOKIE not in request.cookies
