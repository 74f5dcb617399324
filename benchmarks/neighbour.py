"""Someone moves a slider while others have files made: how long each move takes, beside the same without them."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from benchmarks.crowd import Person, Waits, waits
from benchmarks.server import serving
from benchmarks.visitors import Visitor
from ui.browser_scripts import PATH
from ui.menu import PAGES
from ui.turns import AT_ONCE

PAUSE = 1.0  # seconds between two moves
MOVED, FILES = "overview", "board_pack"
KIND = "xlsx"


class NeighbourEffort(NamedTuple):
    """How much is measured: the moves without files and with them."""

    moves: int


FULL, QUICK = NeighbourEffort(moves=40), NeighbourEffort(moves=5)


@dataclass(frozen=True)
class Neighbour:
    """The waits of the moves alone and while as many workbooks are written as are made at once, and how many were."""

    alone: Waits
    beside: Waits
    files: int


def measure(effort: NeighbourEffort) -> Neighbour:
    """On a server of its own. Raises Missing."""
    with serving("app.py") as server:
        server.come_to_rest()
        return asyncio.run(_measured(server.port, effort.moves))


async def _measured(port: int, moves: int) -> Neighbour:
    visitor = await Visitor.open(port, PAGES[MOVED].address)
    alone = await _moved(visitor, moves)
    others = [await Visitor.open(port, PAGES[FILES].address) for _ in range(AT_ONCE)]
    made = [0]
    orders = [asyncio.create_task(_order(port, other.session, made)) for other in others]
    beside = await _moved(visitor, moves)
    for order in orders:
        order.cancel()
    await asyncio.gather(*orders, return_exceptions=True)
    return Neighbour(alone, beside, made[0])


async def _moved(visitor: Visitor, moves: int) -> Waits:
    person = Person(MOVED, drags=True)
    for event in islice(visitor.acts(drags=True), moves):
        await visitor.pause(PAUSE)
        person.seconds.append(await visitor.act(event))
    visitor.leave_track()
    return waits([person])


async def _order(port: int, session: str, made: list[int]) -> None:
    """One workbook after the other."""
    body = json.dumps({"session": session, "file": KIND, "address": f"http://127.0.0.1:{port}/"}).encode()
    head = (
        f"POST {PATH}/takeaway HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(OSError):
            writer.write(head.encode() + body)
            answer = await reader.read()
            made[0] += b'"name"' in answer
        writer.close()


def table(found: Neighbour) -> list[str]:
    """What was found, as lines of text."""
    rows = {"alone": found.alone, f"beside {AT_ONCE} workbooks": found.beside}
    lines = [
        f"  {label:<20} p50 {one.p50_ms:>6.0f}  p95 {one.p95_ms:>6.0f}  max {one.max_ms:>6.0f} ms"
        for label, one in rows.items()
    ]
    return [*lines, f"  {found.files} workbooks came meanwhile"]
