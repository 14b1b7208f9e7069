"""Finding statements by what they do: what waits for a review or for an originator's word."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index; there is no way back but a backup."""
    op.add_column("statement", sa.Column("act", sa.Text))
    op.create_index("ix_statement_act", "statement", ["act"])
