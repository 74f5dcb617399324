"""Serves the scripts of our own components to the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import config

FOLDER = Path(__file__).parent / "browser"
VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.iterdir()))).hexdigest()[:16]
# The address holds the version: what lies there never changes.
PLACE = f"/browser/{VERSION}"
PATH = "".join(f"/{part}" for part in config.get_option("server.baseUrlPath").split("/") if part) + PLACE
ROUTE = Mount(PATH, StaticFiles(directory=FOLDER))


def component(name: str, html: str | None = None) -> Callable[..., Any]:
    """The component that `browser/NAME.js` draws. A page that outlives its server's version draws it anew."""
    place = f"new URL('.{PLACE}/{name}.js', document.baseURI)"  # whatever stands before it: pages are one name deep
    script = f"const script = await import({place})\nexport default script.default"
    return st.components.v2.component(f"{name}_{VERSION}", html=html, js=script)
