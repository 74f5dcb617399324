"""Workbooks as a spreadsheet program works them out: LibreOffice without a window."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

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
    program = next(filter(None, map(shutil.which, COMMANDS)), None)
    if program is None:
        raise NotRecalculated("No LibreOffice found. Run: make office")
    copies = [folder / "workbooks" / workbook.with_suffix(".xlsx").name for workbook in workbooks]
    if len({*copies}) < len(copies):
        raise NotRecalculated(f"Two workbooks have one name: {sorted(copy.name for copy in copies)}")
    settings = folder / "settings" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'settings').resolve().as_uri()}"
    convert = ["--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(folder / "workbooks")]
    done = subprocess.run(
        [program, profile, *convert, *map(str, workbooks)],
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    missing = [copy.name for copy in copies if not copy.exists()]
    if done.returncode or missing:
        raise NotRecalculated(
            f"LibreOffice did not write {missing} (is its Calc here? Run: make office)\n{done.stderr}"
        )
    return copies
