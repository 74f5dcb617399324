"""A server of Streamlit's on this machine, watched from outside."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import sysconf
from pathlib import Path
from typing import NamedTuple

from benchmarks.work import Missing
from tools import app

QUIET, IDLE = 1.0, 0.05  # in so many seconds, a server at rest has no more of processor time


class Server(NamedTuple):
    """Its port and its process."""

    port: int
    pid: int

    def address(self, rest: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{rest}"

    def processor(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")

    def weight(self) -> float:
        """MiB in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def come_to_rest(self) -> None:
        """Wait until it has made ready all that it makes ready before anyone asks."""
        before, now = -1.0, 0.0
        while now - before > IDLE:
            before = self.processor()
            time.sleep(QUIET)
            now = self.processor()


@contextmanager
def serving(script: str) -> Iterator[Server]:
    """A script in a process of its own, for as long as the block lasts. Raises Missing."""
    if not Path("/proc/self/stat").exists():
        raise Missing("the server's processor time is read from /proc, which is not here")
    port = app.free_port()
    try:
        with tempfile.TemporaryDirectory() as folder, app.serving(port, Path(folder) / "log.txt", script) as pid:
            yield Server(port, pid)
    except app.NotStarted as reason:
        raise Missing(str(reason)) from reason
