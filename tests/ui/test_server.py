"""The server without a browser: what it does before the first visitor, and headers where Starlette itself answers."""

import asyncio
import json
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from ui import browser_name, menu
from ui.server import HEADERS, OPTIONS

ROOT = Path(__file__).parents[2]
START = """
import asyncio, gc, json
from app import app
from charts.theme import built as specs
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import SessionClient, get_instance
from ui import menu, server

# Other pages, which are made ready meanwhile, build their charts too.
entry, make_ready = menu.PAGES["overview"], server._make_ready
server._make_ready = lambda pages: make_ready([page for page in pages if page is entry])

class Visitor(SessionClient):
    def __init__(self):
        self.has_seen_it = asyncio.Event()
    def write_forward_msg(self, message):
        if message.WhichOneof("type") == "script_finished":
            self.has_seen_it.set()

async def visit(scheme):
    visitor, message = Visitor(), BackMsg()
    session = get_instance().connect_session(visitor, user_info={})
    message.rerun_script.context_info.locale, message.rerun_script.context_info.color_scheme = "en-US", scheme
    get_instance().handle_backmsg(session, message)
    await visitor.has_seen_it.wait()

async def start():
    answers = asyncio.Queue()
    asked = iter([{"type": "lifespan.startup"}])
    async def receive():
        return next(asked, None) or await asyncio.Future()
    serving = asyncio.create_task(app({"type": "lifespan"}, receive, answers.put))
    answer = await answers.get()
    charts, objects = specs.cache_info().currsize, len(gc.get_objects())
    for scheme in ("light", "dark"):
        await visit(scheme)
    built = specs.cache_info().currsize - charts
    print(json.dumps([answer["type"], charts, built, gc.get_freeze_count(), objects]))
    serving.cancel()

asyncio.run(start())
"""


@pytest.fixture(autouse=True)
def unexpected_errors_fail() -> None:
    """They do not here: what the server answers to them is looked at."""


class Broken(Exception):
    """What the server fails on."""


async def broken(_request: Request) -> None:
    raise Broken


async def welcome(websocket: WebSocket) -> None:
    await websocket.accept()


SERVER = Starlette(
    routes=[Route("/broken", broken), WebSocketRoute("/socket", welcome)],
    middleware=OPTIONS["middleware"],
    exception_handlers=OPTIONS["exception_handlers"],
)


def _answer(**scope: Any) -> dict[str, Any]:
    """The first message that the server sends."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": f"{scope['type']}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asked = {"headers": [(b"host", b"localhost")], "query_string": b"", "method": "GET", **scope}
    with suppress(Broken):
        asyncio.run(SERVER(asked, receive, send))
    return sent[0]


def test_all_is_loaded_drawn_and_left_alone_by_the_collector_before_the_first_visitor() -> None:
    finished = subprocess.run([sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True)
    answer, charts, built, frozen, left = json.loads(finished.stdout)
    assert answer == "lifespan.startup.complete"
    assert charts >= 2
    assert built == 0
    assert frozen > 100_000
    assert left < frozen / 20
    assert "Traceback" not in finished.stderr


def test_the_answer_to_what_fails_has_the_headers_and_says_nothing() -> None:
    answer = _answer(type="http", path="/broken")
    given = {name.decode(): value.decode() for name, value in answer["headers"]}
    assert answer["status"] == 500
    assert {name: given.get(name.lower()) for name in HEADERS} == HEADERS


def test_websockets_are_left_as_they_are() -> None:
    assert _answer(type="websocket", path="/socket") == {
        "type": "websocket.accept", "subprotocol": None, "headers": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "path", "address"), [("overview", "app.py", ""), ("csm_capacity", "pages/csm_capacity.py", "csm_capacity")]
)
def test_what_a_page_is_called_in_a_link(key: str, path: str, address: str) -> None:
    assert (menu.PAGES[key].path, menu.PAGES[key].address) == (path, address)


def test_a_link_that_is_too_long_is_said_to_be() -> None:
    """D6: over 1,000 parameters were dropped without a word."""
    answer = _answer(type="http", path="/", query_string=b"&".join([b"SMB.cac=1"] * 1_001))
    assert answer["status"] == 414
    assert _answer(type="http", path="/broken", query_string=b"x" * 8_000)["status"] != 414


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "is_known"), [(b"127.0.0.1:8501", True), (b"localhost", True), (b"bowtie.attacker.example:8501", False)]
)
def test_only_known_hosts_are_answered(kind: str, host: bytes, is_known: bool) -> None:
    """D8: a name that its owner points at this machine opened the socket."""
    path = "/socket" if kind == "websocket" else "/nowhere"
    answer = _answer(type=kind, path=path, headers=[(b"host", host)])
    refused = answer["type"] == "websocket.http.response.start" or answer.get("status") == 400
    assert (not refused) == is_known


def test_what_the_server_counts_is_nobodys() -> None:
    assert _answer(type="http", path="/_stcore/metrics", headers=[(b"host", b"localhost")])["status"] == 404


def _cookies(*headers: tuple[bytes, bytes], scheme: str = "http") -> list[str]:
    """The cookies that the server sets."""
    given = [(b"host", b"localhost"), *headers]
    answer = _answer(type="http", path="/missing", scheme=scheme, headers=given)
    return [value.decode() for name, value in answer["headers"] if name == b"set-cookie"]


def test_a_browser_gets_a_name_with_a_page_and_keeps_it_and_no_script_can_read_it() -> None:
    page = (b"accept", b"text/html,application/xhtml+xml")
    (first,), (second,) = (_cookies(page) for _ in range(2))
    found = re.fullmatch(r"(\w+)=([\w-]{22}); Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax", first)
    assert found
    assert found[1] == browser_name.COOKIE
    assert found[2] not in second
    assert _cookies(page, (b"cookie", f"{found[1]}={found[2]}".encode())) == [first]
    assert found[1] in _cookies(page, (b"cookie", f"{found[1]}=no name of ours".encode()))[0]
    assert "no name" not in _cookies(page, (b"cookie", f"{found[1]}=no name of ours".encode()))[0]
    assert _cookies((b"accept", b"*/*")) == []


def test_over_https_the_name_goes_over_https_alone() -> None:
    assert _cookies((b"accept", b"text/html"), scheme="https")[0].endswith("; SameSite=Lax; Secure")
