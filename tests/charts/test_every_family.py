"""Every chart family: one spec for all scenarios and runs, in two looks that differ by colour alone."""

import importlib
import json
import pkgutil
import re
from types import ModuleType

import pytest

import charts
from charts.theme import HEIGHT, frozen
from tests.every_page import EXAMPLES, opened, show
from ui.menu import PAGES

MODULES = [importlib.import_module(f"charts.{one.name}") for one in pkgutil.iter_modules(charts.__path__)]
PARTS = ("chart", "table", "finding", "TITLE", "UNIT")
FAMILIES = [module for module in MODULES if all(hasattr(module, part) for part in PARTS)]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
HIGH = re.compile(r'"height": \d+')
# Unlike in everything: three segments and one, with and without a team, growing and not, changed and as opened.
VISITS = [("three-segments", {"Mid-market.retention_rate": 0.8}), ("mid-market-yearly", {}), ("understaffed-team", {})]
OWN_WORDS = ("Enterprise", "Mid-market", "SMB", "Company of three")


def spec(family: ModuleType, *, dark: bool, dated: bool = False) -> str:
    frozen.cache_clear()
    return json.dumps(frozen(family.chart, dark, dated, getattr(family, "HEIGHT", HEIGHT)))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_spec_is_the_same_bytes_each_time_and_differs_by_colour_alone_when_dark(family: ModuleType) -> None:
    light, dark = spec(family, dark=False), spec(family, dark=True)
    assert spec(family, dark=False) == light
    assert COLOUR.sub("", light) == COLOUR.sub("", dark)
    assert light != dark


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gives_the_same_spec_and_name_whatever_the_scenario(page: str) -> None:
    known: dict[str, str] = {}
    app = opened(page)
    for key, changes in VISITS:
        show(app, EXAMPLES[key], changes)
        assert not app.exception
        for chart in app.get("vega_lite_chart"):
            plain = HIGH.sub("", chart.proto.spec)  # a chart of rows is as high as it has rows
            assert known.setdefault(chart.proto.alt, plain) == plain
            assert chart.proto.alt.partition(":")[0]
            assert not any(word in chart.proto.spec for word in OWN_WORDS)
            assert "data" not in json.loads(chart.proto.spec)
    assert known or page in ("assumptions", "evidence")
