"""The assumptions page in a browser: an input is opened, changed and given a source, and all of it travels."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Locator, Page, expect

from model import run
from model.questions.assumptions import ask
from model.trace import as_text
from tests.browser.overview import EXAMPLES, READY, query

SMB = EXAMPLES["product-led-smb"]
RETENTION = "=SMB.retention_rate"


@pytest.fixture
def assumptions(page: Page, server: str) -> Page:
    page.goto(f"{server}/assumptions{query(scenario='product-led-smb')}")
    page.locator("[data-numbers=open]").wait_for(state="attached")
    page.locator("table.inputs").first.wait_for()
    page.locator(READY).wait_for()
    return page


def number(page: Page, key: str) -> Locator:
    return page.locator(f"[data-testid=stMain] button[data-trace='{key}']").first


def enter(page: Page, field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")
    page.locator(READY).wait_for()


def test_every_input_is_there_once_and_what_has_no_source_is_amber(assumptions: Page) -> None:
    listed = assumptions.locator("table.inputs button[data-trace]").evaluate_all(
        "all => all.map(one => one.dataset.trace)"
    )
    declared = [f"={path}" for path, one in SMB.paths().items() if one.kind != "text"]
    assert sorted(listed) == sorted(declared)
    amber = assumptions.locator("table.inputs tr", has=assumptions.locator("button[data-trace='=SMB.acv']")).locator(
        ".unsourced"
    )
    expect(amber).to_have_text("unsourced")
    expect(assumptions.locator("p.answer")).to_have_text(as_text(ask(run(SMB), 0).sentence))


def test_a_value_and_its_source_are_given_where_the_number_is_opened(assumptions: Page) -> None:
    number(assumptions, RETENTION).click()
    drawer = assumptions.locator("[data-testid=stDialog]")
    expect(drawer.locator(".traced")).to_have_text("CR6: retention")
    enter(assumptions, drawer.locator("[data-key='input-opened-0-retention_rate'] input[type=text]"), "96.5 %")
    expect(drawer.locator(".traced-value")).to_contain_text("96.5%")
    enter(assumptions, drawer.get_by_label("Source", exact=True), "Billing, May <b>2026</b>")
    assumptions.wait_for_url(re.compile("notes="))
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    row = assumptions.locator("table.inputs tr", has=assumptions.locator(f"button[data-trace='{RETENTION}']"))
    expect(row).to_contain_text("96.5%")
    expect(row).to_contain_text("Billing, May <b>2026</b>")
    expect(row.locator(".unsourced")).to_have_count(0)
    assumptions.reload()
    expect(row).to_contain_text("Billing, May <b>2026</b>")


def test_sources_and_notes_travel_in_the_file(assumptions: Page, tmp_path: Path) -> None:
    number(assumptions, RETENTION).click()
    drawer = assumptions.locator("[data-testid=stDialog]")
    enter(assumptions, drawer.get_by_label("Note", exact=True), "before the price rise")
    drawer.get_by_role("button", name="Close").click()
    with assumptions.expect_download() as download:
        assumptions.get_by_role("button", name="Save as a file").click()
    download.value.save_as(tmp_path / "saved.toml")
    saved = tomllib.loads((tmp_path / "saved.toml").read_text())
    assert saved["notes"]["SMB.retention_rate"]["note"] == "before the price rise"


def test_a_table_is_edited_where_it_is_opened(assumptions: Page) -> None:
    number(assumptions, "=SMB.staff_changes").click()
    drawer = assumptions.locator("[data-testid=stDialog]")
    drawer.get_by_role("gridcell").first.click()
    for key in ("3", "Tab", "1", "Tab", "6", "Tab", "2"):
        assumptions.keyboard.press(key)
        assumptions.wait_for_timeout(200)  # someone who thinks: the drawer is not drawn anew meanwhile
    drawer.get_by_role("button", name="Close").click()
    rows = "[{month = 3, change = 1}, {month = 6, change = 2}]"
    assumptions.wait_for_url(lambda url: rows in unquote_plus(url), wait_until="commit")
