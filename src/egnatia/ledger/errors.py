"""What the ledger refuses.

LedgerError
├── EntryError      an entry that is not in its one form, or holds what no entry may hold
├── TreeError       a place that the tree does not have, or a node that is missing
├── NoteError       a signed note, checkpoint or cosignature that is malformed or not signed by a known key
└── ProofError      a proof that is malformed or does not prove what it should
"""


class LedgerError(Exception):
    """Base of everything that the ledger refuses."""


class EntryError(LedgerError):
    """An entry that is not in its one canonical form, or holds what no entry may hold."""


class TreeError(LedgerError):
    """A place that a tree of this size does not have, or a node that should be stored and is not."""


class NoteError(LedgerError):
    """A signed note, checkpoint or cosignature that is malformed or not signed by a known key."""


class ProofError(LedgerError):
    """A proof that is malformed or does not prove what it should."""
