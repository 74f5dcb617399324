"""Files that are refused: each line that is said, word for word."""

import tomllib
from pathlib import Path

import pytest

from model.problems import ScenarioError
from model.text import read_toml

BAD = tomllib.loads((Path(__file__).parent / "bad_scenarios.toml").read_text(encoding="utf-8"))["bad"]


def test_there_are_many() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad["lines"][0].partition(": ")[2][:60])
def test_says_what_is_wrong(bad: dict[str, list[str] | str]) -> None:
    with pytest.raises(ScenarioError) as raised:
        read_toml(str(bad["text"]), "bad.toml")
    assert [str(problem) for problem in raised.value.problems] == bad["lines"]
    assert all("\n" not in line for line in bad["lines"])
