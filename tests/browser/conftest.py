"""The app as a person meets it: a real server, a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.overview import TIMEOUT, Overview
from tools import app


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started for this run (each xdist worker has its own) and ended with it."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with app.running(app.free_port(), log) as address:
        yield address
    assert not [line for line in log.read_text().splitlines() if line.startswith("error ")]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, closed after this folder's tests: Playwright keeps asyncio busy for as long as it runs."""
    with app.chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """What all visitors share: the scripts that the browser has fetched and compiled."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """A fresh visitor: nothing stored, 1280 pixels wide."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.set_default_timeout(TIMEOUT)
    yield page
    context.clear_permissions()
    context.clear_cookies()
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": server, "storageTypes": "local_storage"}
    )
    for each in context.pages:
        each.close()


@pytest.fixture
def overview(page: Page, server: str) -> Overview:
    """The visitor on the Overview, not opened yet."""
    return Overview(page, server)
