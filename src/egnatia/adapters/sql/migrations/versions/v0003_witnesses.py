"""What witnesses say of logs: of partners' logs as this node sees them, of its own as partners do."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; there is no way back but a backup."""
    op.create_table(
        "witnessed",
        sa.Column("log", sa.Text, nullable=False),
        sa.Column("witness", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("against", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("log", "witness"),
    )
