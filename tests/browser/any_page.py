"""Any page in a browser tab: come to it, wait until it has drawn everything, and look at what stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import expect

from model import Scenario
from model.trace import Quantity, Sentence
from tests.browser.overview import READY, Overview, query
from ui import numbers
from ui.menu import PAGES

CHARTS = "[data-testid=stVegaLiteChart]"
FOLDED = "[data-testid=stMain] [data-testid=stExpander] summary"


class AnyPage(Overview):
    """One browser tab with one of the pages in view."""

    key = "overview"

    def visit(self, key: str, entries: Mapping[str, str]) -> AnyPage:
        """The page as a link opens it."""
        self.key = key
        return self.open(PAGES[key].address + query(**entries))

    def go(self, key: str) -> AnyPage:
        """The page as the menu opens it."""
        self.key = key
        self.page.locator(".st-key-menu").get_by_role("link", name=PAGES[key].label, exact=True).click()
        return self.settle()

    def open(self, query: str = "") -> AnyPage:
        super().open(query)
        return self

    def upload(self, file: Path) -> AnyPage:
        self.page.get_by_role("button", name="Open a file").click()
        self.page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
        self.wait_for_link(lambda link: link.get("file") == file.name)
        self.page.keyboard.press("Escape")
        return self.settle()

    def unfold(self) -> AnyPage:
        """Open all that can be unfolded."""
        for summary in self.page.locator(FOLDED).all():
            summary.click()
            self.settle()
        return self

    def expect_told(self, sentence: Sentence, figures: Iterable[Quantity], scenario: Scenario) -> None:
        """The answer's sentence and the figures under it are these."""
        told = (part if isinstance(part, str) else numbers.text(part, scenario) for part in sentence)
        expect(self.page.locator("p.answer")).to_have_text("".join(told))
        for figure in figures:
            shown = self.page.locator(f"[data-figure='{figure.key}'] .value")
            expect(shown).to_have_text(numbers.text(figure, scenario))

    def settle(self) -> AnyPage:
        expect(self.page.locator("h1.question")).to_have_text(PAGES[self.key].question)
        self.page.locator(".figures").wait_for()
        self.page.locator(READY).wait_for()
        expect(self.page.locator(f"{CHARTS}:not(:has(svg))")).to_have_count(0)
        return self
