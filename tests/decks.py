"""Decks of slides as they are written and as they read, each made once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pptx import Presentation

from exports.deck import SLIDES, Pack
from exports.slides import slides
from model import Scenario, run
from model.text import read_file
from tools.golden import ROOT

DAY = date(2027, 1, 31)
EXAMPLE = ROOT / "scenarios" / "three-segments.toml"
THREE = read_file(EXAMPLE)
CHANGES = {"SMB.cac": 1800.0, "Enterprise.new_accounts": 2.0, "name": "Cheaper SMB", "start": "2026-07"}
NAMES = ("W" * 40, "非常に長い名前の顧客セグメント非常に長い名前の顧客セグメント非常に長い名前の", "שם ארוך מאוד של פלח לקוחות גדולים במזרח",
         "Ein sehr langer Segmentname mit Wörtern.")  # fmt: skip


@dataclass(frozen=True)
class Deck:
    """A deck as it was written, and as it reads."""

    pack: Pack
    data: bytes

    @property
    def read(self) -> Any:
        return Presentation(io.BytesIO(self.data))

    def slide(self, key: str) -> Any:
        return self.read.slides[list(SLIDES).index(key)]

    def texts(self, key: str) -> list[str]:
        return [shape.text_frame.text for shape in self.slide(key).shapes if shape.has_text_frame]

    def charts(self, key: str) -> list[Any]:
        return [shape.chart for shape in self.slide(key).shapes if shape.has_chart]


def deck_of(scenario: Scenario, baseline: Scenario | None = None, keys: Sequence[str] = tuple(SLIDES)) -> Deck:
    pack = Pack(run(scenario), DAY, run(baseline) if baseline else None)
    return Deck(pack, slides(pack, keys))


@cache
def of_three() -> Deck:
    return deck_of(THREE)


@cache
def of_a_whatif() -> Deck:
    return deck_of(THREE.changed(CHANGES), THREE.changed({"start": "2026-07"}))
