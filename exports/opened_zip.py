"""A workbook that anyone may have sent, looked at before it is read: what it may hold, and how much of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from model.problems import Problem, ScenarioError

MOST_PARTS = 2_000  # files within it
MOST_UNPACKED = 64_000_000  # bytes of all its parts
MOST_BESIDE_SHEETS = 8_000_000  # bytes of each part that is no sheet: these are held in memory
MOST_RATIO = 100  # of unpacked to packed; what a program writes has about 15
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PIECE = 1 << 16
XLSX = ".xlsx"
OLE = b"\xd0\xcf\x11\xe0"  # how older workbooks begin, and those with a password
STARTS = (b"PK\x03\x04", OLE)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
FOREIGN = {
    re.compile(r"/externallinks/", re.IGNORECASE): "has links to other workbooks",
    re.compile(r"vbaproject|/macrosheets/|/activex/|/ctrlprops/|/customui/", re.IGNORECASE): "has macros",
    re.compile(r"/embeddings/|/webextensions/", re.IGNORECASE): "has other files in it",
    re.compile(r"/connections\.xml|/querytables/", re.IGNORECASE): "fetches data from elsewhere",
}
REMOVE = "take them out, and save it as .xlsx"
AGAIN = "save it again as .xlsx"
# What zipfile raises for bytes that are no archive, are cut off, or are packed as it cannot unpack.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def is_workbook(name: str, data: bytes) -> bool:
    """Whether a file is to be read as a workbook: by how it begins, or by its name where it is none at all."""
    return data.startswith(STARTS) or name.lower().endswith(XLSX)


def refused(problem: str, remedy: str) -> ScenarioError:
    """The workbook as a whole is not taken."""
    return ScenarioError([Problem("", "", problem, remedy)])


def check(data: bytes) -> None:
    """Raises ScenarioError for what is no workbook, unpacks to too much, or holds more than numbers and words."""
    if data.startswith(OLE):
        raise refused("is an old workbook, or has a password", "save it as .xlsx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_list(parts)
            for part in parts:
                _check_part(archive, part)
    except ScenarioError:
        raise
    except UNREADABLE:
        raise refused("is no workbook, or is damaged", AGAIN) from None


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    """What the list of parts says; no more is ever unpacked of a part than it says there."""
    names = {part.filename.casefold() for part in parts}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names or len(names) < len(parts):
        raise refused("is no workbook", AGAIN)
    if len(parts) > MOST_PARTS:
        raise refused(f"has more than {MOST_PARTS:,} parts", AGAIN)
    for pattern, problem in FOREIGN.items():
        if any(pattern.search(f"/{name}") for name in names):
            raise refused(problem, REMOVE)
    unpacked = sum(part.file_size for part in parts)
    large = [part for part in parts if part.file_size > MOST_BESIDE_SHEETS and not SHEET.fullmatch(part.filename)]
    if unpacked > MOST_UNPACKED or large or unpacked > MOST_RATIO * sum(part.compress_size for part in parts):
        raise refused("unpacks to far more than a workbook holds", "export it again")
    if any(part.flag_bits & 1 or part.compress_type not in PACKINGS for part in parts):
        raise refused("is packed in a way that no workbook is", AGAIN)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Each part is XML without a declaration of types, or none; it leads nowhere, but for links that one may press."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declares
    if part.filename.lower().endswith(".rels"):
        parser.StartElementHandler = _leads
    try:
        with archive.open(part) as file:
            while piece := file.read(PIECE):
                parser.Parse(piece)
            parser.Parse(b"", True)
    except expat.ExpatError:
        if part.filename.lower().endswith((".xml", ".rels")):
            raise refused("is damaged", AGAIN) from None


def _declares(*_: object) -> None:
    raise refused("declares types of its own, as no workbook does", AGAIN)


def _leads(_: str, attributes: dict[str, str]) -> None:
    if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
        raise refused("has links to other files", REMOVE)
