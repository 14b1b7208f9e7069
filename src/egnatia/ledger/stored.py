"""What an audit is given: the log as it lies in storage, of which nothing is taken on trust but signatures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from egnatia.ledger.note import Verifier

#: Reads the nodes that are stored at a level, from one offset up to another: their hashes by offset, and no entry for
#: those that are missing. One query each; the audit asks for up to `recount.BLOCK` at a time.
ReadNodes = Callable[[int, int, int], Mapping[int, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """One row of the table of entries."""

    sequence: int | None  #: Its index in the log, from 0; None: not yet sequenced.
    entry: bytes
    leaf_hash: bytes  #: As it is stored beside the entry.


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLog:
    """A whole log as stored. Rows and old checkpoints are read once, as a stream."""

    rows: Iterable[StoredRow]  #: Ordered by sequence; those not sequenced may come anywhere.
    read_nodes: ReadNodes
    heads: Sequence[bytes]  #: The newest checkpoint, and the newest ones that witnesses keep.
    history: Iterable[bytes]  #: Older checkpoints in the order in which they were signed; they narrow down a place.
    verifiers: Sequence[Verifier]  #: The log's own keys, old ones too.
