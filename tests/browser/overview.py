"""The Overview as a test handles it: what it shows, and what the model says that it should show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from model import Scenario, run
from model.text import example_files, read_file
from model.trace import Trace
from model.wording import minus, short
from ui import field_numbers, link, numbers
from ui.examples import FIRST

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
FIGURES = ("arr_end", "nrr", "grr", "trough")
FILE = "[data-key=file] input[type=file]"
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
TIMEOUT = 60_000  # milliseconds: other tests may run beside this one
expect.set_options(timeout=TIMEOUT)
PROBED = ("/_stcore/health", "/_stcore/host-config")  # Streamlit looks beside a page before it looks at the top
# Vega draws once before its data is there. Streamlit sends what two components say at one moment as from one of them:
# ours say it again until it is acknowledged.
ALLOWED_WARNINGS = ("Infinite extent", "Multiple different fragmentIds")


class Overview:
    """One browser tab. Everything that it complains of, or asks of other servers, is kept."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self._logged(message.type, message.text, message.location["url"]))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._requested(request.url))

    def open(self, query: str = "") -> Overview:
        self.page.goto(f"{self.server}/{query}")
        return self.settle()

    def settle(self) -> Overview:
        self.page.locator(".figures").first.wait_for()  # of two for an instant, while a run replaces one
        self.page.locator(READY).wait_for()
        expect(self.page.locator(".picture svg")).to_have_count(2)
        expect(self.page.locator(".near.late")).to_have_count(0)
        return self

    def link(self) -> dict[str, str]:
        """The entries of the address."""
        return dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True))

    def opened(self) -> link.Opened:
        """What the address stands for, as the model reads it."""
        opened, lines = link.read(self.link(), EXAMPLES, FIRST)
        assert lines == []
        return opened

    def lose_the_first(self, what: bytes) -> list[bytes | str]:
        """The network loses the first message to the server that holds this. What it lost, as it comes."""
        lost: list[bytes | str] = []

        def carry(socket: WebSocketRoute) -> None:
            server = socket.connect_to_server()
            socket.on_message(lambda sent: lost.append(sent) if what in sent and not lost else server.send(sent))

        self.page.route_web_socket(lambda url: url.endswith("/stream"), carry)
        return lost

    def slider(self, name: str) -> Locator:
        return self.page.locator(f"[data-key='input-{name}'] input[type=range]")

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[data-key='input-{name}'] input[type=text]")

    def type(self, name: str, text: str) -> None:
        self.field(name).fill(text)
        self.field(name).press("Enter")

    def press(self, name: str, key: str, times: int = 1) -> None:
        """Keys on a slider, as fast as the browser takes them."""
        self.slider(name).focus()
        for _ in range(times):
            self.slider(name).press(key)

    def wait_for_link(self, holds: Callable[[dict[str, str]], Any]) -> None:
        """Until the address holds what a change writes there, and the page has come to rest."""
        self.page.wait_for_url(
            lambda url: bool(holds(dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))),
            wait_until="commit",
        )
        self.settle()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label).select_option(label=option)

    def expect(self, scenario: Scenario) -> None:
        """The page shows exactly what the model says of this scenario."""
        result = run(scenario)
        expect(self.page.locator("p.answer")).to_have_text(result.verdict.sentence)
        for name in (*FIGURES, "cash_low" if scenario.company.cash else "breakeven_month"):
            figure = Trace(result).summary(name)
            if figure.reason and name in ("nrr", "grr"):  # of no accounts at the start nothing is kept: it is left out
                continue
            shown = numbers.text(figure, scenario)
            expect(self.page.locator(f"[data-figure={name}] .value")).to_have_text(shown)
        end = minus(short(12 * float(result.total.monthly["mrr"][-1, 0])))
        expect(self.chart("ARR from existing and new customers").locator("text", has_text=end).last).to_be_visible()

    def expect_control(self, scenario: Scenario, path: str) -> None:
        """Slider and field of an input show the scenario's value."""
        table, _, name = path.rpartition(".")
        names = [segment.name for segment in scenario.segments]
        key = f"{names.index(table) if table in names else table}-{name}"
        value = scenario.value(path)
        expect(self.field(key)).to_have_value(field_numbers.shown(value, scenario.paths()[path]))
        step = float(self.slider(key).get_attribute("step") or 0)
        assert abs(float(self.slider(key).input_value()) - value) <= step / 2

    def chart(self, title: str) -> Locator:
        return self.page.locator(f".picture[aria-label^='{title}']")

    def expect_peace(self) -> None:
        """No complaint, no exception on the page, nothing asked of another server."""
        assert self.complaints == [], self.complaints
        assert self.outside == []
        expect(self.page.locator("[data-testid=stException], [data-testid=stAlert]")).to_have_count(0)
        assert "Traceback" not in self.page.locator("body").inner_text()

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window, once its charts have found their width."""
        wider = "document.querySelector('[data-testid=stMain]')"
        measure = (
            f"Math.max({wider}.scrollWidth - {wider}.clientWidth, document.documentElement.scrollWidth - innerWidth)"
        )
        for _ in range(80):  # other tests may run beside this one
            pixels = int(self.page.evaluate(measure))
            if pixels <= 0:
                break
            self.page.wait_for_timeout(250)
        return pixels

    def _logged(self, kind: str, text: str, place: str) -> None:
        if place.endswith(PROBED):
            return
        if kind == "error" or (kind == "warning" and not any(one in text for one in ALLOWED_WARNINGS)):
            self.complaints.append(text)

    def _requested(self, url: str) -> None:
        if not url.startswith((self.server, "data:", "blob:", self.server.replace("http", "ws"))):
            self.outside.append(url)


def query(**entries: str) -> str:
    return "?" + "&".join(f"{quote(path)}={quote(value)}" for path, value in entries.items())
