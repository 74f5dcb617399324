"""A result as text for a terminal and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from model.figures import REASONS
from model.metrics import MONTHLY, SUMMARY
from model.problems import one_line
from model.report import as_json
from model.result import Result
from model.wording import UNDEFINED, formatted

COLUMNS = ("mrr", "accounts", "csms", "revenue", "operating_profit", "cumulative_profit", "cash")
FORMULA = re.compile(r"(^|[,;|\t])(\s*[=+\-@])")  # what a spreadsheet would compute, whatever it is told parts fields


def as_text(result: Result) -> str:
    """The verdict, the summary and a compact table by month."""
    scenario, currency = result.scenario, result.scenario.currency
    story = [one_line(scenario.summary)] if scenario.summary else []
    lines = [one_line(scenario.name), *story, "", result.verdict.sentence]
    if len(result.segments) > 1:
        lines += [f"  {one_line(name)}: {verdict.sentence}" for name, verdict in result.verdict.segments.items()]
    lines += ["", *_summary(result, currency), "", *_months(result)]
    return "\n".join(lines) + "\n"


def _summary(result: Result, currency: str) -> list[str]:
    width = max(len(metric.label) for metric in SUMMARY.values())
    lines = []
    for name, metric in SUMMARY.items():
        figure = result.total.summary[name]
        reason = figure.reason(0)
        value = formatted(figure.values[0].item(), metric.unit, currency)
        value = f"{UNDEFINED} ({REASONS[reason]})" if reason else value
        lines.append(f"{metric.label:<{width}}  {value}")
    return lines


def _months(result: Result) -> list[str]:
    """The first months, then every quarter: enough to see the path on one screen."""
    months = result.scenario.horizon_months
    shown = [month for month in range(1, months + 1) if month <= 3 or month % 3 == 0 or month == months]
    head = ["Month", *(MONTHLY[name].label for name in COLUMNS)]
    rows = [
        [str(month), *(formatted(result.total.monthly[name][month - 1, 0].item(), "") for name in COLUMNS)]
        for month in shown
    ]
    return aligned([head, *rows], numbers=True)


def aligned(rows: Sequence[Sequence[str]], *, numbers: bool) -> list[str]:
    """Rows as columns of equal width; numbers stand to the right, but for the first column."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if numbers and column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def as_csv(results: Iterable[Result]) -> str:
    """One row a month of the total and of each segment, text in quotes; empty where a measure is undefined."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["scenario", "part", "month", *MONTHLY])
    for result in results:
        data = as_json(result)
        for part, paths in (("total", data["total"]), *data["segments"].items()):
            for month in range(result.scenario.horizon_months):
                values = [paths[name][month] if name in paths else None for name in MONTHLY]
                writer.writerow([harmless(data["scenario"]), harmless(part), month + 1, *values])
    return text.getvalue()


def harmless(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    return FORMULA.sub(r"\1'\2", one_line(text))


def table(records: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Records as an aligned table, columns as named."""
    rows = [[str(record[column]) for column in columns] for record in records]
    return "\n".join(aligned([list(columns), *rows], numbers=False)) + "\n"
