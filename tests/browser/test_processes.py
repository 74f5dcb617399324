"""Several processes with one store: what is one's own is the same in each, also after the process of its session was killed."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.any_page import AnyPage
from tests.browser.test_store import CAC, MINE, change, with_file
from tools.app import free_port, serving

Process = tuple[str, int]  # its address and its id


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[list[Process]]:
    """Two of them, started at once in a folder that is not there yet."""
    with ExitStack() as stack:
        started = []
        for name in ("first", "second"):
            port = free_port()
            pid = stack.enter_context(serving(port, tmp_path / f"{name}.txt", data=str(tmp_path / "data")))
            started.append((f"http://127.0.0.1:{port}", pid))
        yield started
    for name in ("first", "second"):
        assert "Traceback" not in (tmp_path / f"{name}.txt").read_text()


def opened_at(tab: AnyPage, process: Process) -> AnyPage:
    """The page of this tab in another tab, from another process; the browser's cookies go with it, as behind a proxy."""
    other = AnyPage(tab.page.context.new_page(), process[0])
    other.key = tab.key
    other.page.goto(tab.page.url.replace(tab.server, other.server))
    return other.settle()


def test_a_session_survives_that_its_process_is_killed(page: Page, processes: list[Process], tmp_path: Path) -> None:
    (address, pid), second = processes
    tab = with_file(AnyPage(page, address), tmp_path)
    change(tab, "0-cac", "1,000", "1,000")
    os.kill(pid, signal.SIGKILL)
    page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for()
    other = opened_at(tab, second)
    other.expect(MINE.changed(CAC))
    expect(other.page.locator("[data-key='undo SMB.cac']")).to_contain_text("900 → 1,000")
    change(other, "0-acv", "2,000", "2,000")
    other.page.reload()
    other.settle().expect(MINE.changed({**CAC, "SMB.acv": 2000.0}))
    other.go("library")
    expect(other.page.locator("[data-key^='mine-'] .name")).to_have_text([MINE.name])
    other.expect_peace()


def test_links_and_conflicts_are_the_same_in_every_process(
    page: Page, processes: list[Process], tmp_path: Path
) -> None:
    first, second = processes
    tab = with_file(AnyPage(page, first[0]), tmp_path)
    later = opened_at(tab, second)
    change(tab, "0-cac", "1,000", "1,000")
    later.type("0-acv", "2,000")
    expect(later.page.get_by_text("This company was changed in another tab")).to_be_visible()
    later.page.get_by_role("button", name="Take theirs").click()
    later.expect(MINE.changed(CAC))
    tab.go("library").page.get_by_role("button", name="Make a read-only link").click()
    shared = tab.page.locator("[data-key^='link-'] input.link").input_value().replace(first[0], second[0])
    later.page.goto(shared)
    expect(later.page.get_by_text("You are looking at a shared company.")).to_be_visible()
    later.settle().expect(MINE.changed(CAC))
    tab.page.get_by_role("button", name="Withdraw").click()
    expect(tab.page.locator("[data-key^='link-'] input.link")).to_have_count(0)
    later.page.goto(shared)
    expect(later.page.locator(".notice")).to_contain_text("Nothing is kept under this link")
