"""Archives (pptx, xlsx, zip) that are the same, byte for byte, whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

LONG_AGO = (1980, 1, 1, 0, 0, 0)
WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
PROPERTIES, ARCHIVES = "docProps/core.xml", (".xlsx",)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def steady(data: bytes, on: date) -> bytes:
    """The same office file, written on a day and not at an instant; so are the workbooks within it."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return archive({name: _steady(name, pack.read(name), on) for name in pack.namelist()})


def _steady(name: str, part: bytes, on: date) -> bytes:
    if name == PROPERTIES:
        return WRITTEN.sub(rb"\g<1>" + f"{on.isoformat()}T00:00:00Z".encode(), part)
    return steady(part, on) if name.endswith(ARCHIVES) else part
