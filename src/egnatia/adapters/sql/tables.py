"""The tables of a node, all of them; a further one needs a decision record (docs/adr).

A `no` numbers the rows of a table in the order in which they came. What is searched by is a column; the rest of a
noun is canonical JSON. Nothing here is particular to one database: that is in `dialect.py`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from egnatia.adapters.sql.columns import Instant, RowNumber
from egnatia.adapters.sql.columns import flag_column as _flag
from egnatia.adapters.sql.columns import instant_column as _at
from egnatia.adapters.sql.columns import number_column as _no
from egnatia.adapters.sql.columns import text_column as _text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: What a partial index needs to be used: the very words of its condition.
IS_IMPORTED, IS_REPLACED = text("import_no IS NOT NULL"), text("replaced_by IS NOT NULL")
IS_HIDDEN = text("hidden_at IS NOT NULL")

#: Immutable items. Erasure nulls properties, caveat, salt and keys; the row stays as a tombstone.
RECORD = Table(
    "record",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("kind"),
    _text("issuer"),
    _text("lineage", index=True),
    _text("supersedes"),  # record ids, a space between
    _text("derived_from"),
    _at("recorded_at"),
    Column("received_from", Text),
    _flag("superseded"),
    Column("retain_until", Text, index=True),
    _at("erased_at", optional=True),
    Column("salt", Text),
    Column("caveat", Text),
    Column("properties", Text),
    Column("terms", Text),  # the blocking keys, a line each: what of `term` goes with the row
    Column("import_no", BigInteger),  # the import that brought it, which may not be complete yet
    Column("replaced_by", BigInteger),  # the import that supersedes it, once that is complete
    Column("hidden_at", Instant),  # recalled, and kept by a legal hold
    Index("ix_record_kind_erased_at", "kind", "erased_at"),
    Index("ix_record_import_no", "import_no", sqlite_where=IS_IMPORTED, postgresql_where=IS_IMPORTED),
    Index("ix_record_replaced_by", "replaced_by", sqlite_where=IS_REPLACED, postgresql_where=IS_REPLACED),
    Index("ix_record_hidden_at", "hidden_at", sqlite_where=IS_HIDDEN, postgresql_where=IS_HIDDEN),
)

#: Imports; what an open one (`ended_at` null) brought does not count yet (ADR 0090).
IMPORT = Table(
    "import",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("source"),
    _text("by"),
    _at("begun_at"),
    _at("touched_at"),
    _at("ended_at", optional=True),
    Column("unchanged", BigInteger, nullable=False),
    Column("compared", BigInteger),  # up to which of its rows were compared with questions that stay
)

#: The one inverted index: which row of which sort carries a key. For a record `sort` is its kind and the key is
#: `scheme:key`; for statements and entries the key is what they are about (ADR 0060).
TERM = Table(
    "term",
    METADATA,
    _text("sort"),
    _text("key"),
    Column("no", RowNumber, nullable=False),
    PrimaryKeyConstraint("sort", "key", "no"),
    sqlite_with_rowid=False,
)

#: Signed acts about records and lineages, only ever added.
STATEMENT = Table(
    "statement",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("body"),
    Column("act", Text, index=True),  # null in rows older than this column: nobody looks for these by their act
)

#: Which partner was given which record.
HOLDING = Table(
    "holding",
    METADATA,
    _no(),
    Column("record", Text, ForeignKey("record.id"), nullable=False),
    _text("holder"),
    _at("given_at"),
    _text("statement"),
    Column("recall", Text),
    Column("state", Text),
    Column("attested_at", Instant),
    Column("attestation", Text),
    Index("uq_holding_record_holder_statement", "record", "holder", "statement", unique=True),
)

#: What a partial index needs to be used: the very words of its condition.
IS_WAITING = text("state = 'waiting'")

#: Questions asked here, and those of partners that hit or wait for a person.
QUESTION = Table(
    "question",
    METADATA,
    _no(),
    _text("id", unique=True),
    _flag("received"),
    Column("by", Text),
    _text("enquiry"),
    _text("state"),
    _text("reasons"),
    _text("body"),
    Column("partner", Text),  # who asked, or was asked
    Column("kind", Text),
    Column("purpose", Text),
    Column("case_file", Text),
    Index("ix_question_received_no", "received", "no"),
    Index("ix_question_case_file_no", "case_file", "no"),
    Index("ix_question_waiting", "no", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
)

#: Questions that stay (ADR 0058), asked here or received. Of a received one the words are sealed for this node's own
#: key; its row goes when it ends. Of one asked here the row stays, the words stand in `question`.
WATCH = Table(
    "watch",
    METADATA,
    _no(),
    _text("question", unique=True),
    _flag("received"),
    _text("partner"),
    _text("kind"),
    Column("until", Instant, nullable=False, index=True),
    _at("begun_at"),
    Column("ended_at", Instant),
    _text("ended"),
    Column("seen", BigInteger, nullable=False),  # the row of `record` up to which it was compared
    Column("sealed", LargeBinary),
)

#: Hits, on either side.
ANSWER = Table(
    "answer",
    METADATA,
    _no(),
    _text("reference", unique=True),
    Column("question", Text, ForeignKey("question.id"), nullable=False, index=True),
    _text("partner"),
    _text("quality"),
    _text("kind"),
    _text("instrument"),
    _text("state"),
    _at("at"),
    Column("record", Text, ForeignKey("record.id"), index=True),
    _text("evidence"),
    Column("view", Text),  # what of the record was given at once
)

#: Letters to partners; `open` until the partner has it or it is dead.
OUTBOX = Table(
    "outbox",
    METADATA,
    _no(),
    _text("message", unique=True),
    _text("type"),
    _text("sender"),
    _text("recipient"),
    _at("sent_at"),
    _at("expires_at"),
    _flag("open"),
    _at("next_try"),
    Column("tries", Integer, nullable=False),
    _at("delivered_at", optional=True),
    _flag("dead"),
    _text("error"),
    _text("receipt"),
    _text("body"),
    Index("ix_outbox_open_next_try", "open", "next_try"),
)

#: Messages from desk to desk, drafts included (ADR 0054); of an erased one the body goes.
DISPATCH = Table(
    "dispatch",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("thread"),
    _text("partner"),
    _flag("received"),
    _text("state"),
    _text("desk"),
    Column("by", Text),
    Column("purpose", Text),
    Column("case_file", Text),
    _at("at"),
    _at("due_at", optional=True),
    _text("deeds"),
    Column("body", Text),
    Column("number", Integer),  # among those of its sender in the thread; also of what was erased
    Index("ix_dispatch_thread_no", "thread", "no"),
    Index("ix_dispatch_state_no", "state", "no"),
    Index("ix_dispatch_due_at", "due_at"),
)

#: Envelopes accepted from partners: the dedupe keys.
INBOX = Table(
    "inbox",
    METADATA,
    _no(),
    _text("sender"),
    _text("envelope"),
    _text("message"),
    _at("received_at"),
    _at("expires_at"),
    _text("outcome"),
    Index("uq_inbox_sender_envelope", "sender", "envelope", unique=True),
    Index("ix_inbox_sender_message", "sender", "message"),
    Index("ix_inbox_expires_at", "expires_at"),
)

#: What happened to a case file, only ever added: it was opened, it was closed.
CASE_ITEM = Table(
    "case_item",
    METADATA,
    _no(),
    _text("case_file", index=True),
    _text("act"),
    _at("at"),
    _text("by"),
    Column("reference", Text, unique=True),  # of the opening only
    _text("body"),
)

#: Who works in a case file now.
CASE_MEMBER = Table(
    "case_member",
    METADATA,
    _text("case_file"),
    _text("account"),
    PrimaryKeyConstraint("case_file", "account"),
)

#: The people of the node.
ACCOUNT = Table(
    "account",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("name", unique=True),
    _text("roles"),
    _text("purposes"),
    Column("uid", BigInteger, index=True),
    _flag("active"),
    Column("desks", Text),
)

#: By what people prove who they are; a row stays when the credential ends (ADR 0099).
CREDENTIAL = Table(
    "credential",
    METADATA,
    _no(),
    _text("id", unique=True),
    Column("account", Text, ForeignKey("account.id"), nullable=False, index=True),
    _text("means"),
    _text("name"),
    _at("added_at"),
    _at("used_at", optional=True),
    _at("ended_at", optional=True),
    _at("suspected_at", optional=True),
    _text("detail"),
)

#: Secrets given out for a time, each by its SHA-256: links, sessions, challenges (ADR 0099). No backup restores them.
TICKET = Table(
    "ticket",
    METADATA,
    Column("digest", Text, primary_key=True),
    _text("sort"),
    _text("holder"),
    _at("begun_at"),
    _at("seen_at"),
    Column("until", Instant, nullable=False, index=True),
    _text("detail"),
    Index("ix_ticket_holder_sort", "holder", "sort"),
    sqlite_with_rowid=False,
)

#: The log; `place` is the entry's index in the tree, null until the sequencer gave it one.
ENTRY = Table(
    "entry",
    METADATA,
    _no(),
    Column("place", BigInteger, unique=True),
    _text("act"),
    _at("at"),
    Column("leaf_hash", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_entry_act_no", "act", "no"),
    Index("ix_entry_at", "at"),
)

#: The complete subtrees of the log's Merkle tree, numbered from left to right (`evidence.node_number`).
TREE_NODE = Table(
    "tree_node",
    METADATA,
    Column("node", RowNumber, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)

#: What the node signed about its log, one for each size at which it did.
CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    _at("at"),
    Column("root", LargeBinary, nullable=False),
    _text("note"),
)

#: What a witness says of a log, one row for each pair (ADR 0072): the newest checkpoint that it cosigned, and, once the
#: log contradicts itself, the checkpoint that shows it. Our own log stands here with each partner as its witness.
WITNESSED = Table(
    "witnessed",
    METADATA,
    _text("log"),
    _text("witness"),
    _at("at"),
    _text("verdict"),
    _text("note"),
    _text("against"),
    PrimaryKeyConstraint("log", "witness"),
)

#: How many differently worded questions came near one subject lately: digests, ids and times only (ADR 0083).
PROBE = Table(
    "probe",
    METADATA,
    _text("subject"),
    _text("by"),
    _text("wording"),
    Column("at", Instant, nullable=False, index=True),
    PrimaryKeyConstraint("subject", "by", "wording"),
    sqlite_with_rowid=False,
)

#: What people ask who are, or may be, on record here (ADR 0084); of a closed one the body goes after some time.
ACCESS_REQUEST = Table(
    "access_request",
    METADATA,
    _no(),
    _text("id", unique=True),
    _at("received_at"),
    _at("due_at"),
    Column("closed_at", Instant, index=True),
    _text("outcome"),
    Column("body", Text),
)

#: Files that go with messages; their bytes lie sealed on the disk, their keys in the message (ADR 0105).
BLOB = Table(
    "blob",
    METADATA,
    _no(),
    _text("id", unique=True),
    _text("message", index=True),
    _text("partner"),
    _flag("received"),
    Column("size", BigInteger, nullable=False),
    _text("state"),
    _at("at"),
    _at("next_try"),
    Column("tries", Integer, nullable=False),
    _text("error"),
    Index("ix_blob_state_next_try", "state", "next_try"),
)
