"""Events of the panel: each is handled once, in order, for what was open; what makes no sense does nothing."""

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.text import read_toml, to_toml
from tests.every_page import EXAMPLES, blocks, controls, fire, known, opened, ran, show
from ui import actions, browser_scripts, files, link, menu, numbers, panel, views

SMB = EXAMPLES["product-led-smb"]
FIELD, OPENED = "input-0-cac", "scenario product-led-smb"


@pytest.fixture
def send(app: AppTest) -> Callable[..., Scenario]:
    """Sends events as a browser does, with all earlier ones each time, and gives the scenario after the run."""
    sent: list[Any] = []

    def after(*new: Any) -> Scenario:
        sent.extend(new)
        events: panel.PanelEvents = app.session_state[panel.KEY]
        app.session_state[views.KEY].reports += [(key, True, action) for key, action in events.new(sent)]
        return known(ran(app)).scenario

    return after


def event(number: Any, value: Any, kind: str = "typed", key: str = FIELD, opened: str = OPENED) -> dict[str, Any]:
    return {"number": number, "opened": opened, "key": key, "type": kind, "value": value}


def test_an_event_is_handled_once_however_often_it_is_sent(app: AppTest, send: Callable[..., Scenario]) -> None:
    assert send(event(1, "1,000")) == SMB.changed({"SMB.cac": 1000.0})
    assert send(event(2, None, "undo", "steps")) == SMB
    assert send() == SMB
    assert [len(known(app).past), len(known(app).future)] == [0, 1]


def test_events_are_handled_in_their_order(send: Callable[..., Scenario]) -> None:
    both = send(event(1, "1,000"), event(2, 2000, "slid", "input-0-acv"))
    assert both == SMB.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})
    undo = {"value": None, "kind": "undo", "key": "steps"}
    assert send(event(3, **undo), event(4, **undo)) == SMB


def test_an_event_for_what_is_no_longer_open_does_nothing(app: AppTest, send: Callable[..., Scenario]) -> None:
    two = EXAMPLES["two-channels"]
    assert send(event(1, two.name, "chosen", "pick-scenario"), event(2, 0, "slid")) == two
    assert send(event(3, 0, "slid", opened="scenario two-channels")) != two


def test_an_event_from_before_the_scenario_became_ones_own_is_handled(
    app: AppTest, send: Callable[..., Scenario]
) -> None:
    """What no longer fits in a link becomes one's own while more is being typed, and undo leads back."""
    rows = [{"month": 1 + place, "change": 1.0} for place in range(100)]
    app.session_state[views.KEY].reports.append(("s", True, partial(actions.change, "SMB.staff_changes", rows)))
    changed = known(ran(app)).scenario
    assert known(app).opened.kind == link.OWN
    cac = send(event(1, "1,000"))
    assert (cac.value("SMB.cac"), cac.segments[0].staff_changes) == (1000.0, changed.segments[0].staff_changes)
    undo = {"value": None, "kind": "undo", "key": "steps"}
    assert send(event(2, **undo), event(3, **undo), event(4, "2,000")) == SMB.changed({"SMB.cac": 2000.0})


def test_a_page_a_scenario_and_a_step_back_mean_the_same_whatever_is_open(
    app: AppTest, send: Callable[..., Scenario]
) -> None:
    two, three = EXAMPLES["two-channels"], EXAMPLES["three-segments"]
    picks = [event(number, scenario.name, "chosen", "pick-scenario") for number, scenario in enumerate((two, three), 1)]
    assert send(*picks, event(3, "cash_trough", "go", "menu")) == three
    assert [page["page"] for page in controls(app)["menu"]["pages"] if page["current"]] == ["cash_trough"]
    undo: dict[str, Any] = {"value": None, "kind": "undo", "key": "steps", "opened": "scenario three-segments"}
    assert send(event(4, **undo), event(5, **undo)) == SMB


@pytest.mark.parametrize(("kind", "value"), [("slid", 7), ("typed", "7")])
def test_an_input_of_a_segment_that_an_earlier_event_took_away_is_left_alone(
    app: AppTest, send: Callable[..., Scenario], kind: str, value: Any
) -> None:
    other = SMB.model_dump(by_alias=True)["segments"][0] | {"name": "Mine"}
    app.session_state[views.KEY].reports.append(("s", True, partial(actions.change, "segments", [other])))
    assert known(ran(app)).scenario.segments[0].name == "Mine"
    assert send(event(1, None, "undo", "undo segments:renamed:Mine"), event(2, value, kind)) == SMB


def test_what_a_newer_run_interrupts_is_done_by_that_run(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    interrupted = iter([True, False, False])

    def first() -> None:
        if next(interrupted):
            raise RerunException(RerunData())
        done.append("first")

    def broken() -> None:
        raise ValueError("of the action")

    session_views = views.Views(
        reports=[("a", True, first), ("b", True, broken), ("c", True, lambda: done.append("last"))]
    )
    monkeypatch.setattr(views, "of_session", lambda: session_views)
    with pytest.raises(RerunException):
        views.act()
    with pytest.raises(ValueError, match="of the action"):
        views.act()
    views.act()
    assert done == ["first", "last"]


def test_a_file_holds_the_events_before_it_and_is_kept_until_it_has_arrived(
    app: AppTest, send: Callable[..., Scenario]
) -> None:
    send(event(1, "1,000"), event(2, {"number": 2}, "save", "file"))
    file = _file(app)
    assert (file["number"], file["name"]) == (2, "product-led-smb-my-version.toml")
    assert read_toml(file["text"], file["name"]).segments == SMB.changed({"SMB.cac": 1000.0}).segments
    send()
    assert _file(app) == file
    events: panel.PanelEvents = app.session_state[panel.KEY]
    assert list(events.new([event(3, 0, "slid")])) != []
    assert _file(ran(app)) is None


def _file(app: AppTest) -> Any:
    """What the page hands over."""
    (file,) = [block["file"] for block in blocks(app) if "file" in block]
    return file


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        ("é", "own.toml cannot be read: check that it is still there, and open it again"),
        (None, "own.toml cannot be read: check that it is still there, and open it again"),
        ("no base64", "own.toml cannot be read: check that it is still there, and open it again"),
        (base64.b64encode(b"\xff").decode(), "own.toml is not UTF-8 text: save it as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(
    app: AppTest, send: Callable[..., Scenario], content: str | None, notice: str
) -> None:
    assert send(event(1, {"name": "own.toml", "size": 9, "content": content}, "open", "file")) == SMB
    assert known(app).notices == [notice]


@pytest.mark.parametrize(("size", "content"), [(files.MOST + 1, None), (9, "A" * (files.MOST * 4 // 3 + 4))])
def test_a_file_too_large_to_be_one_is_reported_and_not_read(
    app: AppTest, send: Callable[..., Scenario], size: int, content: str | None
) -> None:
    """Whatever the browser says of its size."""
    assert send(event(1, {"name": "own.toml", "size": size, "content": content}, "open", "file")) == SMB
    assert known(app).notices == ["own.toml is larger than 500,000 bytes: a scenario is a few kB of text"]


def test_a_name_that_no_file_can_have_is_said_as_one_that_it_can(app: AppTest, send: Callable[..., Scenario]) -> None:
    for number, name, said in ((1, "\ud800.toml", "?.toml"), (2, 300 * "a", 200 * "a")):
        assert send(event(number, {"name": name, "size": 9, "content": None}, "open", "file")) == SMB
        assert known(app).notices[0].startswith(f"{said} cannot be read")


def test_a_file_is_kept_while_no_events_come(app: AppTest, send: Callable[..., Scenario]) -> None:
    send(event(1, {"number": 1}, "save", "file"))
    events: panel.PanelEvents = app.session_state[panel.KEY]
    assert list(events.new(None)) == []
    assert _file(ran(app)) is not None


def test_a_file_opens(send: Callable[..., Scenario]) -> None:
    two = EXAMPLES["two-channels"]
    content = base64.b64encode(b"\xef\xbb\xbf" + to_toml(two).replace("\n", "\r\n").encode()).decode()
    assert send(event(1, {"name": "own.toml", "size": 9, "content": content}, "open", "file")) == two


def test_a_script_of_another_version_is_another_component(app: AppTest) -> None:
    """A page that outlives its server's version draws its controls anew, and lets go of those of before."""
    names = {component.proto.component_name for component in app.get("bidi_component")}
    assert names == {f"{name}_{browser_scripts.VERSION}" for name in ("body", "panel", "opener")}


def test_the_open_trace_shows_the_number_of_this_run() -> None:
    """One that only the page knows, such as a figure of its answer."""
    page = opened("compounding")
    state = show(page, SMB)
    before = {
        key: numbers.exactly(quantity, SMB) for key, quantity in state.shown.items() if state.trace.find(key) is None
    }
    for state.traced in list(before)[:3]:
        show(page, SMB)
        show(page, SMB, {"SMB.acv": 1000.0})
        after = numbers.exactly(state.shown[state.traced], state.scenario)
        assert after != before[state.traced]
        html = "".join(block.proto.body for block in page.get("html"))
        assert f"<p class='traced-value'>{after} " in html


def test_a_part_of_a_page_is_drawn_while_it_is_open(app: AppTest, send: Callable[..., Scenario]) -> None:
    assert "input-0-contraction_rate" not in controls(app)
    send(event(1, True, "opened", "more_inputs"))
    assert "input-0-contraction_rate" in controls(app)
    send(event(2, False, "opened", "more_inputs"))
    assert "input-0-contraction_rate" not in controls(app)


@pytest.mark.parametrize(
    "page",
    [
        page
        for page in menu.PAGES
        if page not in ("evidence", "company", "library", "compare", "uncertainty", "board_pack")
    ],
)
def test_the_segment_in_view_is_chosen_on_every_page_that_shows_one(page: str) -> None:
    app = opened(page)
    three = EXAMPLES["three-segments"]
    show(app, three)
    assert controls(app)["view-segment"]["options"] == [segment.name for segment in three.segments]
    fire(app, "view-segment", "chosen", three.segments[1].name)
    assert known(app).segment == three.segments[1].name


@pytest.mark.parametrize(
    "sent",
    [
        None, "", [], {}, {"number": 1}, event("1", "1"), event(float("nan"), "1"), event(1, "1", key="no such"),
        event(1, "1", kind="no such"), event(1, "1", opened=""), event(1, 1, kind="typed"), event(1, None, kind="slid"),
        event(1, "1", kind="slid"), event(1, True, kind="slid"), event(1, float("nan"), kind="slid"),
        event(1, float("inf"), kind="slid"), event(1, 10**400, kind="slid"), event(1, [], kind="slid"),
        event(1, 0, "chosen", "pick-scenario"), event(1, "no such", "chosen", "pick-scenario"),
        event(1, "", "opened", "more_inputs"), event(1, [], "open", "file"), event(1, {"name": 1}, "open", "file"),
        event(1, [], "save", "file"), event(float("inf"), "1"), event(2**53, "1"), event(float("inf"), "no such", "go", "menu"),

        event(1, None, "chosen", "pick-scenario"), event(1, "no such", "go", "menu"), event(1, [], "go", "menu"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_does_nothing(app: AppTest, send: Callable[..., Scenario], sent: Any) -> None:
    assert send(sent) == SMB
    assert known(app).refused == {}
    assert send(event(2, "1,000")) == SMB.changed({"SMB.cac": 1000.0})


def test_a_page_is_left_for_the_one_that_was_asked_for_after_all_else_was_done(
    app: AppTest, send: Callable[..., Scenario]
) -> None:
    changed = send(event(1, "cash_trough", "go", "menu"), event(2, "1,000"))
    assert changed == SMB.changed({"SMB.cac": 1000.0})
    assert [page["page"] for page in controls(app)["menu"]["pages"] if page["current"]] == ["cash_trough"]
    assert app.query_params["SMB.cac"] == "1000"


def test_a_run_that_is_interrupted_before_it_wrote_the_link_leaves_that_to_the_next(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as interrupted:
        interrupted.setattr(link, "write", lambda *_: (_ for _ in ()).throw(StopException()))
        fire(app, FIELD, "typed", "1,000")
    assert "SMB.cac" not in app.query_params
    assert ran(app).query_params["SMB.cac"] == "1000"
