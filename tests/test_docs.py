"""What the docs say is so: generated pages are fresh, commands run, links lead somewhere, what is named exists."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from exports import opened, opened_zip
from model import formulas, problems, typed, what_fits
from model.fitting import accounts
from model.metrics import UNIT_ECONOMICS
from model.parameters import SEGMENT, replies
from model.parameters.segment import MOST_ROWS
from model.scenario import MOST_SEGMENTS
from model.text import LARGEST, example_files, read_toml
from store.library import VERSIONS
from tools import docs
from ui import files, link, menu, steps, takeaway_server, turns

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]
COMMANDS = re.findall(r"^    (python -m model .*)$", README, re.MULTILINE)


def test_generated_pages_are_fresh() -> None:
    assert docs.stale() == []


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_command_runs(command: str) -> None:
    done = subprocess.run([sys.executable, *shlex.split(command)[1:]], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_readme_names_every_command() -> None:
    assert {command.split()[3] for command in COMMANDS} == {
        "run",
        "trace",
        "decide",
        "seek",
        "compare",
        "tornado",
        "grid",
        "budget",
        "uncertainty",
        "deciding",
        "growth",
        "published",
        "check",
        "export",
        "schema",
        "inputs",
        "metrics",
    }


def test_limits_are_what_the_program_has() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^\| (.+?) \| ([\d,]+)", text, re.MULTILINE))
    assert {label: int(number.replace(",", "")) for label, number in said.items()} == {
        "segments": MOST_SEGMENTS,
        "rows of a table, such as hires or meetings": MOST_ROWS,
        "characters of a number": typed.LONGEST,
        "problems that one answer lists": problems.MOST,
        "a scenario file on the command line": LARGEST,
        "a scenario file in the app": files.MOST,
        "bytes of a workbook that is opened": opened.MOST_BYTES,
        "bytes that a workbook unpacks to": opened_zip.MOST_UNPACKED,
        "megabytes of memory that opening a workbook takes": opened.MEGABYTES,
        "seconds of the processor that opening a workbook takes": opened.PROCESSOR_SECONDS,
        'accounts in "Response from data"': accounts.MOST_ROWS,
        "characters of a link that Bowtie writes": link.LONGEST,
        "characters of a link that Bowtie reads": link.LONGEST_READ,
        "settings of a link that may not fit": what_fits.MOST_REFUSED,
        "steps that can be undone": steps.STEPS,
        "characters of an answer on the Board pack": replies.LONGEST,
        "files to take away that are made at once, and workbooks that are opened": turns.AT_ONCE,
        "files that are made or wait, and workbooks that are opened or wait": turns.MOST,
        "seconds for one file": takeaway_server.SECONDS,
    }


def test_readme_scenario_is_valid() -> None:
    block = re.search(r"^    name = \"Mine\".*?(?=^\S)", README, re.MULTILINE | re.DOTALL)
    assert block
    text = block.group().replace("    ", "")
    assert read_toml(text).segments[0].acv == 36_000


def test_readme_counts_the_scenarios() -> None:
    numbers = {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13}
    said = re.search(r"`scenarios/` has (\w+)", README)
    assert said
    assert numbers[said.group(1)] == len(example_files(ROOT / "scenarios"))


def test_readme_counts_what_the_product_has() -> None:
    """Versions of figures, steps and versions of a company, the Python and the port that it starts with."""
    words = {"three": 3, "four": 4, "five": 5}
    ltvs, paybacks = (re.search(rf"{what} \(in (\w+)", README) for what in ("LTV", "CAC payback"))
    assert ltvs
    assert paybacks
    assert words[ltvs[1]] == sum(name.startswith("ltv_") and name != "ltv_cac" for name in UNIT_ECONOMICS)
    assert words[paybacks[1]] == sum(name.startswith("payback_") for name in UNIT_ECONOMICS)
    assert f"any of its last {VERSIONS} versions" in README
    assert f"undo the last {steps.STEPS} steps" in " ".join(README.split())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in README
    assert "port" not in tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["server"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_are_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_readme_names_every_page_with_its_question() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+\?) \|$", README, re.MULTILINE)
    assert rows == [(page.label, page.question) for page in menu.PAGES.values()]
    assert {page.path for page in menu.PAGES.values()} == {
        "app.py",
        *(f"pages/{file.name}" for file in ROOT.glob("pages/[a-z]*.py")),
    }


def test_readme_tree_names_what_stands_at_the_top() -> None:
    for name in re.findall(r"^    (\w+(?:/|\.py)) +\S", README.split("## Where things are")[1], re.MULTILINE):
        assert (ROOT / name).exists(), name


def test_glossary_has_every_formula_and_input() -> None:
    metrics = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    inputs = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert all(f"### `{name}(" in metrics for name in formulas.__all__)
    assert all(f"| `{name}` |" in inputs for name in SEGMENT)


def test_make_has_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\nrun:" in makefile
    assert "\ntest:" in makefile
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_make_run_starts_the_app_and_make_test_runs_everything() -> None:
    def steps(goal: str) -> str:
        done = subprocess.run(["make", "--dry-run", goal], cwd=ROOT, capture_output=True, check=True, text=True)
        return done.stdout

    assert "streamlit run app.py" in steps("run")
    everything = steps("test")
    needs = ("tools/need.sh browser", "tools/need.sh office")
    for step in (*needs, "ruff check", "mypy", "lint-imports", "tools.docs --check", "pytest"):
        assert step in everything
