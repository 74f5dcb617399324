"""People on the pages: each speaks with the server as a browser does, over a websocket, and beside it for tracks."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from ui.browser_scripts import PATH

PLACES = 5  # values that a control is set to in turn, before the next one is
NEAR = "near"
IN_VIEW = {"csm_capacity": 3}  # parts near what is in view at 1280 x 800, where that is not the first alone
REST = 1.0  # seconds of a pause until a browser asks for the rest of a page (ui/browser/body_near.js)
AIM = 0.5  # seconds from the pointer on a slider, which asks for its track, to its release
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
    """Someone on one page: the address, and the controls that they use with the panel that these stand on.

    The controls are the numbers of the page in turn, or the list of scenarios where a page has no number. `parts` are
    those of the page that are made while they are near, and whether they are there; `told` is what the server was
    told to be near. `tracked` is the control whose track is at hand.
    """

    socket: ClientConnection
    page: str
    port: int = 0
    query: str = ""
    panel: str = ""
    controls: Sequence[Mapping[str, Any]] = ()
    turn: int = 0
    opened: str = ""
    session: str = ""
    events: int = 0
    acknowledged: int = 0
    parts: dict[str, bool] = field(default_factory=dict)
    charts: list[str] = field(default_factory=list)
    told: Sequence[str] | None = None
    tracked: str = ""
    track: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, port: int, page: str) -> Self:
        """On this page, after its first run."""
        stream, origin = f"ws://127.0.0.1:{port}/_stcore/stream", f"http://127.0.0.1:{port}"
        visitor = cls(
            await connect(stream, subprotocols=[Subprotocol("streamlit")], origin=Origin(origin), max_size=None),
            page,
            port,
        )
        await visitor.run()
        return visitor

    def acts(self, *, drags: bool) -> Iterator[Event]:
        """What this person does, without end: they let go of the slider, type the value or choose a scenario."""
        assert self.control is not None
        if not self.has_slider:
            options, chosen = self.control["options"], self.control["chosen"]
            others = islice(cycle(options), chosen + 1, chosen + 1 + PLACES)
            yield from cycle([("chosen", option) for option in others])
        while True:
            yield from [("slid", value) if drags else ("typed", self._written(value)) for value in self.places()]
            self.turn += 1

    @property
    def control(self) -> Mapping[str, Any] | None:
        return self.controls[self.turn % len(self.controls)] if self.controls else None

    @property
    def has_slider(self) -> bool:
        return self.control is not None and self.control["kind"] == NUMBER

    @property
    def in_view(self) -> list[str]:
        return sorted(self.parts)[: IN_VIEW.get(self.page, 1)]

    async def pause(self, seconds: float) -> None:
        """What a browser does between two acts: it asks for the rest of the page, then for the track of the slider."""
        end = time.perf_counter() + seconds
        if not all(self.parts.values()) and seconds > REST:
            await asyncio.sleep(REST)
            self.told = sorted(self.parts)
            await self._tell((NEAR, "seen", self.told))
        await asyncio.sleep(max(0.0, end - AIM - time.perf_counter()))
        if self.has_slider and self.control is not None and self.tracked != self.control["key"]:
            self.leave_track()
            self.tracked, self.track = self.control["key"], asyncio.create_task(self._ask_for_track())
        await asyncio.sleep(max(0.0, end - time.perf_counter()))

    async def _ask_for_track(self) -> None:
        """An answer is no more than read: nothing waits for it."""
        assert self.control is not None
        asked = {"session": self.session, "path": self.control["path"], "charts": self.charts[:2]}
        body = json.dumps(asked).encode()
        head = (
            f"POST {PATH}/track HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        with suppress(OSError):
            writer.write(head.encode() + body)
            await reader.read()
        writer.close()

    def leave_track(self) -> None:
        if self.track is not None:
            self.track.cancel()

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
        events = [(self.control["key"], *event)]
        if self.parts and self.told != self.in_view:
            self.told = self.in_view
            events.append((NEAR, "seen", self.told))
        seconds = await self._tell(*events)
        if self.control.get("refused"):
            raise PageFailed(f"{event[1]!r} was refused: {self.control['line']}")
        return seconds

    async def _tell(self, *events: tuple[str, str, Any]) -> float:
        """Send events, each a control's with its type and value. Seconds to the end of their run."""
        first, self.events = self.events + 1, self.events + len(events)
        known = [
            {"number": number, "opened": self.opened, "key": key, "type": kind, "value": value}
            for number, (key, kind, value) in enumerate(events, first)
        ]
        sent = json.dumps([{"event": "events", "value": known}])
        trigger = WidgetState(id=TRIGGER.format(self.panel), json_trigger_value=sent)
        return await self.run(WidgetState(id=self.panel, json_value="{}"), trigger)

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
                self._read(panel.id, json.loads(panel.bytes or "{}"))

    def _read(self, panel: str, shown: Mapping[str, Any]) -> None:
        blocks = [*_blocks(shown)]
        self.parts |= {block["key"]: "blocks" in block for block in blocks if block.get("kind") == NEAR}
        if self.has_slider and self.panel != panel:
            return
        self.charts = [block["title"] for block in blocks if block.get("kind") == "chart"]
        rows = [row for block in blocks if block.get("kind") == "panel" for row in block["rows"]]
        inputs = [row for row in rows if row["kind"] == NUMBER and "path" in row]
        usable = inputs or [row for row in rows if row["key"] == PICKER]
        if usable:
            self.panel, self.controls = panel, usable
            self.opened, self.session, self.acknowledged = shown["opened"], shown["session"], shown["acknowledged"]

    def _written(self, value: float) -> str:
        """The value as a person types it."""
        assert self.control is not None
        return f"{100 * value:.10g}%" if self.control.get("share") else f"{value:.12g}"


def _blocks(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A block, and those within it."""
    yield block
    for part in block.get("blocks", []):
        yield from _blocks(part)


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
