"""What one file, link or flag may ask of everyone's machine: refused with a sentence before it costs anything."""

import csv
import io
import resource
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from model.engine.simulate import run
from model.problems import MOST, ScenarioError
from model.tables import as_csv
from model.text import read_toml, with_settings
from tools.golden import ROOT

SEGMENT = '{name = "A", acv = 1}'
SEGMENT_FILE = f"segments = [{SEGMENT}]"
MEGABYTES = 1 << 20


def refused(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as raised:
        read_toml(text, "big.toml")
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"segments = [{', '.join([SEGMENT] * 201)}]", "segments has more than 200 rows: keep at most 200"),
        (
            f'segments = [{{name = "A", acv = 1, meetings = [{", ".join(["{per_year = 1, hours = 1}"] * 501)}]}}]',
            "A.meetings has more than 500 rows: keep at most 500",
        ),
        (
            f'segments = [{{name = "A", acv = 1, staff_changes = [{", ".join(["{month = 1, change = 1}"] * 501)}]}}]',
            "A.staff_changes has more than 500 rows: keep at most 500",
        ),
    ],
    ids=["segments", "meetings", "staff changes"],
)  # fmt: skip
def test_there_are_so_many_rows_and_no_more(text: str, line: str) -> None:
    assert refused(text) == [f"big.toml: {line}"]


def test_a_hundred_problems_are_said_and_the_others_counted() -> None:
    rows = ", ".join(["{month = 0, change = 1}"] * 450)
    lines = refused(f'segments = [{{name = "A", acv = 1, staff_changes = [{rows}]}}]')
    assert len(lines) == MOST + 1
    assert lines[-1] == "big.toml has 350 more problems: fix these first"


def test_a_file_as_large_as_may_be_of_empty_segments_costs_seconds_and_a_gigabyte_at_most(tmp_path: Path) -> None:
    file = tmp_path / "many.toml"
    file.write_text(f"segments = [{','.join(['{}'] * 1_600_000)}]", encoding="utf-8")
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "model", "run", str(file)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3_000 * MEGABYTES, 3_000 * MEGABYTES)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == f"{file}: segments has more than 200 rows: keep at most 200\n"
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("value", ["1#c", "1 # c", "1, 2", "1\n", "1\nb = 2", "", "[1", "1]", "1], [2"])
def test_a_setting_is_one_value(value: str) -> None:
    base = read_toml(SEGMENT_FILE)
    with pytest.raises(ScenarioError) as raised:
        with_settings(base, [("horizon_months", value)], "link")
    assert str(raised.value).startswith("link: horizon_months")


@pytest.mark.parametrize("name", [" ", "\u2003", "\u200b", "A\u200b", "\u202eA", "A\u2066", "\ufeff", "\t", "A\u00adB"])
def test_a_name_can_be_seen(name: str) -> None:
    """A table of what people see as the same name, or as none."""
    base = read_toml(SEGMENT_FILE)
    for path in ("name", "A.name"):
        with pytest.raises(ScenarioError, match=r"hidden characters|control character"):
            with_settings(base, [(path, f'"{name}"')], "link")


@pytest.mark.parametrize("name", ["می\u200cخواهم", "👩\u200d👧", "Ünïted (EU) / +1"])
def test_a_name_of_any_writing_stays(name: str) -> None:
    base = read_toml(SEGMENT_FILE)
    assert with_settings(base, [("A.name", name)]).segments[0].name == name


def test_no_dependency_may_be_older_than_where_its_known_holes_were_closed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"starlette>=1.3.1", "pyarrow>=26"} <= {*project["dependencies"]}


def test_the_version_has_one_name() -> None:
    assert refused(f"schema_version = 1\n{SEGMENT_FILE}") == [
        "big.toml: schema_version is not known: did you mean schema?"
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["=1+1", "x;=1+1;", "x,@SUM(1)", "x\t+1", "x| -1", "x;=1", '";=1+1;"', "a;\t=1"])
def test_no_name_is_a_formula_whatever_parts_the_fields(name: str, separator: str) -> None:
    text = as_csv([run(read_toml(f"name = '''{name}'''\nhorizon_months = 1\n{SEGMENT_FILE}"))])
    for row in csv.reader(io.StringIO(text), delimiter=separator):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@")) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell.split(",")[0])
    except ValueError:
        return False
    return True
