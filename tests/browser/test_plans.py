"""A plan in a browser: typed at its input by key alone, marked on the slider, switched in the list, and there after a reload."""

from playwright.sync_api import Page, expect

from tests.browser.overview import Overview, query

KEY = "0-retention_rate"


def test_a_plan_is_typed_marked_switched_and_kept(page: Page, server: str) -> None:
    smb = Overview(page, server).open(query(scenario="product-led-smb"))
    control = page.locator(f"[data-key='input-{KEY}']")
    control.get_by_role("button", name="Plan a change of Renewal rate").focus()
    page.keyboard.press("Enter")
    expect(control.locator("[name=to]")).to_be_focused()
    page.keyboard.type("200%")
    page.keyboard.press("Enter")
    expect(control.get_by_role("alert").filter(has_text="outside 0% to 100%")).to_be_visible()
    expect(control.locator("[name=to]")).to_have_value("200%")
    control.locator("[name=to]").fill("98%")
    page.keyboard.press("Enter")
    expect(control.get_by_role("switch", name="98% from month 13")).to_have_attribute("aria-checked", "true")
    expect(control.locator("form")).to_be_hidden()
    expect(control.locator(".later")).to_have_count(1)
    smb.wait_for_link(lambda link: "month = 13" in link.get("changes", ""))
    listed = page.locator(".plans").get_by_role("switch")
    expect(listed).to_have_attribute("aria-checked", "true")
    listed.press("Enter")
    smb.wait_for_link(lambda link: "on = false" in link.get("changes", ""))
    page.reload()
    expect(listed).to_have_attribute("aria-checked", "false")
    expect(control.locator(".later")).to_have_count(0)
    smb.expect_peace()
