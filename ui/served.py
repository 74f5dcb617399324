"""Scripts of our own components: the browser loads them once, from the address that the server has for them."""

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
PATH = "/".join(["", *filter(None, config.get_option("server.baseUrlPath").split("/")), "browser", VERSION])
ROUTE = Mount(PATH, StaticFiles(directory=FOLDER))


def component(name: str, html: str | None = None) -> Callable[..., Any]:
    """The component that `browser/NAME.js` draws."""
    script = f"const script = await import(`${{location.origin}}{PATH}/{name}.js`)\nexport default script.default"
    return st.components.v2.component(name, html=html, js=script)
