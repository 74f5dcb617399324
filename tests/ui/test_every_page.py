"""Every page on many scenarios, the numeric corners among them: no exception, and nothing shown that is no number."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from charts.table import ChartTable
from model import Scenario
from tests.corner_scenarios import corner_scenarios
from tests.every_page import EXAMPLES, FOLDED, blocks, examples_of, opened, show, tables, unfold, words
from tests.random_scenarios import random_scenario
from ui.menu import PAGES

NO_NUMBER = re.compile(r"\b(?:nan|NaN|inf|Infinity|None(?! of)|Traceback|undefined)\b")
# Each page looks at random scenarios and corners of its own: every so many, which lie apart by no factor that the corners
# turn through.
RANDOM, APART = 4, 23
KINDS = ("examples", "corners", "random")
NOTHING: dict[str, Any] = {
    "name": "Nothing at all", "horizon_months": 1,
    "segments": [{"name": "S", "acv": 0.01, "onboarding_rate": 0, "retention_rate": 0, "gross_margin": 0}],
}  # fmt: skip
CHANGES: tuple[dict[str, Any], ...] = (
    {}, {"*.retention_rate": 0.8}, {"*.renewal_months": 1}, {"*.accounts": 0.0, "*.new_accounts": 0.0},
    {"*.staffing": "fixed", "*.csms": 2.0}, {"horizon_months": 13}, {"*.acv": 12.0, "*.new_accounts": 3.0},
    {"horizon_months": 61, "start": "2027-01"}, {"*.cac": 0.0, "expansion_base": "starting"},
)  # fmt: skip


def scenarios(kind: str, page: int) -> list[Scenario]:
    """What the page of this place in the menu looks at."""
    if kind == "examples":
        return examples_of(list(PAGES)[page])
    if kind == "corners":
        chosen = [NOTHING, *islice(corner_scenarios(), page * APART, None, len(PAGES) * APART)]
    else:
        chosen = [random_scenario(random.Random(page * RANDOM + number)) for number in range(RANDOM)]
    return [Scenario.model_validate(data) for data in chosen]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_on_every_scenario(name: str, kind: str) -> None:
    """By turns with all that can be unfolded, and with the trace of one of the page's own numbers."""
    page = list(PAGES).index(name)
    app, wrong = opened(name), list[str]()
    for turn, scenario in enumerate(scenarios(kind, page), page):
        changes, unfolded = CHANGES[turn % len(CHANGES)], turn % 2 == 0
        unfold(app, *FOLDED, is_open=unfolded)
        own_changes = {path.replace("*", scenario.segments[0].name): value for path, value in changes.items()}
        state = show(app, scenario, own_changes, segment=turn % len(scenario.segments))
        if not unfolded and state.shown:
            keys = list(state.shown)
            state.traced = keys[7 * turn % len(keys)]
            app.run()
        wrong += [f"{scenario.name} with {changes} and trace of {state.traced!r}: {line}" for line in complaints(app)]
        state.traced = ""
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_a_baseline_with_other_segments_is_compared_as_far_as_it_can_be(name: str) -> None:
    """A link may hold segments of its own: fewer, in another order, of other names."""
    three, two = (EXAMPLES[key].model_dump()["segments"] for key in ("three-segments", "two-channels"))
    app = opened(name)
    for key, segments, place in (("three-segments", three[2:0:-1], 1), ("three-segments", two, 1),
                                 ("product-led-smb", three, 2), ("product-led-smb", three, 0)):  # fmt: skip
        show(app, EXAMPLES[key], {"segments": segments}, segment=place)
        assert complaints(app) == []


def complaints(app: AppTest) -> list[str]:
    """What is wrong with the page as it stands."""
    lines = [f"{error.message} {error.stack_trace}" for error in app.exception]
    lines += [text for text in words(app) if NO_NUMBER.search(text)]
    lines += [f"{name}: {value}" for table in tables(app) for name, value in _no_numbers(table)]
    return lines


def _no_numbers(table: ChartTable) -> Iterator[tuple[str, Any]]:
    """What a chart's table holds that is neither null nor finite nor a text that can be read, by its column."""
    for name in table.names:
        for value in table.column(name):
            if (isinstance(value, str) and NO_NUMBER.search(value)) or (
                isinstance(value, float) and not isfinite(value)
            ):
                yield name, value


@pytest.mark.parametrize("name", PAGES)
def test_no_two_controls_of_a_page_have_the_same_key(name: str) -> None:
    """The events of one would go to the other."""
    app = opened(name)
    show(app, EXAMPLES["understaffed-team"])
    unfold(app, *FOLDED)
    keys = Counter(row["key"] for block in blocks(app.run(), "panel") for row in block["rows"])
    assert [key for key, count in keys.items() if count > 1] == []
