"""Inputs in a browser: what is typed is read, and asked about where it can be meant in two ways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.overview import Overview, query

KEY = "0-retention_rate"


def look_for(page: Page, text: str) -> None:
    """The shortcut to the field, and what is looked for."""
    field = page.get_by_role("combobox", name="Find an input")
    expect(field).to_be_visible()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type(text)


@pytest.fixture
def smb(page: Page, server: str) -> Overview:
    return Overview(page, server).open(query(scenario="product-led-smb"))


def test_a_fraction_is_asked_by_two_buttons_that_the_keyboard_reaches(smb: Overview) -> None:
    before = smb.opened().scenario
    smb.type(KEY, "0.91")
    readings = smb.page.locator(f"[data-key='input-{KEY}'] .readings button")
    expect(readings).to_have_text(["91%", "0.91%"])
    assert smb.opened().scenario == before
    smb.field(KEY).focus()
    smb.page.keyboard.press("Tab")
    expect(readings.first).to_be_focused()
    smb.page.keyboard.press("Enter")
    expect(smb.field(KEY)).to_have_value("91%")
    expect(readings).to_have_count(0)
    expect(smb.field(KEY)).to_be_focused()
    smb.wait_for_link(lambda link: link.get("SMB.retention_rate") == "0.91")
    smb.expect_peace()


def test_any_input_is_found_by_the_keyboard_on_any_page_and_changed_where_it_opens(smb: Overview) -> None:
    page = smb.page
    page.goto(f"{smb.server}/evidence{query(scenario='product-led-smb')}")
    page.locator("[data-numbers=open]").wait_for(state="attached")
    look_for(page, "churn")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    labels = options.all_inner_texts()
    assert "Renewal rate, % a month" in labels
    assert len(labels) <= 8
    for _ in range(labels.index("Renewal rate, % a month")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    drawer = page.locator("[data-testid=stDialog]")
    expect(drawer.locator(".traced")).to_have_text("Renewal rate")
    typed = drawer.locator("[data-key='input-opened-0-retention_rate'] input[type=text]")
    typed.fill("95%")
    typed.press("Enter")
    smb.page.wait_for_url("**SMB.retention_rate=0.95**")
    drawer.get_by_role("button", name="Close").click()


def test_a_word_that_names_nothing_says_so(smb: Overview) -> None:
    look_for(smb.page, "xyzzy")
    expect(smb.page.get_by_text("No input of this name. Try another word.")).to_be_visible()
    smb.page.keyboard.press("Escape")
    expect(smb.page.get_by_role("combobox", name="Find an input")).to_have_value("")


def test_another_segment_is_found_by_its_name(overview: Overview) -> None:
    page = overview.open().page
    look_for(page, "cac smb")
    page.get_by_role("option", name="CAC, $ per new customer (SMB)").click()
    expect(page.locator("[data-testid=stDialog] .traced")).to_have_text("CAC, SMB")
    expect(page.locator("[data-testid=stDialog] .traced-value")).to_contain_text("2,600")


def test_a_source_is_given_below_the_control(smb: Overview) -> None:
    control = smb.page.locator(f"[data-key='input-{KEY}']")
    control.locator(".rests > button").click()
    source = control.get_by_label("Source", exact=True)
    source.fill("Billing, May")
    source.press("Enter")
    expect(control.locator(".rests > button")).to_have_text("Source: Billing, May")
    smb.wait_for_link(lambda link: "Billing" in link.get("notes", ""))
    smb.expect_peace()


def test_the_words_of_the_page_in_view_are_explained_first(smb: Overview) -> None:
    page = smb.open(query(scenario="understaffed-team")).page
    words = page.get_by_role("button", name="What the words mean")
    words.press("Enter")
    here, elsewhere = (
        page.locator(".glossary section").filter(has_text=title) for title in ("On this page", "Elsewhere")
    )
    expect(here.get_by_text("GRR", exact=True)).to_have_count(1)
    expect(elsewhere.get_by_text("Ramp", exact=True)).to_have_count(1)
    page.locator("[data-key=menu]").get_by_role("link", name="Headcount", exact=True).click()
    expect(elsewhere.get_by_text("GRR", exact=True)).to_have_count(1)
    expect(here.get_by_text("CSM", exact=True)).to_have_count(1)
    smb.expect_peace()
