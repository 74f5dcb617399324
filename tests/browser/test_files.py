"""A file out and a file in, in a real browser: what is saved holds what was done last, once for each press."""

from pathlib import Path

import pytest
from playwright.sync_api import Download, expect

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
