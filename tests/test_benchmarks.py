"""The helpers of the pages' benchmark: what a visitor makes of the server's words, and how what was found is told."""

import json
import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import ours, pages, rivals_numpy, targets, work
from benchmarks.crowd import Crowd, Waits
from benchmarks.server import Server
from benchmarks.visitors import PageFailed, Visitor
from tools.golden import ROOT
from ui.menu import PAGES


@pytest.fixture
def visitor() -> Visitor:
    """Someone on a page with a panel that has no slider, and one that has two."""
    visitor = Visitor(None, "")
    assert not visitor.ends_run(_panel("none", {"kind": "list", "key": "choice"}))
    assert not visitor.ends_run(_panel("some", {"kind": "heading", "key": "title"}, _slider(0.7), _slider(0.1)))
    return visitor


def _panel(name: str, *rows: dict[str, Any], acknowledged: int = 0) -> ForwardMsg:
    message = ForwardMsg()
    panel = message.delta.new_element.bidi_component
    panel.id = name
    shown = {"kind": "panel", "rows": rows, "acknowledged": acknowledged, "opened": "scenario a", "session": "s"}
    panel.bytes = json.dumps(shown).encode()
    return message


def _slider(now: float) -> dict[str, Any]:
    return {"kind": "number", "key": f"at {now}", "path": "S.share", "low": 0.0, "high": 1.0, "step": 0.25, "at": now}


def test_a_visitor_moves_the_first_slider_towards_its_farther_end(visitor: Visitor) -> None:
    assert (visitor.panel, visitor.control["key"], visitor.opened) == ("some", "at 0.7", "scenario a")
    assert visitor.places() == pytest.approx([0.45, 0.2])


def test_a_visitor_keeps_to_the_panel_as_the_server_draws_it_anew(visitor: Visitor) -> None:
    visitor.ends_run(_panel("other", _slider(0.5)))
    visitor.ends_run(_panel("some", _slider(0.2)))
    assert (visitor.panel, visitor.control["at"]) == ("some", 0.2)


def test_a_visitor_knows_the_end_of_a_run_and_a_page_that_failed(visitor: Visitor) -> None:
    early, end, failed = ForwardMsg(), ForwardMsg(), ForwardMsg()
    early.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    failed.delta.new_element.exception.message = "division by zero"
    assert [visitor.ends_run(message) for message in (early, end)] == [False, True]
    with pytest.raises(PageFailed, match="division by zero"):
        visitor.ends_run(failed)


def test_a_process_is_watched_from_outside() -> None:
    server = Server(0, os.getpid())
    before = server.processor()
    while server.processor() == before:
        sum(range(10_000))
    assert server.processor() - before < 1
    assert 10 < server.weight() < 10_000


def test_targets_are_held_against_what_was_found() -> None:
    moved = pages.Moves([100.0] * 10 + [400.0] * 10, [20.0, 40.0])
    found = pages.PageTimes(
        pages.PagesEffort(20, 1_000),
        {
            "Slow": pages.MeasuredPage(2, 1_000.0, 900.0, moved, pages.Moves([200.0], [10.0])),
            "Still": pages.MeasuredPage(0, 5_000.0, 4_000.0),
        },
        [100.0 + step / 10 for step in range(20)],
    )
    assert [(line.measured, line.met) for line in targets.of_pages(found)] == [
        ("1,000.0 ms", True), ("900.0 ms", True), ("1.25 x", True), ("250.0 ms", False), ("400.0 ms", False),
        ("30.0 ms", False), ("5,000.0 ms", False), ("4,000.0 ms", False), ("1.7 MiB", False),
    ]  # fmt: skip
    head, slow, still = pages.table(found)
    assert len(head) == len(slow) == len(still)
    assert slow.split() == ["Slow", "2", "250", "400", "200", "1.25", "30.0", "10.0", "1,000", "900"]
    assert "no slider" in still


def test_a_visitor_releases_types_or_chooses_until_it_is_acknowledged(visitor: Visitor) -> None:
    for drags, events in ((True, [("slid", 0.45), ("slid", 0.2)]), (False, [("typed", "0.45"), ("typed", "0.2")])):
        assert [(kind, pytest.approx(value) if drags else value) for kind, value in events] == [
            *islice(visitor.acts(drags=drags), 2)
        ]
    visitor.events, end = 1, ForwardMsg()
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    assert not visitor.ends_run(end)  # of a run from before the event
    visitor.ends_run(_panel("some", _slider(0.2), acknowledged=1))
    assert visitor.ends_run(end)


def test_a_visitor_goes_on_to_the_next_control(visitor: Visitor) -> None:
    acts = visitor.acts(drags=True)
    assert [value for _, value in islice(acts, 4)] == pytest.approx([0.45, 0.2, 0.35, 0.6])
    assert visitor.control["key"] == "at 0.1"


def test_a_visitor_knows_which_parts_of_the_page_are_there() -> None:
    visitor, message = Visitor(None, ""), ForwardMsg()
    parts = [{"kind": "near", "key": "part-1", "blocks": []}, {"kind": "near", "key": "part-2"}]
    message.delta.new_element.bidi_component.bytes = json.dumps({"blocks": parts}).encode()
    visitor.ends_run(message)
    assert (visitor.parts, visitor.in_view) == ({"part-1": True, "part-2": False}, ["part-1"])


def test_a_visitor_of_a_page_without_numbers_chooses_other_scenarios() -> None:
    visitor = Visitor(None, "")
    picker = {"kind": "list", "key": "pick-scenario", "options": ["a", "b", "c"], "chosen": 1}
    visitor.ends_run(_panel("side", {"kind": "heading", "key": "title"}, picker))
    assert [*islice(visitor.acts(drags=True), 3)] == [("chosen", "c"), ("chosen", "a"), ("chosen", "b")]
    visitor.ends_run(_panel("inputs", _slider(0.7)))
    assert visitor.has_slider


def test_a_crowd_on_the_pages_is_measured(tmp_path: Path) -> None:
    """Three people for a few seconds; the keys are those that the README explains."""
    file = tmp_path / "found.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--only", "crowd", "--people", "3", "--json", str(file)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (found,) = json.loads(file.read_text())["crowd"]
    explained = re.findall(r"^\| `(\w+)` \|", (ROOT / "benchmarks/README.md").read_text(), re.M)
    assert [*found, *found["all"]] == explained
    assert (found["people"], found["dragging"], found["errors"]) == (3, 2, {})
    assert (found["all"]["moves"], len(found["pages"])) == (9, len(PAGES))
    assert 0 < found["all"]["p50_ms"] <= found["all"]["p95_ms"] <= found["all"]["max_ms"]
    assert sum(page["moves"] for page in found["pages"].values()) == 9


def test_targets_of_a_crowd_hang_on_how_many_there_are() -> None:
    waits = Waits(10, 100.0, 400.0, 500.0)
    crowds = [Crowd(people, 5, 20.0, waits, {}, 14.0, 0.5, 1.5, 0.1, (1.0, 1.0), {"lost": 2}) for people in (50, 51)]
    assert [(line.measured, line.met) for line in targets.of_crowd(crowds)] == [
        ("400.0 ms", False), ("14.0 ms", True), ("1.5 MiB", False), ("2", False),
        ("400.0 ms", True), ("14.0 ms", True), ("1.5 MiB", False), ("2", False),
    ]  # fmt: skip


def test_the_benchmarks_start() -> None:
    """Nothing is measured: all parts are loaded, and say what can be asked for."""
    done = subprocess.run([sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"moments" in done.stdout


def test_the_engine_and_the_naive_program_agree_on_the_work() -> None:
    inputs = work.draw(50)
    naive, engine = rivals_numpy.months_first(inputs), ours.w(inputs)
    assert work.check("Bowtie", engine.outcome(engine.run()), naive.outcome(naive.run())) < 1e-9
