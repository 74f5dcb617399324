"""The helpers of the pages' benchmark: what a visitor makes of the server's words, and how what was found is told."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import pages, targets
from benchmarks.visitors import Crowd, PageFailed, Visitor
from tools.golden import ROOT


@pytest.fixture
def visitor() -> Visitor:
    """Someone on a page with a panel that has no slider, and one that has two."""
    visitor = Visitor(None, "")
    assert not visitor.ends_run(_panel("none", {"kind": "list", "key": "choice"}))
    assert not visitor.ends_run(_panel("some", {"kind": "heading", "key": "title"}, _slider(0.7), _slider(0.1)))
    return visitor


def _panel(name: str, *rows: dict[str, Any]) -> ForwardMsg:
    message = ForwardMsg()
    panel = message.delta.new_element.bidi_component
    panel.id, panel.json = name, json.dumps({"rows": rows, "acknowledged": 0, "opened": "scenario a"})
    return message


def _slider(now: float) -> dict[str, Any]:
    return {"kind": "number", "key": f"at {now}", "low": 0.0, "high": 1.0, "step": 0.25, "at": now}


def test_a_visitor_moves_the_first_slider_towards_its_farther_end(visitor: Visitor) -> None:
    assert (visitor.panel, visitor.slider["key"], visitor.opened) == ("some", "at 0.7", "scenario a")
    assert visitor.places() == pytest.approx([0.45, 0.2])


def test_a_visitor_keeps_to_the_panel_as_the_server_draws_it_anew(visitor: Visitor) -> None:
    visitor.ends_run(_panel("other", _slider(0.5)))
    visitor.ends_run(_panel("some", _slider(0.2)))
    assert (visitor.panel, visitor.slider["at"]) == ("some", 0.2)


def test_a_visitor_knows_the_end_of_a_run_and_a_page_that_failed(visitor: Visitor) -> None:
    early, end, failed = ForwardMsg(), ForwardMsg(), ForwardMsg()
    early.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    failed.delta.new_element.exception.message = "division by zero"
    assert [visitor.ends_run(message) for message in (early, end)] == [False, True]
    with pytest.raises(PageFailed, match="division by zero"):
        visitor.ends_run(failed)


def test_a_process_is_watched_from_outside() -> None:
    server = pages.Server(0, os.getpid())
    before = server.processor()
    while server.processor() == before:
        sum(range(10_000))
    assert server.processor() - before < 1
    assert 10 < server.weight() < 10_000


def test_targets_are_held_against_what_was_found() -> None:
    moved = pages.Moves([100.0] * 10 + [400.0] * 10, [20.0, 40.0])
    found = pages.PageTimes(
        pages.PagesEffort(20, 2, 10, 1_000),
        {
            "Slow": pages.MeasuredPage(2, 1_000.0, moved, pages.Moves([200.0], [10.0])),
            "Still": pages.MeasuredPage(0, 5_000.0),
        },
        Crowd([0.1] * 20, 0.5),
        [100.0 + step / 10 for step in range(20)],
    )
    assert [(line.measured, line.met) for line in targets.of_pages(found)] == [
        ("1,000.0 ms", True), ("1.25 x", True), ("250.0 ms", False), ("400.0 ms", False), ("30.0 ms", False),
        ("5,000.0 ms", False), ("100.0 ms", True), ("0.5 MiB", True), ("1.7 MiB", False),
    ]  # fmt: skip
    head, slow, still = pages.table(found)
    assert len(head) == len(slow) == len(still)
    assert slow.split() == ["Slow", "2", "250", "400", "200", "1.25", "30.0", "10.0", "1,000"]
    assert "no slider" in still


def test_the_benchmarks_start() -> None:
    """Nothing is measured: all parts are loaded, and say what can be asked for."""
    done = subprocess.run([sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"moments" in done.stdout
