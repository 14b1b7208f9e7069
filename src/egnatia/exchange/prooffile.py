"""The proof file: a proof out of a log that stands by itself, with the directory that says whose the keys are.

Whoever knows the digest of the network's first root, or the public keys, can check it (`proofcheck`) with no node and
no account.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from egnatia.exchange import base64url
from egnatia.exchange.base64url import parse_base64url
from egnatia.exchange.errors import ProofFileError
from egnatia.exchange.limits import VERSION
from egnatia.ledger.entry import LONGEST_ENTRY
from egnatia.ledger.note import LONGEST_NOTE
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, member, text, whole


class Kind(StrEnum):
    """What a proof file proves."""

    ENTRY = "entry"  #: An entry stands in a log.
    GROWTH = "growth"  #: A log only grew from one checkpoint to another.
    CONTRADICTION = "contradiction"  #: A log has two histories, or was wound back.


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """One proof."""

    kind: Kind
    subject: str  #: The entry, or the older checkpoint, or one of two that contradict each other.
    proof: str  #: The proof of inclusion or growth, or the other checkpoint.
    directory: bytes  #: Roots and list of members, as the node held them.


def write_proof(file: ProofFile) -> bytes:
    """Write a proof file: canonical JSON."""
    plain = {
        "v": VERSION,
        "kind": file.kind,
        "subject": file.subject,
        "proof": file.proof,
        "directory": base64url.encode(file.directory).decode("ascii"),
    }
    return canonical.to_bytes(plain)


def read_proof(data: bytes) -> ProofFile:
    """Read a proof file strictly; nothing is checked yet.

    Raises:
        ProofFileError: it is none.
    """
    try:
        return _parse(canonical.from_bytes(data))
    except ParseError as error:
        raise ProofFileError(f"not a proof file: {error}") from error


def _parse(value: Any) -> ProofFile:  # noqa: ANN401 - any JSON value
    fields = Fields(value, "")
    fields.take("v", whole(VERSION, VERSION))
    file = ProofFile(
        kind=fields.take("kind", member(Kind)),
        subject=fields.take("subject", text(LONGEST_ENTRY)),
        proof=fields.take("proof", text(LONGEST_NOTE)),
        directory=fields.take("directory", parse_base64url),
    )
    fields.finish()
    return file
