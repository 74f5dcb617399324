"""Two hundred kills in the middle of saves lose nothing that was acknowledged, and damage nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = 200


def test_kills_lose_no_acknowledged_change_and_damage_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.killed", str(tmp_path), str(KILLS)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(finished.stdout)
    assert found["wrong"] == []
    assert found["acknowledged"] > KILLS / 4
