"""Each browser has a name, under which the store lists what it has opened: a cookie that no script can read."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store import new_id

COOKIE = "bowtie_browser"
SECONDS = 400 * 24 * 60 * 60  # as long as browsers keep a cookie; each page that is opened renews it
NAME = re.compile(r"[\w-]{22}", re.ASCII)


def of_session() -> str:
    """The name that the server gave this browser; of a browser that takes no cookies one for this session."""
    return _named(st.context.cookies)


def is_there() -> bool:
    """Whether a browser shows the page, which says what of it is in view."""
    return "user-agent" in st.context.headers


class BrowserName:
    """Names a browser with each page that it opens, and not with what the page loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = "; Secure" if scope["scheme"] == "https" else ""
                rules = f"Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}"
                MutableHeaders(scope=message).append(
                    "Set-Cookie", f"{COOKIE}={_named(Request(scope).cookies)}; {rules}"
                )
            await send(message)

        await self.app(scope, receive, send_with_name if _is_page(scope) else send)


def _named(cookies: Mapping[str, str]) -> str:
    """The name that a browser has, or a new one."""
    given = cookies.get(COOKIE)
    return given if isinstance(given, str) and NAME.fullmatch(given) else new_id()


def _is_page(scope: Scope) -> bool:
    return scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", "")
