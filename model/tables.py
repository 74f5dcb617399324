"""A result as text for a terminal and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from model.figures import REASONS
from model.metrics import MONTHLY, SUMMARY
from model.periods import INCOMPLETE, By, by_period, periods
from model.problems import one_line
from model.report import as_json
from model.result import Result
from model.wording import UNDEFINED, formatted

COLUMNS = ("mrr", "accounts", "csms", "revenue", "operating_profit", "cumulative_profit", "cash")
FORMULA = re.compile(r"(^|[,;|\t])(\s*[=+\-@])")  # what a spreadsheet would compute, whatever it is told parts fields


def as_text(result: Result, by: By = "month") -> str:
    """The verdict, the summary and a compact table by month, quarter or fiscal year."""
    scenario, currency = result.scenario, result.scenario.currency
    story = [one_line(scenario.summary)] if scenario.summary else []
    lines = [one_line(scenario.name), *story, "", result.verdict.sentence]
    if len(result.segments) > 1:
        lines += [f"  {one_line(name)}: {verdict.sentence}" for name, verdict in result.verdict.segments.items()]
    if result.verdict_end is not None and result.verdict_end.decision != result.verdict.decision:
        lines.append(f"As of month {scenario.horizon_months}: {result.verdict_end.sentence}")
    lines += ["", *_summary(result, currency), "", *(_months(result) if by == "month" else _periods(result, by))]
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


def _periods(result: Result, by: By) -> list[str]:
    """Every quarter or fiscal year; one that is not whole is marked."""
    found = periods(result.scenario, by)
    paths = [by_period(result.total, name, found)[:, 0] for name in COLUMNS]
    head = [by.capitalize(), *(MONTHLY[name].label for name in COLUMNS)]
    rows = [
        [
            f"{period.name}{'' if period.complete else INCOMPLETE}",
            *(formatted(path[place].item(), "") for path in paths),
        ]
        for place, period in enumerate(found)
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


def as_csv(results: Iterable[Result], by: By = "month") -> str:
    """One row a month of the total and of each segment, text in quotes; empty where a measure is undefined.

    By quarter or year a row has the name of the period, its months, and whether it is whole.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    if by != "month":
        writer.writerow(["scenario", "part", "period", "first_month", "last_month", "complete", *MONTHLY])
        for result in results:
            writer.writerows(_rows(result, by))
        return text.getvalue()
    writer.writerow(["scenario", "part", "month", *MONTHLY])
    for result in results:
        data = as_json(result)
        for part, paths in (("total", data["total"]), *data["segments"].items()):
            for month in range(result.scenario.horizon_months):
                values = [paths[name][month] if name in paths else None for name in MONTHLY]
                writer.writerow([harmless(data["scenario"]), harmless(part), month + 1, *values])
    return text.getvalue()


def _rows(result: Result, by: By) -> Iterator[list[Any]]:
    found = periods(result.scenario, by)
    for name, part in (("total", result.total), *result.segments.items()):
        paths = {path: by_period(part, path, found)[:, 0] for path in part.monthly}
        for place, period in enumerate(found):
            values = [_number(paths[path][place].item()) if path in paths else None for path in MONTHLY]
            span = [period.name, period.first, period.last, str(period.complete).lower()]
            yield [harmless(result.scenario.name), harmless(name), *span, *values]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def by_period_as_json(result: Result, by: By) -> dict[str, Any]:
    """Every measure by quarter or fiscal year, of the company and of each segment."""
    found = periods(result.scenario, by)
    parts = {"total": result.total, **{f"segments.{name}": part for name, part in result.segments.items()}}
    told = {
        name: {path: [_number(value) for value in by_period(part, path, found)[:, 0].tolist()] for path in part.monthly}
        for name, part in parts.items()
    }
    return {
        "by": by,
        "periods": [vars(period) for period in found],
        "total": told.pop("total"),
        "segments": {name.removeprefix("segments."): paths for name, paths in told.items()},
    }


def harmless(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    return FORMULA.sub(r"\1'\2", one_line(text))


def table(records: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Records as an aligned table, columns as named."""
    rows = [[str(record[column]) for column in columns] for record in records]
    return "\n".join(aligned([list(columns), *rows], numbers=False)) + "\n"
