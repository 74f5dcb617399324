"""Golden results of the example scenarios:   python -m tools.golden --because "what changed, by how much, why"

Writes those that differ from what the model gives now, and the reason into the changelog under Numbers changed.
"""

import argparse
import json
import math
from pathlib import Path
from typing import Any

from model import run
from model.report import as_json
from model.text import example_files, read_file

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
CHANGELOG = ROOT / "CHANGELOG.md"
HEADING = "### Numbers changed\n"
PATHS = ("mrr", "accounts", "csms", "operating_profit", "cash")


def results() -> dict[str, dict[str, Any]]:
    """What is guarded of each example: figures, decision, and some paths of the company."""
    return {name: _guarded(as_json(run(read_file(path)))) for name, path in example_files(ROOT / "scenarios").items()}


def _guarded(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": told["summary"],
        "decision": told["verdict"]["decision"],
        "total": {name: told["total"][name] for name in PATHS},
        "segments": {
            name: {"summary": part["summary"], "unit_economics": part["unit_economics"]}
            for name, part in told["segments"].items()
        },
    }


def same(one: Any, other: Any) -> bool:
    """Whether two results agree to nine digits."""
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return bool(one == other)


def read(name: str) -> dict[str, Any]:
    """The golden file of an example: `result` and the changelog's line `because` of which it is what it is."""
    golden: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return golden


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--because", required=True)
    because = parser.parse_args().because
    GOLDEN.mkdir(exist_ok=True)
    changed = []
    for name, result in results().items():
        if not (GOLDEN / f"{name}.json").exists() or not same(read(name)["result"], result):
            text = json.dumps({"because": because, "result": result}, indent=1)
            (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            changed.append(name)
    if changed:
        log = CHANGELOG.read_text(encoding="utf-8")
        CHANGELOG.write_text(log.replace(HEADING, f"{HEADING}\n- {because}", 1), encoding="utf-8")
    print("Changed:", ", ".join(changed) or "nothing")


if __name__ == "__main__":
    main()
