"""The receipt: the recipient's signature that a letter was accepted and is durable, so that delivery can be proved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.exchange.envelope import EnvelopeId, Received
from egnatia.exchange.errors import ReceiptError
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.keys import Signer, Verifier
from egnatia.exchange.limits import VERSION
from egnatia.exchange.member import Member, Use
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId, parse_digest, parse_message_id, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the recipient confirms."""

    by: NodeId
    message: MessageId
    envelope: EnvelopeId
    digest: str  #: SHA-256 of the signed letter that was in the envelope.
    received_at: datetime  #: By the recipient's clock.


def receipt_for(received: Received, received_at: datetime) -> Receipt:
    """Say what is confirmed by accepting a letter."""
    return Receipt(
        by=received.message.recipient,
        message=received.message.id,
        envelope=received.envelope,
        digest=received.digest,
        received_at=received_at,
    )


def sign_receipt(receipt: Receipt, signer: Signer) -> bytes:
    """Sign a receipt as a compact JWS; to be called only when the acceptance is on disk."""
    return sign_compact(canonical.to_bytes(plain_receipt(receipt)), Typ.RECEIPT, signer)


def plain_receipt(receipt: Receipt) -> dict[str, Any]:
    """Write a receipt as plain values for canonical JSON."""
    return {
        "by": receipt.by,
        "message": receipt.message,
        "envelope": receipt.envelope,
        "digest": receipt.digest,
        "received_at": format_instant(receipt.received_at),
        "v": VERSION,
    }


def read_receipt(signed: bytes, recipient: Member, verifier: Verifier) -> Receipt:
    """Check a receipt, by the keys that counted at the time that it names.

    Args:
        signed: compact JWS.
        recipient: the member who should have signed.
        verifier: checks the signature.

    Returns:
        What the recipient confirms; the caller compares it with what was sent (`proves`).

    Raises:
        ReceiptError: malformed, or not signed by a key of this member that counted then.
    """
    try:
        compact = split_compact(signed, Typ.RECEIPT)
        key = recipient.key(Use.SIGN, compact.kid)
        if key is None or not verifier.verify(compact.signed, compact.signature, key.public):
            raise ReceiptError("the receipt is not signed by a key of the recipient")
        receipt = parse_receipt(canonical.from_bytes(compact.payload))
    except ParseError as error:
        raise ReceiptError(f"the receipt is malformed: {error}") from error
    if receipt.by != recipient.node or not key.validity.holds(receipt.received_at):
        raise ReceiptError("the receipt is by another node, or by a key that did not count then")
    return receipt


def proves(receipt: Receipt, message: MessageId, digest: str) -> bool:
    """Tell whether a receipt is for this message, as it was signed for that delivery."""
    return receipt.message == message and receipt.digest == digest


def parse_receipt(value: object) -> Receipt:
    """Read a receipt strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, "")
    fields.take("v", whole(VERSION, VERSION))
    receipt = Receipt(
        by=fields.take("by", parse_node),
        message=fields.take("message", parse_message_id),
        envelope=EnvelopeId(fields.take("envelope", parse_message_id)),
        digest=fields.take("digest", parse_digest),
        received_at=fields.take("received_at", parse_instant),
    )
    fields.finish()
    return receipt
