"""Serves the scripts of our own components to the browser."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import config

FOLDER = Path(__file__).parent / "browser"
SCRIPTS = [*sorted(FOLDER.iterdir()), FOLDER.parent / "vega.py"]  # which makes one more
CONTENTS = b"".join(path.read_bytes() for path in SCRIPTS) + version("vl-convert-python").encode()
VERSION = hashlib.sha256(CONTENTS).hexdigest()[:16]
# The address holds the version: what lies there never changes.
PLACE = f"/browser/{VERSION}"
PATH = "".join(f"/{part}" for part in config.get_option("server.baseUrlPath").split("/") if part) + PLACE
FOREVER = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Files that browsers keep, and do not ask for again at the next visit."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        response.headers["Cache-Control"] = FOREVER
        return response


ROUTE = Mount(PATH, KeptFiles(directory=FOLDER))


def component(name: str, html: str | None = None, *, isolated: bool = True) -> Callable[..., Any]:
    """The component that `browser/NAME.js` draws. A page that outlives its server's version draws it anew."""
    place = f"new URL('.{PLACE}/{name}.js', document.baseURI)"  # whatever stands before it: pages are one name deep
    script = f"const script = await import({place})\nexport default script.default"
    return st.components.v2.component(f"{name}_{VERSION}", html=html, js=script, isolate_styles=isolated)


def compressed(request: Request, packed: bytes, kind: str) -> Response:
    """What lies at an address that holds its version: browsers keep it. Unpacked for those that cannot do it."""
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type=kind, headers=headers)
    return Response(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
