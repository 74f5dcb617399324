"""The tables. What changes here needs a migration, and VERSION its name."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

VERSION = "0001"

metadata = MetaData()

# A company is looked up by the digest of its id; the id itself stands in the lists of those who have it.
scenarios = Table(
    "scenarios",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("id", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Float, nullable=False),
    Column("deleted_at", Float),
)

# `scenario` and `baseline` are texts as a file has them; no baseline means that it is the scenario.
states = Table(
    "states",
    metadata,
    Column("scenario_key", String(64), ForeignKey("scenarios.key", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("what", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("baseline", Text),
)

view_links = Table(
    "view_links",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("id", String(64), nullable=False),
    Column("scenario_key", String(64), ForeignKey("scenarios.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Float, nullable=False),
)

# Which browser has opened what: its list of companies. Of the browser's own name only the digest is kept.
visits = Table(
    "visits",
    metadata,
    Column("browser", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("id", String(64), nullable=False),
    Column("scenario_key", String(64), ForeignKey("scenarios.key", ondelete="CASCADE"), nullable=False),
    Column("read_only", Boolean, nullable=False),
    Column("at", Float, nullable=False),
    Index("visits_scenario_key", "scenario_key"),
)
