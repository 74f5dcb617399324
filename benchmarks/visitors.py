"""People on the pages: each speaks with the server as a browser does, over a websocket."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PLACES = 5  # values that a control is set to in turn
REPEAT = 2.0  # seconds after which a browser sends an event again that was not acknowledged, then twice as many
PATIENCE = 60.0  # seconds that a person waits for the page
NUMBER, PICKER = "number", "pick-scenario"
TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # as Streamlit names the events of its components
Weigh = Callable[[], float]  # MiB of the server
Event = tuple[str, Any]  # its type and its value


class PageFailed(RuntimeError):
    """A page showed an exception, refused a value or did not answer, so its time means nothing."""


@dataclass
class Visitor:
    """Someone on one page: the address, and the control that they use with the panel that it stands on.

    The control is the first number of the page, or the list of scenarios where a page has no number.
    """

    socket: ClientConnection
    page: str
    query: str = ""
    panel: str = ""
    control: Mapping[str, Any] | None = None
    opened: str = ""
    events: int = 0
    acknowledged: int = 0

    @classmethod
    async def open(cls, port: int, page: str) -> Self:
        """On this page, after its first run."""
        stream, origin = f"ws://127.0.0.1:{port}/_stcore/stream", f"http://127.0.0.1:{port}"
        visitor = cls(await connect(stream, subprotocols=["streamlit"], origin=origin, max_size=None), page)
        await visitor.run()
        return visitor

    def acts(self, *, drags: bool) -> Iterator[Event]:
        """What this person does, without end: they let go of the slider, type the value or choose a scenario."""
        assert self.control is not None
        if not self.has_slider:
            options, chosen = self.control["options"], self.control["chosen"]
            others = islice(cycle(options), chosen + 1, chosen + 1 + PLACES)
            return cycle([("chosen", option) for option in others])
        return cycle([("slid", value) if drags else ("typed", self._written(value)) for value in self.places()])

    @property
    def has_slider(self) -> bool:
        return self.control is not None and self.control["kind"] == NUMBER

    def places(self) -> list[float]:
        """Where the slider is moved to in turn: from where it stands towards its farther end."""
        assert self.control is not None
        low, high, step, now = (self.control[name] for name in ("low", "high", "step", "at"))
        end = high if high - now >= now - low else low
        count = min(PLACES, int(abs(end - now) / step))
        return [now + place * step * (1 if end > now else -1) for place in range(1, count + 1)]

    async def act(self, event: Event) -> float:
        """Seconds from an event of the control to the end of the run that shows what it did."""
        assert self.control is not None
        self.events += 1
        key, (kind, value) = self.control["key"], event
        known = {"number": self.events, "opened": self.opened, "key": key, "type": kind, "value": value}
        sent = json.dumps([{"event": "events", "value": [known]}])
        trigger = {"id": TRIGGER.format(self.panel), "json_trigger_value": sent}
        seconds = await self.run(WidgetState(id=self.panel, json_value="{}"), WidgetState(**trigger))
        if self.control.get("refused"):
            raise PageFailed(f"{value!r} was refused: {self.control['line']}")
        return seconds

    async def run(self, *states: WidgetState) -> float:
        """Seconds from a request to the end of the run that answers it. It is repeated as a browser does."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(states)
        begin, wait = time.perf_counter(), REPEAT if states else PATIENCE
        while time.perf_counter() - begin < PATIENCE:
            await self.socket.send(message.SerializeToString())
            try:
                return await asyncio.wait_for(self._end_of_run(), wait) - begin
            except TimeoutError:
                wait *= 2
        raise PageFailed(f"no answer within {PATIENCE:g} seconds")

    async def _end_of_run(self) -> float:
        while not self.ends_run(ForwardMsg.FromString(await self.socket.recv(decode=False))):
            pass
        return time.perf_counter()

    def ends_run(self, message: ForwardMsg) -> bool:
        """Whether the message ends the run that was asked for; what a browser would show of it is kept."""
        match message.WhichOneof("type"):
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._show(message.delta.new_element)
            case "script_finished":
                is_whole = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return bool(is_whole and self.acknowledged >= self.events)
        return False

    def _show(self, element: Element) -> None:
        match element.WhichOneof("type"):
            case "exception":
                raise PageFailed(element.exception.message)
            case "bidi_component":
                panel = element.bidi_component
                if not self.has_slider or self.panel == panel.id:
                    self._read(panel.id, json.loads(panel.bytes or "{}"))

    def _read(self, panel: str, shown: Mapping[str, Any]) -> None:
        rows = _rows(shown)
        usable = [row for row in rows if row["kind"] == NUMBER] or [row for row in rows if row["key"] == PICKER]
        if usable:
            self.panel, self.control = panel, usable[0]
            self.opened, self.acknowledged = shown["opened"], shown["acknowledged"]

    def _written(self, value: float) -> str:
        """The value as a person types it."""
        assert self.control is not None
        return f"{100 * value:.10g}%" if self.control.get("share") else f"{value:.12g}"


def _rows(block: Mapping[str, Any]) -> list[Any]:
    """The controls of a panel, or of those within a block."""
    own = block["rows"] if block.get("kind") == "panel" else []
    return [*own, *(row for part in block.get("blocks", []) for row in _rows(part))]


def steady(port: int, pages: list[str], steps: int, weigh: Weigh) -> list[float]:
    """MiB of the server after each twentieth of so many moves, by one visitor on each page, in turn."""

    async def run() -> list[float]:
        visitors = [await Visitor.open(port, page) for page in pages]
        turns = cycle([(visitor, visitor.acts(drags=True)) for visitor in visitors])
        weights = []
        for step, (visitor, events) in enumerate(islice(turns, steps), 1):
            await visitor.act(next(events))
            if step % max(1, steps // 20) == 0:
                weights.append(weigh())
        return weights

    return asyncio.run(run())
