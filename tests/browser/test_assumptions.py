"""The assumptions page in a browser: value, class, source and note are edited in their cells, and all of it travels."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from model import run
from model.questions.assumptions import ask
from model.trace import as_text
from tests.browser.overview import EXAMPLES, READY, query

SMB = EXAMPLES["product-led-smb"]
RATE = "Renewal rate, % a month"
VALUE, BASIS, SOURCE, NOTE = 1, 2, 3, 4  # columns


@pytest.fixture
def assumptions(page: Page, server: str) -> Page:
    page.goto(f"{server}/assumptions{query(scenario='product-led-smb')}")
    page.get_by_role("grid").first.wait_for()
    page.locator(READY).wait_for()
    return page


def cell(page: Page, name: str, column: int) -> Locator:
    row = page.locator("[role=grid] tbody tr").filter(has=page.get_by_role("gridcell", name=name, exact=True))
    return row.get_by_role("gridcell").nth(column)


def write(page: Page, name: str, column: int, text: str) -> None:
    cell(page, name, column).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_what_has_no_effect_is_folded_and_the_sentence_counts_what_has_no_source(assumptions: Page) -> None:
    listed = ask(run(SMB), 0).inputs
    acting = sum(given.idle is None for given in listed)
    expect(assumptions.locator("[role=grid] tbody tr")).to_have_count(acting)
    expect(assumptions.locator("p.answer")).to_have_text(as_text(ask(run(SMB), 0).sentence))
    assumptions.get_by_role("button", name=f"{len(listed) - acting} inputs have no effect now").click()
    expect(assumptions.locator("[role=grid] tbody tr")).to_have_count(len(listed))


def test_value_class_source_and_note_are_edited_in_place_and_survive_a_reload(assumptions: Page) -> None:
    write(assumptions, RATE, VALUE, "96.5")
    expect(cell(assumptions, RATE, VALUE)).to_have_text("96.5%")
    write(assumptions, RATE, SOURCE, "Billing, May <b>2026</b>")
    expect(cell(assumptions, RATE, BASIS)).to_have_text("sourced")
    write(assumptions, "ACV, $ a year", BASIS, "our")
    expect(cell(assumptions, "ACV, $ a year", BASIS)).to_have_text("our data")
    write(assumptions, RATE, NOTE, "before the price rise")
    assumptions.wait_for_url(re.compile("before"))
    assumptions.reload()
    expect(cell(assumptions, RATE, VALUE)).to_have_text("96.5%")
    expect(cell(assumptions, RATE, SOURCE)).to_have_text("Billing, May <b>2026</b>")
    expect(cell(assumptions, RATE, NOTE)).to_have_text("before the price rise")
    expect(cell(assumptions, "ACV, $ a year", BASIS)).to_have_text("our data")
    assumptions.get_by_role("radio", name=re.compile(r"^Our data \(1\)")).check(force=True)
    expect(assumptions.locator("[role=grid] tbody tr")).to_have_count(1)


def test_a_cell_that_cannot_be_taken_says_both_remedies_and_a_label_cannot_be_edited(assumptions: Page) -> None:
    write(assumptions, RATE, VALUE, "0.91")
    expect(assumptions.locator(".lines")).to_contain_text("“0.91” could mean 91% or 0.91%: say which")
    expect(cell(assumptions, RATE, VALUE)).to_have_text("0.91")
    cell(assumptions, RATE, 0).dblclick()
    expect(assumptions.locator("td input")).to_have_count(0)
