"""Imports, whose records count from one moment on."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and two columns; there is no way back but a backup."""
    op.create_table(
        "import",
        sa.Column("no", RowNumber, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("touched_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("unchanged", sa.BigInteger, nullable=False),
    )
    for column in ("import_no", "replaced_by"):
        op.add_column("record", sa.Column(column, sa.BigInteger))
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_record_{column}", "record", [column], sqlite_where=there, postgresql_where=there)
