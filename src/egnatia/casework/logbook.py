"""The ports to the node's log, and to what witnesses say of logs; parts of a `ports.Transaction`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from egnatia.casework.page import Page, Trace
from egnatia.casework.rows import LedgerHead, Lodged, Sighting
from egnatia.ledger.checkpoint import SignedCheckpoint
from egnatia.ledger.entry import Entry
from egnatia.ledger.note import Signer, Verifier
from egnatia.ledger.proof import InclusionProof
from egnatia.ledger.stored import StoredLog
from egnatia.model.identity import NodeId

#: So many entries get their place in one transaction; a backlog takes several.
ROUND: Final = 5000


class Ledger(Protocol):
    """The log of the node. An entry is inserted in the transaction of its act, and sequenced within a second."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Insert entries, not yet in the tree."""
        ...

    def head(self) -> LedgerHead:
        """Return the size, root and newest checkpoint, and how many entries are not yet sequenced."""
        ...

    def sequence(self, signer: Signer, now: datetime, former: Sequence[Verifier] = ()) -> int:
        """Add unsequenced entries to the tree and sign a checkpoint under the key's name; returns how many.

        A long backlog takes several calls, until fewer than `ROUND` were added. LedgerError if the tree is not the one
        that this key or a former one signed last: what was changed by hand is not signed over.
        """
        ...

    def trail(self, subject: str, limit: int) -> tuple[Lodged, ...]:
        """Return the entries about one digest or id, oldest first, each with its place in the tree."""
        ...

    def page(self, trace: Trace) -> Page[Lodged]:
        """Return a page of the entries that are looked for, the newest first."""
        ...

    def entry(self, index: int) -> Lodged | None:
        """Return the entry at a place in the tree; None if the tree is smaller."""
        ...

    def root(self, size: int) -> bytes:
        """Return the root of the first so many entries; LedgerError if there are not so many."""
        ...

    def growth(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return the path that shows that a size grew out of another; LedgerError if there are not so many entries."""
        ...

    def inclusion(self, index: int, under: SignedCheckpoint | None = None) -> InclusionProof:
        """Return the proof that the entry at a place stands under a checkpoint; LedgerError if it does not.

        Without a checkpoint, under the newest.
        """
        ...

    def stored(self, verifiers: Sequence[Verifier], witnessed: Sequence[bytes] = ()) -> StoredLog:
        """Return the log as it lies in storage, for the audit; it is read while the transaction lasts."""
        ...


class Witnessed(Protocol):
    """What witnesses say of logs: we of partners' logs, partners of ours, and partners of each other's."""

    def put(self, row: Sighting) -> None:
        """Keep the word of a witness on a log, in place of its last one."""
        ...

    def get(self, log: NodeId, witness: NodeId) -> Sighting | None:
        """Return the word of a witness on a log."""
        ...

    def list(self) -> tuple[Sighting, ...]:
        """Return what every witness says of every log, by log and witness."""
        ...
