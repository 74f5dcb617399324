"""The commands as a person types them, and small scenarios whose answers are known by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.__main__ import main

ROOT = Path(__file__).parents[2]
THREE, TEAM, FLAT = (
    str(ROOT / "scenarios" / f"{key}.toml") for key in ("three-segments", "understaffed-team", "mid-market-flat")
)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    assert main([*arguments, "--json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def words(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints in words."""
    assert main(arguments) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command refuses."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def file_of(folder: Path, text: str, name: str = "scenario") -> str:
    """A scenario file with this text."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def signing(folder: Path, months: int = 12, more: str = "", name: str = "signing") -> str:
    """Ten customers a month at $1,000 a month and a margin of 80%, who all stay; each costs $6,000 to win.

    Profit of month t is 10 x 800 t - 10 x 6,000.
    """
    return file_of(
        folder,
        f"""horizon_months = {months}
[[segments]]
name = "S"
acv = 12000
new_accounts = 10
cac = 6000
{more}
""",
        name,
    )
