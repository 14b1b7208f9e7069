"""The first tables of a node.

This is how the tables were when the first node was set up. It is never changed again: `tables.py` says how they are.
"""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber
from egnatia.adapters.sql.dialect import guard_entries

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables; there is no way back but a backup."""
    _create_register()
    _create_exchange()
    _create_boxes()
    _create_people()
    _create_ledger()
    guard_entries(op.get_bind())


def _no() -> sa.Column[int]:
    return sa.Column("no", RowNumber, primary_key=True)


def _text(name: str, *, unique: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, unique=unique, index=index)


def _at(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant, nullable=optional)


def _create_register() -> None:
    op.create_table(
        "record",
        _no(),
        _text("id", unique=True),
        _text("kind"),
        _text("issuer"),
        _text("lineage", index=True),
        _text("supersedes"),
        _text("derived_from"),
        _at("recorded_at"),
        sa.Column("received_from", sa.Text),
        sa.Column("superseded", sa.Boolean, nullable=False),
        sa.Column("retain_until", sa.Text),
        _at("erased_at", optional=True),
        sa.Column("salt", sa.Text),
        sa.Column("caveat", sa.Text),
        sa.Column("properties", sa.Text),
        sa.Column("terms", sa.Text),
    )
    op.create_index("ix_record_kind_erased_at", "record", ["kind", "erased_at"])
    op.create_table(
        "term",
        _text("sort"),
        _text("key"),
        sa.Column("no", RowNumber, nullable=False),
        sa.PrimaryKeyConstraint("sort", "key", "no"),
        sqlite_with_rowid=False,
    )
    op.create_table("statement", _no(), _text("id", unique=True), _text("body"))
    op.create_table(
        "holding",
        _no(),
        sa.Column("record", sa.Text, sa.ForeignKey("record.id"), nullable=False),
        _text("holder"),
        _at("given_at"),
        _text("statement"),
    )
    op.create_index("uq_holding_record_holder_statement", "holding", ["record", "holder", "statement"], unique=True)


def _create_exchange() -> None:
    op.create_table(
        "question",
        _no(),
        _text("id", unique=True),
        sa.Column("received", sa.Boolean, nullable=False),
        sa.Column("by", sa.Text),
        _text("enquiry"),
        _text("state"),
        _text("reasons"),
        _text("body"),
    )
    op.create_index("ix_question_received_no", "question", ["received", "no"])
    op.create_table(
        "answer",
        _no(),
        _text("reference", unique=True),
        sa.Column("question", sa.Text, sa.ForeignKey("question.id"), nullable=False, index=True),
        _text("partner"),
        _text("quality"),
        _text("kind"),
        _text("instrument"),
        _text("state"),
        _at("at"),
        sa.Column("record", sa.Text, sa.ForeignKey("record.id"), index=True),
        _text("properties"),
        _text("evidence"),
    )


def _create_boxes() -> None:
    op.create_table(
        "outbox",
        _no(),
        _text("message", unique=True),
        _text("type"),
        _text("sender"),
        _text("recipient"),
        _at("sent_at"),
        _at("expires_at"),
        sa.Column("open", sa.Boolean, nullable=False),
        _at("next_try"),
        sa.Column("tries", sa.Integer, nullable=False),
        _at("delivered_at", optional=True),
        sa.Column("dead", sa.Boolean, nullable=False),
        _text("error"),
        _text("receipt"),
        _text("body"),
    )
    op.create_index("ix_outbox_open_next_try", "outbox", ["open", "next_try"])
    op.create_table(
        "inbox",
        _no(),
        _text("sender"),
        _text("envelope"),
        _text("message"),
        _at("received_at"),
        _at("expires_at"),
        _text("outcome"),
    )
    op.create_index("uq_inbox_sender_envelope", "inbox", ["sender", "envelope"], unique=True)
    op.create_index("ix_inbox_sender_message", "inbox", ["sender", "message"])
    op.create_index("ix_inbox_expires_at", "inbox", ["expires_at"])


def _create_people() -> None:
    op.create_table(
        "case_item",
        _no(),
        _text("case_file", index=True),
        _text("act"),
        _at("at"),
        _text("by"),
        sa.Column("reference", sa.Text, unique=True),
        _text("body"),
    )
    op.create_table(
        "case_member", _text("case_file"), _text("account"), sa.PrimaryKeyConstraint("case_file", "account")
    )
    op.create_table(
        "account",
        _no(),
        _text("id", unique=True),
        _text("name", unique=True),
        _text("roles"),
        _text("purposes"),
        sa.Column("uid", sa.BigInteger, index=True),
        sa.Column("active", sa.Boolean, nullable=False),
    )


def _create_ledger() -> None:
    op.create_table(
        "entry",
        _no(),
        sa.Column("place", sa.BigInteger, unique=True),
        _text("act"),
        _at("at"),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tree_node",
        sa.Column("node", RowNumber, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        _at("at"),
        sa.Column("root", sa.LargeBinary, nullable=False),
        _text("note"),
    )
    op.create_table(
        "blob", sa.Column("id", sa.Text, primary_key=True), sa.Column("content", sa.LargeBinary, nullable=False)
    )
