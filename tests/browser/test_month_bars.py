"""The bars of a season in a browser: by pointer, by key and typed."""

from playwright.sync_api import Page, expect

from tests.browser.any_page import AnyPage


def test_a_bar_is_dragged_moved_by_key_and_typed(page: Page, server: str) -> None:
    cash = AnyPage(page, server).visit("cash_trough", {"scenario": "trough-2-more"})
    part = cash.open_fold("season")
    june = part.get_by_role("slider", name="month 6", exact=True)
    june.scroll_into_view_if_needed()
    box = june.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 1, steps=4)
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] + 9)
    page.mouse.up()
    season = "signing_season"
    cash.wait_for_link(
        lambda link: any(path.endswith(season) and value.count("0") == 1 for path, value in link.items())
    )
    june.press("Home")
    expect(june).to_have_attribute("aria-valuenow", "0")
    june.press("End")
    cash.wait_for_link(lambda link: any(path.endswith(season) and "1.25" in value for path, value in link.items()))
    typed = part.get_by_label("month 2, weight")
    typed.fill("4")
    typed.press("Enter")
    cash.wait_for_link(lambda link: any(path.endswith(season) and "[1, 4," in value for path, value in link.items()))
    cash.expect_peace()
