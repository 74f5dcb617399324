"""Companies, their states, read-only links, and which browser has opened what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "scenarios",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("deleted_at", sa.Float),
    )
    op.create_table(
        "states",
        sa.Column("scenario_key", sa.String(64), sa.ForeignKey("scenarios.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("baseline", sa.Text),
    )
    op.create_table(
        "view_links",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("scenario_key", sa.String(64), sa.ForeignKey("scenarios.key", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("ix_view_links_scenario_key", "view_links", ["scenario_key"])
    op.create_table(
        "visits",
        sa.Column("browser", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("scenario_key", sa.String(64), sa.ForeignKey("scenarios.key", ondelete="CASCADE"), nullable=False),
        sa.Column("read_only", sa.Boolean, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("visits_scenario_key", "visits", ["scenario_key"])


def downgrade() -> None:
    for table in ("visits", "view_links", "states", "scenarios"):
        op.drop_table(table)
