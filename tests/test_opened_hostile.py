"""A workbook that somebody means harm with is refused with one sentence, and costs little whatever it claims."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from exports.opened import MOST_BYTES
from exports.workbook import workbook
from model import run
from model.text import read_toml
from tools.golden import ROOT

MEGABYTES, SECONDS = 512, 5  # that any of them may cost, of memory and of the processor
SCENARIO = read_toml('name = "A"\nhorizon_months = 1\n[[segments]]\nname = "A"\nacv = 1\nrenewal_months = 1\n'
                     "billing_months = 1\nexpansion_months = 1")  # fmt: skip
SHEET, STRINGS, LAST = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "XFD1048576"
MEASURE = """
import json, pathlib, resource, sys
from exports.opened import opened
from model.problems import ScenarioError
told = {}
for name in sys.argv[1:]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        said = ["opened", *opened(pathlib.Path(name).read_bytes(), "evil.xlsx").remarks("evil.xlsx")]
    except ScenarioError as error:
        said = str(error).splitlines()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told[pathlib.Path(name).name] = said, work, after.ru_maxrss / 1024
print(json.dumps(told))
"""
Part = bytes | Callable[[bytes], bytes] | None


def with_parts(data: bytes, parts: Mapping[str, Part]) -> bytes:
    """The workbook with other parts: new ones, changed ones, or without them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            part = parts[name] if name in parts else old.read(name)
            content = part(old.read(name)) if callable(part) else part
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def rewritten(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def rewrite(text: bytes) -> bytes:
        assert old in text
        return text.replace(old, new, 1)

    return rewrite


def entities(encoding: str) -> bytes:
    """A billion laughs."""
    lines = [f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)]
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE sst [<!ENTITY l0 "ha">{"".join(lines)}]>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&l9;</t></si></sst>'
    )
    return text.encode(encoding)


def not_ours(cells: Mapping[str, Any]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Scenario file")
        book.add_worksheet("Inputs")
        for place, value in cells.items():
            sheet.write(place, value)
    return made.getvalue()


def claims_a_million_rows() -> bytes:
    """1.5 kB that claim to be full down to the last cell."""
    parts: dict[str, Part] = {}
    for number in (1, 2):
        rows = f'<dimension ref="A1:{LAST}"/><sheetData><row r="1048576"><c r="{LAST}"><v>1</v></c></row></sheetData>'
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rows}</worksheet>'.encode()
        )
    return with_parts(not_ours({}), {**parts, "xl/theme/theme1.xml": None})


def many_cells(count: int) -> bytes:
    """Numbers that no packing makes much smaller, as many as fit below what a workbook may unpack to."""
    rows = (
        f'<row r="{row}">' + "".join(f"<c><v>{row * k % 9973}.{k}</v></c>" for k in range(7)) + "</row>"
        for row in range(1, count)
    )
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{''.join(rows)}</sheetData></worksheet>".encode()


def hostile() -> dict[str, tuple[bytes, str]]:
    """Each with what is said of it."""
    ours = workbook(run(SCENARIO))
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = f'<Relationships><Relationship Id="a" Type="{relation}/image" Target="http://evil.example/a.png" TargetMode="External"/></Relationships>'
    lies = bytearray(with_parts(ours, {"xl/media/a.bin": b"\0" * 1_000_000}))
    place = lies.rindex(b"xl/media/a.bin") - 46
    lies[place + 24 : place + 28] = (10).to_bytes(4, "little")  # what the list says of its size
    few = "unpacks to far more than a workbook holds: export it again"
    damaged = "is no workbook, or is damaged: save it again as .xlsx"
    changed = "the sheet Scenario file was changed: undo it there, or export the workbook again"
    declares = "declares types of its own, as no workbook does: save it again as .xlsx"
    return {
        "no zip": (b"name = 'x'", damaged),
        "empty": (b"", damaged),
        "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 5_000, "is an old workbook, or has a password: save it as .xlsx without one"),
        "a zip of something else": (with_parts(ours, {"xl/workbook.xml": None}), "is no workbook: save it again as .xlsx"),
        "truncated": (ours[: len(ours) // 2], damaged),
        "too large": (b"PK\x03\x04" + b"\0" * MOST_BYTES, f"is larger than {MOST_BYTES:,} bytes: export fewer segments or months"),
        "bomb": (with_parts(ours, {SHEET: b"<a>" + b" " * 60_000_000 + b"</a>"}), few),
        "larger bomb": (with_parts(ours, {STRINGS: b" " * 70_000_000}), few),
        "lies of its size": (bytes(lies), damaged),
        "full sheet": (with_parts(ours, {SHEET: many_cells(200_000)}), "opening it could not be done in the time and memory it may take: try a smaller one"),
        "nested": (with_parts(ours, {SHEET: b"<a>" * 300_000 + bytes(range(32, 60)) * 10_000}), "is damaged: save it again as .xlsx"),
        "a million rows": (claims_a_million_rows(), changed),
        "external link": (with_parts(ours, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "has links to other workbooks: take them out, and save it as .xlsx"),
        "external picture": (with_parts(ours, {"xl/drawings/_rels/drawing9.xml.rels": picture.encode()}), "has links to other files: take them out, and save it as .xlsx"),
        "macro": (with_parts(ours, {"xl/vbaProject.bin": b"\0"}), "has macros: take them out, and save it as .xlsx"),
        "entities": (with_parts(ours, {STRINGS: entities("utf-8")}), declares),
        "entities in other letters": (with_parts(ours, {STRINGS: entities("utf-16")}), declares),
        "not ours": (not_ours({"A1": "x"}), changed),
        "other scenario": (with_parts(ours, {STRINGS: rewritten(b"horizon_months = 1", b"horizon_months = 9")}), changed),
        "no such sheet": (with_parts(ours, {"xl/workbook.xml": rewritten(b'name="Scenario file"', b'name="Other"')}), "has no sheet Scenario file: open a workbook that Bowtie has written"),
        "parts that lead nowhere": (with_parts(ours, {"xl/_rels/workbook.xml.rels": b"<Relationships/>"}), "cannot be read (KeyError): save it again as .xlsx"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, tuple[bytes, str]]:
    return hostile()


def test_each_is_refused_with_a_sentence_and_costs_little(files: dict[str, tuple[bytes, str]], tmp_path: Path) -> None:
    for name, (data, _) in files.items():
        (tmp_path / name).write_bytes(data)
    measure = [sys.executable, "-c", MEASURE, *(str(tmp_path / name) for name in files)]
    done = subprocess.run(measure, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    wrong = [
        f"{name}: {said}, {work:.1f} s, {megabytes:.0f} MB"
        for name, (said, work, megabytes) in told.items()
        if len(said) != 1 or not said[0].startswith("evil.xlsx") or files[name][1] not in said[0]
        or work > SECONDS or megabytes > MEGABYTES
    ]  # fmt: skip
    assert wrong == []
