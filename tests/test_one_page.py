"""The page to print says what the screen says, on one page, whatever the names are."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from exports.deck import Pack
from exports.one_page import BOTTOM, HIGH, LACKS, RIGHT, one_page
from model import Scenario, run
from model.answers import SCENARIO, Asked
from model.answers.words import said
from model.questions import overview
from model.text import read_file
from tests.decks import NAMES
from tools.golden import ROOT

DAY = date(2027, 1, 31)
THREE = read_file(ROOT / "scenarios" / "three-segments.toml")


def _page(scenario: Scenario, baseline: Scenario | None = None) -> tuple[bytes, Any]:
    data = one_page(Pack(run(scenario), DAY, run(baseline) if baseline else None))
    (page,) = PdfReader(io.BytesIO(data)).pages
    return data, page


def _text(page: Any) -> str:
    return " ".join(page.extract_text().split())


@pytest.fixture(scope="module")
def three() -> tuple[bytes, Any]:
    return _page(THREE)


def test_it_has_the_verdict_its_figures_and_what_they_rest_on(three: tuple[bytes, Any]) -> None:
    _, page = three
    text, answer = _text(page), overview.answer(Asked({SCENARIO: run(THREE)}))
    assert said(answer.sentence, THREE) in text
    for words in ("ARR at the end", "$24.2M", "95.1%", "−$336k", "$8.91M", "2027-01-31", THREE.name):
        assert words in text
    assert "Hold. CAC takes 22.3 months to pay back" in text  # Enterprise by itself
    assert "Hold is the verdict in 100% of the draws." in text
    assert "1,024 draws, seed 0." in text
    assert "None of the 71 assumptions that move a figure now has a source" in text
    assert "Renewal rate (Enterprise): 94%" in text
    assert "57 more have no source." in text
    assert LACKS not in text


def test_its_charts_are_lines_and_words(three: tuple[bytes, Any]) -> None:
    _, page = three
    text = _text(page)
    assert "ARR grows from $12.3M today to $24.2M in month 36" in text
    for words in ("Existing customers", "New customers", "20M", "−336k in month 7"):
        assert words in text
    assert "/XObject" not in page["/Resources"]
    content = page.get_contents().get_data()
    assert content.count(b" l ") + content.count(b" l\n") > 100  # two lines over 36 months, two areas
    assert content.count(b" c\n") + content.count(b" c ") >= 4  # dots


def test_a_whatif_is_compared() -> None:
    _, page = _page(THREE.changed({"SMB.cac": 1800.0, "name": "Cheaper SMB"}), THREE)
    text = _text(page)
    assert "Cheaper SMB, compared with Company of three segments" in text
    assert "CAC (SMB): $2.6k to $1.8k" in text
    assert "as in the baseline" in text


@pytest.fixture(scope="module")
def wide() -> Any:
    """Twelve segments with wide names over ten years, letters that the font lacks, and a currency that it lacks."""
    data = THREE.model_dump(by_alias=True) | {
        "name": f"株式会社 Łódź ąę Ώ {'W' * 50}",
        "currency": "INR",
        "horizon_months": 120,
    }
    names = ("W" * 36, *NAMES[1:])
    segments = [data["segments"][place % 3] | {"name": f"{names[place % 4][:36]} {place}"} for place in range(12)]
    return _page(Scenario.model_validate(data | {"segments": segments}))[1]


def test_letters_that_the_font_lacks_are_said(wide: Any) -> None:
    text = _text(wide)
    assert "???? Łódz ae Ω" in text
    assert LACKS in text
    assert "INR" in text
    assert "₹" not in text


def test_its_link_can_be_pressed() -> None:
    link = "https://bowtie.example/?scenario=product-led-smb&name=%28%3Ca%3E%29+b"
    data = one_page(Pack(run(read_file(ROOT / "scenarios" / "product-led-smb.toml")), DAY, link=link))
    (page,) = PdfReader(io.BytesIO(data)).pages
    (pressed,) = (each.get_object() for each in page["/Annots"])
    assert (pressed["/Subtype"], pressed["/A"]["/S"], pressed["/A"]["/URI"]) == ("/Link", "/URI", link)
    left, low, right, high = map(float, pressed["/Rect"])
    assert RIGHT - 200 < left < right <= RIGHT
    assert BOTTOM - 30 < low < high < BOTTOM
    assert "Open in Bowtie at bowtie.example" in _text(page)


def test_hostile_names_are_text() -> None:
    data, page = _page(read_file(ROOT / "tests" / "browser" / "hostile.toml"))
    assert "<img src=x onerror" in _text(page)
    assert not any(mark in data for mark in (b"/URI", b"/Annots", b"/JS", b"/JavaScript", b"/Launch", b"/EmbeddedFile"))
    assert "/Annots" not in page


def test_all_of_it_is_on_the_page(wide: Any) -> None:
    places: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: Any, place: Any, _font: Any, size: Any) -> None:
        if text.strip():
            (a, b, c, d, e, f), (x, y) = matrix, place[4:6]
            places.append((a * x + c * y + e, b * x + d * y + f, text))

    wide.extract_text(visitor_text=visit)
    assert all(0 < x < RIGHT and BOTTOM - 30 < y < HIGH for x, y, _ in places)
    footer = max(y for _, y, text in places if "Bowtie 0" in text)
    assert sorted(y for _, y, text in places if y > footer + 1)[0] > footer + 4  # nothing runs into it


def test_the_same_inputs_and_day_give_the_same_page(three: tuple[bytes, Any]) -> None:
    assert _page(THREE)[0] == three[0]
