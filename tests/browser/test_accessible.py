"""axe-core finds nothing on any page: light and dark, wide and narrow, with all unfolded, a drawer, a dialog and an error."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.any_page import TALL, AnyPage
from tests.browser.overview import READY
from ui.menu import PAGES

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
FOUND = """async ([part, levels]) => (await axe.run(part, {runOnly: levels, resultTypes: ["violations"]})).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`))"""
Look = tuple[Literal["light", "dark"], int]
LOOKS: tuple[tuple[Look, ...], ...] = ((("light", 320), ("dark", 1280)), (("dark", 320), ("light", 1280)))  # by turns
STILL = "() => document.getAnimations().every(one => one.playState !== 'running')"  # while the menu goes away, what it holds cannot be reached
TO_THE_TOP = "document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
NUMBER = "[data-testid=stMain] button.number"
FIELD = "[data-testid=stMain] [data-key^=input-] input[type=text]"
MENU = "[data-testid=stExpandSidebarButton]"
DIALOG = "[data-testid=stDialog]"
EXAMPLE = {"scenario": "three-segments", "horizon_months": "6"}  # of more months there are only more rows


@pytest.mark.parametrize("key", PAGES)
def test_axe_finds_nothing(page: Page, server: str, key: str) -> None:
    looks = LOOKS[list(PAGES).index(key) % 2]
    page.set_viewport_size({"width": 1280, "height": TALL})
    tab = AnyPage(page, server).visit(key, EXAMPLE).unfold()
    if page.locator(FIELD).count():
        refuse(tab)
    found = violations(tab, looks)
    if page.locator(NUMBER).count():
        page.locator(NUMBER).first.click()
        page.locator(DIALOG).wait_for()
        found += violations(tab, looks[1:], DIALOG)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_where_the_menu_covers_a_narrow_page(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    tab = AnyPage(page, server).visit("overview", EXAMPLE)
    page.locator(MENU).click()
    expect(page.locator("[data-key=menu] a").first).to_be_in_viewport()
    assert violations(tab, [("light", 320), ("dark", 320)]) == []


def test_axe_finds_nothing_in_a_company_of_ones_own(page: Page, server: str) -> None:
    """A link that does not fit, a blank company, and the library with it."""
    tab = AnyPage(page, server).visit("assumptions", EXAMPLE | {"SMB.cac": "nothing"})
    expect(page.locator(".notice")).to_be_visible()
    found = violations(tab)
    tab.go("library").page.get_by_role("button", name="Start your own").first.click()
    tab.key = "company"
    found += violations(tab.settle())
    found += violations(tab.go("library"))
    assert not found, "\n".join(found)


def refuse(tab: AnyPage) -> None:
    """An error beside a control."""
    field = tab.page.locator(FIELD).first
    field.fill("nothing")
    field.press("Enter")
    expect(tab.page.locator(".refused:visible").first).to_be_visible()
    tab.page.locator(READY).wait_for()


def violations(tab: AnyPage, looks: Iterable[Look] = LOOKS[0], part: str = "html") -> list[str]:
    """What axe finds in a part of the page in each look; the page is left wide, where the last look is."""
    found = []
    for scheme, width in looks:
        tab.page.emulate_media(color_scheme=scheme)
        tab.resize(width, 800).page.wait_for_function(STILL)  # what is out of view takes axe less time
        tab.page.evaluate(TO_THE_TOP)  # or the answer lies over others
        tab.page.evaluate(AXE)
        found += [f"{scheme} {width}: {line}" for line in tab.page.evaluate(FOUND, [part, LEVELS])]
    return found
