"""The log in the database: entries go in with their act, the sequencer gives them their place in the tree.

Until then an entry's place is null. No code here changes or deletes an entry, and triggers refuse it (`dialect.py`);
who goes around them is found by the audit.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import read_row
from egnatia.adapters.sql.tables import CHECKPOINT, ENTRY, TERM, TREE_NODE
from egnatia.adapters.sql.terms import ENTRY_SORT, add_postings
from egnatia.casework.rows import LedgerHead, Lodged
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.entry import Entry, leaf_hash, parse_entry
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.note import Signer
from egnatia.ledger.tree import EMPTY_ROOT, Place, append, nodes_for_root, reader

#: So many entries get their place in one transaction; a backlog takes several.
_ROUND = 20_000

_ADD = insert(ENTRY).returning(ENTRY.c.no)
_HEAD = select(CHECKPOINT).order_by(CHECKPOINT.c.size.desc()).limit(1)
_UNPLACED = select(func.count()).select_from(ENTRY).where(ENTRY.c.place.is_(None))
_NEXT = select(ENTRY.c.no, ENTRY.c.leaf_hash).where(ENTRY.c.place.is_(None)).order_by(ENTRY.c.no).limit(_ROUND)
_PLACE = update(ENTRY).where(ENTRY.c.no == bindparam("of_no")).values(place=bindparam("at_place"))
_ADD_NODE = insert(TREE_NODE)
_ADD_CHECKPOINT = insert(CHECKPOINT)
_NODES = select(TREE_NODE).where(tuple_(TREE_NODE.c.level, TREE_NODE.c.offset).in_(bindparam("places", expanding=True)))
_TRAIL = (
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
        for entry in entries:
            no = self._connection.execute(_ADD, _plain(entry)).scalar_one()
            add_postings(self._connection, ((ENTRY_SORT, subject, no) for subject in set(entry.about)))

    def head(self) -> LedgerHead:
        """Return the size, root and newest checkpoint, and how many entries are not yet sequenced."""
        newest = self._newest()
        return LedgerHead(
            size=newest.size if newest else 0,
            root=newest.root if newest else EMPTY_ROOT,
            checkpoint=newest.note if newest else "",
            unsequenced=self._connection.execute(_UNPLACED).scalar_one(),
        )

    def sequence(self, signer: Signer, now: datetime) -> int:
        """Add the entries that wait to the tree, in the order in which they came, and sign a checkpoint.

        Returns:
            How many it was; a backlog is worked off in rounds of 20,000.

        Raises:
            LedgerError: a node of the tree is missing.
        """
        rows = self._connection.execute(_NEXT).all()
        if not rows:
            return 0
        newest = self._newest()
        size = newest.size if newest else 0
        grown = append(size, (row.leaf_hash for row in rows), reader(self._nodes(nodes_for_root(size))))
        self._connection.execute(_PLACE, [{"of_no": row.no, "at_place": size + step} for step, row in enumerate(rows)])
        self._connection.execute(_ADD_NODE, [node._asdict() for node in grown.nodes])
        note = sign_checkpoint(grown.size, grown.root, signer).to_bytes().decode()
        self._connection.execute(_ADD_CHECKPOINT, {"size": grown.size, "at": now, "root": grown.root, "note": note})
        return len(rows)

    def trail(self, subject: str, limit: int) -> tuple[Lodged, ...]:
        """Return the entries about one digest or id, oldest first, each with its place in the tree.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_lodged, self._connection.execute(_TRAIL, {"subject": subject, "most": limit})))

    def _newest(self) -> AnyRow | None:
        return self._connection.execute(_HEAD).one_or_none()

    def _nodes(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        """Read nodes of the tree by one query."""
        if not places:
            return {}
        rows = self._connection.execute(_NODES, {"places": [tuple(place) for place in places]})
        return {Place(row.level, row.offset): row.hash for row in rows}


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
