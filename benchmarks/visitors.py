"""Many people on the pages at once: each speaks with the server as a browser does, over a websocket."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any, NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PLACES = 5  # values that a slider is moved to in turn
SEED = 1
TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # as Streamlit names the events of its components
Weigh = Callable[[], float]  # MiB of the server


class PageFailed(RuntimeError):
    """A page showed an exception, so its time means nothing."""


@dataclass
class Visitor:
    """Someone on one page: the address, the first slider, and the panel that it stands on."""

    socket: ClientConnection
    page: str
    query: str = ""
    panel: str = ""
    slider: Mapping[str, Any] | None = None
    opened: str = ""
    events: int = 0

    @classmethod
    async def open(cls, port: int, page: str) -> Self:
        """On this page, after its first run."""
        stream, origin = f"ws://127.0.0.1:{port}/_stcore/stream", f"http://127.0.0.1:{port}"
        visitor = cls(await connect(stream, subprotocols=["streamlit"], origin=origin, max_size=None), page)
        await visitor._run()
        return visitor

    async def move(self, value: float) -> float:
        """Seconds from the slider's new value to the end of the run."""
        assert self.slider is not None
        self.events += 1
        key, opened = self.slider["key"], self.opened
        event = {"number": self.events, "opened": opened, "key": key, "type": "slid", "value": value}
        sent = json.dumps([{"event": "events", "value": [event]}])
        trigger = {"id": TRIGGER.format(self.panel), "json_trigger_value": sent}
        return await self._run(WidgetState(id=self.panel, json_value="{}"), WidgetState(**trigger))

    def places(self) -> list[float]:
        """Where the slider is moved to in turn: from where it stands towards its farther end."""
        assert self.slider is not None
        low, high, step, now = (self.slider[name] for name in ("low", "high", "step", "at"))
        end = high if high - now >= now - low else low
        count = min(PLACES, int(abs(end - now) / step))
        return [now + place * step * (1 if end > now else -1) for place in range(1, count + 1)]

    async def _run(self, *states: WidgetState) -> float:
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(states)
        begin = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self.ends_run(ForwardMsg.FromString(await self.socket.recv(decode=False))):
            pass
        return time.perf_counter() - begin

    def ends_run(self, message: ForwardMsg) -> bool:
        """Whether the message ends the run; what a browser would show of it is kept."""
        match message.WhichOneof("type"):
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._show(message.delta.new_element)
            case "script_finished":
                return bool(message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
        return False

    def _show(self, element: Element) -> None:
        """The first panel with a slider is the one that is used."""
        match element.WhichOneof("type"):
            case "exception":
                raise PageFailed(element.exception.message)
            case "bidi_component":
                shown = json.loads(element.bidi_component.bytes or "{}")
                sliders = [row for row in _rows(shown) if row["kind"] == "number"]
                if sliders and self.panel in ("", element.bidi_component.id):
                    self.panel, self.slider, self.opened = element.bidi_component.id, sliders[0], shown["opened"]


def _rows(block: Mapping[str, Any]) -> list[Any]:
    """The controls of a panel, or of those within a block."""
    own = block["rows"] if block.get("kind") == "panel" else []
    return [*own, *(row for part in block.get("blocks", []) for row in _rows(part))]


class Crowd(NamedTuple):
    """Seconds of every move, and the MiB by which the server had grown for each of the people at the end."""

    seconds: list[float]
    mebibytes_each: float


def crowd(port: int, pages: list[str], people: int, moves: int, pause: float, weigh: Weigh) -> Crowd:
    """So many people, spread over the pages, each of whom moves a slider once in a pause."""

    async def one(number: int) -> list[float]:
        visitor = await Visitor.open(port, pages[number % len(pages)])
        await together.wait()
        await asyncio.sleep(pause * chance.random())
        seconds = []
        for value in islice(cycle(visitor.places()), moves):
            seconds.append(await visitor.move(value))
            await asyncio.sleep(max(0.0, pause - seconds[-1]))
        await together.wait()
        weights.append(weigh())
        await visitor.socket.close()
        return seconds

    async def all_of_them() -> list[float]:
        return [second for seconds in await asyncio.gather(*map(one, range(people))) for second in seconds]

    chance, together, weights = random.Random(SEED), asyncio.Barrier(people), [weigh()]
    seconds = asyncio.run(all_of_them())
    return Crowd(seconds, (weights[1] - weights[0]) / people)


def steady(port: int, pages: list[str], steps: int, weigh: Weigh) -> list[float]:
    """MiB of the server after each twentieth of so many moves, by one visitor on each page, in turn."""

    async def run() -> list[float]:
        visitors = [await Visitor.open(port, page) for page in pages]
        turns = cycle([(visitor, cycle(visitor.places())) for visitor in visitors])
        weights = []
        for step, (visitor, values) in enumerate(islice(turns, steps), 1):
            await visitor.move(next(values))
            if step % max(1, steps // 20) == 0:
                weights.append(weigh())
        return weights

    return asyncio.run(run())
