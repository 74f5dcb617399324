"""The pages of docs/ that come from declarations:   python -m tools.docs [--check]

Writes docs/inputs.md and docs/metrics.md; with --check it says which of them is not fresh, and fails.
"""

import argparse
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model import formulas
from model.figures import PASSING, REASONS
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS, Metric
from model.parameters import TABLES, Parameter

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- made by `make docs` from the declarations in model/; edit those -->\n"


def inputs() -> Iterator[str]:
    """Every input of a scenario file."""
    yield "# Inputs\n"
    yield MADE
    yield (
        "Every input of a scenario file, as declared in `model/parameters/`. Outside *allowed* a value is refused. "
        "*Plausible* is where a slider begins and ends; it never refuses. Money is in the scenario's currency, rates "
        "are fractions. An input whose plausible range is our own judgement is `unsourced`.\n"
    )
    for prefix, title, parameters in TABLES:
        yield f"## {title}\n\nPATH is `{prefix}KEY`.\n"
        yield "| key | symbol | unit | default | allowed | plausible | kind | meaning | source of the range |"
        yield "|---|---|---|---|---|---|---|---|---|"
        for name, parameter in parameters.items():
            yield _row(name, parameter)
        yield ""


def _row(name: str, parameter: Parameter) -> str:
    symbol = f"${parameter.symbol}$" if parameter.symbol else ""
    default = "required" if parameter.required else _default(parameter.default)
    plausible = _range(parameter.plausible)
    if parameter.plausible_monthly:
        plausible += f"; monthly terms {_range(parameter.plausible_monthly)}"
    source = "" if parameter.kind == "text" else parameter.source
    cells = (
        f"`{name}`",
        symbol,
        parameter.unit,
        default,
        parameter.allowed,
        plausible,
        parameter.kind,
        parameter.help,
        source,
    )
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _default(value: Any) -> str:
    if value is None or value in ((), ""):
        return "none"
    return f"{value:g}" if isinstance(value, float) else f"`{value}`" if isinstance(value, str) else str(value)


def _range(ends: tuple[float, float] | None) -> str:
    return f"{ends[0]:,.10g} to {ends[1]:,.10g}" if ends else ""


def metrics() -> Iterator[str]:
    """Every output, the reasons for having none, and the formulas of the field."""
    yield "# Metrics\n"
    yield MADE
    yield (
        "Every figure that Bowtie gives, as declared in `model/metrics/`, under the name that it has in the JSON. "
        "*Good* says which way is better.\n\n"
        "`python -m model trace FILE KEY` tells where one of them comes from, down to the inputs that it rests on. "
        "KEY is its name, or `SEGMENT/NAME` for one of a segment; a measure by month needs `--month` as well.\n"
    )
    groups = (
        ("By month", "of each segment and of the company; some of one of them only", MONTHLY),
        ("Over the horizon", "the `summary`, of the company and of each segment", SUMMARY),
        ("Per account", "the `unit_economics` of a segment", UNIT_ECONOMICS),
    )
    for title, where, declared in groups:
        yield f"## {title}\n\n{where[0].upper()}{where[1:]}.\n"
        yield "| name | label | unit | of | good | definition | formula |"
        yield "|---|---|---|---|---|---|---|"
        for metric in declared.values():
            yield _metric(metric)
        yield ""
    yield "## Reasons for no value\n\nAn undefined figure is null in the JSON, with one of these under `reasons`.\n"
    yield "| reason | in words | guideline |"
    yield "|---|---|---|"
    for code, text in REASONS.items():
        yield f"| `{code}` | {text} | {'passes' if code in PASSING else 'fails'} |"
    yield "\n## Formulas\n\nThe field's metrics as plain functions of `model.formulas`, on numbers or arrays.\n"
    for name in formulas.__all__:
        yield from _formula(name, getattr(formulas, name))


def _metric(metric: Metric) -> str:
    scope = {"both": "both", "segment": "segment", "total": "company"}[metric.scope]
    cells = (
        f"`{metric.name}`",
        metric.label,
        metric.unit,
        scope,
        metric.good,
        metric.definition,
        f"${metric.formula}$",
    )
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _formula(name: str, function: Callable[..., Any]) -> Iterator[str]:
    """Name, arguments and docstring, its parts as a list."""
    arguments = ", ".join(inspect.signature(function).parameters)
    text, _, example = (inspect.getdoc(function) or "").partition("\n\n>>>")
    yield f"### `{name}({arguments})`\n"
    yield re.sub(r"^(Formula|Variants|Source|Undefined|Special cases):", r"- **\1**:", text, flags=re.MULTILINE)
    yield f"\n```pycon\n>>>{example.rstrip()}\n```\n" if example else ""


PAGES: dict[str, Callable[[], Iterator[str]]] = {"inputs.md": inputs, "metrics.md": metrics}


def stale() -> list[str]:
    """The pages that differ from what the declarations give."""
    return [name for name, page in PAGES.items() if not _is_fresh(DOCS / name, "\n".join(page()) + "\n")]


def _is_fresh(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        for name in stale():
            print(f"docs/{name} is not fresh: run make docs", file=sys.stderr)
        return len(stale()) > 0
    for name, page in PAGES.items():
        (DOCS / name).write_text("\n".join(page()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
