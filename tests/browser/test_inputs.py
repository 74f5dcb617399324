"""Inputs in a browser: what is typed is read, and asked about where it can be meant in two ways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.overview import Overview, query

KEY = "0-retention_rate"


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
