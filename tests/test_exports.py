"""Files to take away: what is in them, what text in them cannot do, and what the command says when it cannot write."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from exports import __main__ as command
from exports.deck import AUDIENCES, Pack
from exports.memo import memo
from exports.opened import opened
from exports.package import package
from exports.workbook import MOST_CELLS, workbook
from model import Scenario, run
from model.problems import ScenarioError
from model.text import read_file
from tests.office import recalculated
from tests.workbook import Recalculated
from tools.golden import ROOT

HOSTILE = read_file(ROOT / "tests" / "browser" / "hostile.toml")
BOOK = ROOT / "scenarios" / "enterprise-20.toml"


READ: dict[str, Callable[[bytes], Any]] = {
    "toml": lambda data: tomllib.loads(data.decode())["segments"],
    "csv": lambda data: [*csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:],
    "md": lambda data: data.decode().startswith("# "),
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames,
    "pptx": lambda data: [*Presentation(io.BytesIO(data)).slides],
    "pdf": lambda data: PdfReader(io.BytesIO(data)).pages[0].extract_text(),
    "svg": lambda data: ElementTree.fromstring(data).tag.endswith("svg"),
    "png": lambda data: data.startswith(b"\x89PNG") and data.endswith(b"IEND\xaeB`\x82"),
    "json": json.loads,
}


@pytest.fixture(scope="module")
def hostile() -> Scenario:
    return HOSTILE.changed({"horizon_months": 1})


@pytest.fixture(scope="module")
def packed(hostile: Scenario) -> bytes:
    """All files of it as one, which takes 20 seconds of work."""
    return package(Pack(run(hostile), date(2027, 1, 31)), ("answer", "capacity"))


@pytest.fixture(scope="module")
def members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_hostile_names_leave_a_pack_whole(packed: bytes, members: dict[str, bytes], tmp_path: Path) -> None:
    """Its manifest names each member, none has a path that leads out of the folder, and each can be read."""
    manifest = json.loads(members["manifest.json"])
    assert manifest["scenario"] == HOSTILE.name
    assert {**manifest["files"]} == {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
        if name != "manifest.json"
    }
    assert [name for name in members if not re.fullmatch(r"(charts/)?[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+", name)] == []
    assert {name.rpartition(".")[2] for name in members} == {*READ}
    assert [name for name, data in members.items() if not READ[name.rpartition(".")[2]](data)] == []
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        assert len(pack.infolist()) == len(members)
        pack.extractall(tmp_path / "pack")
    files = {file.relative_to(tmp_path / "pack").as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert files == {*members}


def test_hostile_names_are_text_in_a_workbook(members: dict[str, bytes], hostile: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(members["workbook.xlsx"])
    with zipfile.ZipFile(path) as file:
        texts = {name: file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))}
    assert not [name for name in texts if "external" in name.lower() or "vba" in name.lower()]
    assert not [name for name, text in texts.items() if name.endswith(".rels") and "TargetMode" in text]
    formulas = [each for text in texts.values() for each in re.findall(r"<f>(.*?)</f>", text)]
    sheets = re.compile(r"'(?:[^']|'')*'!")  # the name of a sheet is in quotes
    assert not [each for each in formulas if re.search(r"evil|HYPERLINK|cmd|script", sheets.sub("", each))]
    assert max(map(len, formulas)) < 8192
    (copy,) = recalculated([path], tmp_path / "office")
    assert [(words, value) for words, value in Recalculated(copy).checks if value != 0] == []
    back = opened(copy.read_bytes(), copy.name)
    assert (back.baseline, back.scenario, back.changes, back.formulas) == (hostile, hostile, (), ())


def test_hostile_names_are_text_in_a_table_after_any_separator(members: dict[str, bytes]) -> None:
    data = members["months.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        for text in row[:2]:
            assert not re.search(r"(^|[,;|\t])\s*[=+\-@]", text), text
    assert '"scenario","part","month"' in data.decode("utf-8-sig")


def test_hostile_names_are_text_in_a_memo(members: dict[str, bytes]) -> None:
    text = members["memo.md"].decode()
    assert not re.search(r"(?<!\\)[<\[`]|(?<!\\)!\[", text.replace("**no source**", ""))
    assert not re.search(r"https?://|\bwww\.", text)


def test_a_picture_holds_no_address_and_no_script(members: dict[str, bytes]) -> None:
    drawn = [data.decode() for name, data in members.items() if name.endswith(".svg")]
    assert all(svg.startswith("<svg") for svg in drawn)
    assert not [svg for svg in drawn if re.search(r"<script|<image|href=|onload=\"", svg)]


def test_a_pack_holds_every_file_that_its_manifest_names(tmp_path: Path) -> None:
    path, again = tmp_path / "pack.zip", tmp_path / "again.zip"
    given = [str(BOOK), "--set", "horizon_months=3", "--to", "zip", "--audience", "team", "--date", "2027-01-31"]
    assert command.main([*given, "--out", str(path)]) == 0
    assert command.main([*given, "--out", str(again)]) == 0
    assert again.read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        for name, said in manifest["files"].items():
            assert hashlib.sha256(pack.read(name)).hexdigest() == said["sha256"]
        assert {"scenario.toml", "months.csv", "memo.md", "workbook.xlsx", "slides.pptx", "page.pdf"} <= {
            *manifest["files"]
        }
        assert {"charts/overview-1.svg", "charts/overview-1.png"} <= {*manifest["files"]}
        assert manifest["date"] == "2027-01-31"
        assert len(Presentation(io.BytesIO(pack.read("slides.pptx"))).slides) == len(AUDIENCES["team"])
        assert hashlib.sha256(pack.read("scenario.toml")).hexdigest() == manifest["inputs_sha256"]
        (tmp_path / "again.toml").write_bytes(pack.read("scenario.toml"))
    assert read_file(tmp_path / "again.toml") == read_file(BOOK).changed({"horizon_months": 3})


def test_a_memo_says_what_the_app_says() -> None:
    result = run(read_file(ROOT / "scenarios" / "three-segments.toml"))
    text = memo(result)
    assert "CAC takes 17 months to pay back, 5 more than your limit." in text
    assert "- NRR: 95.1%" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(BOOK), "--to", "docx"], "invalid choice: 'docx'"),
        (["/no/such.toml", "--to", "csv"], "/no/such.toml cannot be read"),
        ([str(BOOK), "--to", "csv", "--out", "/no/such/folder/x.csv"], "cannot be written: No such file or directory"),
        ([str(BOOK), "--to", "csv", "--set", "x=1"], "is no input of this scenario"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_workbook_too_large_to_write_is_refused_at_once() -> None:
    values = {"horizon_months": 120, "name": "Large"}
    segment = read_file(BOOK).segments[0].model_dump()
    segment |= {"renewal_months": 36, "retention_by_renewal": (0.9,) * 10}
    data = read_file(BOOK).model_dump(by_alias=True) | values
    large = Scenario.model_validate(data | {"segments": [segment | {"name": f"Segment {place}"} for place in range(3)]})
    with pytest.raises(ScenarioError, match=f"a workbook holds at most {MOST_CELLS:,}"):
        workbook(run(large))
