"""Vega, which draws the charts in the browser: made once from the package vl-convert-python, and kept.

    python -m ui.vega       makes it, as setting up does; else the first start of the server makes it

vl-convert brings a whole JavaScript engine, so it runs in a process of its own, whose memory goes with it.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from charts.theme import VEGA_LITE
from ui.browser_scripts import PATH, compressed

SNIPPET = "globalThis.bowtieVega = vegaEmbed"
MAKE = f"import vl_convert; print(vl_convert.javascript_bundle({SNIPPET!r}, {VEGA_LITE!r}))"
KEPT = Path(__file__).parents[1] / "build" / f"vega-{version('vl-convert-python')}-{VEGA_LITE}.js.gz"
SECONDS = 60


@cache
def library() -> bytes:
    """The library, compressed. Kept in a file where that can be written."""
    with suppress(OSError):
        return KEPT.read_bytes()
    made = subprocess.run([sys.executable, "-c", MAKE], capture_output=True, check=True, timeout=SECONDS).stdout
    packed = gzip.compress(made)
    with suppress(OSError):  # a folder that is not ours to write: it is made again at the next start
        _keep(packed)
    return packed


def _keep(packed: bytes) -> None:
    """Another process finds the whole file, or none."""
    KEPT.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=KEPT.parent, delete=False) as file:
        file.write(packed)
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(KEPT)


async def _serve(request: Request) -> Response:
    return compressed(request, await run_in_threadpool(library), "text/javascript")


ROUTE = Route(f"{PATH}/vega.js", _serve)

if __name__ == "__main__":
    library()
