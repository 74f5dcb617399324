"""One's own company in a browser: from a cold start to the verdict, typed or pasted; and segments edited in the table."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from model import Scenario, run
from model.trace import Trace
from tests.browser.any_page import AnyPage
from tests.browser.overview import EXAMPLES, FIGURES, READY
from ui import numbers
from ui.changes import NOTHING

ENTRIES, SECONDS = 25, 180
SEGMENTS = {
    "name": "Acme", "currency": "EUR", "start": "2027-01", "segments": [
        {"name": "Enterprise", "accounts": 45, "acv": 80_000, "renewal_months": 12, "retention_rate": 0.91,
         "expansion_rate": 0.08, "new_accounts": 1, "cac": 60_000, "gross_margin": 0.8, "staffing": "fixed", "csms": 3},
        {"name": "Mid-market", "accounts": 160, "acv": 24_000, "renewal_months": 6, "retention_rate": 0.93,
         "expansion_rate": 0.05, "new_accounts": 4, "cac": 20_000, "gross_margin": 0.75, "staffing": "fixed", "csms": 3},
    ]}  # fmt: skip
ACME = Scenario.model_validate(SEGMENTS)  # by hand, without the table
TYPED = (
    ("Enterprise", "45", "80k", "12", "91%", "8%", "1", "60,000", "80%", "3"),
    ("Mid-market", "160", "24000", "6", "93", "5", "4", "20k", "75%", "3"),
)
PASTED = (
    "CAC\tCustomer segment\tOwner\tACV (EUR)\tCustomers\tTerm, months\tRenewal rate\tExpansion\tNew logos\tMargin\tCSMs\n"
    "60,000\tEnterprise\tJo\t80,000\t45\t12\t91%\t8%\t1\t80%\t3\n"
    "20,000\tMid-market\tFlo\t24,000\t160\t6\t93%\t5%\t4\t75%\t3\n"
)
PASTE = """text => {
    const data = new DataTransfer()
    data.setData("text/plain", text)
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


class Company(AnyPage):
    """One browser tab with the Company page in view; `entries` counts what a person has entered or pressed."""

    key = "company"
    entries = 0

    def enter(self, action: Callable[[], object]) -> None:
        self.entries += 1
        action()

    @property
    def table(self) -> Locator:
        return self.page.locator("[data-key=company-segments]")

    def cell(self, row: int, column: int) -> Locator:
        return self.table.locator("tbody tr").nth(row).locator("td").nth(column)

    def write(self, row: int, column: int, text: str) -> None:
        """A new text for a cell."""
        self.cell(row, column).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def start(self) -> None:
        """From nothing to a blank company with its name, currency and first month: four entries."""
        self.page.goto(self.server)
        self.enter(self.page.get_by_role("button", name="Start your own").click)
        self.settle()
        page = self.page.locator("[data-testid=stMain]")
        self.enter(lambda: page.get_by_label("Name", exact=True).fill("Acme"))
        self.enter(lambda: page.get_by_role("combobox", name="Currency").select_option(label="EUR, Euro"))
        self.enter(lambda: page.get_by_label("Start month").fill("2027-01"))
        self.page.keyboard.press("Tab")

    def look(self) -> None:
        self.enter(self.page.get_by_role("button", name="See where you stand").click)
        self.key = "overview"
        self.settle()

    def expect_verdict(self) -> None:
        """Sentence and figures are what the model says of the company that was written by hand."""
        result = run(ACME)
        trace = Trace(result)
        expect(self.page.locator("p.answer")).to_have_text(result.verdict.sentence)
        for name in FIGURES:
            shown = numbers.text(trace.summary(name), ACME)
            expect(self.page.locator(f"[data-figure={name}] .value")).to_have_text(shown)

    def changed(self) -> Locator:
        return self.page.locator("[data-testid=stSidebar] .change")


@pytest.fixture
def company(page: Page, server: str) -> Company:
    return Company(page, server)


def test_two_segments_are_typed_from_a_cold_start_to_the_verdict(company: Company) -> None:
    began = time.monotonic()
    company.start()
    company.cell(0, 0).focus()
    for texts in TYPED:
        for text in texts:
            company.enter(partial(company.page.keyboard.type, text))
            company.page.keyboard.press("Tab")
    company.look()
    company.expect_verdict()
    assert company.entries <= ENTRIES
    assert time.monotonic() - began < SECONDS
    expect(company.page.locator("p.change")).to_have_text(NOTHING.format("opened scenario"))
    company.page.reload()
    company.settle()
    company.expect_verdict()
    company.expect_peace()


def test_the_same_two_rows_are_pasted_at_once_whatever_the_order_of_their_columns(company: Company) -> None:
    company.start()
    company.cell(0, 0).focus()
    company.enter(lambda: company.page.evaluate(PASTE, PASTED))
    expect(company.table.locator(".said")).to_have_text("2 rows pasted; left out: 1 column")
    expect(company.cell(1, 2)).to_have_text("24,000")
    company.look()
    company.expect_verdict()
    assert company.entries == 6
    company.expect_peace()


UNNAMED = (  # no name that the table knows
    "Kind\tPreis\tKunden\tJo's column\n"
    "Enterprise\t80,000\t45\tJo\n"
    "Mid-market\t24,000\t160\tFlo\n"
)  # fmt: skip


def test_which_pasted_column_goes_where_is_chosen_afterwards(company: Company) -> None:
    """By place 80,000 would be accounts."""
    company.start()
    company.cell(0, 0).focus()
    company.page.evaluate(PASTE, UNNAMED)
    expect(company.table.locator(".said")).to_have_text("3 rows pasted")
    expect(company.cell(1, 1)).to_have_text("80,000")
    company.table.get_by_role("button", name="Choose the columns").press("Enter")
    company.table.get_by_role("checkbox", name="The first row names the columns").press("Space")
    expect(company.table.locator(".said")).to_have_text("2 rows pasted")
    chosen = company.table.get_by_role("combobox")
    expect(chosen).to_have_count(4)
    for name, column in {"Preis": "ACV", "Kunden": "Accounts", "Jo's column": "Leave out"}.items():
        company.table.get_by_role("combobox", name=name).select_option(label=column)
    expect(company.table.locator(".said")).to_have_text("2 rows pasted; left out: 1 column")
    company.cell(0, 0).focus()
    company.wait_for_link(lambda link: "s" in link)
    for row, texts in enumerate([("Enterprise", "45", "80,000"), ("Mid-market", "160", "24,000")]):
        for column, text in enumerate(texts):
            expect(company.cell(row, column)).to_have_text(text)
    expect(company.table.locator(".refused")).to_have_count(0)
    company.page.keyboard.press("Control+z")  # all of it is one step
    expect(company.cell(0, 1)).to_have_text("")
    company.expect_peace()


def test_a_rate_that_can_be_meant_in_two_ways_is_chosen_by_a_key(company: Company) -> None:
    company.start()
    company.write(0, 2, "80k")
    company.write(0, 4, "0.91")
    line = company.table.locator(".refused")
    expect(line).to_contain_text("“0.91” could mean 91% or 0.91%: say which")
    expect(line.get_by_role("button")).to_have_text(["91%", "0.91%"])
    company.cell(0, 4).click()
    company.page.keyboard.press("Escape")
    expect(line.get_by_role("button", name="91%", exact=True)).to_be_focused()
    company.page.keyboard.press("Enter")
    expect(company.cell(0, 4)).to_be_focused()
    expect(company.cell(0, 4)).to_have_text("91%")
    expect(line).to_have_count(0)
    company.write(0, 5, "0.5")
    line.get_by_role("button", name="0.5%", exact=True).click()
    expect(company.cell(0, 5)).to_have_text("0.5%")
    expect(line).to_have_count(0)
    company.expect_peace()


def test_a_rename_and_a_removal_are_listed_survive_a_reload_and_are_undone(company: Company) -> None:
    company.visit("company", {"scenario": "two-channels"})
    before = company.opened().scenario
    first, second = before.segments
    company.write(0, 0, "Own sales")
    company.wait_for_link(lambda link: "Own sales" in link.get("segments", ""))
    company.page.reload()
    company.settle()
    expect(company.changed()).to_have_count(1)
    expect(company.changed()).to_contain_text(f"Segment renamed{first.name} → Own sales")
    expect(company.cell(0, 0)).to_have_text("Own sales")
    company.cell(1, 0).click()
    company.table.get_by_role("button", name="Delete row").click()
    company.wait_for_link(lambda link: second.name not in link.get("segments", ""))
    removed = company.changed().filter(has_text="Segment removed")
    expect(removed).to_contain_text(second.name)
    removed.get_by_role("button").click()
    expect(company.cell(1, 0)).to_have_text(second.name)
    company.changed().get_by_role("button").click()
    expect(company.changed()).to_have_count(0)
    company.settle()
    assert company.opened().scenario == before
    company.expect_peace()


def test_a_name_that_clashes_says_why_beside_the_cell_and_loses_nothing(company: Company) -> None:
    company.visit("company", {"scenario": "three-segments"})
    company.write(2, 0, "Enterprise")
    line = company.table.locator(".refused")
    expect(line).to_contain_text("Another segment is called “Enterprise”: choose another name.")
    expect(company.cell(2, 0)).to_have_attribute("aria-invalid", "true")
    expect(company.cell(2, 0)).to_have_text("Enterprise")
    assert company.opened().scenario == EXAMPLES["three-segments"]
    company.write(2, 0, "Small")
    expect(line).to_have_count(0)
    company.wait_for_link(lambda link: "Small" in link.get("segments", ""))


def test_segments_are_edited_from_a_page_that_is_about_one(company: Company) -> None:
    company.visit("unit_economics", {"scenario": "three-segments"})
    company.page.get_by_role("button", name="Edit segments").click()
    company.key = "company"
    company.settle()
    company.page.get_by_role("combobox", name="Copy a segment").select_option(label="SMB")
    expect(company.cell(3, 0)).to_have_text("SMB copy")
    expect(company.changed()).to_contain_text("Segment addedSMB copy")


@pytest.mark.parametrize("width", [1440, 375])
def test_the_company_fits_its_window(company: Company, width: int) -> None:
    company.page.set_viewport_size({"width": width, "height": 800})
    company.page.goto(f"{company.server}/company")
    company.settle()
    assert company.overflow() <= 0
    company.page.locator(READY).wait_for()
