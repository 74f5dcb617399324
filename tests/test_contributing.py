"""CONTRIBUTING's lists, walked for one input, one measure and one page: each thing that they name is there, once."""

import ast
import inspect
from pathlib import Path

from model import run
from model.metrics import MONTHLY
from model.metrics.monthly import PARTS
from model.parameters import SEGMENT
from model.text import read_toml
from model.trace import Trace
from tools.golden import ROOT
from ui import menu

INPUT, MEASURE, PAGE = "firefighting_hours", "reactive_hours", "cash_trough"
DOES_NOT_COUNT = (
    "model/formulas",
    "model/questions",
    "model/effects",
    "model/guards",
)  # they speak of inputs, and give none


def declared_in(folder: Path, name: str) -> list[str]:
    """The files of a folder that assign a field of this name in a class, or define a function of this name."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_field = isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name
            is_equation = isinstance(node, ast.FunctionDef) and node.name == name
            if (is_field or is_equation) and not str(file.relative_to(ROOT)).startswith(DOES_NOT_COUNT):
                found.append(str(file.relative_to(ROOT)))
    return found


def words_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_an_input_is_declared_once_and_named_where_it_acts() -> None:
    assert declared_in(ROOT / "model", INPUT) == ["model/parameters/segment.py"]
    named = [name for name, one in {**PARTS, **MONTHLY}.items() if INPUT in one.takes]
    assert named == [MEASURE]
    parameter = SEGMENT[INPUT]
    assert parameter.label
    assert parameter.unit
    assert parameter.help
    assert parameter.bounds
    assert any(INPUT in file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "naive").glob("*.py"))
    assert INPUT in words_of("docs/model.md")
    assert f"`{INPUT}`" in words_of("docs/inputs.md")


def test_a_measure_is_one_equation_and_everything_else_follows() -> None:
    assert declared_in(ROOT / "model", MEASURE) == ["model/metrics/hours.py"]
    metric = MONTHLY[MEASURE]
    assert not [node for node in ast.walk(ast.parse(inspect.getsource(metric.equation))) if isinstance(node, ast.If)]
    assert any(MEASURE in file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "naive").glob("*.py"))
    assert f"${metric.formula}$" in words_of("docs/metrics.md").replace(r"\|", "|")
    team = Trace(run(read_toml(words_of("scenarios/understaffed-team.toml"))))
    assert team.segment("Mid-market").month(MEASURE, 3).how is not None
    assert MEASURE in team.result.segments["Mid-market"].monthly


def test_a_page_is_a_row_of_the_menu_a_question_and_a_few_lines() -> None:
    assert menu.PAGES[PAGE].question.endswith("?")
    assert (ROOT / "model" / "questions" / PAGE).is_dir()
    for key in menu.PAGES:
        file = "app.py" if key == "overview" else f"pages/{key}.py"
        code = [line for line in words_of(file).splitlines() if line and not line.startswith(('"""', "import", "from"))]
        assert len(code) <= 20, f"{file}: {len(code)} lines beside its imports"
        assert not {"numpy", "altair", "html"} & {word for line in code for word in line.split()}, file
    page = words_of(f"pages/{PAGE}.py")
    assert "page.show(" in page
    assert len(page.splitlines()) <= 15
