"""The slides: PowerPoint of 16:9, with charts that can be changed and, in the notes, where every number comes from."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from datetime import datetime, time
from importlib.util import find_spec
from typing import Any

import model
from exports.apart import Progress
from exports.deck import AUDIENCES, SLIDES, Pack, Slide, SlideTable
from exports.slide_charts import add_chart
from exports.slide_theme import LEFT, RIGHT, TITLE, Box, bare, blank, colour, place
from exports.steady import steady
from exports.texts import LINE, fitting, plain, wrapped
from model.answers import Chart, Compared
from model.answers.words import in_short, of_unit, said
from model.problems import Problem, ScenarioError

BOTTOM = 504.0  # of what stands over the footer
WIDTH = RIGHT - LEFT
GAP = 14.0  # between what stands beside or below each other
TITLES = (24, 22, 20, 18, 16, 14, 12, 10)  # sizes that are tried
TEXTS = (13, 12, 11, 10, 9, 8)
CELLS, USUAL = (12, 11, 10, 9, 8, 7), 9
SMALL = (11, 10, 9, 8)
HEADING, FIGURE, CHART_HEAD = 14.0, 62.0, 36.0  # points high
REMARK, MOST_REMARKS = 32.0, 90.0  # points of a remark, and of all of them where more stands below
CELL, MARGIN = 3.0, 8.0  # points about a cell's text, and between columns
LOWEST_ROW, HIGHEST_ROW = 17.0, 34.0
ROUNDING = 1e-6  # of rows that just fit
NUMBER, LONG = 14, 32  # letters of a number with its unit, and of a text that takes a column's room
MANY, WIDER = 5, 1.6  # columns of a table that is wider, and how much
JUDGED = {"better": "whatif", "worse": "loss", "": "quiet"}
UNSOURCED = "F6E3B4"  # amber, as on the screen


def slides(pack: Pack, keys: Sequence[str] = AUDIENCES["all"], progress: Progress = lambda share: None) -> bytes:
    """The slides of these keys as a file. Raises ScenarioError."""
    _needed()
    made = blank()
    _describe(made, pack)
    for number, key in enumerate(keys, 1):
        _add(made, SLIDES[key].made(pack), pack)
        progress(number / (len(keys) + 1))
    file = io.BytesIO()
    made.save(file)
    return steady(file.getvalue(), pack.on)


def _needed() -> None:
    if None in map(find_spec, ("pptx", "reportlab")):
        remedy = "pip install 'bowtie[export]'"
        problem = "need python-pptx and reportlab, which are not installed"
        raise ScenarioError([Problem("slides", "", problem, remedy)])


def _describe(made: Any, pack: Pack) -> None:
    about = made.core_properties
    about.title, about.author, about.last_modified_by = plain(pack.scenario.name)[:250], "Bowtie", "Bowtie"
    about.comments = f"Written by Bowtie {model.__version__}"
    about.created = about.modified = datetime.combine(pack.on, time())


def _add(made: Any, slide: Slide, pack: Pack) -> None:
    """Heading, title, figures and remarks below each other, then charts and tables in what is left."""
    page = made.slides.add_slide(made.slide_layouts[0])
    _footer(page, pack)
    _text(page, slide.heading, (LEFT, 24, WIDTH, HEADING), SMALL, "quiet")
    words, size = fitting(plain(slide.title), TITLE[2], TITLE[3], TITLES, bold=True)
    page.shapes.title.text_frame.text = words
    _font(page.shapes.title.text_frame.paragraphs[0].runs[0].font, size, "ink", bold=True)
    top = TITLE[1] + TITLE[3] + GAP / 2
    if slide.figures:
        _figures(page, slide.figures, pack, top)
        top += FIGURE + GAP / 2
    top = _remarks(page, slide, top)
    parts: list[Chart | SlideTable] = [*slide.charts, *slide.tables]
    for part, box in zip(parts, _boxes(parts, top), strict=True):
        _table(page, part, box) if isinstance(part, SlideTable) else _chart(page, part, pack, box)
    page.notes_slide.notes_text_frame.text = "\n".join(map(plain, slide.trace.split("\n")))


def _footer(page: Any, pack: Pack) -> None:
    """What the layout has in the footer: the scenario and what it is compared with, the date, the number."""
    from pptx.enum.text import PP_ALIGN

    names = [plain(pack.scenario.name)]
    names += [f"compared with {plain(pack.baseline.scenario.name)}"] if pack.baseline else []
    texts = {"ftr": fitting(", ".join(names), 620, 12, (10, 9, 8, 7)), "dt": (pack.on.isoformat(), 10)}
    for shape in page.slide_layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind in ("ftr", "dt", "sldNum"):
            page.shapes._spTree.append(copy.deepcopy(shape._element))
            if kind in texts:
                page.shapes[-1].text_frame.text, size = texts[kind]
                paragraph = page.shapes[-1].text_frame.paragraphs[0]
                paragraph.alignment = PP_ALIGN.LEFT if kind == "ftr" else PP_ALIGN.RIGHT
                _font(paragraph.runs[0].font, size, "quiet", bold=False)


def _figures(page: Any, figures: Sequence[Compared], pack: Pack, top: float) -> None:
    """Beside each other: the name, the number with its month, and how far it is from the baseline's."""
    each = WIDTH / max(len(figures), 4)
    for at, figure in enumerate(figures):
        left, wide = LEFT + at * each, each - GAP
        _text(page, figure.shown.label, (left, top, wide, 14), SMALL, "quiet")
        _text(
            page,
            in_short(figure.shown, pack.scenario),
            (left, top + 15, wide, 26),
            (20, 18, 16, 14, 12),
            "ink",
            bold=True,
        )
        below = [in_short(figure.month, pack.scenario)] if figure.month and not figure.month.reason else []
        differences = figure.differences(pack.scenarios)
        below += [words for words, _ in differences]
        role = next((JUDGED[judgement] for _, judgement in differences), "quiet")
        _text(page, ", ".join(filter(None, below)), (left, top + 43, wide, 14), SMALL, role)


def _remarks(page: Any, slide: Slide, top: float) -> float:
    """Each in lines of its own, as many as leave room for what is below; where the last one ends."""
    lowest = top + (MOST_REMARKS if slide.charts or slide.tables else BOTTOM - top)
    for remark in map(plain, slide.remarks):
        words, size = fitting(remark, WIDTH, REMARK, TEXTS)
        high = size * LINE * wrapped(words, size, WIDTH)
        if top + high > lowest:
            break
        _text(page, words, (LEFT, top, WIDTH, high), (size,), "ink")
        top += high + 3
    return top + (GAP if slide.remarks else 0)


def _boxes(parts: Sequence[Chart | SlideTable], top: float) -> list[Box]:
    """Beside each other; a table of many columns has more of the width."""
    shares = [WIDER if isinstance(part, SlideTable) and _is_wide(part) else 1.0 for part in parts]
    room, boxes, left = WIDTH - 2 * GAP * (len(parts) - 1), list[Box](), LEFT
    for share in shares:
        boxes.append((left, top, room * share / sum(shares), BOTTOM - top))
        left += boxes[-1][2] + 2 * GAP
    return boxes


def _is_wide(table: SlideTable) -> bool:
    return len(table.head) > MANY or any(len(text) > 2 * LONG for row in table.rows for text in row)


def _chart(page: Any, chart: Chart, pack: Pack, box: Box) -> None:
    """Its title with its unit, what it shows, and the chart."""
    left, top, wide, high = box
    unit = plain(chart.beside or of_unit(chart.unit, pack.scenario))
    title = f"{plain(chart.title)}, {unit}" if unit else plain(chart.title)
    _text(page, title, (left, top, wide, 15), (12, 11, 10, 9), "ink", bold=True)
    finding = plain(said(chart.finding, pack.scenario))
    head = 17.0
    if finding and finding not in page.shapes.title.text_frame.text:
        _text(page, finding, (left, top + head, wide, CHART_HEAD), (12, *SMALL, 7), "quiet")
        head += CHART_HEAD
    add_chart(page, chart, pack.scenario, (left, top + head, wide, high - head))


def _table(page: Any, table: SlideTable, box: Box) -> None:
    """Its title, its head, and as many rows as there is room for."""
    from pptx.util import Pt

    left, top, wide, high = box
    high -= 18 if table.title else 0
    highest = high if table.is_roomy else HIGHEST_ROW
    row_height = min(highest, max(LOWEST_ROW, high / (len(table.rows) + 1)))
    rows = [table.head, *table.rows[: int(high / row_height + ROUNDING) - 1]]
    if table.title:
        first = f" (the first {len(rows) - 1} of {len(table.rows)})" if len(rows) <= len(table.rows) else ""
        _text(page, table.title + first, (left, top, wide, 15), (12, 11, 10, 9), "ink", bold=True)
        top += 18
    frame = page.shapes.add_table(len(rows), len(table.head), *map(Pt, (left, top, wide, row_height * len(rows))))
    described = frame._element.nvGraphicFramePr.cNvPr
    described.set("descr", plain(table.title or ", ".join(table.head)))
    _plain_look(frame)
    widths = _widths(table, wide)
    rooms = [(width - MARGIN, row_height - CELL) for width in widths]
    fits = [fitting(plain(text), *room, CELLS)[1] for row in rows[1:] for text, room in zip(row, rooms, strict=True)]
    sizes = [each for each in CELLS if each <= max(min(fits), USUAL)]  # only what is too long for it is smaller
    for at, width in enumerate(widths):
        frame.table.columns[at].width = Pt(width)
        is_right = at > 0 and all(len(row[at]) <= NUMBER for row in table.rows)
        for number, row in enumerate(rows):
            words, size = fitting(plain(row[at]), *rooms[at], sizes, bold=number == 0)
            cell = frame.table.cell(number, at)
            _cell(cell, words, size, head=number == 0, right=is_right, marked=number - 1 in table.marked)
    for row in frame.table.rows:
        row.height = Pt(row_height)


def _widths(table: SlideTable, wide: float) -> list[float]:
    """Columns by what stands in them: long texts wrap, and a word and a number do not."""
    natural = []
    for at in range(len(table.head)):
        texts = [row[at] for row in table.rows]
        words = max(len(word) for text in (table.head[at], *texts) for word in (*text.split(), ""))
        longest = max(map(len, texts), default=0)
        natural.append(
            max(
                min(words, LONG), longest if longest <= NUMBER else min(longest * 0.7, LONG if at == 0 else 2 * LONG), 4
            )
            + 2
        )
    return [wide * each / sum(natural) for each in natural]


def _plain_look(frame: Any) -> None:
    """A table without stripes, whose rows a thin line parts."""
    properties = frame._element.graphic.graphicData.tbl.tblPr
    for stripes in ("firstRow", "bandRow"):
        properties.set(stripes, "1" if stripes == "firstRow" else "0")
    (style,) = properties
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _cell(cell: Any, words: str, size: float, *, head: bool, right: bool, marked: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = 0, Pt(MARGIN), 0, 0
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    cell.text_frame.text = words
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    for run in paragraph.runs:
        _font(run.font, size, "quiet" if head else "ink", bold=head)
    if marked:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(UNSOURCED)
    _line_below(cell)


def _line_below(cell: Any) -> None:
    from lxml import etree

    properties = cell._tc.get_or_add_tcPr()
    space = etree.QName(properties).namespace
    line = etree.Element(f"{{{space}}}lnB", w="6350")
    etree.SubElement(etree.SubElement(line, f"{{{space}}}solidFill"), f"{{{space}}}schemeClr", val="bg2")
    properties.insert(0, line)


def _text(page: Any, text: str, box: Box, sizes: Sequence[float], role: str, *, bold: bool = False) -> None:
    """A text in its box, at the first of the sizes at which it fits."""
    words, size = fitting(plain(text), box[2], box[3] + (LINE - 1) * sizes[-1], sizes, bold=bold)
    if not words:
        return
    shape = page.shapes.add_textbox(0, 0, 0, 0)
    place(shape, box)
    bare(shape.text_frame)
    shape.text_frame.text = words
    _font(shape.text_frame.paragraphs[0].runs[0].font, size, role, bold=bold)


def _font(font: Any, size: float, role: str, *, bold: bool) -> None:
    from pptx.util import Pt

    font.size, font.bold = Pt(size), bold
    colour(font.color, role)
