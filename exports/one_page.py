"""One page to print: the verdict, its figures and two charts, how sure it is, and which assumptions have no source."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import model
from charts.drawn import height
from charts.theme import LIGHT
from exports.apart import Progress
from exports.assumed import fingerprint
from exports.deck import SLIDES, Pack, SlideTable
from exports.page_chart import draw_svg
from exports.pictures import pictures, spec
from exports.texts import plain
from model.answers import Chart, Compared
from model.answers.words import in_short, of_unit, said
from model.locales import NO_BREAK, money_around, writing
from model.problems import Problem, ScenarioError

WIDE, HIGH = 595.0, 842.0  # points of A4
LEFT, RIGHT, TOP, BOTTOM = 40.0, 555.0, 802.0, 46.0
WIDTH = RIGHT - LEFT
GAP, LINE = 14.0, 1.25  # between parts; from one line to the next, of the size
SANS, BOLD = "Vera", "VeraBd"  # which come with reportlab: the languages of Western and most of Central Europe
CHART_WIDTH = 420  # pixels of a chart's picture
LISTED, KEPT = 14, 200.0  # assumptions, and points that these and how sure it is take
FEW = 5  # rows that may take two lines each
LACKS = "The font of this page lacks some letters, shown as ?. The slides and the memo have them."


def one_page(pack: Pack, progress: Progress = lambda share: None) -> bytes:
    """The page as a file. Raises ScenarioError."""
    page = _Page(pack)
    overview, position, sure, rests = (SLIDES[key].made(pack) for key in ("answer", "position", "sure", "assumptions"))
    progress(0.4)
    asked = [spec(chart, pack.scenario, titled=False, width=CHART_WIDTH) for chart in position.charts]
    drawn = pictures([("svg", each) for each in asked], lambda share: progress(0.4 + share / 2))
    page.head()
    page.text(overview.title, (17, 15, 13, 11, 9), 84, font=BOLD)
    page.figures(overview.figures)
    for remark in overview.remarks[:2]:
        page.text(remark, (9, 8, 7), 24)
    page.charts(position.charts, drawn)
    for table in overview.tables:
        page.listed(table)
    page.title("How sure")
    for sentence in (sure.title, *sure.remarks):
        page.text(sentence, (9, 8, 7), 24)
    page.title("What this rests on")
    page.text(rests.title, (9, 8, 7), 36)
    unsourced = [row for row in pack.assumptions if row.is_unsourced]
    page.columns([f"{row.name}: {row.value}" for row in unsourced[:LISTED]], len(unsourced))
    return page.done()


class _Page:
    """What is written from the top of the page on. Text is never markup: it is drawn letter by letter."""

    def __init__(self, pack: Pack) -> None:
        self.pack, self.file, self.top, self.lacks = pack, io.BytesIO(), TOP, False
        self.canvas, self.letters = _canvas(self.file)
        self.canvas.setTitle(plain(pack.scenario.name))
        self.canvas.setAuthor("Bowtie")

    def shown(self, text: str) -> str:
        """What of a text the font has: a currency by its code, letters without their marks, or a question mark."""
        text, currency = plain(text), self.pack.scenario.currency
        sign = "".join(money_around(writing().tag, currency)).strip(NO_BREAK)
        if sign and not self._has(sign):
            text = text.replace(sign, currency + NO_BREAK)
        return "".join(letter if self._has(letter) else self._otherwise(letter) for letter in text)

    def _has(self, text: str) -> bool:
        return all(ord(letter) in self.letters for letter in text)

    def _otherwise(self, letter: str) -> str:
        base = unicodedata.normalize("NFKD", letter)[:1]
        self.lacks = True
        return base if base != letter and self._has(base) else "?"

    def head(self) -> None:
        """The scenario, what it is compared with, and the date."""
        scenario, baseline = self.pack.scenario, self.pack.baseline
        name = scenario.name if baseline is None else f"{scenario.name}, compared with {baseline.scenario.name}"
        self._line(self.pack.on.isoformat(), RIGHT, 9, LIGHT.quiet, right=True)
        words, size = self._fitting(name, (9, 8, 7), WIDTH - 80, 9 * LINE, SANS)
        self._line(words[0], LEFT, size, LIGHT.quiet)
        self.top -= 9 * LINE + GAP / 2

    def title(self, text: str) -> None:
        self.top -= GAP / 2
        self.text(text, (10,), 14, font=BOLD)

    def text(self, text: str, sizes: Sequence[float], high: float, *, font: str = SANS) -> None:
        """As large as it fits, and cut where it does not."""
        lines, size = self._fitting(text, sizes, WIDTH, high, font)
        for line in lines:
            self._line(line, LEFT, size, LIGHT.ink, font)
            self.top -= size * LINE
        self.top -= 2

    def figures(self, figures: Sequence[Compared]) -> None:
        """Beside each other, with their months and their differences to the baseline."""
        self.top -= GAP / 2
        top, each = self.top, WIDTH / max(len(figures), 1)
        for at, figure in enumerate(figures):
            left, wide, self.top = LEFT + at * each, each - GAP / 2, top
            value = in_short(figure.shown, self.pack.scenario)
            below = [in_short(figure.month, self.pack.scenario)] if figure.month and not figure.month.reason else []
            below += [words for words, _ in figure.differences(self.pack.scenarios)]
            for text, size, colour, font in (
                (figure.shown.label, 8, LIGHT.quiet, SANS), (value, 14, LIGHT.ink, BOLD),
                (", ".join(below), 8, LIGHT.quiet, SANS),
            ):  # fmt: skip
                lines, fitting = self._fitting(text, (size, size - 1, size - 2), wide, size * LINE, font)
                self._line(lines[0], left, fitting, colour, font)
                self.top -= size * 1.5
        self.top = top - 46

    def charts(self, charts: Sequence[Chart], drawn: Sequence[bytes]) -> None:
        """Beside each other: title and unit, what each shows, and its lines."""
        self.top -= GAP / 2
        top, wide = self.top, (WIDTH - GAP) / 2
        scale, lowest = wide / CHART_WIDTH, top
        for at, (chart, svg) in enumerate(zip(charts, drawn, strict=True)):
            left, self.top = LEFT + at * (wide + GAP), top
            unit = chart.beside or of_unit(chart.unit, self.pack.scenario)
            for text, sizes, high, font in (
                (f"{chart.title}, {unit}", (9, 8, 7), 12.0, BOLD),
                (said(chart.finding, self.pack.scenario), (8, 7, 6), 32.0, SANS),
            ):
                lines, size = self._fitting(text, sizes, wide, high, font)
                for place, line in enumerate(lines):
                    self.canvas.setFillColor(LIGHT.ink)
                    self.canvas.setFont(font, size)
                    self.canvas.drawString(left, self.top - size - place * size * LINE, line)
                self.top -= high
            draw_svg(self.canvas, svg, left, self.top, scale, self._shown_in)
            lowest = min(lowest, self.top - scale * height(chart))
        self.top = lowest - GAP / 2

    def listed(self, table: SlideTable) -> None:
        """A row a line, as many as leave room for what stands below."""
        self.title(table.title)
        for number, row in enumerate(table.rows):
            if self.top < BOTTOM + KEPT:
                self.text(f"{len(table.rows) - number} more are on the slides.", (8,), 11)
                return
            words = ": ".join(row) if len(row) == 2 else f"{row[0]}: {' to '.join(row[2:])}"
            self.text(words, (8, 7, 6), 20 if len(table.rows) <= FEW else 11)

    def columns(self, texts: Sequence[str], of: int) -> None:
        """In two columns; how many there are besides."""
        top, wide = self.top - 2, (WIDTH - GAP) / 2
        half = -(-len(texts) // 2)
        for at, text in enumerate(texts):
            lines, size = self._fitting(text, (8, 7, 6), wide, 10, SANS)
            self.top = top - (at % half) * 11
            self._line(lines[0], LEFT + (at // half) * (wide + GAP), size, LIGHT.series[3])
        self.top = top - half * 11
        if of > len(texts):
            self.text(f"{of - len(texts)} more have no source.", (8,), 11)

    def done(self) -> bytes:
        """The page with its footer."""
        made = f"Bowtie {model.__version__}, inputs {fingerprint(self.pack.scenario)[:12]}"
        footer = [made, *([LACKS] if self.lacks else [])]
        self.top = BOTTOM - 12
        wide = self._link(self.pack.link) if self.pack.link else 0.0
        lines, size = self._fitting(". ".join(footer), (7, 6), WIDTH - wide - GAP, 18, SANS)
        for line in lines:
            self._line(line, LEFT, size, LIGHT.quiet)
            self.top -= size * LINE
        self.canvas.save()
        return self.file.getvalue()

    def _link(self, link: str) -> float:
        """What opens the scenario when it is pressed, at the right; how wide it is."""
        (words, *_), size = self._fitting(f"Open in Bowtie at {urlsplit(link).netloc}", (7, 6), WIDTH / 2, 9, SANS)
        wide = float(self.canvas.stringWidth(words, SANS, size))
        self._line(words, RIGHT, size, LIGHT.whatif, right=True)
        self.canvas.linkURL(link, (RIGHT - wide, self.top - size * LINE, RIGHT, self.top + 2))
        return wide

    def _line(self, text: str, left: float, size: float, colour: str, font: str = SANS, *, right: bool = False) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(left, self.top - size, text)

    def _shown_in(self, text: str) -> tuple[str, str]:
        return SANS, self.shown(text)

    def _fitting(
        self, text: str, sizes: Sequence[float], wide: float, high: float, font: str
    ) -> tuple[list[str], float]:
        """The lines of a text at the first of the sizes at which they fit, cut at the last where none does."""
        words = self.shown(text)
        for size in sizes:
            lines = self._wrapped(words, size, wide, font)
            if len(lines) * size * LINE <= high + 0.01:
                return lines, size
        lines = lines[: max(1, int((high + 0.01) // (size * LINE)))]
        while self.canvas.stringWidth(lines[-1] + "…", font, size) > wide:
            lines[-1] = lines[-1][:-1]
        return [*lines[:-1], lines[-1].rstrip() + "…"], size

    def _wrapped(self, text: str, size: float, wide: float, font: str) -> list[str]:
        """Broken between words, and within one that is longer than a line."""
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if self.canvas.stringWidth(longer, font, size) <= wide:
                lines[-1] = longer
                continue
            lines += [word] if lines[-1] else []
            lines[-1] = word
            while self.canvas.stringWidth(lines[-1], font, size) > wide:
                whole = lines[-1]
                most = next(
                    n for n in range(len(whole) - 1, 0, -1) if self.canvas.stringWidth(whole[:n], font, size) <= wide
                )
                lines[-1:] = [whole[:most], whole[most:]]
        return lines


def _canvas(file: io.BytesIO) -> tuple[Any, set[int]]:
    """An empty page, and the letters that its font has. reportlab is an extra."""
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        remedy = "pip install 'bowtie[export]'"
        raise ScenarioError([Problem("pdf", "", "needs reportlab, which is not installed", remedy)]) from None
    for name in (SANS, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    letters = {*pdfmetrics.getFont(SANS).face.charToGlyph} & {*pdfmetrics.getFont(BOLD).face.charToGlyph}
    return Canvas(file, (WIDE, HIGH), invariant=1, lang="en"), letters
