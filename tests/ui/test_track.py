"""The track of a slider: each frame is the page at that value, and the curve says how far the answer holds."""

from __future__ import annotations

import json
from threading import Thread
from time import sleep
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, run
from model.wording import short
from tests.every_page import EXAMPLES, blocks, controls, fire, known, opened, show
from ui import track_turns
from ui.track import KEY, TOLD, ShownPage, stops_between, track
from ui.track_server import encoded
from ui.track_turns import NotWantedError

TEAM, THREE, SMB = (EXAMPLES[key] for key in ("understaffed-team", "three-segments", "product-led-smb"))
FIRST, MIDDLE, LAST = 0, 0.4, 1  # of the frames that are looked at: how far along
# Of each page inputs of every sort: shares, money, whole numbers, those of the company and of the limits.
ASKED = [
    ("overview", THREE, "retention_rate"),
    ("overview", SMB, "new_accounts_growth"),
    ("overview", THREE, "company.fixed_costs"),
    ("compounding", THREE, "expansion_rate"),
    ("compounding", SMB, "accounts"),
    ("clv_scenarios", SMB, "acv"),
    ("clv_scenarios", THREE, "gross_margin"),
    ("csm_capacity", TEAM, "csms"),
    ("csm_capacity", THREE, "csm_hours"),
    ("headcount", TEAM, "retention_at_risk"),
    ("headcount", TEAM, "ramp_months"),
    ("unit_economics", THREE, "cac"),
    ("unit_economics", SMB, "guidelines.payback_months"),
    ("cash_trough", THREE, "horizon_months"),
    ("cash_trough", SMB, "company.cash"),
]


def shown_page(app: AppTest) -> ShownPage:
    """The page as the session keeps it for its tracks."""
    page: ShownPage = app.session_state[KEY]
    return page


def titles(app: AppTest) -> set[str]:
    return {chart["title"] for chart in blocks(app, "chart")}


def made(app: AppTest, path: str) -> dict[str, Any]:
    """The track of an input, as the browser gets it."""
    return json.loads(encoded(track(shown_page(app), path, titles(app)) or {}))


def at(app: AppTest, name: str, value: float) -> AppTest:
    """The page after the slider was released at a value."""
    return fire(app, control(app, name), "slid", value)


def control(app: AppTest, name: str) -> str:
    table, _, last = name.rpartition(".")
    return f"input-{table or 0}-{last}" if table or f"input-0-{last}" in controls(app) else f"input-scenario-{last}"


def without_link(part: Any) -> Any:
    """Blocks without the addresses of pages, which hold the scenario: those are renewed on release."""
    if isinstance(part, list):
        return part[:2] if part[:1] == ["link"] else [without_link(each) for each in part]
    return {name: without_link(each) for name, each in part.items()} if isinstance(part, dict) else part


def close(parts: list[dict[str, list[Any]]]) -> list[dict[str, list[Any]]]:
    """A chart's data as a track has it: numbers finer than a pixel, and nothing of what the pointer is told."""
    return [{name: [float(f"{value:.6g}") if isinstance(value, float) else value for value in column]
             for name, column in part.items() if not name.startswith(TOLD)} for part in parts]  # fmt: skip


@pytest.mark.parametrize(("page", "scenario", "name"), ASKED)
def test_a_frame_is_the_page_at_that_value(page: str, scenario: Scenario, name: str) -> None:
    app = opened(page)
    show(app, scenario)
    row = controls(app)[control(app, name)]
    whole = made(app, row["path"])
    assert 3 <= len(whole["at"]) <= 42
    assert row["at"] in whole["at"]
    assert [row["low"], row["high"], row["step"]] == [whole["low"], whole["high"], whole["step"]]
    for share in (FIRST, MIDDLE, LAST):
        place = round(share * (len(whole["at"]) - 1))
        value, frame = whole["at"][place], whole["frames"][place]
        at(app, name, value)
        assert known(app).scenario.value(row["path"]) == value
        (head,) = blocks(app, "head")
        assert without_link(frame["head"]) == without_link(head)
        charts = {chart["title"]: chart for chart in blocks(app, "chart")}
        assert frame["charts"]
        for chart in frame["charts"]:
            released = charts[chart["title"]]
            assert without_link(chart | {"data": None}) == without_link(released | {"data": None})
            assert chart["data"] == close(released["data"])


def test_a_value_that_is_not_allowed_has_no_frame() -> None:
    """Two of the CSMs are cut in month 5: a team that starts with fewer cannot be."""
    name = TEAM.segments[0].name
    app = opened("overview")
    show(app, TEAM.changed({f"{name}.staff_changes": [{"month": 5, "change": -2.0}]}))
    row = controls(app)[control(app, "csms")]
    assert row["low"] < 2
    assert min(made(app, row["path"])["at"]) == 2


def test_positions_are_where_the_slider_can_stand() -> None:
    declared = TEAM.paths()
    hires = stops_between(declared["Mid-market.csms"], 0, 10, 1)
    assert hires == list(range(11))
    assert all(isinstance(stop, int) for stop in stops_between(declared["horizon_months"], 12, 60, 1))
    assert stops_between(declared["Mid-market.retention_rate"], 0.7, 1.0, 0.1) == [0.7, 0.8, 0.9, 1.0]
    assert stops_between(declared["Mid-market.retention_rate"], 0.7, 0.95, 0.1) == [0.7, 0.8, 0.9]


def test_the_curve_is_the_first_figure_with_zones_of_the_same_answer() -> None:
    """At both ends of each zone the page decides alike, and at the slider's next stop otherwise."""
    app = opened("overview")
    show(app, SMB)
    row = controls(app)[control(app, "retention_rate")]
    whole = made(app, row["path"])
    zones = whole["curve"]["zones"]
    decisions = [[decision(app, value) for value in zone_ends(zone, row)] for zone in zones]
    assert all(low[0] == high[0] for low, high in decisions)
    assert [low[0][1] for low, _ in decisions] == ["Brake: fix retention first.", "Accelerate."]
    (_, last), (first, _) = (zone_ends(zone, row) for zone in zones)
    assert round(first - last, 12) == row["step"]
    assert zones[1]["words"] == (
        f"ARR at the end goes from {arr(0.9)} to {arr(1.0)} as renewal rate goes from 90% to 100%. "
        f"The answer holds down to {100 * first:.3g}%."
    )
    assert zones[0]["brief"] == f"The answer holds up to {100 * last:.3g}%."
    assert len(whole["curve"]["values"]) == len(whole["at"])
    at(app, "retention_rate", whole["at"][3])
    end = 12 * float(known(app).result.total.monthly["mrr"][-1, 0])
    assert whole["curve"]["values"][3] == pytest.approx(end)


def arr(rate: float) -> str:
    """ARR at the end of the horizon at a renewal rate, as the engine has it by itself."""
    return f"${short(12 * float(run(SMB.changed({'SMB.retention_rate': rate})).total.monthly['mrr'][-1, 0]))}"


def zone_ends(zone: dict[str, Any], row: dict[str, Any]) -> tuple[float, float]:
    low, high = zone["low"], zone["high"]
    return row["low"] if low is None else low, row["high"] if high is None else high


def decision(app: AppTest, value: float) -> Any:
    at(app, "retention_rate", value)
    return blocks(app, "head")[0]["answer"]


def test_nothing_is_made_of_what_is_no_slider() -> None:
    app = opened("overview")
    show(app, SMB)
    for path in ("SMB.staffing", "nowhere", "SMB.meetings", "currency", "SMB.billing_months"):
        assert track(shown_page(app), path, titles(app)) is None


def test_an_answer_without_figures_has_none() -> None:
    """No team is there to decide about."""
    app = opened("headcount")
    show(app, SMB)
    assert blocks(app, "head")[0]["figures"] == []
    assert track(shown_page(app), "SMB.retention_rate", set()) is None


def test_a_track_waits_for_pages_but_not_for_ever_and_ends_when_it_is_wanted_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened("overview")
    page, taken = shown_page_of(app), list[str]()
    turns = page.turns()

    def wait() -> None:
        turns.take(lambda: taken.append("position"))

    monkeypatch.setattr(track_turns, "PATIENCE", 60)
    with track_turns.page_turn():
        waits = Thread(target=wait)
        waits.start()
        sleep(0.05)
        assert not taken
    waits.join(10)
    assert taken == ["position"]
    monkeypatch.setattr(track_turns, "PATIENCE", 0.01)
    with track_turns.page_turn():
        wait()
    assert len(taken) == 2
    page.newest += 1
    with pytest.raises(NotWantedError):
        wait()
    turns = page.turns()
    wait()
    show(app, SMB, {"SMB.acv": 7_000.0})
    with pytest.raises(NotWantedError):
        wait()


def shown_page_of(app: AppTest) -> ShownPage:
    show(app, SMB)
    return shown_page(app)


def test_a_track_leaves_the_state_as_it_is() -> None:
    app = opened("unit_economics")
    state = show(app, THREE)
    kept = dict(state.findings), dict(state.shown), state.opened, dict(state.results)
    made(app, "Enterprise.cac")
    assert (dict(state.findings), dict(state.shown), state.opened, dict(state.results)) == kept
