"""Workbooks as a spreadsheet program works them out, and slides as they are printed: LibreOffice without a window."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1"  # all sheets, every digit
COMMANDS = ["soffice", "libreoffice"]  # as in tools/need.sh
SECONDS = 300  # for all workbooks of a call; one takes 3 seconds on a machine with nothing else to do
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""  # 0: every formula is worked out anew when a workbook is opened, whatever value was stored with it


class NotRecalculated(RuntimeError):
    """LibreOffice is not there, or did not do it; the message says why."""


def recalculated(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """Copies of the workbooks in a new folder, every formula worked out again. Raises NotRecalculated.

    All are done by one start of LibreOffice, with settings of its own in that folder. Their names have to differ.
    """
    return _converted(workbooks, folder, "xlsx")


def worked_out(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """As `recalculated`, but as CSV, which takes half the time: NAME-SHEET.csv for each sheet. Raises NotRecalculated.

    The paths are without the names of sheets; `Recalculated` reads what belongs to one.
    """
    return _converted(workbooks, folder, CSV)


def printed(files: Sequence[Path], folder: Path) -> list[Path]:
    """Slides as LibreOffice prints them, as PDF in a new folder. Raises NotRecalculated."""
    return _converted(files, folder, "pdf")


def _converted(files: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    program = next(filter(None, map(shutil.which, COMMANDS)), None)
    if program is None:
        raise NotRecalculated("No LibreOffice found. Run: make office")
    copies = [folder / "copies" / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    if len({*copies}) < len(copies):
        raise NotRecalculated(f"Two files have one name: {sorted(copy.name for copy in copies)}")
    settings = folder / "settings" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'settings').resolve().as_uri()}"
    convert = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "copies")]
    done = subprocess.run(
        [program, profile, *convert, *map(str, files)],
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    behind = "-*" if kind == CSV else ""  # the names of sheets
    missing = [copy.name for copy in copies if not any(copy.parent.glob(f"{copy.stem}{behind}{copy.suffix}"))]
    if done.returncode or missing:
        raise NotRecalculated(
            f"LibreOffice did not write {missing} (are its Calc and Impress here? Run: make office)\n{done.stderr}"
        )
    return copies
