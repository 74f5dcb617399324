"""The app as a person meets it: a real server, a real Chromium."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
CHROMIUM_COMMANDS = ["chromium", "chromium-browser", "google-chrome"]  # as in tools/need.sh
CHROMIUM_FLAGS = ["--disable-gpu", "--disable-quic"]  # Playwright adds: no sandbox, no network of its own


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started for this run (each xdist worker has its own) and ended with it."""
    port = free_port()
    with running(port, tmp_path_factory.mktemp("server") / "log.txt"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(port: int, log: Path) -> Iterator[None]:
    """The app at this port, for as long as the block lasts."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_until_healthy(process, port, log)
            yield
        finally:
            _end(process)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, closed after this folder's tests: Playwright keeps asyncio busy for as long as it runs."""
    path = os.environ.get("BOWTIE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_COMMANDS)), None)
    if path is None:
        pytest.fail("No Chromium found. Run: make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor: nothing stored, 1280 pixels wide."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(port):
            return
        time.sleep(0.1)
    pytest.fail(f"The app did not start within {SECONDS_TO_START} seconds:\n{log.read_text()}")


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
