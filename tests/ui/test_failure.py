"""Messages that no browser of ours sends, and errors that nobody expected: one line in the log, and the page goes on."""

import logging
import re
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import FOLDED, known, opened, ran, unfold, words
from ui import menu, panel, views
from ui.state import STATE_KEY

KEYS = (
    "=name", "=summary", "=start", "=notes", "=segments", "=schema", "=company.", "=", "==", "=SMB", "=SMB.name",
    "=SMB.meetings/1/hours", "=currency", "=guidelines.ltv", "mrr@²", "mrr@" + "9" * 5_000, "mrr@0", "mrr@00013",
    "²/mrr@1", "9" * 5_000 + "/mrr", "mrr..²", "mrr@1.." + "9" * 5_000, "mrr@1..-1", "mrr@1..0..0..0..0", "x" * 100_000,
    "", "..", "..0", "nrr@1", "0/nrr", "blended_", "mrr@1\n", "\x00", "\ud800", "=\ud800.cac", "=start..0", "0/ltv_cac@3",
)  # fmt: skip


def test_a_key_that_no_page_shows_opens_nothing_or_what_it_names(app: AppTest) -> None:
    for key in KEYS:
        app.session_state[STATE_KEY].traced = key
        ran(app)
    assert known(app).traced == KEYS[-1]


JUNK = (
    None, True, -1, 2**70, float("nan"), float("inf"), -1e308, "", "²", "9" * 5_000, "=1", "\x00", "\ud800", [], [[]], [None],
    [["1"] * 50] * 3, [[{}]], {}, {"name": None}, {"number": "x", "file": 3}, {"name": "a", "size": -1, "content": "="},
    {"rows": [["a"]]}, {"name": "\ud800", "size": 10**30, "content": "AAAA"}, {"key": "__class__"}, (1, 2),
)  # fmt: skip


@pytest.mark.parametrize("page", menu.PAGES)
def test_a_message_that_no_browser_of_ours_sends_is_ignored(page: str) -> None:
    """D5: a forged value raised, and some sessions stayed broken."""
    app = opened(page)
    unfold(app, *FOLDED)
    controls = dict(ran(app).session_state[panel.KEY].controls)
    assert len(controls) > 4
    reports = app.session_state[views.KEY].reports
    for control in controls.values():
        for kind, handler in control.handlers.items():
            if kind not in MEANT:
                reports += [
                    (f"{control.key} {kind} {place}", True, partial(handler, value)) for place, value in enumerate(JUNK)
                ]
    ran(app)
    ran(app)


# What these do they do whatever they are sent: reset, or leave the page.
MEANT = ("reset", "baseline", "go")


def _broken() -> None:
    from ui import failure

    @failure.said
    def page() -> None:
        raise ValueError("told\nERROR forged by \x1b[31mthe visitor" + "x" * 1_000)

    page()


def test_an_unexpected_error_is_a_message_and_one_log_line_with_one_id(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    with caplog.at_level(logging.ERROR, "bowtie"):
        app = ran(AppTest.from_function(_broken, default_timeout=60))
    (record,) = caplog.records
    said, logged = "".join(words(app)), record.getMessage()
    (name,) = re.findall(r"error ([0-9a-f]{8})", said)
    assert logged.startswith(f"error {name}: ValueError: told\\nERROR forged by \\x1b[31mthe visitor")
    assert "\n" not in logged
    assert len(logged) < 600
    assert "ValueError" not in said
    assert ".py" not in said


def test_nothing_of_the_program_is_shown() -> None:
    from streamlit import config

    assert config.get_option("client.showErrorDetails") == "none"


def _overtaken() -> None:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from ui import failure

    @failure.said
    def page() -> None:
        run = get_script_run_ctx()
        assert run is not None
        assert run.script_requests is not None
        run.script_requests.request_stop()  # as a newer run does that begins meanwhile
        raise StopIteration

    page()


def test_a_run_that_a_newer_one_has_overtaken_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A segment was gone that an older run was still drawing."""
    monkeypatch.undo()
    with caplog.at_level(logging.ERROR, "bowtie"):
        app = AppTest.from_function(_overtaken, default_timeout=60).run()
    assert not caplog.records
    assert not list(words(app))
