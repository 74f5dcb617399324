"""Any page in a browser tab: come to it, wait until it has drawn everything, and look at what stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol, Self

from playwright.sync_api import Locator, expect

from model import Scenario
from model.trace import Quantity, Sentence
from tests.browser.overview import FILE, READY, Overview, query
from ui import numbers
from ui.menu import PAGES
from ui.segments import MORE

CHARTS = ".picture"
EVERY = """const every = root => [...root.querySelectorAll('*')]
    .flatMap(one => [one, ...(one.shadowRoot ? every(one.shadowRoot) : [])])"""  # what stands in a control of ours too
PLACEHOLDER = "[data-testid=stSkeleton]"  # of a component whose code the browser is still loading
FOLDED = "[data-testid=stMain] .fold"
TALL = 5000


class Answered(Protocol):
    """The answer to a page's question."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def figures(self) -> tuple[Quantity, ...]: ...


class AnyPage(Overview):
    """One browser tab with one of the pages in view. `charts` is how many it has, where that is known."""

    key = "overview"
    charts: int | None = None

    def visit(self, key: str, entries: Mapping[str, str]) -> Self:
        """The page as a link opens it."""
        self.key = key
        return self.open(query(**entries))

    def go(self, key: str) -> Self:
        """The page as the menu opens it."""
        self.key = key
        self.page.locator("[data-key=menu]").get_by_role("link", name=PAGES[key].label, exact=True).click()
        return self.settle()

    def open(self, query: str = "") -> Self:
        """The page at its address."""
        super().open(PAGES[self.key].address + query)
        return self

    def upload(self, file: Path) -> Self:
        before = self.link().get("s")
        self.page.locator(FILE).set_input_files(file)
        self.wait_for_link(lambda link: link.get("s", before) != before)
        return self.settle()

    def unfold(self) -> Self:
        """Open all that can be unfolded."""
        keys = [line.get_attribute("data-key") or "" for line in self.page.locator(FOLDED).all()]
        for key in keys:
            self.page.locator(f"{FOLDED}[data-key='{key}']").click()
        for key in keys:
            drawn = f"[data-key='{key}'] + *" if key == MORE else f"[data-part='{key}']"
            self.page.locator(drawn).wait_for(state="attached")
        return self.settle()

    def resize(self, width: int, height: int = TALL) -> Self:
        self.page.set_viewport_size({"width": width, "height": height})
        return self.settle()

    def open_fold(self, key: str) -> Locator:
        """What stands in a part that can be unfolded, opened if it is not."""
        line = self.page.locator(f"{FOLDED}[data-key='{key}'] button")
        if line.get_attribute("aria-expanded") != "true":
            line.click()
        part = self.page.locator(f"[data-part='{key}']")
        part.wait_for()
        self.settle()
        return part

    def expect_told(self, answer: Answered, scenario: Scenario, beside: Iterable[Sentence] = ()) -> None:
        """The answer's sentence, the figures under it and the sentences beside charts are these."""
        expect(self.page.locator("p.answer")).to_have_text(in_words(answer.sentence, scenario))
        for sentence in beside:
            if sentence:  # an empty one takes no room
                expect(self.page.locator("p.finding", has_text=in_words(sentence, scenario))).to_have_count(1)
        for figure in answer.figures:
            if figure.reason is None:  # one without a value is no card, unless it is compared with one that has it
                shown = self.page.locator(f"[data-figure='{figure.key}'] .value")
                expect(shown).to_have_text(numbers.text(figure, scenario))

    def expect_text(self, chart: str, text: str) -> None:
        expect(self.chart(chart).locator("text", has_text=text).last).to_be_visible()

    def settle(self) -> Self:
        expect(self.page.locator("h1.question")).to_have_text(PAGES[self.key].question)
        self.page.locator(".figures").first.wait_for()  # of two for an instant, while a run replaces one
        self.page.locator(READY).wait_for()
        expect(self.page.locator(f"{CHARTS}:not(:has(svg)), .near.late, {PLACEHOLDER}")).to_have_count(0)
        if self.charts is not None:
            expect(self.page.locator(f"{CHARTS} svg")).to_have_count(self.charts)
        return self


def in_words(sentence: Sentence, scenario: Scenario) -> str:
    """A sentence as the page has it."""
    return "".join(part if isinstance(part, str) else numbers.text(part, scenario) for part in sentence)
