"""A log in memory, the keys of its node, and the hands of an insider, who can rewrite everything but signatures."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from egnatia.ledger.audit import verify
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.entry import Act, Entry, Ruling, Why, leaf_hash
from egnatia.ledger.finding import Finding, Kind, Report
from egnatia.ledger.note import KeyType, NoteKey, Signer, Verifier
from egnatia.ledger.stored import StoredLog, StoredRow
from egnatia.ledger.tree import Place, append, node_hash, reader
from egnatia.model.identity import AccountId, NodeId

ROOT = Path(__file__).resolve().parents[3]
START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def vectors(name: str) -> Any:  # noqa: ANN401 - what the file holds
    return json.loads((ROOT / f"tests/vectors/ledger/{name}.json").read_text(encoding="utf-8"))


def an_entry(number: int = 0) -> Entry:
    return Entry(
        act=Act.QUESTION,
        at=START + timedelta(milliseconds=number),
        node=NodeId("RS"),
        by=AccountId(f"{7:032x}"),
        nonce=f"{number:032x}",
        why=Why(purpose="prosecution", case_file=f"{number % 5:032x}"),
        decision=Ruling(digest=f"{number:064x}", policy="2026.1"),
        to=NodeId("BG"),
        about=(f"{number:064x}",),
        detail={"kind": "person"},
    )


@cache
def entry_bytes(number: int) -> bytes:
    return an_entry(number).to_bytes()


def foreign(sequence: int | None) -> StoredRow:
    """Make a row that no log has."""
    entry = entry_bytes(10**6)
    return StoredRow(sequence=sequence, entry=entry, leaf_hash=leaf_hash(entry))


def a_signer(name: str = "egnatia.example/RS", seed: int = 1, kind: KeyType = KeyType.ED25519) -> Signer:
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return Signer(key=NoteKey(name=name, public=private.public_key().public_bytes_raw(), type=kind), sign=private.sign)


def a_verifier(key: NoteKey) -> Verifier:
    public = Ed25519PublicKey.from_public_bytes(key.public)

    def verify_signature(message: bytes, signature: bytes) -> bool:
        try:
            public.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return Verifier(key=key, verify=verify_signature)


class Cabinet:
    """Holds rows, nodes and checkpoints as tables would."""

    def __init__(self, *batches: int) -> None:
        self.signer = a_signer()
        self.rows: list[StoredRow] = []
        self.nodes: dict[Place, bytes] = {}
        self.heads: list[bytes] = []
        self.history: list[bytes] = []
        for count in batches:
            self.sequence(count)

    @property
    def size(self) -> int:
        return len(self.rows)

    def sequence(self, count: int) -> None:
        """Add so many entries and sign."""
        self.add(*(entry_bytes(self.size + number) for number in range(count)))
        self.sign()

    def add(self, *entries: bytes) -> None:
        """Add entries to the tree, unsigned yet."""
        leaves = [leaf_hash(entry) for entry in entries]
        self.nodes |= {Place(*node[:2]): node.hash for node in append(self.size, leaves, reader(self.nodes)).nodes}
        for entry, leaf in zip(entries, leaves, strict=True):
            self.rows.append(StoredRow(sequence=self.size, entry=entry, leaf_hash=leaf))

    def sign(self) -> None:
        """Sign the tree as it stands."""
        root = append(self.size, [], reader(self.nodes)).root
        self.heads = [sign_checkpoint(self.size, root, self.signer).to_bytes()]
        self.history += self.heads

    def audit(self) -> Report:
        return verify(
            StoredLog(
                rows=self.rows,
                read_nodes=self.read_nodes,
                heads=self.heads,
                history=self.history,
                verifiers=[a_verifier(self.signer.key)],
            )
        )

    def read_nodes(self, level: int, start: int, end: int) -> Mapping[int, bytes]:
        places = (Place(level, offset) for offset in range(start, end))
        return {place.offset: self.nodes[place] for place in places if place in self.nodes}

    def change(self, index: int, *, beside: bool = False, levels: int = 0) -> None:
        """Rewrite an entry by hand; also the leaf hash beside it, and its nodes from the leaf up so many levels."""
        entry = replace(an_entry(index), nonce="f" * 32).to_bytes()
        value = leaf_hash(entry)
        [row] = [number for number, row in enumerate(self.rows) if row.sequence == index]
        beside_it = value if beside else self.rows[row].leaf_hash
        self.rows[row] = StoredRow(sequence=index, entry=entry, leaf_hash=beside_it)
        for level in range(levels):
            offset = index >> level
            if Place(level, offset) not in self.nodes:
                break
            self.nodes[Place(level, offset)] = value
            value = node_hash(*(self.nodes.get(Place(level, side), b"") for side in (offset & ~1, offset | 1)))

    def renumber(self, first: int, by: int) -> None:
        """Move the numbers of the rows from a position in the table on."""
        self.rows[first:] = [replace(row, sequence=(row.sequence or 0) + by) for row in self.rows[first:]]

    def found(self) -> list[tuple[Kind, int | None, int | None]]:
        return [_place(finding) for finding in self.audit().findings]


def _place(finding: Finding) -> tuple[Kind, int | None, int | None]:
    return finding.kind, finding.sequence, finding.last
