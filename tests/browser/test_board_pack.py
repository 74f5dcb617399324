"""The Board pack in a real browser: files come, can be stopped or are refused; answers stay; it prints."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from exports.__main__ import KINDS
from model import Scenario
from model.text import to_toml
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES
from ui.turns import AT_ONCE

SMB = EXAMPLES["product-led-smb"]
SHORT = {"scenario": "product-led-smb", "horizon_months": "2", "replies.nothing": "We lose <b>the team</b>."}
HOSTILE = "</textarea><img src=x onerror='stolen=1'> ![x](http://evil.example/a) $x^2$ :smile: =1+1"
LONG = SMB.segments[0].model_dump() | {"renewal_months": 36, "retention_by_renewal": (0.9,) * 10}
LARGE = Scenario.model_validate(
    SMB.model_dump(by_alias=True)
    | {"horizon_months": 120, "segments": [LONG | {"name": f"Segment {place}"} for place in range(3)]}
)


def is_whole(data: bytes) -> bool:
    """Whether a pack holds what its manifest names, the slides that were picked, and leads back to the scenario."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        is_named = {*manifest["files"], "manifest.json"} == {*pack.namelist()} and pack.testzip() is None
        is_linked = "/?scenario=product-led-smb&" in manifest["link"] and b"/URI" in pack.read("page.pdf")
        return is_named and is_linked and HOLDS["pptx"](pack.read("slides.pptx"))


HOLDS: dict[str, Callable[[bytes], bool]] = {
    "xlsx": lambda data: "Inputs" in load_workbook(io.BytesIO(data), read_only=True).sheetnames,
    "csv": lambda data: data.startswith(b"\xef\xbb\xbf"),
    "png": lambda data: data.startswith(b"\x89PNG"),
    "pdf": lambda data: data.startswith(b"%PDF"),
    "pptx": lambda data: b"slides/slide6.xml" in data and b"slides/slide7.xml" not in data,  # the board's but for one
    "zip": is_whole,
}  # the memo comes last


def row(page: Page, kind: str) -> Locator:
    return page.locator(f"[data-key=take-{kind}]")


def status(page: Page, kind: str) -> Locator:
    return row(page, kind).get_by_role("status")


def opened(page: Page, server: str, entries: dict[str, str]) -> AnyPage:
    return AnyPage(page, server).visit("board_pack", entries)


def with_file(page: Page, server: str, tmp_path: Path, scenario: Scenario) -> AnyPage:
    tab = opened(page, server, {})
    (tmp_path / "mine.toml").write_text(to_toml(scenario), encoding="utf-8")
    return tab.upload(tmp_path / "mine.toml")


def test_each_kind_of_file_comes_with_what_was_typed_last(page: Page, server: str) -> None:
    tab = opened(page, server, SHORT)
    assert {*HOLDS} <= {*KINDS}
    slides = page.get_by_role("group", name="Slides").get_by_role("checkbox")
    expect(slides).to_have_count(7)
    slides.nth(1).focus()
    page.keyboard.press("Space")
    expect(slides.nth(1)).not_to_be_checked()
    for kind, holds in HOLDS.items():
        with page.expect_download(timeout=180_000) as download:  # the pack of all takes 20 seconds
            row(page, kind).get_by_role("button", name=f"Save as {kind.upper()}").click()
        name = f"product-led-smb-my-version.{kind}"
        assert download.value.suggested_filename == name
        assert holds(Path(download.value.path()).read_bytes()), kind
        expect(status(page, kind)).to_have_text(f"Saved as {name}")
    answer = page.get_by_label("Your answer").nth(1)
    answer.fill("We renew in May.")
    with page.expect_download(timeout=60_000) as download:
        page.evaluate(
            "([field, button]) => { field.blur(); button.click() }",
            [answer.element_handle(), row(page, "md").locator(".make").element_handle()],
        )
    memo = Path(download.value.path()).read_bytes()
    assert b"We renew in May" in memo
    assert rb"We lose \<b\>the team" in memo
    with page.expect_download() as download:
        page.locator("[data-key=pack-file] .save").click()
    assert tomllib.loads(Path(download.value.path()).read_text())["replies"]["limits"] == "We renew in May."
    tab.expect_peace()


def test_a_file_can_be_stopped_while_it_is_made_and_while_it_waits(page: Page, server: str) -> None:
    tab = opened(page, server, {"scenario": "three-segments", "horizon_months": "48"})
    others = ["xlsx", "zip", "md"]
    for kind in others:  # the server has the one before each
        with page.expect_response(lambda answer: answer.url.endswith("/takeaway")):
            row(page, kind).locator(".make").click()
    waiting = others[AT_ONCE]
    expect(status(page, waiting)).to_have_text("Waiting for others to be done")
    for kind in reversed(others):
        row(page, kind).get_by_role("button", name="Stop").click()
        expect(status(page, kind)).to_have_text("Stopped")
        expect(row(page, kind).locator(".under-way")).to_be_hidden()
    tab.expect_peace()


def test_a_workbook_that_would_be_too_large_is_refused_beside_its_button(
    page: Page, server: str, tmp_path: Path
) -> None:
    tab = with_file(page, server, tmp_path, LARGE)
    row(page, "xlsx").locator(".make").click()
    expect(status(page, "xlsx")).to_contain_text("a workbook holds at most", timeout=60_000)
    tab.expect_peace()


def test_an_answer_stays_after_a_reload_and_is_printed_without_the_others(page: Page, server: str) -> None:
    tab = opened(page, server, SHORT | {"replies.nothing": HOSTILE})
    page.reload()
    answers = page.get_by_label("Your answer")
    expect(answers.nth(3)).to_have_value(HOSTILE)
    tab.expect_peace()
    page.emulate_media(media="print")
    expect(answers.nth(3)).to_be_visible()
    expect(answers.nth(0)).to_be_hidden()
    expect(row(page, "xlsx")).to_be_hidden()


@pytest.mark.parametrize(("key", "scenario"), [("sensitivity", "product-led-smb"), ("headcount", "understaffed-team")])
def test_on_paper_there_is_nothing_to_slide_press_or_tick(page: Page, server: str, key: str, scenario: str) -> None:
    AnyPage(page, server).visit(key, {"scenario": scenario})
    if key == "headcount":
        effects = page.get_by_role("group", name="Effects of service")
        effects.get_by_role("checkbox").first.uncheck()
    page.emulate_media(media="print")
    main = page.locator("[data-testid=stMain]")
    options = ":is(.options, .boxes) label:not(:has(:checked))"
    for control in main.locator(f"input:is([type=range], [type=checkbox]), .actions button, {options}").all():
        expect(control).to_be_hidden()
    if key == "headcount":
        expect(effects.locator("label:visible")).not_to_have_count(0)
