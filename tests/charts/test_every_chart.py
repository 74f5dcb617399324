"""Every chart of every page: one spec for all scenarios and runs, in two looks that differ by colour alone."""

import importlib
import json
import re
from typing import Any

import altair as alt
import pytest

from charts.drawn import DRAWERS, drawn
from charts.theme import built, frozen
from model import Scenario
from model.answers import Chart
from model.locales import writing_of
from tests.charts.test_specs import forget_specs
from tests.every_page import EXAMPLES, blocks, opened, show
from tests.questions.asking import about, every
from ui import chart_specs
from ui.menu import PAGES

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Unlike in everything: three segments and one, with and without a team, growing and not, changed and as opened.
VISITS = [("three-segments", {"Mid-market.retention_rate": 0.8}), ("mid-market-yearly", {}), ("understaffed-team", {})]
READERS = [(dark, locale) for dark in (False, True) for locale in ("en-US", "de-DE")]
WITHOUT_CHARTS = ("assumptions", "board_pack", "company", "evidence", "library")
OWN_WORDS = ("Enterprise", "Mid-market", "SMB", "Company of three")


def question(page: str) -> Any:
    """The function that makes a page of what is asked."""
    try:
        return importlib.import_module(f"model.questions.{page}.page").answer
    except ModuleNotFoundError:
        return importlib.import_module(f"model.questions.{page}").answer


@pytest.mark.parametrize("page", PAGES)
def test_a_spec_is_the_same_bytes_each_time_and_is_built_once_for_all_readers(page: str) -> None:
    scenario = EXAMPLES["three-segments"]
    answer = question(page)(about(scenario, segment=1))
    charts = [block for block in every(answer.blocks) if type(block) in DRAWERS]
    for chart in charts:
        light, again, dark = (_spec(chart, scenario, dark=dark) for dark in (False, False, True))
        assert again == light
        assert COLOUR.sub("", light) == COLOUR.sub("", dark)
        assert light != dark
        assert "colour " not in light
        alt.LayerChart.from_dict({**json.loads(light), "data": {"name": "table"}}, validate=True)  # else nobody checks
    looks = {DRAWERS[type(chart)].look(chart) for chart in charts}
    forget_specs()
    for look in looks:
        assert len({frozen(look, dark, False, locale).name for dark, locale in READERS}) == len(READERS)
    assert built.cache_info().misses == len(looks) * len({writing_of(locale).scales for _, locale in READERS})
    assert charts or page in WITHOUT_CHARTS


def _spec(chart: Chart, scenario: Scenario, *, dark: bool) -> str:
    forget_specs()
    return json.dumps(drawn(chart, scenario, dark=dark)[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gives_the_same_spec_and_name_whatever_the_scenario(page: str) -> None:
    known: dict[str, str] = {}
    app = opened(page)
    for key, changes in VISITS:
        show(app, EXAMPLES[key], changes)
        assert not app.exception
        for chart in blocks(app, "chart"):
            spec = chart_specs.known(chart["spec"])
            assert spec is not None
            assert known.setdefault(chart["title"], chart["spec"]) == chart["spec"]
            assert chart["title"]
            assert not any(word in spec.text.decode() for word in OWN_WORDS)
            assert not {"data", "height"} & {*spec}
    assert known or page in WITHOUT_CHARTS
