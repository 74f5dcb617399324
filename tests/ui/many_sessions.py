"""Sessions that come and go, and one that stays, on the app's own server: what they leave in memory, as JSON.

    python -m tests.ui.many_sessions

Nobody calls the garbage collector: the app's runs do not, and this counts before it does.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import resource
import threading
import weakref
from collections.abc import Iterator
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClient, get_instance

from benchmarks.visitors import Visitor
from model import Result
from ui import menu, server
from ui.state import State

SESSIONS, MOVES, TIMES = 90, 200, 10  # that memory is looked at, during either
SECONDS_FOR_A_PAGE = 60
RUN = "ScriptRunner"  # how the name of a thread begins in which Streamlit makes a page
Look = tuple[int, float]


class Wire(SessionClient):
    """A session without a network, as its visitor speaks with it."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[bytes] = asyncio.Queue()
        self.session = get_instance().connect_session(self, user_info={})

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        self.messages.put_nowait(msg.SerializeToString())

    async def send(self, message: bytes) -> None:
        get_instance().handle_backmsg(self.session, BackMsg.FromString(message))

    async def recv(self, decode: bool) -> bytes:
        return await self.messages.get()

    def close(self) -> None:
        get_instance().close_session(self.session)


@asynccontextmanager
async def started() -> Any:
    """The app as its first visitors find it: the pages that follow the entry are still being made ready."""
    from app import app

    answers, asked = asyncio.Queue[Any](), iter([{"type": "lifespan.startup"}])

    async def receive() -> Any:
        return next(asked, None) or await asyncio.Future()

    serving = asyncio.create_task(app({"type": "lifespan"}, receive, answers.put))
    await answers.get()
    yield
    serving.cancel()


def alive(kind: type) -> Iterator[Any]:
    return (each for each in gc.get_objects() if type(each) is kind)


async def mebibytes() -> float:
    """What is held once no page is being made, without what the allocator of C keeps for later."""
    async with asyncio.timeout(SECONDS_FOR_A_PAGE):
        while any(thread.name.startswith(RUN) for thread in threading.enumerate()):
            await asyncio.sleep(0.01)
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


async def comes(page: str, states: list[weakref.ref[State]]) -> Wire:
    """Someone looks at a page and moves a slider. The states that this adds to those known."""
    wire = Wire()
    visitor = Visitor(wire, page)
    await visitor.run()
    if visitor.has_slider:
        await visitor.act(next(visitor.acts(drags=True)))
    known = {id(state()) for state in states}
    states += [weakref.ref(state) for state in alive(State) if id(state) not in known]
    return wire


async def come_and_go(states: list[weakref.ref[State]]) -> list[Look]:
    """The first stays until the last has gone. How many states are alive, and the memory of all.

    The first comes while the app is still loading what its pages need, and each page is seen once before anything is
    counted: what it loads is no growth.
    """
    looks = list[Look]()
    addresses = [page.address for page in menu.PAGES.values()]
    stays = await comes(addresses[0], states)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == server.MAKES_READY))
    others = islice(cycle(addresses), len(addresses), len(addresses) + SESSIONS)
    for page in addresses:
        (await comes(page, states)).close()
    for number, page in enumerate(others, 1):
        (await comes(page, states)).close()
        if number % (SESSIONS // TIMES) == 0:
            looks.append((len([*alive(State)]), await mebibytes()))
    stays.close()
    return looks


async def stay() -> list[Look]:
    """One moves a slider again and again. How many results are alive, and the memory of all."""
    wire, looks = Wire(), list[Look]()
    visitor = Visitor(wire, menu.PAGES["overview"].address)
    await visitor.run()
    for number, event in enumerate(islice(visitor.acts(drags=True), MOVES), 1):
        await visitor.act(event)
        if number % (MOVES // TIMES) == 0:
            looks.append((len([*alive(Result)]), await mebibytes()))
    wire.close()
    return looks


async def found() -> dict[str, Any]:
    async with started():
        states = list[weakref.ref[State]]()
        comers = await come_and_go(states)
        stayer = await stay()
        gc.collect()
        return {
            "forced": config.get_option("runner.postScriptGC"),
            "sessions": comers, "moves": stayer, "seen": len(states),
            "left": sum(state() is not None for state in states),
        }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(asyncio.run(found())))
