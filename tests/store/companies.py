"""Companies to keep."""

from pathlib import Path

from model import Scenario
from model.text import read_file

SMB = read_file(Path(__file__).parents[2] / "scenarios" / "product-led-smb.toml")


def changed(number: int) -> Scenario:
    """The company with another CAC for each number."""
    return SMB.changed({"SMB.cac": float(number)})


ID = "a company"
OLD, NEW, LATER = changed(1), changed(2), changed(3)
