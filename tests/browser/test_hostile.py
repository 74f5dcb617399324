"""Names from files are data: eighty texts that would do harm, on every page, are shown as they are and do none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from model.text import read_toml, scenario_from, to_toml
from tests.browser.any_page import CHARTS, EVERY, TALL, AnyPage
from tests.browser.overview import READY
from ui.menu import PAGES

TEXT = (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")
HOSTILE = read_toml(TEXT)
NAMES = [segment.name for segment in HOSTILE.segments]
FILE = "<img src onerror='stolen=1'>$x$![x](http:)  :smile:__.toml"  # whoever sends a file gives it its name
WORDS = ("name", "source", "summary", "note")
# What user text stands in, without the formulas, whose marks depend on their letters, and the project's own documents.
# The browser drops a title that looks like markup; which cell of a table has the focus is left by what was done before.
ELEMENTS = f"""() => {{ {EVERY}; const texts = '.stHtml, [data-testid=stMarkdownContainer], .stBidiComponent'
    return [...document.querySelectorAll(texts)]
    .filter(one => !one.closest('[class*=st-key-document-]'))
    .flatMap(one => [one, ...every(one)])
    .filter(one => !one.closest('.katex, option, .picture')) // what was opened before is still offered
    .map(one => one.tagName + ' ' + one.getAttributeNames().filter(name => !['title', 'tabindex', 'disabled'].includes(name)).sort().join(' ')) }}"""
HARMFUL = (
    ":is(iframe, object, embed, base, video, form[action], [formaction], [srcdoc], [onerror], [onload], [onclick])"
)
FROM_OUTSIDE = ":is([src*=evil], [href*=evil], [src*=localhost], [href^='javascript:'], .katex-error)"
TRIES, PATIENCE = 60, 500  # milliseconds: what was unfolded is drawn last
POINTED = ((0.1, 0.85), (0.5, 0.5), (0.85, 0.1), (0.1, 0.1), (0.85, 0.85))  # of a chart's width and height
DIALOG = "[data-testid=stDialog]"
NUMBERS = "[data-testid=stMain] {} button[data-trace]"


@pytest.fixture
def tab(page: Page, server: str) -> AnyPage:
    page.on("dialog", lambda dialog: pytest.fail(f"a text ran as a program: {dialog.message}"))
    page.set_viewport_size({"width": 1280, "height": TALL})
    return AnyPage(page, server).open()


def test_there_are_eighty() -> None:
    texts = list(_texts(tomllib.loads(TEXT)))
    assert len(texts) == len({*texts}) == 80


@pytest.mark.parametrize("key", PAGES)
def test_a_hostile_text_is_shown_as_it_is_and_does_nothing(tab: AnyPage, key: str, tmp_path: Path) -> None:
    tab.upload(_file(tmp_path, TEXT))
    if key != "overview":
        tab.go(key)
    tab.unfold()
    expect(tab.page.locator(".overline")).to_have_text(HOSTILE.name)
    _point_at_charts(tab)
    _expect_harmless(tab)
    hostile = tab.page.evaluate(ELEMENTS)
    for width in (375, 1280):
        assert tab.resize(width).overflow() <= 0
    _open_numbers(tab)
    if key == "library":  # which lists one more of one's own
        return
    tab.upload(_file(tmp_path, _plain()))
    for _ in range(TRIES):
        elements = tab.page.evaluate(ELEMENTS)
        if elements == hostile:
            break
        tab.page.wait_for_timeout(PATIENCE)
    assert elements == hostile
    tab.expect_peace()


def test_a_hostile_name_can_be_worked_with(tab: AnyPage, tmp_path: Path) -> None:
    tab.upload(_file(tmp_path, TEXT))
    tab.choose("Segment", NAMES[1])
    tab.type("1-cac", "100")
    expect(tab.page.locator(".change").last).to_contain_text(NAMES[1])
    places = tab.page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")  # the menu's hold names
    assert [place for place in places if not place.startswith(f"{tab.server}/")] == []
    _expect_harmless(tab)


def _point_at_charts(tab: AnyPage) -> None:
    """What a chart shows under the pointer, at places all over it."""
    for chart in tab.page.locator(CHARTS).all():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box
        for across, down in POINTED:
            tab.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])


def _open_numbers(tab: AnyPage) -> None:
    """The traces of a few of the page's numbers: of figures, and of what stands beside a name."""
    for part in (".figures", "tbody tr:nth-child(2)", "tbody tr:last-child"):
        number = tab.page.locator(NUMBERS.format(part)).first
        if number.count():
            number.click()
            tab.page.locator(f"{DIALOG} .traced").wait_for()
            tab.page.locator(READY).wait_for()
            _expect_harmless(tab)
            tab.page.keyboard.press("Escape")
            expect(tab.page.locator(DIALOG)).to_have_count(0)


def _expect_harmless(tab: AnyPage) -> None:
    assert tab.page.locator(f"{HARMFUL}, {FROM_OUTSIDE}").count() == 0
    assert tab.page.evaluate("window.stolen") is None
    tab.expect_peace()


def _file(folder: Path, text: str) -> Path:
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    return file


def _plain() -> str:
    """The same scenario with a plain word in place of each text."""
    numbers = count(1)
    plain = {text: f"Plain {next(numbers)}" for text in _texts(tomllib.loads(TEXT))}

    def replaced(data: Any) -> Any:
        if isinstance(data, dict):
            return {_path(key): replaced(value) if key not in WORDS else plain[value] for key, value in data.items()}
        return [replaced(each) for each in data] if isinstance(data, list) else data

    def _path(key: str) -> str:
        table, dot, name = key.rpartition(".")
        return f"{plain.get(table, table)}{dot}{name}"

    return to_toml(scenario_from(replaced(tomllib.loads(TEXT))))


def _texts(data: Any) -> Iterator[str]:
    """Each text that a user has written."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if key in WORDS:
            yield value
        elif isinstance(value, dict | list):
            yield from _texts(value)
