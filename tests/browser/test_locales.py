"""A page in the reader's locale: numbers as people there write and type them, in figures, fields and charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.overview import Overview

AXIS = ".picture svg .role-axis-label text"
Opened = Callable[[str], Overview]
# Of each locale, as CLDR has it: a share, money in millions, and a label of an axis of money.
WRITTEN = {
    "en-US": (r"\d{2,3}(\.\d)?%", r"\$\d{1,3}(\.\d{1,2})?M", r"\d+(\.\d+)?[kM]|0"),
    "de-DE": (r"\d{2,3}(,\d)?\s%", r"\d{1,3}(,\d{1,2})?\sMio\.\s\$", r"\d+(,\d+)?\sMio\.|\d00\.000|0"),
    "fr-FR": (r"\d{2,3}(,\d)?\s%", r"\d{1,3}(,\d{1,2})?\sM\s\$US", r"\d+(,\d+)?\s[kM]|0"),
}


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Opened]:
    """The Overview as a visitor of a locale opens it."""
    contexts = []

    def open_as(locale: str) -> Overview:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 800}, locale=locale))
        return Overview(contexts[-1].new_page(), server).open()

    yield open_as
    for context in contexts:
        context.close()


@pytest.mark.parametrize("locale", WRITTEN)
def test_figures_and_axes_are_written_as_in_the_readers_locale(opened: Opened, locale: str) -> None:
    share, money, label = WRITTEN[locale]
    overview = opened(locale)
    expect(overview.page.locator("[data-figure=grr] .value")).to_have_text(re.compile(f"^{share}$"))
    expect(overview.page.locator("[data-figure=arr_end] .value")).to_have_text(re.compile(f"^{money}$"))
    labels = [text for text in overview.page.locator(AXIS).all_text_contents() if "Month" not in text]
    upright = [text for text in labels if not re.fullmatch(r"\d{1,2}", text)]
    assert upright
    assert all(re.fullmatch(f"−?({label})", text) for text in upright), labels
    assert overview.complaints == []


@pytest.mark.parametrize(("locale", "typed", "shown"), [("de-DE", "12,5%", "12,5\u00a0%"), ("en-US", "12.5%", "12.5%")])
def test_what_is_typed_is_read_in_the_readers_locale(opened: Opened, locale: str, typed: str, shown: str) -> None:
    overview = opened(locale)
    overview.type("0-expansion_rate", typed)
    overview.wait_for_link(lambda link: "0.125" in link.values())
    expect(overview.field("0-expansion_rate")).to_have_value(shown)


def test_a_german_reader_gets_back_what_a_slider_and_a_field_show(opened: Opened) -> None:
    overview = opened("de-DE")
    overview.type("0-acv", "36.500")
    overview.wait_for_link(lambda link: "36500" in link.values())
    expect(overview.field("0-acv")).to_have_value("36.500")
    overview.press("0-acv", "ArrowRight")
    expect(overview.slider("0-acv")).to_have_attribute("aria-valuetext", re.compile(r"^\d\d\.\d{3}$"))
    expect(overview.field("0-acv")).to_have_value(re.compile(r"^\d\d\.\d{3}$"))


@pytest.mark.parametrize("locale", ["ar-EG", "zz-ZZ", "en-u-nu-arab"])
def test_an_odd_locale_reads_english(opened: Opened, locale: str) -> None:
    overview = opened(locale)
    expect(overview.page.locator("[data-figure=arr_end] .value")).to_have_text(re.compile(r"^\$\d{1,3}(\.\d{1,2})?M$"))
    assert overview.complaints == []
