"""The log in the database: entries go in with their act, the sequencer gives them their place in the tree.

Until then an entry's place is null. No code here changes or deletes an entry, and triggers refuse it (`dialect.py`);
who goes around them is found by the audit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.evidence import node_number, prove_inclusion, read_nodes, stored_log
from egnatia.adapters.sql.plain import read_row
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import CHECKPOINT, ENTRY, TERM, TREE_NODE
from egnatia.adapters.sql.terms import ENTRY_SORT, Posting, add_postings
from egnatia.adapters.sql.tracing import entry_postings, find_entries
from egnatia.casework.logbook import ROUND
from egnatia.casework.page import Page, Trace
from egnatia.casework.rows import LedgerHead, Lodged
from egnatia.ledger.checkpoint import Checkpoint, SignedCheckpoint, check_own, sign_checkpoint
from egnatia.ledger.entry import Entry, leaf_hash, parse_entry
from egnatia.ledger.errors import LedgerError, NoteError, TreeError
from egnatia.ledger.note import Signer, Verifier
from egnatia.ledger.proof import InclusionProof
from egnatia.ledger.stored import StoredLog
from egnatia.ledger.tree import EMPTY_ROOT, append, consistency_proof, nodes_for_consistency, nodes_for_root, root

_ADD = Prepared(insert(ENTRY).returning(ENTRY.c.no))
_HEAD = Prepared(select(CHECKPOINT).order_by(CHECKPOINT.c.size.desc()).limit(1))
_UNPLACED = Prepared(select(func.count().label("entries")).where(ENTRY.c.place.is_(None)))
_NEXT = Prepared(select(ENTRY.c.no, ENTRY.c.leaf_hash).where(ENTRY.c.place.is_(None)).order_by(ENTRY.c.no).limit(ROUND))
_PLACE = Prepared(update(ENTRY).where(ENTRY.c.no == bindparam("of_no")).values(place=bindparam("at_place")))
_ADD_NODE = Prepared(insert(TREE_NODE))
_ADD_CHECKPOINT = Prepared(insert(CHECKPOINT))
_AT = Prepared(select(ENTRY.c.no, ENTRY.c.place, ENTRY.c.body).where(ENTRY.c.place == bindparam("of_place")))
_TRAIL = Prepared(
    select(ENTRY.c.no, ENTRY.c.place, ENTRY.c.body)
    .join_from(TERM, ENTRY, ENTRY.c.no == TERM.c.no)
    .where(TERM.c.sort == ENTRY_SORT, TERM.c.key == bindparam("subject"))
    .order_by(TERM.c.no)
    .limit(bindparam("most"))
)


class SqlLedger:
    """The tables `entry`, `tree_node` and `checkpoint`, with what entries are about in `term`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def append(self, entries: Sequence[Entry]) -> None:
        """Insert entries, not yet in the tree."""
        postings = list[Posting]()
        for entry in entries:
            no = _ADD.get(self._connection, **_plain(entry)).no
            postings += entry_postings(entry, no)
        add_postings(self._connection, postings)

    def head(self) -> LedgerHead:
        """Return the size, root and newest checkpoint, and how many entries are not yet sequenced."""
        newest = self._newest()
        return LedgerHead(
            size=newest.size if newest else 0,
            root=newest.root if newest else EMPTY_ROOT,
            checkpoint=newest.note if newest else "",
            unsequenced=_UNPLACED.get(self._connection).entries,
            at=newest.at if newest else None,
        )

    def sequence(self, signer: Signer, now: datetime, former: Sequence[Verifier] = ()) -> int:
        """Add the entries that wait to the tree, in the order in which they came, and sign a checkpoint.

        Args:
            signer: the log's key.
            now: the time.
            former: keys of the log before this one, by which the newest checkpoint may still be signed.

        Returns:
            How many it was; a backlog is worked off in rounds of `ROUND`.

        Raises:
            LedgerError: a node of the tree is missing, or the tree is not the one that was signed last: what somebody
                changed by hand is not signed over.
        """
        rows = list(_NEXT.all(self._connection))
        if not rows:
            return 0
        newest = self._newest()
        size = newest.size if newest else 0
        get_node = read_nodes(self._connection, nodes_for_root(size))
        if newest:
            _check(
                newest.note, Checkpoint(origin=signer.key.name, size=size, root=root(size, get_node)), signer, former
            )
        grown = append(size, (row.leaf_hash for row in rows), get_node)
        places = ({"of_no": row.no, "at_place": size + step} for step, row in enumerate(rows))
        _PLACE.run_many(self._connection, places)
        nodes = ({"node": node_number(node.level, node.offset), "hash": node.hash} for node in grown.nodes)
        _ADD_NODE.run_many(self._connection, nodes)
        note = sign_checkpoint(grown.size, grown.root, signer).to_bytes().decode()
        # Were the clock set back, a checkpoint that grew would seem older than the one before (`ledger.contradiction`).
        at = max(now, newest.at) if newest else now
        _ADD_CHECKPOINT.run(self._connection, size=grown.size, at=at, root=grown.root, note=note)
        return len(rows)

    def trail(self, subject: str, limit: int) -> tuple[Lodged, ...]:
        """Return the entries about one digest or id, oldest first, each with its place in the tree.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_lodged, _TRAIL.all(self._connection, subject=subject, most=limit)))

    def page(self, trace: Trace) -> Page[Lodged]:
        """Return a page of the entries that are looked for, the newest first.

        Raises:
            StoreError: a row is damaged.
        """
        rows = find_entries(self._connection, trace)
        shown = rows[: trace.limit]
        return Page(rows=tuple(map(_lodged, shown)), next=shown[-1].no if len(rows) > trace.limit else None)

    def entry(self, index: int) -> Lodged | None:
        """Return the entry at a place in the tree; None if the tree is not that large, or the entry is missing.

        Raises:
            StoreError: the row is damaged.
        """
        row = _AT.one(self._connection, of_place=index)
        return None if row is None else _lodged(row)

    def root(self, size: int) -> bytes:
        """Return the root of the first so many entries.

        Raises:
            LedgerError: there are not so many, or a node of the tree is missing.
        """
        return root(size, read_nodes(self._connection, nodes_for_root(size)))

    def growth(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return the path that shows that the tree of `second` entries grew out of that of `first`.

        Raises:
            LedgerError: there are not so many, or a node of the tree is missing.
        """
        get_node = read_nodes(self._connection, nodes_for_consistency(first, second))
        return consistency_proof(first, second, get_node)

    def inclusion(self, index: int, under: SignedCheckpoint | None = None) -> InclusionProof:
        """Return the proof that the entry at an index stands under a checkpoint of this log, else the newest.

        Raises:
            LedgerError: there is no such entry yet, or a node of the tree is missing.
        """
        return prove_inclusion(self._connection, index, under)

    def stored(self, verifiers: Sequence[Verifier], witnessed: Sequence[bytes] = ()) -> StoredLog:
        """Return the log as it lies in storage, for an audit that ends before the transaction does.

        Args:
            verifiers: the log's own keys, old ones too.
            witnessed: the newest checkpoints that others keep of this log.
        """
        return stored_log(self._connection, verifiers, witnessed)

    def _newest(self) -> AnyRow | None:
        return _HEAD.one(self._connection)


def _check(note: str, stored: Checkpoint, signer: Signer, former: Sequence[Verifier]) -> None:
    try:
        check_own(note.encode(), stored, signer, former)
    except NoteError as error:
        raise TreeError(
            f"the tree of {stored.size} entries was changed by hand, or its checkpoint was: {error}; "
            "nothing is added to it; `egnatia ledger verify` tells where"
        ) from error


def _plain(entry: Entry) -> dict[str, Any]:
    body = entry.to_bytes()
    return {"place": None, "act": entry.act.value, "at": entry.at, "leaf_hash": leaf_hash(body), "body": body}


def _lodged(row: AnyRow) -> Lodged:
    return read_row(f"entry {row.no}", lambda: Lodged(entry=_entry(row.body), index=row.place))


def _entry(body: bytes) -> Entry:
    try:
        return parse_entry(body)
    except LedgerError as error:
        raise ValueError(str(error)) from error
