"""Signing in: by what people prove who they are, and the secrets that were given out for a time (ADR 0099)."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables; there is no way back but a backup."""
    op.create_table(
        "credential",
        sa.Column("no", RowNumber, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("account", sa.Text, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("means", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("used_at", Instant),
        sa.Column("ended_at", Instant),
        sa.Column("suspected_at", Instant),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("ix_credential_account", "credential", ["account"])
    op.create_table(
        "ticket",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ticket_until", "ticket", ["until"])
    op.create_index("ix_ticket_holder_sort", "ticket", ["holder", "sort"])
