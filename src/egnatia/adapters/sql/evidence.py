"""What the log shows to others: itself as it lies in storage, for the audit, and proofs about single entries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import CHECKPOINT, ENTRY, TREE_NODE
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint
from egnatia.ledger.errors import TreeError
from egnatia.ledger.note import Verifier
from egnatia.ledger.proof import InclusionProof
from egnatia.ledger.stored import StoredLog, StoredRow
from egnatia.ledger.tree import (
    GetNode,
    Place,
    inclusion_proof,
    nodes_for_inclusion,
    reader,
)

#: So many rows are held in memory at a time.
_STREAMED = {"yield_per": 1000}

# Read as they are: somebody who changed rows by hand may have left values of any type, and the audit must not trip.
_ROWS = select(
    *(type_coerce(column, NullType()).label(column.name) for column in (ENTRY.c.place, ENTRY.c.body, ENTRY.c.leaf_hash))
).order_by(ENTRY.c.place)
_NOTE = select(type_coerce(CHECKPOINT.c.note, NullType()).label("note"))
_HISTORY = _NOTE.order_by(CHECKPOINT.c.size)
_NEWEST = Prepared(_NOTE.order_by(CHECKPOINT.c.size.desc()).limit(1))
_HASH = type_coerce(TREE_NODE.c.hash, NullType()).label("hash")
_NODES = PreparedList(lambda nodes: select(TREE_NODE.c.node, _HASH).where(TREE_NODE.c.node.in_(nodes)))


def stored_log(connection: Connection, verifiers: Sequence[Verifier], witnessed: Sequence[bytes]) -> StoredLog:
    """Return the log as it lies in storage; it is read while the transaction lasts.

    Args:
        connection: within a transaction.
        verifiers: the log's own keys, old ones too.
        witnessed: the newest checkpoints that others keep of this log.
    """

    def read_level(level: int, first: int, end: int) -> Mapping[int, bytes]:
        found = _read(connection, [Place(level, offset) for offset in range(first, end)])
        return {place.offset: value for place, value in found.items()}

    return StoredLog(
        rows=_rows(connection),
        read_nodes=read_level,
        heads=[*(_bytes(row.note) for row in _NEWEST.all(connection)), *witnessed],
        history=map(_bytes, connection.execute(_HISTORY, execution_options=_STREAMED).scalars()),
        verifiers=verifiers,
    )


def read_nodes(connection: Connection, places: Sequence[Place]) -> GetNode:
    """Read nodes of the tree by one query.

    Returns:
        A getter that raises `TreeError` for a node that is missing.
    """
    return reader(_read(connection, places))


def node_number(level: int, offset: int) -> int:
    """Return the number under which a node of the tree is stored: nodes count from left to right, whatever their level.

    So what one round of the sequencer adds lies side by side in the table.
    """
    return ((2 * offset + 1) << level) - 1


def _read(connection: Connection, places: Sequence[Place]) -> Mapping[Place, bytes]:
    if not places:
        return {}
    numbers = {node_number(*place): place for place in places}
    rows = _NODES.all(connection, list(numbers))
    return {numbers[row.node]: _bytes(row.hash) for row in rows}


def prove_inclusion(connection: Connection, index: int, under: SignedCheckpoint | None = None) -> InclusionProof:
    """Return the proof that the entry at an index stands under a checkpoint of this log, else the newest.

    Raises:
        LedgerError: there is no such entry yet, or a node is missing.
    """
    signed = under or _newest(connection)
    size = signed.checkpoint.size
    get_node = read_nodes(connection, nodes_for_inclusion(index, size))
    return InclusionProof(index=index, path=inclusion_proof(index, size, get_node), checkpoint=signed)


def _newest(connection: Connection) -> SignedCheckpoint:
    row = _NEWEST.one(connection)
    if row is None:
        raise TreeError("the log has no checkpoint yet")
    return parse_checkpoint(_bytes(row.note))


def _rows(connection: Connection) -> Iterator[StoredRow]:
    for row in connection.execute(_ROWS, execution_options=_STREAMED):
        place = row.place if isinstance(row.place, int) else None
        yield StoredRow(sequence=place, entry=_bytes(row.body), leaf_hash=_bytes(row.leaf_hash))


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - whatever was left there
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
