"""Recalls: what became of a record at each holder, and what a legal hold keeps but nobody reads (ADR 0086)."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty; there is no way back but a backup."""
    op.add_column("record", sa.Column("hidden_at", Instant))
    for name in ("recall", "state"):
        op.add_column("holding", sa.Column(name, sa.Text))
    op.add_column("holding", sa.Column("attested_at", Instant))
    op.add_column("holding", sa.Column("attestation", sa.Text))
