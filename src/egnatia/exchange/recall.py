"""The bodies of a recall and of its attestation: the issuer takes back what was given; each holder says what it did.

A recall is a whole statement, for whoever holds a record keeps the order beside it. Its words follow from the ground:
nothing else of why the record was taken back crosses. An attestation is signed by itself: the issuer keeps it as proof.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from egnatia.exchange.errors import ReceiptError
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.keys import Signer, Verifier
from egnatia.exchange.limits import VERSION
from egnatia.exchange.member import Member, Use
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import (
    NodeId,
    RecordId,
    StatementId,
    parse_node,
    parse_record_id,
    parse_salt,
    parse_statement_id,
)
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, distinct, listed, member, text, whole
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement

#: Records that one recall names.
MOST_RECALLED: Final = 500


class RecallGround(StrEnum):
    """Why something is taken back, as holders are told (LED Art. 7(3), 16(1) to (3) and (6))."""

    INACCURATE = "inaccurate"  #: It is wrong, and cannot be put right by a correction.
    UNLAWFUL = "unlawful"  #: It should not have been given, or recorded.
    ERASED = "erased"  #: It was erased where it came from.
    PROTECTION = "protection"  #: Somebody must be protected.
    ENDED = "ended"  #: What it was given for has come to its end: found, arrested, given back.


#: The words of the statement that crosses: the same for every recall on one ground.
RECALL_WORDS: Final[Mapping[RecallGround, str]] = MappingProxyType(
    {
        RecallGround.INACCURATE: "The record is inaccurate.",
        RecallGround.UNLAWFUL: "The record should not have been given.",
        RecallGround.ERASED: "The record was erased where it came from.",
        RecallGround.PROTECTION: "The record is taken back to protect somebody.",
        RecallGround.ENDED: "What the record was given for has come to its end.",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Records are taken back: whoever holds them hides them at once and erases them."""

    statement: Statement
    ground: RecallGround

    def __post_init__(self) -> None:
        """Refuse what recalls nothing, or says more than its ground."""
        if self.statement.act is not StatementAct.RECALL:
            raise ParseError("statement.act", "not a recall")
        if len(self.statement.about) > MOST_RECALLED:
            raise ParseError("statement.about", f"more than {MOST_RECALLED} records")
        if self.statement.reason != RECALL_WORDS[self.ground]:
            raise ParseError("statement.reason", "not the words of the ground")
        for one in sorted(self.statement.about):
            parse_record_id(one, "statement.about")

    @property
    def records(self) -> tuple[RecordId, ...]:
        """What is taken back."""
        return tuple(sorted(map(RecordId, self.statement.about)))


class HolderState(StrEnum):
    """What became of a recalled record at a holder."""

    ERASED = "erased"
    HIDDEN = "hidden"  #: A legal hold keeps it there; nobody reads it, and it is erased when the hold is lifted.
    ABSENT = "absent"  #: It never came; if it comes, it is erased at once.


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What a holder did about a recall, by its own log."""

    by: NodeId
    recall: StatementId
    records: tuple[tuple[RecordId, HolderState], ...]
    passed_on: tuple[NodeId, ...]  #: To whom the holder had forwarded any of them: it sent the recall there too.
    entry: str  #: The nonce of the entry in the holder's log, which it can be asked to prove.
    at: datetime


def plain_recall(recall: Recall) -> dict[str, Any]:
    """Write a recall as the body of a message."""
    return {"statement": plain_statement(recall.statement), "ground": recall.ground}


def parse_recall(value: object, path: str = "") -> Recall:
    """Read a recall strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    recall = Recall(
        statement=fields.take("statement", parse_statement), ground=fields.take("ground", member(RecallGround))
    )
    fields.finish()
    return recall


def sign_attestation(attestation: Attestation, signer: Signer) -> str:
    """Sign an attestation as a compact JWS."""
    plain = {
        "at": format_instant(attestation.at),
        "by": attestation.by,
        "entry": attestation.entry,
        "passed_on": sorted(attestation.passed_on),
        "recall": attestation.recall,
        "records": [{"record": record, "state": state} for record, state in sorted(attestation.records)],
        "v": VERSION,
    }
    return sign_compact(canonical.to_bytes(plain), Typ.ATTESTATION, signer).decode("ascii")


def read_attestation(signed: str, holder: Member, verifier: Verifier) -> Attestation:
    """Check an attestation, by the keys that counted at the time that it names.

    Raises:
        ReceiptError: malformed, or not signed by a key of this member that counted then.
    """
    try:
        compact = split_compact(signed.encode("ascii"), Typ.ATTESTATION)
        key = holder.key(Use.SIGN, compact.kid)
        if key is None or not verifier.verify(compact.signed, compact.signature, key.public):
            raise ReceiptError("the attestation is not signed by a key of the holder")
        attestation = _parse(canonical.from_bytes(compact.payload))
    except (ParseError, UnicodeEncodeError) as error:
        raise ReceiptError(f"the attestation is malformed: {error}") from error
    if attestation.by != holder.node or not key.validity.holds(attestation.at):
        raise ReceiptError("the attestation is by another node, or by a key that did not count then")
    return attestation


def _parse(value: object) -> Attestation:
    fields = Fields(value, "")
    fields.take("v", whole(VERSION, VERSION))
    attestation = Attestation(
        by=fields.take("by", parse_node),
        recall=fields.take("recall", parse_statement_id),
        records=fields.take("records", listed(_parse_state, limit=MOST_RECALLED)),
        passed_on=tuple(sorted(fields.take("passed_on", distinct(parse_node)))),
        entry=fields.take("entry", parse_salt),
        at=fields.take("at", parse_instant),
    )
    fields.finish()
    return attestation


def _parse_state(value: object, path: str) -> tuple[RecordId, HolderState]:
    fields = Fields(value, path)
    state = (fields.take("record", parse_record_id), fields.take("state", member(HolderState)))
    fields.finish()
    return state


def parse_attested(value: object, path: str = "") -> str:
    """Read the body of an attestation's message: the JWS, which is checked by `read_attestation`.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    signed: str = fields.take("signed", text(100_000))
    fields.finish()
    return signed
