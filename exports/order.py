"""An order for one file, as text that goes to another process, which makes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from exports.__main__ import KINDS
from exports.apart import Progress
from exports.deck import Pack
from model.engine.simulate import run
from model.scenario import Scenario
from model.text import read_toml, to_toml

TASK = f"{__name__}:made"


def order(kind: str, slides: Sequence[str], scenario: Scenario, baseline: Scenario | None, link: str) -> bytes:
    """The file of a kind, with these slides if it has any, of a scenario as it differs from its baseline.

    The link is where the scenario opens, if there is one.
    """
    texts = [to_toml(scenario), None if baseline is None else to_toml(baseline)]
    return json.dumps([kind, slides, *texts, link]).encode()


def made(given: bytes, told: Progress) -> bytes:
    """The file that was ordered. Raises ScenarioError for one that would be too large."""
    kind, slides, scenario, baseline, link = json.loads(given)
    before = None if baseline is None else run(read_toml(baseline))
    pack = Pack(run(read_toml(scenario)), date.today(), before, link)
    return KINDS[kind][1](pack, told, slides)
