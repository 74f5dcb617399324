"""Where the data lies: BOWTIE_DATA, or the user's own data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

MEMORY = ":memory:"
FILE = "bowtie.db"


def place(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The folder, or MEMORY.

    >>> place({"BOWTIE_DATA": "/srv/bowtie"}, "linux")
    '/srv/bowtie'
    """
    return environment.get("BOWTIE_DATA") or str(_folder(environment, platform) / "bowtie")


def _folder(environment: Mapping[str, str], platform: str) -> Path:
    """Where programs keep a user's data, as each system has it."""
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
