"""Every number in the figures and tables of every page opens its trace, and the arithmetic shown there gives it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from model.trace.month import BY_THE_RING
from tests.arithmetic import worked_out
from tests.browser.overview import READY, query
from ui.menu import PAGES

SHOWN = re.compile(r"(−?)([\d,]*\.?\d+)(?:e([+−]?\d+))?\s*([kMBT%]?)")
SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "%": 0.01}
# Three segments of unlike terms over few months, whose numbers are all pressed; and a team over more than a year, whose
# months stay folded: each of them is made like those.
VISITS = {
    "three segments": query(**{"scenario": "three-segments", "horizon_months": "3", "SMB.cac": "900"}),
    "a team": query(**{"scenario": "understaffed-team", "horizon_months": "14", "Mid-market.retention_rate": "0.9"}),
}
UNFOLDED = {"three segments": ("months", "computed"), "a team": ("computed",)}
OF_A_TEAM = ("csm_capacity", "headcount", "assumptions")
CASES = [(name, "a team" if name in OF_A_TEAM else "three segments") for name in PAGES]
CASES += [("csm_capacity", "three segments")]
HOLDS_NUMBERS = ".figures dd.value, .figures dd.note:not(:last-child), [data-testid=stMain] .months td:not(.words)"
COLLECT = """selector => [...document.querySelectorAll(selector)].map(cell => ({
    text: cell.innerText,
    numbers: [...cell.querySelectorAll('button[data-trace]')].map(one => [one.dataset.trace, one.innerText]),
}))"""
PRESS = "key => [...document.querySelectorAll('button[data-trace]')].find(one => one.dataset.trace === key).click()"
READ = """() => ({
    value: document.querySelector('.traced-value').innerText,
    arithmetic: document.querySelector('.arithmetic .values')?.dataset.arithmetic,
    said: document.querySelector('.arithmetic').innerText,
    formula: document.querySelectorAll('[data-testid=stDialog] .katex').length,
})"""


@pytest.mark.parametrize(("name", "visit"), CASES)
def test_every_number_opens_its_trace_and_the_arithmetic_gives_it(
    page: Page, server: str, name: str, visit: str
) -> None:
    page.goto(f"{server}/{PAGES[name].address}{VISITS[visit]}")
    page.locator("[data-numbers=open]").wait_for(state="attached")
    page.locator("p.answer").wait_for()
    page.locator(READY).wait_for()
    for part in UNFOLDED[visit]:
        for folded in page.locator(f"[data-key={part}] button").all():
            folded.click()
            page.locator(READY).wait_for()
    page.wait_for_timeout(300)
    cells = page.evaluate(COLLECT, HOLDS_NUMBERS)
    untraced = [
        cell["text"] for cell in cells if re.search(r"\d", cell["text"]) and not cell["numbers"] and is_number(cell)
    ]
    assert untraced == []
    wrong = [line for key, shown in dict(numbers(cells)).items() if (line := disagreement(page, key, shown))]
    assert wrong == []


def numbers(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Key and text of each number; what opens and holds words alone, such as a choice, is none."""
    for cell in cells:
        yield from ((key, shown) for key, shown in cell["numbers"] if re.search(r"\d|–", shown))


def is_number(cell: dict[str, Any]) -> bool:
    """Whether a cell holds a number alone, with its currency, and not words in which one occurs."""
    return SHOWN.fullmatch(re.sub(r"^[A-Z]{3} ", "", cell["text"].strip())) is not None


def disagreement(page: Page, key: str, shown: str) -> str | None:
    """What is wrong with the trace of a number; None when it gives what is shown."""
    page.evaluate(PRESS, key)
    page.locator(f".traced[data-key={as_text(key)}]").wait_for(state="attached")
    page.locator(READY).wait_for()
    trace = page.evaluate(READ)
    if shown == "–":
        return None if trace["said"].startswith("No value: ") else f"{key} is shown as – and has {trace}"
    if trace["arithmetic"] is None:
        measure = key.partition("@")[0].rpartition("/")[2]
        given = trace["said"].startswith("Given.") or measure in (*BY_THE_RING, "billings")
        return (
            None if given and close(shown, read(trace["value"])[0]) else f"{key} ({shown}) has no arithmetic: {trace}"
        )
    value = worked_out(trace["arithmetic"])
    return None if close(shown, value) else f"{key}: {shown} is shown, {trace['arithmetic']} gives {value}"


def as_text(key: str) -> str:
    """A key as a value in a CSS selector."""
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read(shown: str) -> tuple[float, float]:
    """The value of a number as it is shown, and half of its last digit."""
    found = SHOWN.search(shown.replace("-", "−"))
    assert found, shown
    sign, digits, power, unit = found.groups()
    scale = SCALES[unit] * 10 ** int((power or "0").replace("−", "-").replace("+", ""))
    decimals = len(digits.partition(".")[2])
    value = float(digits.replace(",", "")) * scale * (-1 if sign else 1)
    return value, 0.5 * 10**-decimals * scale


def close(shown: str, value: float) -> bool:
    told, rounding = read(shown)
    return abs(told - value) <= 1.02 * max(rounding, 0.0005 * abs(told) if told else rounding) + 1e-9
