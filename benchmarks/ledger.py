"""How fast the pure part of the ledger is: the tree by itself, and the audit of a log in memory; prints JSON lines.

Storage is left out: a node's durable figures are those of its database.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from statistics import median, quantiles

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from egnatia.ledger.audit import verify
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.entry import Act, Entry, Ruling, Why, leaf_hash
from egnatia.ledger.note import NoteKey, Signer, Verifier
from egnatia.ledger.stored import StoredLog, StoredRow
from egnatia.ledger.tree import Place, append, consistency_proof, inclusion_proof, reader, root
from egnatia.ledger.verification import verify_inclusion
from egnatia.model.identity import AccountId, NodeId

BATCH = 500
PROOFS = 1000
MILLION = 1_000_000


def main() -> None:
    """Measure; `--leaves N` sets the size of the tree, `--rows N` that of the log that is audited."""
    print(json.dumps(bench_tree(_option("--leaves", MILLION))))
    print(json.dumps(bench_audit(_option("--rows", 20_000))))


def bench_tree(leaves: int) -> dict[str, object]:
    """Append in batches, as a sequencer does, then prove entries all over the tree."""
    nodes: dict[Place, bytes] = {}
    hashes = [leaf_hash(b"%d" % number) for number in range(leaves)]
    seconds = 0.0
    for size in range(0, leaves, BATCH):
        began = time.perf_counter()
        added = append(size, hashes[size : size + BATCH], reader(nodes)).nodes
        seconds += time.perf_counter() - began
        _keep(nodes, added)
    prove = [_timed_proof(nodes, hashes, number * leaves // PROOFS, leaves) for number in range(PROOFS)]
    began = time.perf_counter()
    consistency_proof(leaves * 2 // 3, leaves, reader(nodes))
    return {
        "bench": "ledger_tree",
        "leaves": leaves,
        "batch": BATCH,
        "appends_per_s": round(leaves / seconds),
        "nodes_per_leaf": round(len(nodes) / leaves, 3),
        "proof_ms_at_1m" if leaves == MILLION else "proof_ms": round(median(prove), 4),
        "proof_ms_p95": round(quantiles(prove, n=20)[-1], 4),
        "consistency_ms": round((time.perf_counter() - began) * 1000, 4),
    }


def bench_audit(rows: int) -> dict[str, object]:
    """Audit a sound log whose rows are streamed."""
    nodes: dict[Place, bytes] = {}
    entries = [_entry(number).to_bytes() for number in range(rows)]
    _keep(nodes, append(0, map(leaf_hash, entries), reader({})).nodes)
    private = Ed25519PrivateKey.generate()
    key = NoteKey(name="egnatia.example/RS", public=private.public_key().public_bytes_raw())

    def read_nodes(level: int, start: int, end: int) -> Mapping[int, bytes]:
        return {at: nodes[Place(level, at)] for at in range(start, end) if Place(level, at) in nodes}

    head = sign_checkpoint(rows, root(rows, reader(nodes)), Signer(key=key, sign=private.sign)).to_bytes()
    began = time.perf_counter()
    report = verify(
        StoredLog(
            rows=_rows(entries),
            read_nodes=read_nodes,
            heads=[head],
            history=[head],
            verifiers=[Verifier(key=key, verify=lambda message, signature: private.sign(message) == signature)],
        )
    )
    seconds = time.perf_counter() - began
    return {"bench": "ledger_audit", "rows": rows, "sound": report.sound, "rows_per_s": round(rows / seconds)}


def _timed_proof(nodes: dict[Place, bytes], hashes: list[bytes], index: int, size: int) -> float:
    """Prove one entry and return the milliseconds; that the proof holds is checked outside of the measure."""
    began = time.perf_counter()
    proof = inclusion_proof(index, size, reader(nodes))
    milliseconds = (time.perf_counter() - began) * 1000
    verify_inclusion(hashes[index], index, size, proof, root(size, reader(nodes)))
    return milliseconds


def _rows(entries: list[bytes]) -> Iterator[StoredRow]:
    for number, entry in enumerate(entries):
        yield StoredRow(sequence=number, entry=entry, leaf_hash=leaf_hash(entry))


def _keep(nodes: dict[Place, bytes], added: tuple[tuple[int, int, bytes], ...]) -> None:
    nodes.update((Place(level, offset), value) for level, offset, value in added)


def _entry(number: int) -> Entry:
    return Entry(
        act=Act.CONSULTATION,
        at=datetime(2026, 11, 21, 8, 15, tzinfo=UTC),
        node=NodeId("RS"),
        by=AccountId("1" * 32),
        nonce=hashlib.sha256(b"%d" % number).hexdigest()[:32],
        why=Why(purpose="criminal_investigation", case_file="2" * 32),
        decision=Ruling(digest="3" * 64, policy="4" * 64),
        about=(hashlib.sha256(b"%d" % number).hexdigest(),),
        detail={"kind": "person"},
    )


def _option(name: str, default: int) -> int:
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


if __name__ == "__main__":
    main()
