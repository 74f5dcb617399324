"""One's own in a real browser: after a reload, in a new tab, in another browser and on a server that was started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from model import Scenario
from model.text import to_toml
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES
from tools.app import free_port, running

SMB = EXAMPLES["product-led-smb"]
MINE = SMB.changed({"name": "Mine", "notes": {"SMB.cac": {"source": "our books", "note": "as of June"}}})
CAC = {"SMB.cac": 1000.0}


@pytest.fixture
def tab(page: Page, server: str, tmp_path: Path) -> AnyPage:
    """A company of one's own, opened from a file."""
    return with_file(AnyPage(page, server), tmp_path)


def with_file(tab: AnyPage, folder: Path, scenario: Scenario = MINE) -> AnyPage:
    file = folder / "mine.toml"
    file.write_text(to_toml(scenario), encoding="utf-8")
    tab.open().upload(file)
    tab.expect(scenario)
    return tab


def change(tab: AnyPage, key: str, typed: str, words: str) -> None:
    """Type a value, and wait until the page lists the change."""
    tab.type(key, typed)
    expect(tab.page.locator("[data-key^='undo ']", has_text=words)).to_be_visible()
    tab.settle()


@contextmanager
def another_browser(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def expect_changed(tab: AnyPage) -> None:
    """The company as it was changed, beside what it is compared with, and its note."""
    tab.expect(MINE.changed(CAC))
    tab.expect_control(MINE.changed(CAC), "SMB.cac")
    expect(tab.page.locator("[data-key='undo SMB.cac']")).to_contain_text("900 → 1,000")
    expect(tab.page.locator(".notice")).to_have_count(0)


def test_ones_own_is_the_same_after_a_reload_in_a_new_tab_and_in_another_browser(
    tab: AnyPage, browser: Browser
) -> None:
    change(tab, "0-cac", "1,000", "1,000")
    assert [*tab.link()] == ["s"]
    assert len(tab.link()["s"]) == 22
    tab.page.reload()
    expect_changed(tab.settle())
    beside = AnyPage(tab.page.context.new_page(), tab.server)
    beside.page.goto(tab.page.url)
    expect_changed(beside.settle())
    with another_browser(browser) as page:
        other = AnyPage(page, tab.server)
        other.page.goto(tab.page.url)
        expect_changed(other.settle())
    tab.expect_peace()


def test_ones_own_outlives_the_server(page: Page, browser: Browser, tmp_path: Path) -> None:
    """The page that stayed open goes on, and saves."""
    port, data = free_port(), str(tmp_path / "data")
    tab = AnyPage(page, f"http://127.0.0.1:{port}")
    with running(port, tmp_path / "first.txt", data):
        with_file(tab, tmp_path)
        change(tab, "0-cac", "1,000", "1,000")
    page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for()
    with running(port, tmp_path / "second.txt", data):
        expect_changed(tab.settle())
        with another_browser(browser) as fresh:
            other = AnyPage(fresh, tab.server)
            other.page.goto(page.url)
            expect_changed(other.settle())
        change(tab, "0-acv", "2,000", "2,000")
        tab.expect(MINE.changed({**CAC, "SMB.acv": 2000.0}))
        page.reload()
        tab.settle().expect(MINE.changed({**CAC, "SMB.acv": 2000.0}))
    assert "Traceback" not in (tmp_path / "second.txt").read_text()


def test_the_later_of_two_tabs_is_told_and_nothing_is_overwritten(tab: AnyPage) -> None:
    later = AnyPage(tab.page.context.new_page(), tab.server)
    later.page.goto(tab.page.url)
    later.settle()
    change(tab, "0-cac", "1,000", "1,000")
    later.type("0-acv", "2,000")
    notice = later.page.get_by_text("This company was changed in another tab, so your last change is not saved.")
    expect(notice).to_be_visible()
    later.settle().expect(MINE.changed({"SMB.acv": 2000.0}))
    later.page.get_by_role("button", name="Keep mine as a copy").click()
    later.wait_for_link(lambda link: link["s"] != tab.link()["s"])
    expect(notice).to_have_count(0)
    for visitor, scenario in (
        (tab, MINE.changed(CAC)),
        (later, MINE.changed({"name": "Mine (copy)", "SMB.acv": 2000.0})),
    ):
        visitor.page.reload()
        visitor.settle().expect(scenario)
        expect(visitor.page.locator(".overline")).to_have_text(scenario.name)


def test_a_read_only_link_shows_the_company_and_a_copy_is_ones_own(tab: AnyPage, browser: Browser) -> None:
    own_address = tab.page.url
    tab.go("library").page.get_by_role("button", name="Make a read-only link").click()
    address = tab.page.locator("[data-key^='link-'] input.link")
    expect(address).to_be_visible()
    shared = address.input_value()
    assert shared.startswith(f"{tab.server}/?s=")
    assert shared != own_address
    with another_browser(browser) as page:
        view = AnyPage(page, tab.server)
        page.goto(shared)
        view.settle().expect(MINE)
        expect(page.get_by_text("You are looking at a shared company.")).to_be_visible()
        view.type("0-cac", "1,000")
        view.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
        view.expect(MINE.changed(CAC))
        page.locator("[data-key=copy]").get_by_role("button", name="Keep a copy").click()
        view.wait_for_link(lambda link: [*link] == ["s"])
        view.expect(MINE.changed(CAC))
        expect(page.locator(".overline")).to_have_text("Mine (copy)")
        view.go("library")
        expect(page.locator("[data-key^='mine-'] .name")).to_have_text(["Mine (copy)"])
        view.expect_peace()
        tab.page.get_by_role("button", name="Withdraw").click()
        expect(address).to_have_count(0)
        page.goto(shared)
        expect(page.locator(".notice")).to_contain_text("Nothing is kept under this link")
    tab.page.goto(own_address)
    tab.key = "overview"
    tab.settle().expect(MINE)


def test_the_library_renames_deletes_takes_back_and_goes_back_in_time(tab: AnyPage) -> None:
    change(tab, "0-cac", "1,000", "1,000")
    page = tab.go("library").page
    row = page.locator("[data-key^='mine-']")
    row.get_by_role("button", name="Rename Mine").click()
    row.get_by_label("New name").fill("Ours")
    row.get_by_label("New name").press("Enter")
    expect(row.locator(".name")).to_have_text("Ours")
    expect(page.locator(".overline")).to_have_text("Ours")
    page.locator("[data-key=versions] button").click()
    versions = page.locator("[data-key^='version-']")
    expect(versions.locator("small")).to_have_text(["Name Mine → Ours", "CAC 900 → 1,000", "Started"])
    versions.last.get_by_role("button", name="Go back").click()
    expect(page.locator(".overline")).to_have_text("Mine")
    expect(versions).to_have_count(4)
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert tab.link() == {}
    page.get_by_role("button", name="Take back").click()
    row.locator(".name").click()
    tab.wait_for_link(lambda link: "s" in link)
    tab.go("overview").expect(MINE)
    tab.expect_peace()
