"""Any page on any scenario as the server makes it, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from charts.table import ChartTable
from model import Scenario
from model.text import example_files, read_file
from ui import actions, escape, menu, panel, views
from ui.state import STATE_KEY, State

ROOT = Path(__file__).parents[1]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
FOLDED = ("months", "horizons", "versions", "computed", "more_inputs", "published", "hiring_plan", "match_retention", "meeting_templates",
          "response_data", "profit_steps", "counts", "firefighting", "affordable", "worth", "paybacks", "ceilings", "moved",
          "family", "rates", "holds", "often", "by_year", "hours", "need", "staffing_ways", "early_life",
          "phases", "season", "calendar", "contributions", "deciding", "growth", "correlations",
          "costs", "tornado", "cheapest", "budget", "preview", "unsourced_moves")  # fmt: skip
SLOW = ("sensitivity", "uncertainty", "board_pack")  # pages that run the model some ten thousand times
APART = 3  # each other example is on a third of the pages
FEW = ("three-segments", "understaffed-team", "product-led-smb", "mid-market-flat")
NOT_READ = {"id", "js_content", "css_content", "html_content"}
NOT_WORDS = {"kind", "spec", "data", "blocks"}  # of a block


def examples_of(page: str) -> list[Scenario]:
    """Four examples, and of the others those whose turn it is on this page: none for one that takes long."""
    turn = list(menu.PAGES).index(page)
    others = [key for key in EXAMPLES if key not in FEW][turn % APART :: APART] if page not in SLOW else []
    return [scenario for key, scenario in EXAMPLES.items() if key in FEW or key in others]


def opened(page: str) -> AppTest:
    """A session that has this page in view, not run yet."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state[views.KEY] = views.Views()
    return app if page == "overview" else app.switch_page(menu.PAGES[page].path)


def show(app: AppTest, scenario: Scenario, changes: Mapping[str, Any] | None = None, segment: int = 0) -> State:
    """What the session knows after a run that opens the scenario as a file, changes it, and looks at a segment."""
    asked = [partial(actions.open_own, scenario)]
    asked += [partial(actions.change, path, value) for path, value in (changes or {}).items()]
    asked.append(partial(actions.view_segment, segment))
    app.session_state[views.KEY].reports += [(f"action {number}", True, action) for number, action in enumerate(asked)]
    app.run()
    return known(app)


def unfold(app: AppTest, *parts: str, is_open: bool = True) -> None:
    """The next run begins with opening, or closing, these parts of the page."""
    app.session_state[views.KEY].reports += [(part, True, partial(actions.unfold, part, is_open)) for part in parts]


def ran(app: AppTest) -> AppTest:
    """After a run that went well."""
    app.run()
    assert not app.exception
    return app


def known(app: AppTest) -> State:
    """What the session knows."""
    state: State = app.session_state[STATE_KEY]
    return state


def blocks(app: AppTest, kind: str = "") -> list[dict[str, Any]]:
    """What the page's body and its side are made of, in their order: all of it, or the blocks of a kind."""
    messages = [json.loads(component.proto.bytes or "{}") for component in app.get("bidi_component")]
    return [block for block in _blocks(messages) if kind in ("", block.get("kind"))]


def _blocks(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from _blocks(part.get("blocks", ()))


def said(app: AppTest, kind: str = "") -> list[str]:
    """The words of each block, as a reader finds them: those of all, or of a kind."""
    return [_in_words({name: block[name] for name in block if name not in NOT_WORDS}) for block in blocks(app, kind)]


def _in_words(part: Any) -> str:
    """A sentence without a space between its words and numbers; of other things each in a line of its own."""
    match part:
        case str():
            return part
        case ["number", _, shown, _]:
            return str(shown)
        case ["strong", shown] | ["link", shown, _]:
            return str(shown)
        case dict():
            return "\n".join(map(_in_words, part.values()))
        case [*parts]:
            is_sentence = all(isinstance(each, str) or _is_marked(each) for each in parts)
            return ("" if is_sentence else "\n").join(map(_in_words, parts))
    return ""


def _is_marked(part: Any) -> bool:
    return isinstance(part, list) and part[:1] in (["number"], ["strong"], ["link"])


def numbers(app: AppTest) -> set[tuple[str, str]]:
    """The numbers in the page's body that open where they come from: key, and as shown."""
    return {number for block in blocks(app) for number in _numbers(block)}


def _numbers(part: Any) -> Iterator[tuple[str, str]]:
    match part:
        case ["number", str() as key, str() as shown, str()]:
            yield escape.from_attribute(key), shown
        case dict():
            yield from _numbers([*part.values()])
        case [*parts]:
            for each in parts:
                yield from _numbers(each)


def controls(app: AppTest) -> dict[str, Any]:
    """What each control on the page shows, by its key."""
    return {row["key"]: row for block in blocks(app, "panel") for row in block["rows"]}


def enabled(app: AppTest) -> dict[str, bool]:
    """Whether each of the panels' buttons can be pressed, by its name."""
    rows = [row for row in controls(app).values() if row["kind"] == "actions"]
    return {button["name"]: not button["off"] for row in rows for button in row["buttons"]}


def fire(app: AppTest, key: str, kind: str, value: Any = None) -> AppTest:
    """The run after an event of a control: "typed" a text, "slid" to a number, "chosen" an option, or the press of a button."""
    events: panel.PanelEvents = app.session_state[panel.KEY]
    app.session_state[views.KEY].reports.append((key, value, partial(events.controls[key].handlers[kind], value)))
    return ran(app)


def words(nodes: Iterable[Any]) -> Iterator[str]:
    """Every text that a page, or a part of it, sends to the browser, but for the specs and the data of charts."""
    for node in nodes:
        yield from _words(getattr(node, "proto", None))


def tables(app: AppTest) -> Iterator[ChartTable]:
    """What each chart is drawn of."""
    for chart in blocks(app, "chart"):
        yield ChartTable(chart["data"])


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Message):
        for field, value in part.ListFields():
            if field.name not in NOT_READ:
                yield from _words(_texts(json.loads(value)) if field.name == "bytes" else value)
    elif isinstance(part, Mapping):
        yield from _words(part.values())
    elif hasattr(part, "__iter__") and not isinstance(part, bytes):
        for each in part:
            yield from _words(each)


def _texts(part: Any) -> Any:
    """What of a message is words."""
    if isinstance(part, dict):
        return {name: _texts(value) for name, value in part.items() if name not in NOT_WORDS - {"blocks"}}
    return [_texts(value) for value in part] if isinstance(part, list) else part
