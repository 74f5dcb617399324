"""Everything in one file: workbook, slides, page, table, memo, pictures, the scenario, and a manifest of these."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

import model
from exports.apart import Progress
from exports.assumed import fingerprint
from exports.deck import Pack
from exports.memo import memo
from exports.one_page import one_page
from exports.pages import answers, charts
from exports.pictures import Kind, pictures, spec
from exports.slides import slides
from exports.steady import archive
from exports.workbook import workbook
from model.answers import Chart
from model.questions.uncertainty.answer import SEED
from model.result import Result
from model.tables import as_csv
from model.text import to_toml

BOM = "\ufeff"
KINDS: tuple[Kind, ...] = ("svg", "png")


def table(result: Result) -> bytes:
    """Every measure by month as CSV for a spreadsheet: UTF-8 with its mark, text in quotes, and none a formula."""
    return (BOM + as_csv([result])).encode()


def package(pack: Pack, keys: Sequence[str], progress: Progress = lambda share: None) -> bytes:
    """The whole pack as a zip file, with the slides of these keys."""
    result, scenario = pack.result, to_toml(pack.scenario)
    files = {
        "scenario.toml": scenario.encode(),
        **({"baseline.toml": to_toml(pack.baseline.scenario).encode()} if pack.baseline else {}),
        "months.csv": table(result),
        "memo.md": memo(result, pack.baseline).encode(),
        "workbook.xlsx": workbook(result, _part(progress, 0, 0.5), pack.on),
        "slides.pptx": slides(pack, keys, _part(progress, 0.5, 0.7)),
        "page.pdf": one_page(pack, _part(progress, 0.7, 0.75)),
        **_pictures(pack, _part(progress, 0.75, 1)),
    }
    manifest = {
        "bowtie": model.__version__,
        "scenario": pack.scenario.name,
        "date": pack.on.isoformat(),
        **({"link": pack.link} if pack.link else {}),
        "inputs_sha256": fingerprint(pack.scenario),
        "seed": SEED,
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
        },
    }
    return archive({**files, "manifest.json": (json.dumps(manifest, indent=1) + "\n").encode()})


def _pictures(pack: Pack, progress: Progress) -> dict[str, bytes]:
    """Every page's charts, each as lines and as pixels."""
    named: dict[str, Chart] = {
        f"charts/{file_name(page.title.label)}-{number}": chart
        for page, answer in answers(pack.result, pack.baseline)
        for number, chart in enumerate(charts(answer), 1)
    }
    specs = {name: spec(chart, pack.scenario) for name, chart in named.items()}
    drawn = pictures([(kind, each) for each in specs.values() for kind in KINDS], progress)
    names = [f"{name}.{kind}" for name in specs for kind in KINDS]
    return dict(zip(names, drawn, strict=True))


def _part(progress: Progress, start: float, end: float) -> Progress:
    return lambda share: progress(start + (end - start) * share)


def file_name(text: str) -> str:
    """A name for a file, of small letters, figures and lines.

    >>> file_name("Acme / EMEA: plan B"), file_name("../..")
    ('acme-emea-plan-b', 'bowtie')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "bowtie"
