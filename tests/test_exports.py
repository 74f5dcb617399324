"""Files to take away: what is in them, what text in them cannot do, and what the command says when it cannot write."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from exports import __main__ as command
from exports.memo import memo
from exports.package import table
from exports.pages import PAGES, answers, charts
from exports.pictures import picture
from exports.workbook import MOST_CELLS, workbook
from model import Scenario, run
from model.problems import ScenarioError
from model.text import read_file
from tests.office import recalculated
from tests.workbook import Recalculated
from tools.golden import ROOT
from ui import menu

HOSTILE = read_file(ROOT / "tests" / "browser" / "hostile.toml")
BOOK = ROOT / "scenarios" / "enterprise-20.toml"


@pytest.fixture(scope="module")
def hostile() -> Scenario:
    return HOSTILE.changed({"horizon_months": 1})


def test_hostile_names_are_text_in_a_workbook(hostile: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(workbook(run(hostile)))
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


def test_hostile_names_are_text_in_a_table_after_any_separator(hostile: Scenario) -> None:
    data = table(run(hostile))
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        for text in row[:2]:
            assert not re.search(r"(^|[,;|\t])\s*[=+\-@]", text), text
    assert '"scenario","part","month"' in data.decode("utf-8-sig")


def test_hostile_names_are_text_in_a_memo(hostile: Scenario) -> None:
    text = memo(run(hostile))
    assert not re.search(r"(?<!\\)[<\[`]|(?<!\\)!\[", text.replace("**no source**", ""))
    assert not re.search(r"https?://|\bwww\.", text)


def test_a_picture_holds_no_address_and_no_script(hostile: Scenario) -> None:
    result = run(hostile)
    svg = picture(charts(next(answers(result))[1])[0], hostile, "svg").decode()
    assert svg.startswith("<svg")
    assert not re.search(r"<script|<image|href=|onload=\"", svg)


def test_a_pack_holds_every_file_that_its_manifest_names(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    assert command.main([str(BOOK), "--set", "horizon_months=12", "--to", "zip", "--out", str(path)]) == 0
    with zipfile.ZipFile(path) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        for name, said in manifest["files"].items():
            assert hashlib.sha256(pack.read(name)).hexdigest() == said["sha256"]
        assert {"scenario.toml", "months.csv", "memo.md", "workbook.xlsx"} <= {*manifest["files"]}
        assert hashlib.sha256(pack.read("scenario.toml")).hexdigest() == manifest["inputs_sha256"]
        (tmp_path / "again.toml").write_bytes(pack.read("scenario.toml"))
    assert read_file(tmp_path / "again.toml") == read_file(BOOK).changed({"horizon_months": 12})


def test_a_memo_says_what_the_app_says() -> None:
    result = run(read_file(ROOT / "scenarios" / "three-segments.toml"))
    text = memo(result)
    assert "CAC takes 17 months to pay back, 5 more than your limit." in text
    assert "- NRR: 95.1%" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(BOOK), "--to", "pptx"], "invalid choice: 'pptx'"),
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


def test_a_page_has_the_title_and_the_question_that_it_has_in_the_menu() -> None:
    shown = {page.label: page.question for page in menu.PAGES.values()}
    assert {page.title: shown[page.title] for page in PAGES} == {page.title: page.question for page in PAGES}
