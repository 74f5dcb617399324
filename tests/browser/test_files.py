"""A file out and a file in, in a real browser: what is saved holds what was done last, once for each press."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, expect

from exports.workbook import workbook
from model import run
from model.text import read_file
from tests.browser.overview import FILE, Overview, query
from tests.browser.test_frame import SMB, in_the_menu
from ui import menu
from ui.files import MOST

# What the example says of itself is not true of an example that was changed.
OWN = SMB.changed(
    {"name": "Product-led SMB, my version", "summary": "", "source": "Started from the example Product-led SMB"}
)
PAUSES = (0, 60, 120)  # milliseconds, about as long as a run of a page takes


@pytest.mark.parametrize("pause", PAUSES)
def test_a_file_that_is_saved_right_after_a_change_holds_it(overview: Overview, pause: int) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    overview.field("0-cac").fill("1,000")
    save = page.get_by_role("button", name="Save as a file")
    with page.expect_download() as download:
        page.evaluate(
            "([field, button, pause]) => { field.blur(); setTimeout(() => button.click(), pause) }",
            [overview.field("0-cac").element_handle(), save.element_handle(), pause],
        )
    assert download.value.suggested_filename == "product-led-smb-my-version.toml"
    assert read_file(download.value.path()) == OWN.changed({"SMB.cac": 1000.0})
    overview.expect_peace()


def test_each_press_saves_one_file_and_nothing_else_does(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    came: list[Download] = []
    page.on("download", lambda download: came.append(download))
    for cac in (1_000.0, 2_000.0):
        with page.expect_download():
            page.get_by_role("button", name="Save as a file").click()
        overview.type("0-cac", str(cac))
        overview.wait_for_link(lambda link, cac=cac: link.get("SMB.cac") == f"{cac:.0f}")
    in_the_menu(page, "cash_trough").click()
    expect(page.locator("h1.question")).to_have_text(menu.PAGES["cash_trough"].question)
    page.go_back()
    overview.settle().expect(SMB.changed({"SMB.cac": 2000.0}))
    assert [read_file(download.path()) for download in came] == [SMB, OWN.changed({"SMB.cac": 1000.0})]


def test_a_save_that_the_network_loses_is_told_again_and_comes_once(overview: Overview) -> None:
    lost = overview.lose_the_first(b"save")
    page = overview.open(query(scenario="product-led-smb")).page
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert len(lost) == 1
    assert read_file(download.value.path()) == SMB


def test_a_file_that_is_no_scenario_is_told_and_loses_nothing(overview: Overview, tmp_path: Path) -> None:
    large, other = tmp_path / "large.toml", tmp_path / "other.toml"
    large.write_bytes(b"#" * (MOST + 1))
    other.write_bytes(b"name = '\xff'")
    overview.open(query(scenario="product-led-smb", **{"SMB.cac": "1000"}))
    for file, reason in ((other, "is not UTF-8 text"), (large, f"is larger than {MOST:,} bytes")):
        overview.page.locator(FILE).set_input_files(file)
        expect(overview.page.locator(".notice li")).to_contain_text(f"{file.name} {reason}")
        overview.settle().expect(SMB.changed({"SMB.cac": 1000.0}))
    overview.expect_peace()


def test_a_workbook_that_finance_has_edited_opens_as_a_what_if_with_figures_of_our_own(
    overview: Overview, tmp_path: Path
) -> None:
    """A number is changed and a formula overwritten; a workbook that cannot be read before leaves what is open."""
    written, sent = SMB.changed({"name": "Plan", "horizon_months": 12}), tmp_path / "plan.xlsx"
    page = overview.open(query(scenario="product-led-smb")).page
    sent.write_bytes(b"PK\x03\x04")
    page.locator(FILE).set_input_files(sent)
    expect(page.locator(".notice li")).to_have_text("plan.xlsx is no workbook, or is damaged: save it again as .xlsx")
    overview.settle().expect(SMB)
    sent.write_bytes(workbook(run(written)))
    book = load_workbook(sent)
    cac = next(row for row in book["Inputs"].iter_rows() if row[0].value == "SMB.cac")
    cac[2].value, book["Total"]["F4"].value = 1_000, 1e9
    book.save(sent)
    page.locator(FILE).set_input_files(sent)
    overview.wait_for_link(lambda link: [*link] == ["s"])
    expect(page.locator("[data-key='undo SMB.cac']")).to_contain_text("900 → 1,000")
    expect(page.locator(".notice li")).to_have_text(
        "plan.xlsx: 1 formula (Total!F4) changed since it was written: every figure here is Bowtie's own"
    )
    overview.expect(written.changed({"SMB.cac": 1000.0}))
    page.get_by_role("button", name="Reset all").click()
    expect(page.locator("[data-key='undo SMB.cac']")).to_have_count(0)
    overview.settle().expect(written)
    overview.expect_peace()
