"""The app in a process of its own, and the Chromium to look at it with: for the browser tests and for pictures."""

from __future__ import annotations

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

from playwright.sync_api import Browser, sync_playwright

from store import MEMORY

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60
# As in tools/need.sh. The first has no window of its own to draw, which takes as long as the page.
CHROMIUM_COMMANDS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM_FLAGS = ["--disable-gpu", "--disable-quic"]  # Playwright adds: no sandbox, no network of its own


class NotStarted(RuntimeError):
    """The app or the browser is not there; the message says why."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int, log: Path, data: str = MEMORY) -> Iterator[str]:
    """The app at this port for as long as the block lasts, and its address. Raises NotStarted."""
    with serving(port, log, data=data):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(port: int, log: Path, script: str = "app.py", data: str = MEMORY) -> Iterator[int]:
    """A script of Streamlit's at this port for as long as the block lasts, and its process id. Raises NotStarted.

    What people save is kept in the folder `data`, or goes with the process.
    """
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=_environment(data), stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_until_healthy(process, port, log)
            yield process.pid
        finally:
            _end(process)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that BOWTIE_CHROMIUM names. Raises NotStarted."""
    path = os.environ.get("BOWTIE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_COMMANDS)), None)
    if path is None:
        raise NotStarted("No Chromium found. Run: make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def _environment(data: str) -> dict[str, str]:
    return {**os.environ, "BOWTIE_DATA": data}


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(port):
            return
        time.sleep(0.1)
    raise NotStarted(f"The app did not start within {SECONDS_TO_START} seconds:\n{log.read_text()}")


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
