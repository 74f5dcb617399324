"""Answers to attacks travel with the scenario: in its file, its link and on the command line, and move no figure."""

import pytest

from model import Scenario, run
from model.problems import ScenarioError
from model.report import as_json
from model.text import read_file, read_toml, settings, to_toml, with_settings
from tools.golden import ROOT

SMB = read_file(ROOT / "scenarios" / "product-led-smb.toml")
HOSTILE = '=HYPERLINK("http://evil.example")\n[replies]\x07 "quoted" \\ <script>'


@pytest.fixture
def answered() -> Scenario:
    return SMB.changed({"replies.nothing": HOSTILE, "replies.confidence": "Three years of renewals."})


def test_they_stand_in_the_file_as_a_table(answered: Scenario) -> None:
    text = to_toml(answered)
    assert '\n[replies]\nconfidence = "Three years of renewals."\n' in text
    assert read_toml(text) == answered
    assert "[replies]" not in to_toml(SMB)


def test_they_stand_in_the_link_and_on_the_command_line(answered: Scenario) -> None:
    pairs = settings(answered, SMB)
    assert {*pairs} == {"replies.nothing", "replies.confidence"}
    assert with_settings(SMB, pairs.items()) == answered


def test_they_move_no_figure(answered: Scenario) -> None:
    told, before = as_json(run(answered)), as_json(run(SMB))
    assert {name: told[name] for name in ("summary", "total", "segments", "verdict")} == {
        name: before[name] for name in ("summary", "total", "segments", "verdict")
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'[replies]\nnothing = "{"x" * 301}"', "text of 0 to 300 characters"),
        ('[replies]\nelse = "x"', "replies.else is not known"),
        ('replies = "x"', "write a [replies] table"),
        ("[replies]\nnothing = 5", "replies.nothing is 5"),
        ('[[segments]]\nname = "replies"\nacv = 1', "has a meaning of its own in files"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    whole = text if "segments" in text else f'{text}\n[[segments]]\nname = "S"\nacv = 1\n'
    with pytest.raises(ScenarioError) as error:
        read_toml(whole)
    assert said in str(error.value)
