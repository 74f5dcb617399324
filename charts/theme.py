"""One look for every chart, light and dark, in the colours of .streamlit/config.toml."""

from __future__ import annotations

import calendar
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from model.locales import ENGLISH, MINUS, Scale, Writing, writing_of

FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
FONT_SIZE = 13
VEGA_LITE = "6.1"  # 6.4 tells the pointer nothing of the nearest month
HEIGHTS = {"low": 220, "usual": 280, "high": 320}  # pixels


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean. `book` and `later` are fills; the text on each has its own colour.

    `series` tells parts of a whole apart, where none is the what-if and none a loss.
    """

    paper: str
    ink: str
    quiet: str
    rule: str
    whatif: str
    baseline: str
    loss: str
    book: str
    on_book: str
    later: str
    on_later: str
    series: tuple[str, ...]

    def colour_of(self, name: str) -> str:
        """The colour of a meaning, or of a part of a whole: "series 0"."""
        part, _, place = name.partition(" ")
        colour: str = self.series[int(place)] if place else getattr(self, part)
        return colour


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#1C2024",
    quiet="#6B7178",
    rule="#D9DCE0",
    whatif="#0B6E8A",
    baseline="#6B7178",
    loss="#B5470F",
    book="#57A3B8",
    on_book="#1C2024",
    later="#B6D7E0",
    on_later="#1C2024",
    series=("#0B6E8A", "#57A3B8", "#B6D7E0", "#8A6100", "#D9B25F", "#5B5796", "#A9A4D6", "#6B7178"),
)
DARK = Palette(
    paper="#121517",
    ink="#E9EAEB",
    quiet="#9BA1A8",
    rule="#373D42",
    whatif="#57B8D3",
    baseline="#9BA1A8",
    loss="#F0905A",
    book="#1C6A80",
    on_book="#E9EAEB",
    later="#154451",
    on_later="#E9EAEB",
    series=("#57B8D3", "#30849C", "#195769", "#E0B44C", "#8A6F2E", "#A9A4E0", "#625DA0", "#9BA1A8"),
)
NAMES = Palette(
    **{part.name: f"colour {part.name}" for part in fields(Palette) if part.name != "series"},
    series=tuple(f"colour series {place}" for place, _ in enumerate(LIGHT.series)),
)

ENGLISH_TIME = {
    "dateTime": "%x, %X", "date": "%Y-%m-%d", "time": "%H:%M", "periods": ["AM", "PM"],
    "days": list(calendar.day_name), "shortDays": list(calendar.day_abbr), "months": list(calendar.month_name)[1:],
}  # fmt: skip

Chart = alt.LayerChart | alt.FacetChart  # what alt.layer is declared to return
Builder = Callable[[Palette, bool], Chart]


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


class Spec(dict[str, Any]):
    """What Vega-Lite draws of a table. Its name is its contents' own."""

    @cached_property
    def text(self) -> bytes:
        return json.dumps(self, separators=(",", ":")).encode()

    @cached_property
    def name(self) -> str:
        return hashlib.sha256(self.text).hexdigest()[:24]


@lru_cache(maxsize=512)  # visitors may name many locales
def frozen(build: Builder, dark: bool, dated: bool, locale: str = ENGLISH) -> Spec:
    """The spec of a chart without data and size, built once per look: the same object, so the same bytes, in every run.

    `locale` is the tag of the reader's, which the numbers on the axes follow.
    """
    colours = palette(dark)
    reader = writing_of(locale)
    return Spec(_coloured(built(build, dated, reader.scales), _by_name(colours)) | {"config": _config(colours, reader)})


@lru_cache(maxsize=512)
def built(build: Builder, dated: bool, _scales: tuple[Scale, ...]) -> dict[str, Any]:
    """The spec with names of colours instead of colours, the same for all readers with the same short forms of numbers,
    which a builder writes on axes as the reader of the context has them: to build one takes long.

    Altair checks no part as it is made: tests check the whole. A builder says a channel by its class, for a text is
    looked for among all classes.
    """
    with debug_mode(False):
        spec: dict[str, Any] = build(NAMES, dated).to_dict(validate=False)
    return {key: part for key, part in spec.items() if key not in ("config", "data", "$schema")}


def _by_name(colours: Palette) -> dict[str, str]:
    """Each colour by its name in `NAMES`."""
    pairs = (
        (getattr(NAMES, part.name), getattr(colours, part.name)) for part in fields(Palette) if part.name != "series"
    )
    return dict([*pairs, *zip(NAMES.series, colours.series, strict=True)])


def _coloured(part: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _coloured(value, colours) for key, value in part.items()}
    if isinstance(part, list):
        return [_coloured(value, colours) for value in part]
    return colours.get(part, part) if isinstance(part, str) else part


def _locale(reader: Writing) -> dict[str, Any]:
    """What the browser writes itself, as d3 takes it: numbers on axes, and months where they have names."""
    last, others = reader.grouping
    numbers = {"decimal": reader.decimal, "thousands": reader.group, "grouping": [last, *[others] * 6],
               "currency": ["", ""], "percent": reader.percent[1], "minus": MINUS}  # fmt: skip
    return {"number": numbers} | ({"time": {**ENGLISH_TIME, "shortMonths": [*reader.months]}} if reader.months else {})


def _config(colours: Palette, reader: Writing) -> dict[str, Any]:
    """Thin axes, quiet labels, no frame."""
    return {
        "locale": _locale(reader),
        "autosize": {"type": "fit", "contains": "padding"},
        "aria": False,  # the page says what a chart shows; each mark by itself says nothing
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 20},
        "view": {"stroke": None},
        "mark": {"tooltip": None},  # of what is asked for alone, and not the fields of words and points
        "axis": {
            "labelColor": colours.quiet,
            "labelFontSize": FONT_SIZE - 1,
            "titleColor": colours.quiet,
            "titleFontSize": FONT_SIZE - 1,
            "titleFontWeight": "normal",
            "domainColor": colours.rule,
            "tickColor": colours.rule,
            "gridColor": colours.rule,
            "gridOpacity": 0.7,
        },
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"grid": False, "labelPadding": 4},
        "text": {"font": FONT, "fontSize": FONT_SIZE, "color": colours.ink},
    }
