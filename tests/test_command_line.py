"""The command line as a person types it, in a process of its own where that matters."""

import csv
import importlib
import io
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from model.__main__ import main
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.text import example_files, read_file, to_toml

ROOT = Path(__file__).parents[1]
EXAMPLES = [str(path) for path in example_files(ROOT / "scenarios").values()]
THREE = str(ROOT / "scenarios" / "three-segments.toml")
FLAT = str(ROOT / "scenarios" / "mid-market-flat.toml")


def bowtie(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "model", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, check=False)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_every_measure_under_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    result = told(capsys, "run", THREE, "--json")
    assert {*result} == {"scenario", "version", "summary", "total", "segments", "verdict", "reasons"}
    assert [*result["summary"]] == [*SUMMARY]
    assert {*result["total"]} == {name for name, metric in MONTHLY.items() if metric.in_total} | {"layers"}
    assert all(len(path) == 36 for name, path in result["total"].items() if name != "layers")
    assert [*result["segments"]] == ["Enterprise", "Mid-market", "SMB"]
    for part in result["segments"].values():
        monthly = {name for name, metric in MONTHLY.items() if metric.in_segments}
        assert {*part} == monthly | {"layers", "summary", "unit_economics"}
        assert {*part["unit_economics"]} == {*UNIT_ECONOMICS}
        assert {*part["summary"]} == {name for name, metric in SUMMARY.items() if metric.in_segments}
        assert {layer: {*paths} for layer, paths in part["layers"].items()} == {
            layer: {"mrr", "accounts", "revenue"} for layer in ("book", "new")
        }
    assert result["verdict"]["decision"] == "hold"
    assert [*result["verdict"]["segments"]] == ["Enterprise", "Mid-market", "SMB"]


def test_several_files_give_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    results = told(capsys, "run", THREE, FLAT, "--json")
    assert [result["scenario"] for result in results] == ["Company of three segments", "Mid-market, flat"]


def test_undefined_is_null_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    result = told(capsys, "run", FLAT, "--json", "--set", "horizon_months=12")
    assert result["summary"]["nrr"] == 1  # after one full turn, whatever the horizon
    assert result["segments"]["Mid-market"]["unit_economics"]["lifetime_months"] is None
    assert result["reasons"]["segments.Mid-market.unit_economics.lifetime_months"] == "no_churn"


def test_text_tells_verdict_summary_and_months(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", THREE]) == 0
    text = capsys.readouterr().out
    assert "\nHold. CAC takes 17 months to pay back, 5 more than your limit. " in text
    assert all(metric.label in text for metric in SUMMARY.values())
    assert text.rstrip().splitlines()[-1].startswith("36 ")


def test_csv_has_a_row_a_month_of_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", THREE, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 36 * 4
    assert {row["part"] for row in rows} == {"total", "Enterprise", "Mid-market", "SMB"}
    assert float(rows[0]["mrr"]) > 0


def test_csv_neutralises_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", FLAT, "--csv", "--set", "name==cmd|'/C calc'!A0"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["scenario"] == "'=cmd|'/C calc'!A0"


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("horizon_months=24", ("total", "mrr"), 24),
        ("guidelines.ltv=5y", ("verdict", "ltv"), "5y"),
        ("company.cash=1e6", ("total", "cash", 0), None),
        ("SMB.retention_rate=0.9", ("segments", "SMB", "unit_economics", "lifetime_months"), 10.0),
    ],
)
def test_set_changes_an_input(
    capsys: pytest.CaptureFixture[str], setting: str, path: tuple[Any, ...], value: Any
) -> None:
    before, after = told(capsys, "run", THREE, "--json"), told(capsys, "run", THREE, "--json", "--set", setting)
    for step in path:
        before, after = before[step], after[step]
    assert before != after
    if value is not None:
        assert (len(after) if isinstance(after, list) else after) == pytest.approx(value)


def test_reads_standard_input() -> None:
    done = bowtie("run", "-", "--json", text=Path(FLAT).read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["revenue"] == pytest.approx(7_560_000)


def test_figures_are_those_of_the_engine_in_a_fresh_process() -> None:
    done = bowtie("run", *EXAMPLES, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)) == len(EXAMPLES)


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["run"], ["bowtie run: the following arguments are required: FILE: see bowtie run --help"]),
        (["run", FLAT, "--json", "--csv"], None),
        (["walk"], None),
        (["run", "nowhere.toml"], ["nowhere.toml cannot be read: No such file or directory: check the path"]),
        (["run", "nowhere.toml", "neither.toml"], None),
        (["check", str(ROOT / "README.md")], None),
        (["run", str(ROOT)], None),
        (["run", FLAT, "--set", "x"], ["--set: x has no equals sign: write PATH=VALUE"]),
        (["run", FLAT, "--set", "Mid-market.cax=1"], ["--set: Mid-market.cax is no input of this scenario: did you mean Mid-market.cac?"]),
        (["run", FLAT, "--set", "Mid-market.cac=1;2"], ["--set: Mid-market.cac cannot be read as a value: '1;2': write it as in a scenario file"]),
        (["run", FLAT, "--set", "Mid-market.cac=-1", "--set", "horizon_months=0"], None),
    ],
)  # fmt: skip
def test_bad_input_is_told_on_standard_error_alone(arguments: list[str], lines: list[str] | None) -> None:
    done = bowtie(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode().splitlines()
    assert said
    assert not any("Traceback" in line or line.startswith(" ") for line in said)
    if lines is not None:
        assert said == lines


def test_standard_input_that_is_no_text() -> None:
    done = bowtie("run", "-", text=b"\xff\xfe\x00")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "standard input is not UTF-8 text: save it as UTF-8\n"


def test_a_closed_pipe_is_no_error() -> None:
    command = f'"{sys.executable}" -m model run "{THREE}" --csv | head -n 1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.stderr == b""


BAD_FILES = {
    "a number of 5000 digits": b'[[segments]]\nname = "A"\nacv = ' + b"9" * 5_000,
    "a hexadecimal number of 5000 digits": b'[[segments]]\nname = "A"\nacv = 0x' + b"f" * 5_000,
    "nesting without end": b"x = " + b"[" * 20_000,
    "a binary": bytes(range(256)) * 10,
    "more than 5 MB": b"#" * 6_000_000,
    "NUL": b'name = "a\x00b"',
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_monstrous_files_are_told_in_a_line(content: bytes) -> None:
    done = bowtie("check", "-", text=content)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert len(done.stderr) < 400


@pytest.mark.parametrize(
    "value", ["[" * 20_000, "0x" + "f" * 5_000, "9" * 5_000, "1e999", "nan", '"' * 3, "1970-01-01"]
)
def test_monstrous_settings_are_told_in_a_line(value: str) -> None:
    done = bowtie("run", FLAT, "--set", f"Mid-market.cac={value}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert len(done.stderr) < 400


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">&-", 0, ""),
        ("<&-", 2, "standard input: segments is missing"),
        (">/dev/full", 2, "cannot write: No space left"),
        ("2>&-", 2, ""),
    ],
)
def test_closed_streams_and_full_disks(redirection: str, code: int, said: str) -> None:
    file = {"<&-": "-", "2>&-": "nowhere.toml"}.get(redirection, FLAT)
    command = f'"{sys.executable}" -m model run "{file}" {redirection}'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_control_characters_of_names_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", FLAT, "--set", r'name="\u001b[31mred\n"', "--set", r'summary="\u202ebidi"']) == 0
    assert capsys.readouterr().out.startswith("\\x1b[31mred\\n\n\\u202ebidi\n")


def test_a_setting_says_which_of_several_files_it_does_not_fit() -> None:
    done = bowtie("run", FLAT, THREE, "--set", "SMB.cac=1")
    assert done.stderr.decode().splitlines() == [f"{FLAT}: --set: SMB.cac is no input of this scenario: leave it out"]


def test_standard_input_is_read_once() -> None:
    done = bowtie("run", "-", "-", text=Path(FLAT).read_bytes())
    assert (done.returncode, done.stderr.decode()) == (2, "standard input is named twice: name it once\n")


def test_flags_keep_blanks(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "run", FLAT, "--json", "--set", "name= x ")["scenario"] == " x "


def test_is_installed_as_bowtie() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["bowtie"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_published_figures_hold(capsys: pytest.CaptureFixture[str]) -> None:
    figures = told(capsys, "published", "--json")
    assert {"id", "printed", "computed", "worded", "verdict", "how"} <= {*figures[0]}
    assert main(["published"]) == 0


def test_a_figure_that_does_not_hold_is_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from model import published

    published.published_figures.cache_clear()
    monkeypatch.setattr(published, "_agrees", lambda *_: False)
    assert main(["published"]) == 1
    published.published_figures.cache_clear()


def test_check_says_what_differs_in_a_file_of_format_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It opens as a file of today, and is written as one."""
    path = tmp_path / "old.toml"
    text = Path(FLAT).read_text(encoding="utf-8")
    path.write_text("schema = 1\n" + "\n".join(line for line in text.splitlines() if not line.startswith("schema")))
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: valid\n  The file is of format 1, so its first months differ a little from before: existing customers renew "
        "from month 1 on, and NRR is taken after one full turn of their contracts.\n"
    )
    assert read_file(path) == read_file(FLAT)
    assert to_toml(read_file(path)).startswith("schema = 2\n")
    assert main(["check", FLAT]) == 0
    assert capsys.readouterr().out == f"{FLAT}: valid\n"


def test_check_says_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *EXAMPLES]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{path}: valid" for path in EXAMPLES]


def test_schema_accepts_the_examples_and_refuses_a_typo(capsys: pytest.CaptureFixture[str]) -> None:
    schema = told(capsys, "schema")
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in EXAMPLES:
        jsonschema.validate(tomllib.loads(Path(path).read_text(encoding="utf-8")), schema)
    for wrong in ({"retention_rat": 0.9}, {"retention_rate": 2}, {"staffing": "fix"}, {"renewal_months": 5}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"segments": [{"name": "A", "acv": 1, **wrong}]}, schema)


@pytest.mark.parametrize("command", ["inputs", "metrics"])
def test_declarations_are_printed(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert told(capsys, command, "--json")
    assert main([command]) == 0
    assert "retention" in capsys.readouterr().out


def test_loads_no_screen_library_and_no_slow_one() -> None:
    probe = (
        "import sys; from model.__main__ import main; main(['run', sys.argv[1]]);"
        "print([m for m in ('streamlit', 'altair', 'pandas', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe, FLAT], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"
