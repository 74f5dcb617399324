"""What is kept: companies of people's own, every state of them, and the links that open them.

    library = open_library(place())
    kept = library.create(scenario, browser=browser)
    version = library.save(kept.id, scenario, baseline, based_on=kept.version, what="CAC 900 → 1,000")
    library.open(kept.id).scenario

SQLAlchemy and Alembic are loaded with the first library that is opened, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.documents import Document, Link, ListedCompany, Version
from store.errors import Conflict, NotFound, StoreError
from store.ids import copied, new_id
from store.place import MEMORY, place

if TYPE_CHECKING:
    from store.library import CompanyLibrary

__all__ = [
    "MEMORY",
    "Conflict",
    "Document",
    "Link",
    "ListedCompany",
    "NotFound",
    "StoreError",
    "Version",
    "copied",
    "new_id",
    "open_library",
    "place",
]


def open_library(where: str) -> CompanyLibrary:
    """The library in this folder, or in memory. Raises StoreError."""
    from store.database import opened
    from store.library import CompanyLibrary

    library = CompanyLibrary(opened(where))
    library.purge()
    return library
