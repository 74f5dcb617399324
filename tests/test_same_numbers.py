"""The same number wherever it stands, of random scenarios: on page and command line, in a workbook and on slides."""

from __future__ import annotations

import io
import json
import math
import random
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from exports.deck import Pack
from exports.slides import slides
from exports.workbook import estimated_cells, workbook
from model import Scenario, run
from model.__main__ import main
from model.text import read_file, scenario_from, to_toml
from tests.every_page import blocks, opened, show, unfold
from tests.random_second_edition import second_edition_scenario
from tests.test_workbook import wrong
from tests.workbook import Recalculated

COUNT, PARTS, SEED = 50, 2, 14
SLIDES = ("answer", "position", "compounding", "cases", "capacity", "verdict", "cash")  # the others take long
# Series of the slides' charts and columns of their table, as the command line calls them.
MONTHS = {
    "Total": "mrr", "Existing customers": "book", "New customers": "new", "Cumulative profit": "cumulative_profit",
}  # fmt: skip
LIMITS = {"LTV:CAC": "ltv_cac", "CAC payback": "payback_margin", "Net MRR churn": "net_mrr_churn"}
MOST_MONTHS, MOST_CELLS = 3, 150  # of a scenario; of a month of its workbook, so that it is written soon
NUMBER = re.compile(r"([\d,]+(?:\.(\d+))?(?:e([−+]?\d+))?)([kMBT]?)")
ONE_NUMBER = re.compile(r"−?[^\d\s−]*[\d,.]+[kMBT]?%?")
TIMES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
ROUNDING = 1e-9  # relative: digits that a very large number is written without


@cache
def scenarios() -> list[Scenario]:
    chance, found = random.Random(SEED), list[Scenario]()
    while len(found) < COUNT:
        data = second_edition_scenario(chance)
        data["horizon_months"] = min(data.get("horizon_months", MOST_MONTHS), MOST_MONTHS)
        scenario = scenario_from({"schema": 2, **data}, "random")
        if estimated_cells(scenario) <= MOST_CELLS * scenario.horizon_months:
            found.append(scenario)
    return found


def numbers(part: Any) -> Iterator[tuple[str, str, str]]:
    """Each number among what a page is made of: its key, as it is shown, and with every digit."""
    match part:
        case ["number", str() as key, str() as shown, str() as exact]:
            yield key, shown, exact
        case list():
            for each in part:
                yield from numbers(each)
        case dict():
            yield from numbers([*part.values()])


def printed(said: dict[str, Any], key: str) -> float | None:
    """What the command line prints under the key of a page; nan where it is undefined, None where it prints none."""
    found = re.fullmatch(r"(?:(\d+)/)?(\w+)(?:@(\d+))?", key)
    if not found:
        return None
    owner, name, month = found.groups()
    part = said["total"] | {"figures": said["summary"]}
    if owner:
        segment = [*said["segments"].values()][int(owner)]
        part = segment | {"figures": segment["summary"] | segment["unit_economics"]}
    values = part.get(name) if month else part["figures"]
    if not isinstance(values, list if month else dict) or (not month and name not in values):
        return None
    value = values[int(month) - 1] if month else values[name]
    return math.nan if value is None else float(value)


def differs(text: str, value: float) -> bool:
    """Whether a text does not say this value, to half of its last digit."""
    found = NUMBER.search(text)
    if found is None or math.isnan(value):
        return not (found is None and math.isnan(value))
    digits, decimals, exponent, letter = found.groups(default="")
    times = TIMES[letter] * (0.01 if "%" in text else 1.0)
    sign = -1 if "−" in text[: found.start()] else 1
    there = sign * float(digits.replace(",", "").replace("−", "-"))
    last = int(exponent.replace("−", "-") or "0") - len(decimals)
    allowed = 0.5 * 10.0**last * times * (1 + 1e-6)
    return abs(there * times - value) > max(allowed, ROUNDING * abs(value))


def wrong_on_page(shown: list[tuple[str, str, str]], said: dict[str, Any]) -> Iterator[str]:
    for key, short, exact in shown:
        value = printed(said, key)
        if value is None:
            continue
        for text in (exact, *([short] if ONE_NUMBER.fullmatch(short) else [])):
            if differs(text, value):
                yield f"{key}: {text} on the page, {value} on the command line"


def on_slides(data: bytes, said: dict[str, Any]) -> Iterator[tuple[str, str | float, float]]:
    """Each number that stands on slides and on the command line: what it is, as a slide has it, and as printed."""
    for page in Presentation(io.BytesIO(data)).slides:
        traced = dict(noted(page.notes_slide.notes_text_frame.text, said))
        for label, (text, value) in traced.items():
            yield label, text, value
        texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        for label, text in pairwise(texts):
            if label in traced and ONE_NUMBER.fullmatch(text.removesuffix(" months")):
                yield label, text, traced[label][1]
        for shape in page.shapes:
            if shape.has_chart:
                yield from in_chart(shape, said)
            elif shape.has_table:
                yield from in_table(shape.table, said)


def noted(notes: str, said: dict[str, Any]) -> Iterator[tuple[str, tuple[str, float]]]:
    """The label of each number that is traced in the notes, with every digit there and as it is printed."""
    owners = {name: place for place, name in enumerate(said["segments"])}
    for part in notes.split("\n\n")[1:]:  # the page's question comes first
        label, exact, *_, key = part.split("\n")
        owner, _, name = key.strip("[]").rpartition("/")
        value = printed(said, f"{owners[owner]}/{name}" if owner else name)
        if value is not None:
            yield label, (exact.partition(" (")[0], value)


def in_chart(shape: Any, said: dict[str, Any]) -> Iterator[tuple[str, str | float, float]]:
    """Months of the company: of ARR twelve times the MRR, and of a line that has the chart's name."""
    times = 12 if shape.name.startswith("ARR") else 1
    total = said["total"]
    months = total | {layer: total["layers"][layer]["mrr"] for layer in ("book", "new")}
    for series in (series for plot in shape.chart.plots for series in plot.series):
        if series.name in MONTHS and (times == 12) == (MONTHS[series.name] != "cumulative_profit"):
            for number, value in zip(series.values, months[MONTHS[series.name]], strict=True):
                yield f"{shape.name}: {series.name}", number, times * value


def in_table(table: Any, said: dict[str, Any]) -> Iterator[tuple[str, str | float, float]]:
    """Each segment's figures beside their limits."""
    head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    if {*LIMITS} <= {*head}:
        for row in (row for row in rows if row[0] in said["segments"]):
            segment: Mapping[str, Any] = said["segments"][row[0]]
            for title, key in LIMITS.items():
                value = (segment["unit_economics"] | segment["summary"])[key]
                yield f"{row[0]}: {title}", row[head.index(title)], math.nan if value is None else value


def wrong_on_slides(found: list[tuple[str, str | float, float]]) -> Iterator[str]:
    for what, there, value in found:
        is_same = (
            math.isclose(there, value, rel_tol=ROUNDING) if isinstance(there, float) else not differs(there, value)
        )
        if not is_same:
            yield f"{what}: {there} on a slide, {value} on the command line"


@pytest.mark.parametrize("part", range(PARTS))
def test_a_number_is_the_same_on_the_page_on_the_command_line_in_a_workbook_and_on_slides(
    part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"{number}.toml" for number in range(COUNT // PARTS)]
    for file, scenario in zip(files, scenarios()[part::PARTS], strict=True):
        file.write_text(to_toml(scenario), encoding="utf-8")
    assert main(["run", *map(str, files), "--json"]) == 0
    app, found, compared, on_a_slide = opened("overview"), list[str](), 0, 0
    for file, said in zip(files, json.loads(capsys.readouterr().out), strict=True):
        scenario = read_file(file)
        unfold(app, "months")
        show(app, scenario)
        shown = [*numbers(blocks(app))]
        compared += sum(printed(said, key) is not None for key, _, _ in shown)
        found += [f"{file.stem}: {line}" for line in wrong_on_page(shown, said)]
        book = file.with_suffix(".xlsx")
        book.write_bytes(workbook(run(scenario)))
        found += [f"{file.stem}: {line}" for line in wrong(Recalculated(book), scenario, said)]
        there = [*on_slides(slides(Pack(run(scenario), date(2027, 1, 31)), SLIDES), said)]
        on_a_slide += len(there)
        found += [f"{file.stem}: {line}" for line in wrong_on_slides(there)]
    assert found == [], "\n".join(found[:60])
    assert compared > 100 * len(files)
    assert on_a_slide > 30 * len(files)
