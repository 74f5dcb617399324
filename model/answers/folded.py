"""A table below the chart whose numbers it holds: folded, under its own title."""

from __future__ import annotations

from dataclasses import replace

from model.answers.blocks import Block, Fold, Part, Table


def folded(key: str, table: Table, *more: Block) -> Part:
    """The table, with what is said of it, when the reader opens its title; nothing where it has no rows."""
    fold = Fold(key, table.title, lambda: (replace(table, title=""), *more))
    return Part((fold,) if table.rows else ())
