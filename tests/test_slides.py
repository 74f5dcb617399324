"""Slides say what the screen says, of the same values, and fit whatever the names are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from exports import __main__ as command
from exports.deck import AUDIENCES, SLIDES, Pack, chosen
from exports.slide_theme import FOOTER, HIGH, WIDE
from exports.slides import UNSOURCED, slides
from model import Scenario, run
from model.answers import SCENARIO, Asked, Lines
from model.answers.words import said
from model.problems import ScenarioError
from model.questions import overview
from model.questions.board_pack.challenge import QUESTIONS
from model.questions.cash_trough.page import answer as cash_trough
from model.questions.unit_economics.page import answer as unit_economics
from model.text import read_file, to_toml
from tests.decks import DAY, EXAMPLE, NAMES, THREE, Deck, deck_of, of_a_whatif, of_three
from tests.office import printed
from tools.golden import ROOT


@pytest.fixture
def three() -> Deck:
    return of_three()


@pytest.fixture
def whatif() -> Deck:
    return of_a_whatif()


@pytest.fixture(scope="module")
def long() -> Deck:
    """Twelve segments over ten years, with the widest names."""
    data = THREE.model_dump(by_alias=True) | {"name": "W" * 70, "horizon_months": 120, "source": "Mm " * 100}
    segments = [
        data["segments"][place % 3] | {"name": f"{NAMES[place % 4][:37]} {place}".replace("  ", " ")}
        for place in range(12)
    ]
    return deck_of(Scenario.model_validate(data | {"segments": segments}))


@pytest.fixture(scope="module")
def hostile() -> Deck:
    return deck_of(
        read_file(ROOT / "tests" / "browser" / "hostile.toml"), keys=("answer", "capacity", "verdict", "assumptions")
    )


def test_titles_are_the_answers_sentences(three: Deck) -> None:
    asked = Asked({SCENARIO: three.pack.result})
    read, answer = three.read, overview.answer(asked)
    titles = [slide.shapes.title.text_frame.text for slide in read.slides]
    assert len(titles) == len(SLIDES)
    assert (read.slide_width, read.slide_height) == (12192000, 6858000)  # 16:9
    assert titles[0] == said(answer.sentence, THREE)
    (arr, *_) = (block for block in answer.blocks if isinstance(block, Lines))
    assert titles[1] == said(arr.finding, THREE)
    assert titles[5] == said(unit_economics(asked).sentence, THREE)
    assert titles[6] == said(cash_trough(asked).sentence, THREE)
    assert titles[0].startswith("Hold. CAC takes 17 months to pay back, 5 more than your limit.")


def test_assumptions_without_a_source_are_marked_and_first(three: Deck) -> None:
    sourced = "Enterprise.retention_rate"
    scenario = THREE.changed({"notes": {sourced: {"source": "Our CRM", "note": ""}}})
    deck = deck_of(scenario, keys=["assumptions"])
    (slide,) = deck.read.slides
    rows = [row for shape in slide.shapes if shape.has_table for row in list(shape.table.rows)[1:]]
    assert all(
        f'val="{UNSOURCED}"' in cell._tc.xml and row.cells[2].text == "no source" for row in rows for cell in row.cells
    )
    notes = slide.notes_slide.notes_text_frame.text
    assert f"Renewal rate (Enterprise): 94% (Our CRM) [={sourced}]" in notes
    for path, parameter in scenario.paths().items():
        if parameter.kind == "assumption" and path.endswith((".accounts", ".retention_rate", ".gross_margin")):
            assert f"[={path}]" in notes
    assert all("Our CRM" not in cell.text for row in rows for cell in row.cells)  # it comes after those without


def test_notes_say_where_each_figure_comes_from(three: Deck, capsys: pytest.CaptureFixture[str]) -> None:
    from model.__main__ import main

    notes = [slide.notes_slide.notes_text_frame.text for slide in three.read.slides]
    assert all(notes)
    assert main(["trace", str(EXAMPLE), "trough"]) == 0
    arithmetic = capsys.readouterr().out.partition("\n\n")[0]
    assert arithmetic in notes[0]
    assert "[trough]" in notes[0]
    assert "[blended_payback_margin]" not in notes[0]
    assert "[payback_margin]" in notes[0]


@pytest.mark.parametrize(
    ("audience", "first", "count"), [("cfo", "challenge", 10), ("board", "position", 7), ("team", "compounding", 5)]
)
def test_each_audience_has_slides_of_its_own(audience: str, first: str, count: int) -> None:
    keys = chosen(audience)
    assert (keys[1], len(keys)) == (first, count)
    assert {*keys} <= {*SLIDES}
    assert len({*keys}) == len(keys)
    assert len(AUDIENCES["all"]) == 10


def test_what_will_be_attacked_stands_with_the_answers(whatif: Deck) -> None:
    """Five questions, each with what the result says and the longest answer there can be, whole."""
    longest = "Three years of renewals say so. " * 9 + "That is all"
    answered = whatif.pack.scenario.changed({"replies.nothing": longest, "replies.limits": "<b>=1+1</b>"})
    assert whatif.pack.baseline is not None
    deck = deck_of(answered, whatif.pack.baseline.scenario, keys=("challenge",))
    (page,) = deck.read.slides
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows[1:]] == [question for question, _ in QUESTIONS.values()]
    assert [row[2] for row in rows[1:]] == ["", "<b>=1+1</b>", "", longest, ""]
    assert "As in the baseline, without your changes, " in rows[4][1]


def test_slides_are_picked_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "two.pptx"
    assert command.main([str(EXAMPLE), "--to", "pptx", "--slides", "cash,answer,cash", "--out", str(path)]) == 0
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(path)).slides]
    assert [title.partition(" ")[0] for title in titles] == ["Cumulative", "Hold."]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "pptx", "--audience", "boards"], "--audience: boards is no audience: did you mean board?"),
        (["--to", "pptx", "--slides", "cash,answr"], "--slides: answr is no slide: did you mean answer?"),
        (["--to", "csv", "--slides", "cash"], "--slides does nothing with --to csv: write --to pptx or zip"),
        (["--to", "csv", "--baseline", "x.toml"], "--baseline does nothing with --to csv"),
        (["--to", "pdf", "--date", "tomorrow"], "'tomorrow' is no day"),
        (["--to", "pdf", "--baseline", "/no/such.toml"], "/no/such.toml cannot be read"),
        (["--to", "pptx", "--set", "currency=EUR", "--baseline", str(EXAMPLE)], "baseline is in USD"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([str(EXAMPLE), *arguments]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert (shown.err.count("\n"), shown.out) == (1, "")


def test_the_same_inputs_and_day_give_the_same_file(three: Deck) -> None:
    keys = ("position", "assumptions")
    assert slides(Pack(run(THREE), DAY), keys) == slides(Pack(run(THREE), DAY), keys)
    days = set()
    for name, part in _parts(three.data):
        if name.endswith("docProps/core.xml"):
            days |= {*re.findall(rb"<dcterms:\w+[^>]*>([^<]*)<", part)}
    assert days == {b"2027-01-31T00:00:00Z"}


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an office file, and those of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for entry in file.infolist():
            assert entry.date_time[0] == 1980
            yield entry.filename, file.read(entry)
            if entry.filename.endswith(".xlsx"):
                yield from _parts(file.read(entry))


def test_hostile_names_are_text_on_slides(hostile: Deck) -> None:
    for name, part in _parts(hostile.data):
        text = part.decode("utf-8", "replace")
        if name.endswith((".xml", ".rels")):
            assert "hlinkClick" not in text, name
            assert "External" not in text, name
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x00[01][0-9A-F]_", text), name
            assert "<f>" not in text, name
    assert "<img src=x onerror" in hostile.read.core_properties.title


@pytest.mark.parametrize("name", ["mid-market-flat", "understaffed-team"])
def test_every_kind_of_company_has_its_slides(name: str) -> None:
    deck = deck_of(read_file(ROOT / "scenarios" / f"{name}.toml"))
    assert [bool(slide.shapes.title.text_frame.text) for slide in deck.read.slides] == [True] * len(SLIDES)


@dataclass(frozen=True)
class Written:
    """Words as LibreOffice puts them on a page: points from its bottom."""

    text: str
    x: float
    y: float


def _words(page: Any) -> list[Written]:
    found: list[Written] = []

    def visit(text: str, matrix: Any, place: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            (a, b, c, d, e, f), (x, y) = matrix, place[4:6]
            found.append(Written(text.strip(), a * x + c * y + e, b * x + d * y + f))

    page.extract_text(visitor_text=visit)
    return found


def test_nothing_overflows_as_libreoffice_prints_it(whatif: Deck, long: Deck, hostile: Deck, tmp_path: Path) -> None:
    decks = {"whatif": whatif, "long": long, "hostile": hostile}
    for name, deck in decks.items():
        (tmp_path / f"{name}.pptx").write_bytes(deck.data)
    for file, deck in zip(
        printed([tmp_path / f"{name}.pptx" for name in decks], tmp_path / "office"), decks.values(), strict=True
    ):
        pages = PdfReader(file).pages
        assert len(pages) == len(deck.read.slides)
        for page, slide in zip(pages, deck.read.slides, strict=True):
            _check(page, slide)


def _check(page: Any, slide: Any) -> None:
    """Words are on the page, over the footer but for the footer's own, and the title ends where the figures begin."""
    scale = float(page.mediabox.height) / HIGH
    words = _words(page)
    footer = HIGH - FOOTER[0]
    assert all(0 <= each.y <= HIGH * scale and -1 <= each.x <= WIDE * scale for each in words)
    texts = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
    boxes = sorted((shape.top / 12700, (shape.top + shape.height) / 12700) for shape in texts if not _is_footer(shape))
    assert all(bottom <= FOOTER[0] for _, bottom in boxes)
    footers = {letters for shape in texts if _is_footer(shape) for letters in shape.text_frame.text.split()}
    low = [each.text for each in words if each.y / scale < footer and not {*each.text.split()} & footers]
    assert [text for text in low if not text.isdecimal()] == []
    title = slide.shapes.title
    below = HIGH - (title.top + title.height) / 12700
    over = "".join(each.text for each in words if each.y / scale > below)
    latin = re.sub(r"[^ -~]|\s", "", title.text_frame.text)
    assert latin in re.sub(r"[^ -~]|\s", "", over)


def _is_footer(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type.name in ("FOOTER", "DATE", "SLIDE_NUMBER")


def test_boxes_of_a_slide_do_not_overlap(long: Deck) -> None:
    """Texts in boxes below each other: by what a slide says of itself."""
    for slide in long.read.slides:
        frames = [shape for shape in slide.shapes if shape.has_table or shape.has_chart]
        for shape in frames:
            bottom = (
                shape.top + (sum(row.height for row in shape.table.rows) if shape.has_table else shape.height)
            ) / 12700
            assert bottom <= FOOTER[0], shape.name
        for left, right in pairwise(sorted(frames, key=lambda shape: shape.left)):
            assert left.left + left.width <= right.left


def test_scenario_files_that_were_read_are_written_the_same(tmp_path: Path) -> None:
    """The command gives the same slides as its function."""
    path, out = tmp_path / "mine.toml", tmp_path / "mine.pptx"
    path.write_text(to_toml(THREE), encoding="utf-8")
    assert (
        command.main([str(path), "--to", "pptx", "--slides", "verdict", "--date", "2027-01-31", "--out", str(out)]) == 0
    )
    assert out.read_bytes() == slides(Pack(run(THREE), DAY), ["verdict"])


def test_currencies_differ(three: Deck) -> None:
    with pytest.raises(ScenarioError, match="baseline is in EUR, and the scenario in USD"):
        Pack(three.pack.result, DAY, run(THREE.changed({"currency": "EUR"})))
