"""Names: those that nobody can guess, of companies, of read-only links and of browsers; and that of a copy."""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe

BYTES = 16  # 128 random bits
LONGEST = 64  # characters that are looked up at all
COPY = " (copy)"
LONGEST_NAME = 80  # characters of a company's name


def new_id() -> str:
    return token_urlsafe(BYTES)


def key_of(name: str) -> str:
    """What a name is looked up by: how long a search takes tells nothing of the names that are there."""
    return hashlib.sha256(name[: LONGEST + 1].encode(errors="replace")).hexdigest()


def copied(name: str) -> str:
    """What a copy is called.

    >>> copied("Ours")
    'Ours (copy)'
    """
    return f"{name[: LONGEST_NAME - len(COPY)]}{COPY}"
