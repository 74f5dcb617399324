"""Charts of slides hold what the result holds, as the program that shows them draws it and as it can be changed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import numpy as np
import openpyxl
import pytest

from tests.decks import Deck, of_a_whatif, of_three


@pytest.fixture
def three() -> Deck:
    return of_three()


@pytest.fixture
def whatif() -> Deck:
    return of_a_whatif()


def _of_workbook(chart: Any) -> dict[str, list[float | None]]:
    """The series of a chart in the workbook that is opened to change it."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    return {column[0].value: [cell.value for cell in column[1:]] for column in [*sheet.iter_cols()][1:]}


def _of_chart(chart: Any) -> dict[str, list[float | None]]:
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


@pytest.mark.parametrize("read", [_of_workbook, _of_chart])
def test_charts_hold_the_months_of_the_result(three: Deck, read: Any) -> None:
    total = three.pack.result.total
    arr, profit = map(read, three.charts("position"))
    for name, layer in (("Existing customers", "book"), ("New customers", "new")):
        assert arr[name] == pytest.approx(12 * total.layers[layer]["mrr"][:, 0], rel=1e-12)
    assert arr["Total"] == pytest.approx(12 * total.monthly["mrr"][:, 0], rel=1e-12)
    assert profit["Cumulative profit"] == pytest.approx(np.cumsum(total.monthly["operating_profit"][:, 0]), rel=1e-9)
    grown, cash = map(read, three.charts("cash"))
    assert grown["as now"] == pytest.approx(profit["Cumulative profit"], rel=1e-12)
    assert cash["as now"] == pytest.approx(total.monthly["cash"][:, 0], rel=1e-12)


def test_points_stand_where_their_segments_do(three: Deck) -> None:
    (chart,) = three.charts("verdict")
    dots = chart.plots[0].series[0]
    across = [float(point.text) for point in dots._element.findall(".//{*}xVal//{*}v")]
    for name, part in three.pack.result.segments.items():
        figures = part.unit_economics
        place = min(range(len(across)), key=lambda at: abs(across[at] - figures["payback_margin"].values[0]))
        assert across[place] == pytest.approx(figures["payback_margin"].values[0], rel=1e-12)
        assert dots.values[place] == pytest.approx(figures["ltv_cac"].values[0], rel=1e-12)
        assert dots.points[place].data_label.text_frame.text == name


def test_a_whatif_stands_beside_its_baseline(whatif: Deck) -> None:
    after, before = whatif.pack.result, whatif.pack.baseline
    assert before is not None
    arr, profit = map(_of_workbook, whatif.charts("position"))
    assert arr["Baseline"] == pytest.approx(12 * before.total.monthly["mrr"][:, 0], rel=1e-12)
    assert profit["Baseline"] == pytest.approx(before.total.monthly["cumulative_profit"][:, 0], rel=1e-12)
    more = float(after.total.summary["arr_end"].values[0] - before.total.summary["arr_end"].values[0])
    assert f"+${more / 1e6:.2f}M" in whatif.texts("answer")
    (changed,) = (
        shape.table for shape in whatif.slide("answer").shapes if shape.has_table and len(shape.table.columns) == 4
    )
    rows = [[cell.text for cell in row.cells] for row in changed.rows]
    assert ["CAC (SMB)", "lever", "$2.6k", "$1.8k"] in rows
    assert len(rows) == 3
    assert "Cheaper SMB, compared with Company of three segments" in whatif.texts("answer")


def test_months_of_the_calendar_are_dates(whatif: Deck) -> None:
    chart = whatif.charts("position")[1]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    shown = [str(row[0])[:10] for row in sheet.iter_rows(min_row=2, max_row=3, values_only=True)]
    assert shown == ["2026-07-01", "2026-08-01"]


def test_every_chart_and_table_has_an_alternative_in_words(three: Deck) -> None:
    found = 0
    for slide in three.read.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                found += 1
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
    assert found >= 15
    (arr, _) = (shape for shape in three.slide("position").shapes if shape.has_chart)
    said_of_it = arr._element.nvGraphicFramePr.cNvPr.get("descr")
    assert said_of_it.startswith("ARR from existing and new customers: ARR grows from $12.3M today to $24.2M")


def test_colours_and_font_are_the_themes(three: Deck) -> None:
    with zipfile.ZipFile(io.BytesIO(three.data)) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
        charts = "".join(file.read(name).decode() for name in file.namelist() if re.match(r"ppt/charts/chart\d", name))
    assert '<a:accent1><a:srgbClr val="0B6E8A"/>' in theme
    assert theme.count('<a:latin typeface="Arial"') == 2
    assert '<a:schemeClr val="accent1"/>' in charts
    assert "0B6E8A" not in charts
