"""What is kept, from the command line: where it lies, a backup, and putting one back.

python -m store where
python -m store backup FILE
python -m store restore FILE
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from store import StoreError, open_library, place
from store.backup import backup, restore

DONE, BAD_INPUT = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 done, 2 not done, which one line on standard error explains."""
    parser = argparse.ArgumentParser("python -m store", description="What Bowtie keeps: companies and their versions.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("where", help="print the folder")
    for name, words in (("backup", "write all to a file"), ("restore", "put back what a backup holds")):
        commands.add_parser(name, help=words).add_argument("file", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        print(_done(options))
    except StoreError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return DONE


def _done(options: argparse.Namespace) -> str:
    where = place()
    if options.command == "backup":
        backup(where, options.file)
        return f"Backed up to {options.file}."
    if options.command == "restore":
        before = restore(where, options.file)
        open_library(where).engine.dispose()  # an older backup gets the tables of this version
        return f"Restored from {options.file}." + (f" What was there before is in {before}." if before else "")
    return where


if __name__ == "__main__":
    sys.exit(main())
