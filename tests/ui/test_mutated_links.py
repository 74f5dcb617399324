"""300 links that somebody or something has damaged: each opens, and what was left out of it is said."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, run
from model.problems import one_line
from model.text import example_files, read_file
from tests.every_page import blocks
from tests.ui.mutated_links import mutated
from ui import link
from ui.examples import FIRST
from ui.link import Opened
from ui.state import STATE_KEY

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, SMB, TEAM = EXAMPLES[FIRST], EXAMPLES["product-led-smb"], EXAMPLES["understaffed-team"]
VALID = [
    link.write(opened, FIRST)
    for opened in (
        Opened(FIRST, "example", THREE, THREE, THREE.changed({"Enterprise.cac": 90_000.0, "horizon_months": 48}), 1),
        Opened(FIRST, "example", THREE, THREE.changed({"SMB.acv": 4_000.0}),
               THREE.changed({"SMB.acv": 5_000.0, "Mid-market.renewal_months": 24, "name": "Ours = A & B"})),
        Opened("product-led-smb", "example", SMB, SMB, SMB.changed({"SMB.retention_rate": 0.95, "start": "2027-01"})),
        Opened("understaffed-team", "example", TEAM, TEAM, TEAM.changed(
            {"Mid-market.staff_changes": ({"month": 3, "change": -1.0},), "notes": {"company.cash": {"source": "bank"}}}
        )),
        Opened(FIRST, "example", THREE, THREE, THREE.changed({"segments": THREE.model_dump()["segments"][:2]})),
    )
]  # fmt: skip
LINKS = list(mutated(VALID, 300, seed=3))
ON_THE_PAGE = LINKS[:10]


@pytest.mark.parametrize("query", LINKS, ids=range(len(LINKS)))
def test_a_mutated_link_opens_a_valid_scenario_and_tells_what_it_left_out(query: str) -> None:
    pairs = parse_qsl(query, keep_blank_values=True)
    entries, repeated = link.once(pairs)
    opened, lines = link.read(entries, EXAMPLES, FIRST)
    for scenario in (opened.scenario, opened.baseline):
        assert Scenario.model_validate(scenario.model_dump(by_alias=True)) == scenario
    assert 0 <= opened.segment < len(opened.scenario.segments)
    assert len(repeated) == len(pairs) - len(entries)
    for line in [*repeated, *lines]:
        assert line.startswith(("link", "Nothing is kept under this link"))
        assert line.isprintable()
        assert len(line) <= 1_000
    if "s" in entries:
        assert (opened.scenario, opened.baseline, len(lines)) == (THREE, THREE, 1)
        return
    before = dict(parse_qsl(entries.get("baseline", ""), keep_blank_values=True))
    named = [line for line in lines if not line.startswith("link: baseline: ")]
    named_before = [line for line in lines if line.startswith("link: baseline: ")]
    for name, text in entries.items():
        if name == "scenario":
            assert text == opened.key or _names(named, name)
        elif name == "segment":
            assert text == opened.scenario.segments[opened.segment].name or _names(named, name)
        elif name != "baseline":
            assert _holds(opened.scenario, _renamed(name, opened.source, opened.scenario), text) or _names(named, name)
    for name, text in before.items():
        assert _holds(opened.baseline, _renamed(name, opened.source, opened.baseline), text) or _names(
            named_before, name
        )


def test_mutated_links_are_read_the_same_by_the_model() -> None:
    """The figures of what a damaged link opens can be computed."""
    for query in LINKS[::15]:
        entries, _ = link.once(parse_qsl(query, keep_blank_values=True))
        assert run(link.read(entries, EXAMPLES, FIRST)[0].scenario).verdict.sentence


@pytest.mark.parametrize("query", ON_THE_PAGE, ids=range(len(ON_THE_PAGE)))
def test_a_mutated_link_opens_on_the_page(query: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parse_qsl(query, keep_blank_values=True):
        app.query_params[name] = value
    app.run()
    assert not app.exception
    shown = bool(blocks(app, "notice"))
    assert shown == bool(app.session_state[STATE_KEY].notices)


def _names(lines: list[str], name: str) -> bool:
    return any(one_line(name)[:100] in line for line in lines)


def _renamed(path: str, source: Scenario, scenario: Scenario) -> str:
    """The path after the link has given its segment another name."""
    table, _, name = path.rpartition(".")
    names = [segment.name for segment in source.segments]
    if table not in names or len(names) != len(scenario.segments):
        return path
    return f"{scenario.segments[names.index(table)].name}.{name}"


def _holds(scenario: Scenario, path: str, text: str) -> bool:
    """Whether the scenario has this value at the path: as TOML reads it, or the word itself."""
    if path in ("segments", "notes"):
        return True  # a table as a whole: test_link.py
    if path not in scenario.paths():
        return False
    value = scenario.value(path)
    if value is None or isinstance(value, str):
        return text in (value or "", f'"{value}"')
    return _as_toml(text) == (_plain(value) if isinstance(value, tuple) else value)


def _as_toml(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return None


def _plain(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [row.model_dump(exclude_defaults=True) for row in rows]
