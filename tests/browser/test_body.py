"""The body of a page in the browser: charts with their menus and text alternatives, notes, and what stays over a run."""

import gzip
import http.client
import struct
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from model import run
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES, READY, Overview, query
from ui import browser_scripts

TITLE = "Cumulative profit"
EXPOSED = """() => [...document.querySelectorAll('.picture *')]
    .filter(one => one.getAttribute('role') && !one.closest('[aria-hidden=true]')).length"""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def saved(page: Page, name: str, folder: Path) -> Path:
    """What an entry of the chart's menu saves, by key alone."""
    menu = page.get_by_role("button", name=f"Save or copy: {TITLE}")
    menu.focus()
    page.keyboard.press("Enter")
    entry = page.get_by_role("button", name=name)
    with page.expect_download() as download:
        while not entry.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    expect(menu).to_be_focused()
    return file


def test_a_chart_is_saved_as_a_picture_with_its_title(overview: Overview, tmp_path: Path) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    png, svg = saved(page, "Save as PNG", tmp_path), saved(page, "Save as SVG", tmp_path)
    assert (png.name, svg.name) == ("cumulative-profit.png", "cumulative-profit.svg")
    content = png.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    shown = overview.chart(TITLE).locator("svg.marks").bounding_box()
    assert shown
    assert content.startswith(SIGNATURE)
    assert width == pytest.approx(2 * shown["width"], abs=2)
    assert height > 2 * shown["height"]
    drawn = svg.read_text()
    assert drawn.startswith("<svg")
    assert TITLE in drawn
    overview.expect_peace()


def test_the_numbers_of_a_chart_are_copied_as_a_spreadsheet_takes_them(overview: Overview) -> None:
    page = overview.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    overview.open(query(scenario="three-segments"))
    page.get_by_role("button", name=f"Save or copy: {TITLE}").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copy data").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_attached()
    head, *rows = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert head[0] == "Month"
    assert len(rows) == 36
    profit = run(EXAMPLES["three-segments"]).total.monthly["cumulative_profit"][:, 0]
    assert [row[0] for row in rows] == [f"month {month}" for month in range(1, 37)]
    for row, value in zip(rows, profit.tolist(), strict=True):  # with a minus that spreadsheets know
        assert float(row[1].replace("$", "").replace(",", "")) == pytest.approx(value, abs=0.01)
    assert profit.min() < 0


def test_escape_closes_the_menu_of_a_chart_and_gives_the_focus_back(overview: Overview) -> None:
    page = overview.open().page
    menu = page.get_by_role("button", name=f"Save or copy: {TITLE}")
    menu.click()
    expect(page.get_by_role("button", name="Save as PNG")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save as PNG")).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_chart_is_one_picture_whose_name_says_what_it_shows(overview: Overview) -> None:
    page = overview.open().page
    for chart in page.get_by_role("img").all():
        finding = chart.locator("xpath=..").locator(".finding").first.inner_text()
        assert (chart.get_attribute("aria-label") or "").endswith(f": {finding}")
    assert page.get_by_role("img").count() == 2
    assert page.evaluate(EXPOSED) == 0


def test_vega_and_specs_are_fetched_once_compressed_and_kept(page: Page, server: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    overview = Overview(page, server).open(query(scenario="product-led-smb"))
    overview.press("0-cac", "ArrowRight")
    overview.wait_for_link(lambda link: "SMB.cac" in link)
    drawn = [path for path in fetched if path.endswith("/vega.js") or "/charts/" in path]
    assert len(drawn) == len({*drawn}) == 3
    for path in drawn:
        assert path.startswith(browser_scripts.PATH)
        connection = http.client.HTTPConnection(server.removeprefix("http://"))
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        assert response.headers["Content-Encoding"] == "gzip"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(content) < 0.5 * len(gzip.decompress(content))
    connection = http.client.HTTPConnection(server.removeprefix("http://"))
    connection.request("GET", f"{browser_scripts.PATH}/charts/nothing.json")
    assert connection.getresponse().status == 404
    connection.close()


def test_one_note_stands_above_and_the_rest_is_folded_and_stays_open_over_a_run(page: Page, server: str) -> None:
    tab = AnyPage(page, server).visit("overview", {"scenario": "three-segments"})
    notes = page.locator(".guard")
    expect(notes.first).to_be_visible()
    expect(notes.nth(1)).to_be_hidden()
    page.locator("details.notes summary").click()
    expect(notes.nth(1)).to_be_visible()
    tab.press("0-cac", "ArrowRight")
    tab.wait_for_link(lambda link: "Enterprise.cac" in link)
    expect(notes.nth(1)).to_be_visible()


def test_a_table_stays_where_it_was_scrolled_and_a_number_keeps_the_focus(page: Page, server: str) -> None:
    """While something else changes the page: here the step back of another key."""
    tab = AnyPage(page, server).visit("overview", {"scenario": "product-led-smb"})
    page.locator("[data-key=months] button").click()
    table = page.locator("[data-part=months] .months")
    table.wait_for()
    assert "gradient" in table.evaluate(
        "one => getComputedStyle(one).backgroundImage"
    )  # a shadow where more is to come
    table.evaluate("one => { one.scrollTop = 200 }")
    number = table.locator("button").nth(40)
    before = number.inner_text()
    tab.press("0-cac", "ArrowRight")
    number.evaluate("one => one.focus({ preventScroll: true })")
    tab.wait_for_link(lambda link: "SMB.cac" in link)
    page.locator(READY).wait_for()
    assert table.evaluate("one => one.scrollTop") == 200
    expect(number).to_be_focused()
    assert before


def test_the_pointer_is_told_the_values_under_it(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    area = overview.chart(TITLE).locator(".hover_voronoi")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    told = page.locator(".told")
    expect(told).to_be_visible()
    expect(told.locator("dd").first).to_have_text("month 1")
    expect(told.locator("dt", has_text="Baseline")).to_have_count(0)  # the same: nothing to tell
    expect(told.get_by_text("–", exact=True)).to_have_count(0)
    page.mouse.move(1, 1)
    expect(told).to_be_hidden()


def test_a_move_brings_what_is_near_and_the_rest_follows_when_the_reader_pauses_or_comes(
    page: Page, server: str
) -> None:
    tab = AnyPage(page, server).visit("headcount", {"scenario": "understaffed-team"}).settle()
    parts, last = page.locator(".near"), page.locator(".near").nth(4)  # the last with a picture
    expect(page.locator(".near.late")).to_have_count(0)
    tab.press("0-csms", "ArrowRight")
    expect(last).to_have_class("near late")
    expect(last.locator(".picture")).to_be_hidden()
    expect(parts.first).to_have_class("near")
    last.scroll_into_view_if_needed()
    expect(last.locator(".picture")).to_be_visible()
    expect(page.locator(".near.late")).to_have_count(0)
    tab.press("0-csms", "ArrowLeft")
    expect(parts.first).to_have_class("near late")
    expect(page.locator(".near.late")).to_have_count(0)
    tab.settle().expect_peace()
