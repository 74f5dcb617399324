"""What can go wrong with the store, each said in one sentence for the person at the screen."""

from __future__ import annotations


class StoreError(Exception):
    """Nothing was kept, or nothing could be read; the message says why and what to do."""


class NotFound(StoreError):
    """Nothing is kept under this link."""

    def __init__(self) -> None:
        super().__init__("Nothing is kept under this link: it was withdrawn or deleted, or a part of it is missing.")


class Deleted(NotFound):
    """The company was deleted and can still be restored."""

    def __init__(self) -> None:
        super().__init__()
        self.args = ("This company was deleted: it can be taken back in the Library for 30 days.",)


class Conflict(StoreError):
    """Someone else has saved since: nothing of theirs is overwritten."""

    def __init__(self) -> None:
        super().__init__("This company was changed in another tab, so your last change is not saved.")


class TooLarge(StoreError):
    """More than the store takes."""


# By SQLite's own numbers of errors.
REASONS = {
    5: "another program is writing to the data folder",
    6: "another program is writing to the data folder",
    8: "the data folder is read-only",
    10: "the disk reports an error",
    11: "the data file is damaged; restore a backup",
    13: "the disk is full",
    14: "the data folder cannot be opened",
    26: "the data file is no data file of Bowtie's",
}


def not_kept(reason: str) -> StoreError:
    return StoreError(
        f"This is not saved, because {reason}: your changes stay in this tab, and the next one tries again."
    )


def reason_of(code: int | None) -> str:
    """Why SQLite failed; the last byte of its number tells the kind."""
    return REASONS.get((code or 0) & 0xFF, "the data folder cannot be used")
