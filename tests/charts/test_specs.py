"""What specs share: the colours of the app's theme, and how tests read a spec."""

import tomllib
from pathlib import Path
from typing import Any

from charts import notes
from charts.theme import DARK, LIGHT, built, frozen

ROOT = Path(__file__).parents[2]
LOOKS = [(dark, dated) for dark in (False, True) for dated in (False, True)]


def test_colours_are_those_of_the_apps_theme() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for palette, colours in ((LIGHT, theme["light"]), (DARK, theme["dark"])):
        assert palette.paper == colours["backgroundColor"]
        assert palette.ink == colours["textColor"]
        assert palette.quiet == palette.baseline == colours["grayColor"]
        assert palette.rule == colours["borderColor"]
        assert palette.whatif == colours["primaryColor"]
        assert palette.loss == colours["redColor"]
        assert {palette.book, palette.later} <= set(colours["chartSequentialColors"])


def forget_specs() -> None:
    """The next one is built anew."""
    built.cache_clear()
    frozen.cache_clear()


def _values(spec: Any, key: str) -> list[str]:
    """What stands under this key anywhere in the spec."""
    if isinstance(spec, dict):
        here = [spec[key]] if isinstance(spec.get(key), str) else []
        return here + [value for part in spec.values() for value in _values(part, key)]
    return [value for part in spec for value in _values(part, key)] if isinstance(spec, list) else []


def test_the_room_over_a_chart_holds_two_words_over_each_other() -> None:
    """Vega makes room for the text of the empty row as well: without it the upper of two words at a line's end is cut."""
    written = notes.table({"at": ["1"], "y": [5.0]}, [], room=[5.6])
    assert written.column("note_kind")[-1] == "room"
    assert written.column("note_rise")[-1] <= -13.0
