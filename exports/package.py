"""Everything in one file: workbook, table, memo, pictures and the scenario, with a manifest of what is in it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable

import model
from exports.memo import memo
from exports.pages import answers, charts
from exports.pictures import picture
from exports.workbook import Progress, workbook
from model.result import Result
from model.tables import as_csv
from model.text import to_toml
from model.uncertain.draws import Draws

BOM = "\ufeff"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same file for the same inputs


def table(result: Result) -> bytes:
    """Every measure by month as CSV for a spreadsheet: UTF-8 with its mark, text in quotes, and none a formula."""
    return (BOM + as_csv([result])).encode()


def package(result: Result, progress: Progress = lambda share: None) -> bytes:
    """The whole pack as a zip file."""
    scenario = to_toml(result.scenario)
    files = {"scenario.toml": scenario.encode(), "months.csv": table(result), "memo.md": memo(result).encode()}
    files["workbook.xlsx"] = workbook(result, progress)
    for page, answer in answers(result):
        for number, chart in enumerate(charts(answer), 1):
            files[f"charts/{file_name(page.title)}-{number}.svg"] = picture(chart, result.scenario, "svg")
    manifest = {
        "bowtie": model.__version__,
        "scenario": result.scenario.name,
        "inputs_sha256": hashlib.sha256(scenario.encode()).hexdigest(),
        "seed": Draws.seed,
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
        },
    }
    files["manifest.json"] = (json.dumps(manifest, indent=1) + "\n").encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def file_name(text: str) -> str:
    """A name for a file, of small letters, figures and lines.

    >>> file_name("Acme / EMEA: plan B"), file_name("../..")
    ('acme-emea-plan-b', 'bowtie')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "bowtie"


Maker = Callable[[Result, Progress], bytes]
