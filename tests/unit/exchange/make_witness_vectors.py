"""Write the vectors between a log and its witness anew: `python -m tests.unit.exchange.make_witness_vectors`.

Nothing in them is by chance: every run writes the same.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from tests.unit.exchange.make_vectors import FOLDER
from tests.unit.exchange.network import AL, GOVERNORS, HR, RS, Party, constitution, seed
from tests.unit.model.samples import MORNING

from egnatia.exchange.bundle import write_bundle
from egnatia.exchange.directory import trust_root
from egnatia.exchange.founding import build_root, build_targets
from egnatia.exchange.log import cosigner, log_key
from egnatia.exchange.prooffile import Kind, ProofFile, write_proof
from egnatia.ledger.checkpoint import SignedCheckpoint, sign_checkpoint
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.entry import Act, Entry, leaf_hash
from egnatia.ledger.note import Signer
from egnatia.ledger.proof import ConsistencyProof, InclusionProof
from egnatia.ledger.tree import Place, append, consistency_proof, inclusion_proof, reader, root
from egnatia.model.identity import AccountId

#: When the log signed its checkpoint of one entry; a further one each minute.
BEGUN = int(MORNING.timestamp())


def signer_of(party: Party) -> Signer:
    return Signer(key=log_key(party.node, party.ledger.public), sign=party.ledger.sign)


@dataclass
class History:
    """One history of RS's log: a word of its own tells it from others."""

    word: str
    count: int
    entries: list[bytes] = field(default_factory=list)
    nodes: dict[Place, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.entries = [self._entry(number) for number in range(self.count)]
        grown = append(0, map(leaf_hash, self.entries), reader({}))
        self.nodes = {Place(*node[:2]): node.hash for node in grown.nodes}

    def _entry(self, number: int) -> bytes:
        word = self.word if number > 1 else "both"
        at = MORNING + timedelta(minutes=number)
        nonce = seed(f"{word} {number}").hex()[:32]
        return Entry(act=Act.QUESTION, at=at, node=RS.node, by=AccountId("07" * 16), nonce=nonce).to_bytes()

    def signed(self, size: int, *witnesses: Party, at: int | None = None, own: bool = True) -> SignedCheckpoint:
        """Sign the first so many entries, and have them cosigned by the log itself and by others."""
        note = sign_checkpoint(size, root(size, reader(self.nodes)), signer_of(RS))
        time = BEGUN + 60 * size if at is None else at
        parties = (RS, *witnesses) if own else witnesses
        lines = [cosign(note.checkpoint, cosigner(signer_of(one)), time).to_line() for one in parties]
        return replace(note, signatures=(*note.signatures, *lines))

    def offer(self, old: int, note: SignedCheckpoint) -> str:
        """Write what the log brings to a witness."""
        path = consistency_proof(old, note.checkpoint.size, reader(self.nodes))
        return ConsistencyProof(old=old, path=path, checkpoint=note).to_bytes().decode()

    def inclusion(self, index: int, note: SignedCheckpoint) -> str:
        """Prove an entry."""
        path = inclusion_proof(index, note.checkpoint.size, reader(self.nodes))
        return InclusionProof(index=index, path=path, checkpoint=note).to_bytes().decode()


REAL, OTHER = History("real", 13), History("other", 13)
NOW = BEGUN + 60 * 13


def text(note: SignedCheckpoint) -> str:
    return note.to_bytes().decode()


def offers() -> list[dict[str, Any]]:
    """What RS brings to AL, what AL saw before, and the status with which AL replies."""
    seen = REAL.signed(8, AL)
    late, again = OTHER.signed(5, at=NOW), OTHER.signed(8, own=False)
    cases = (
        ("the first checkpoint", None, REAL.offer(0, REAL.signed(8)), 200),
        ("it grew", seen, REAL.offer(8, REAL.signed(13)), 200),
        ("the same again", seen, REAL.offer(8, REAL.signed(8)), 200),
        ("it does not know what the witness saw", seen, REAL.offer(5, REAL.signed(13)), 409),
        ("a request that comes late", seen, REAL.offer(0, REAL.signed(5)), 409),
        ("growth out of another history", seen, OTHER.offer(8, OTHER.signed(13)), 422),
        ("another root of the same size", seen, OTHER.offer(8, again), 409),
        ("smaller than it was, and later", seen, OTHER.offer(0, late), 409),
        ("not cosigned by the log", seen, REAL.offer(8, REAL.signed(13, own=False)), 403),
        ("cosigned in the future", seen, REAL.offer(8, REAL.signed(13, at=NOW + 3600)), 403),
        ("an unknown key", seen, REAL.offer(8, REAL.signed(13)).replace("— egnatia/RS ", "— egnatia/HR "), 403),
        ("another origin", seen, REAL.offer(8, REAL.signed(13)).replace("\negnatia/RS\n", "\negnatia/HR\n"), 404),
        ("no proof", seen, "old 8\n", 400),
    )
    return [
        {"name": name, "last": text(last) if last else None, "request": request, "status": status}
        for name, last, request, status in cases
    ]


def contradictions() -> list[dict[str, Any]]:
    """Pairs of checkpoints, and in which way they contradict each other; null: not."""
    pairs = (
        ("two roots of one size", REAL.signed(8), OTHER.signed(8, own=False), "forked"),
        ("smaller, and later", REAL.signed(8), OTHER.signed(5, at=NOW), "rewound"),
        ("smaller, and earlier", REAL.signed(8), REAL.signed(5), None),
        ("smaller, at no known time", REAL.signed(8), OTHER.signed(5, own=False), None),
        ("the same", REAL.signed(8), REAL.signed(8, at=NOW), None),
    )
    return [{"name": name, "one": text(one), "other": text(other), "is": how} for name, one, other, how in pairs]


def proofs() -> list[dict[str, Any]]:
    """Proof files with what they prove, by a network whose first root is known."""
    first = build_root(constitution((0, 1, 2)), 1, MORNING, GOVERNORS[:2])
    listed = build_targets([AL.member(), RS.member(), HR.member()], 1, MORNING, GOVERNORS[:2])
    bundle, digest = write_bundle([first], listed), trust_root(first).root_digest
    newest = REAL.signed(13, AL, HR)
    entry, growth = REAL.inclusion(5, newest), REAL.offer(8, newest)
    files: tuple[tuple[Kind, str, str, list[str] | None], ...] = (
        (Kind.ENTRY, REAL.entries[5].decode(), entry, ["egnatia/AL", "egnatia/HR"]),
        (Kind.ENTRY, OTHER.entries[5].decode(), entry, None),
        (Kind.GROWTH, text(REAL.signed(8, AL)), growth, ["egnatia/AL", "egnatia/HR"]),
        (Kind.GROWTH, text(OTHER.signed(8)), growth, None),
        (Kind.CONTRADICTION, text(REAL.signed(8)), text(OTHER.signed(8)), []),
        (Kind.CONTRADICTION, text(REAL.signed(8)), text(REAL.signed(5)), None),
    )
    return [
        {
            "root": digest,
            "file": write_proof(ProofFile(kind=kind, subject=subject, proof=proof, directory=bundle)).decode(),
            "cosigned_by": cosigned_by,
        }
        for kind, subject, proof, cosigned_by in files
    ]


def content() -> dict[str, Any]:
    """All of it, with the keys by which it is checked and made."""
    return {
        "log_keys": [str(signer_of(RS).key), str(cosigner(signer_of(RS)).key)],
        "witness_key": str(cosigner(signer_of(AL)).key),
        "witness_secret": seed("AL ledger").hex(),
        "now": NOW,
        "offers": offers(),
        "contradictions": contradictions(),
        "proofs": proofs(),
    }


def main() -> None:
    """Write the file."""
    (FOLDER / "witness.json").write_text(json.dumps(content(), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
