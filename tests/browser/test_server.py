"""What every response carries, that the app lives with it, and that a page opens as the first request of all."""

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.overview import READY, Overview, query
from tools.app import free_port, running
from ui import browser_scripts, frame, menu

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'", "blob:"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'", "data:"},
    "connect-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
    "frame-ancestors": {"'none'"},
}
DIGEST = "'sha256-"  # of an inline script of Streamlit's own
# What a text from somewhere might do if it ever became markup.
REACH_OUT = """async (address) => {
    const image = new Image(), frame = document.createElement("iframe");
    image.src = frame.src = address;
    const style = document.createElement("style"), script = document.createElement("script");
    style.textContent = `@import "${address}"; body { background: url(${address}) }`;
    script.textContent = "window.stolen = 1";
    document.body.append(image, frame, style, script);
    new WebSocket(address.replace("http", "ws"));
    await fetch(address, {mode: "no-cors"}).catch(() => null);
    await new Promise(done => setTimeout(done, 500));
    return window.stolen ?? "nothing";
}"""

# The bytes that came over the network, by address.
LOADED = """() => Object.fromEntries(performance.getEntriesByType("resource")
    .map(one => [new URL(one.name).pathname, one.transferSize]))"""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The address of another server, and what has been asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.requestline)
            self.send_error(http.HTTPStatus.NOT_FOUND)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}/", asked
        listener.shutdown()
        thread.join()


def answer(server: str, path: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, text


PLACES = [
    "/",
    "/favicon.png",
    "/_stcore/health",
    "/nowhere",
    "/a/_stcore/health",
    "//nowhere",
    f"{browser_scripts.PATH}/panel.js",
]


@pytest.mark.parametrize("path", PLACES)
def test_each_response_has_the_headers(server: str, path: str) -> None:
    _, given, _ = answer(server, path)
    assert {name: given.get(name) for name in HEADERS} == HEADERS
    directives = (directive.split() for directive in given["content-security-policy"].split(";"))
    policy = {what: {source for source in allowed if not source.startswith(DIGEST)} for what, *allowed in directives}
    assert policy == POLICY


def test_no_page_around_the_app_may_command_it(server: str) -> None:
    _, _, body = answer(server, "/_stcore/host-config")
    assert json.loads(body)["allowedOrigins"] == []


def test_scripts_of_our_own_are_served_once_and_not_sent_with_each_move(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    overview = Overview(page, server).open(query(scenario="product-led-smb"))
    overview.press("0-cac", "ArrowRight")
    overview.wait_for_link(lambda link: "SMB.cac" in link)
    for file in browser_scripts.FOLDER.iterdir():
        status, headers, text = answer(server, f"{browser_scripts.PATH}/{file.name}")
        assert (status, text) == (200, file.read_text())
        assert headers["content-type"].split(";")[0] in ("text/javascript", "application/javascript", "text/css")
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert asked.count(f"{browser_scripts.PATH}/{file.name}") == 1
    assert answer(server, f"{browser_scripts.PATH}/../panel.py")[0] in (400, 404)


def test_a_second_visit_loads_no_script_again(page: Page, server: str) -> None:
    Overview(page, server).open()
    again = page.context.new_page()
    Overview(again, server).open()
    transferred = again.evaluate(LOADED)
    assert f"{browser_scripts.PATH}/panel.js" in transferred
    assert [address for address, size in transferred.items() if size and address.endswith((".js", ".css"))] == []


def test_the_app_lives_with_the_policy(page: Page, server: str) -> None:
    overview = Overview(page, server).open(query(scenario="product-led-smb"))
    overview.press("0-cac", "ArrowRight")
    overview.wait_for_link(lambda link: "SMB.cac" in link)
    page.get_by_text("How this is calculated").click()
    expect(page.locator(".katex-display").first).to_be_visible()
    overview.expect_peace()


def test_nothing_is_asked_of_another_server_whatever_stands_on_the_page(
    page: Page, server: str, elsewhere: tuple[str, list[str]]
) -> None:
    address, asked = elsewhere
    Overview(page, server).open()
    assert page.evaluate(REACH_OUT, address) == "nothing"
    assert asked == []


def test_a_link_to_a_page_opens_it_as_the_very_first_request(page: Page, tmp_path: Path) -> None:
    last = list(menu.PAGES.values())[-1]
    port = free_port()
    with running(port, tmp_path / "log.txt") as address:
        page.goto(f"{address}/{last.address}{query(scenario='product-led-smb', **{'SMB.cac': '1000'})}")
        page.locator(READY).wait_for()
        expect(page).to_have_title(f"{last.label} · {frame.NAME}")
        expect(page.get_by_role("combobox", name="Scenario")).to_have_value("Product-led SMB")
        expect(page.locator(".change").first).to_contain_text("900 → 1,000")
    assert "Traceback" not in (tmp_path / "log.txt").read_text()
