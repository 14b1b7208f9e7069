"""The message: a durable, typed letter between two nodes. Questions and answers travel as messages too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId, parse_message_id, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, below, member


class MessageType(StrEnum):
    """What a letter says."""

    QUESTION = "question"
    ANSWER = "answer"
    CONFIRMATION = "confirmation"  #: An expert confirmed or rejected a hit.
    RELEASE = "release"  #: Records are given after a hit.
    CORRECTION = "correction"  #: Records that were given are to be used otherwise.
    WITHHOLDING = "withholding"  #: They are not, and on which ground.
    CONSENT_REQUEST = "consent_request"  #: A holder asks the originator whether a record may go on to a third party.
    CONSENT = "consent"  #: The originator consents, or does not.
    FORWARD = "forward"  #: A record of a third agency goes on, with that agency's consent.
    FORWARDED = "forwarded"  #: The originator is told that it did.
    RECALL = "recall"  #: Records that were given are taken back.
    ATTESTATION = "attestation"  #: What a holder did about a recall, signed by itself.
    DISPATCH = "dispatch"  #: One desk writes to another: a message as people know it.
    PROGRESS = "progress"  #: What became of one: read, passed on to another desk, done.
    WATCH_HIT = "watch_hit"  #: New records fit a question that stays.
    WATCH_TERM = "watch_term"  #: The asker lets a question that stays stay longer, or ends it.
    OVERLAP = "overlap"  #: Another agency looks for the same, and both let each other know; or no longer.
    OPERATION = "operation"  #: A step of an operation, told to its other members.
    POSITION = "position"  #: Where a consignment under watch is; it expires.
    ALERT = "alert"  #: A record is given until a day, so that whoever or whatever it is about is found.
    CHARGE = "charge"  #: A log contradicts itself; its own signatures prove it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One letter; its id makes a second delivery harmless."""

    id: MessageId
    type: MessageType
    sender: NodeId
    recipient: NodeId
    sent_at: datetime
    expires_at: datetime
    body: Mapping[str, Any]  #: Plain values; which, the type says.


def plain_message(message: Message) -> dict[str, Any]:
    """Write a message as plain values for canonical JSON."""
    return {
        "id": message.id,
        "type": message.type,
        "sender": message.sender,
        "recipient": message.recipient,
        "sent_at": format_instant(message.sent_at),
        "expires_at": format_instant(message.expires_at),
        "body": dict(message.body),
    }


def parse_message(value: object, path: str = "") -> Message:
    """Read a message strictly; its body is read by whoever handles its type.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    message = Message(
        id=fields.take("id", parse_message_id),
        type=fields.take("type", member(MessageType)),
        sender=fields.take("sender", parse_node),
        recipient=fields.take("recipient", parse_node),
        sent_at=fields.take("sent_at", parse_instant),
        expires_at=fields.take("expires_at", parse_instant),
        body=fields.take("body", _parse_body),
    )
    fields.finish()
    if message.expires_at <= message.sent_at:
        raise ParseError(below(path, "expires_at"), "not after sent_at")
    return message


def _parse_body(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return value
