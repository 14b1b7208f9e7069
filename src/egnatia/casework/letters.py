"""Letters: messages put in the outbox, sealed for each attempt, and opened when they come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.rows import OutboxRow
from egnatia.exchange.envelope import EnvelopeId, Received, Receiving, Sending, Wrapped, check_fits, unwrap, wrap
from egnatia.exchange.errors import TooLargeError
from egnatia.exchange.limits import ENVELOPE_LIFE, MAX_MESSAGE_LIFE, POSITION_LIFE, QUESTION_LIFE
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message, MessageType

#: How long a partner may be away before a letter is given up.
_LIFE: Mapping[MessageType, timedelta] = {
    MessageType.QUESTION: QUESTION_LIFE,
    MessageType.ANSWER: QUESTION_LIFE,
    MessageType.CONFIRMATION: MAX_MESSAGE_LIFE,
    MessageType.RELEASE: MAX_MESSAGE_LIFE,
    MessageType.WITHHOLDING: MAX_MESSAGE_LIFE,
    MessageType.CORRECTION: MAX_MESSAGE_LIFE,
    MessageType.CONSENT_REQUEST: MAX_MESSAGE_LIFE,
    MessageType.CONSENT: MAX_MESSAGE_LIFE,
    MessageType.FORWARD: MAX_MESSAGE_LIFE,
    MessageType.FORWARDED: MAX_MESSAGE_LIFE,
    MessageType.RECALL: MAX_MESSAGE_LIFE,
    MessageType.ATTESTATION: MAX_MESSAGE_LIFE,
    MessageType.DISPATCH: MAX_MESSAGE_LIFE,
    MessageType.PROGRESS: MAX_MESSAGE_LIFE,
    MessageType.WATCH_HIT: MAX_MESSAGE_LIFE,
    MessageType.WATCH_TERM: MAX_MESSAGE_LIFE,
    MessageType.OVERLAP: MAX_MESSAGE_LIFE,
    MessageType.OPERATION: MAX_MESSAGE_LIFE,
    MessageType.POSITION: POSITION_LIFE,
    MessageType.ALERT: MAX_MESSAGE_LIFE,
    MessageType.CHARGE: MAX_MESSAGE_LIFE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a letter says, to whom."""

    type: MessageType
    recipient: NodeId
    body: Mapping[str, Any]
    id: MessageId | None = None  #: None: a fresh one.
    expires_at: datetime | None = None  #: None: as long after this moment as letters of its type live.


def write(office: Office, content: Content) -> Message:
    """Write a letter."""
    now = office.clock.now()
    return Message(
        id=content.id or MessageId(office.randomness.hex128()),
        type=content.type,
        sender=office.me,
        recipient=content.recipient,
        sent_at=now,
        expires_at=content.expires_at or now + _LIFE[content.type],
        body=content.body,
    )


def queue(office: Office, content: Content, *, hold: timedelta = timedelta(0)) -> OutboxRow:
    """Write a letter for the outbox.

    Args:
        office: whose letter.
        content: what it says.
        hold: how long the background sender leaves it to whoever sends it at once.
    """
    message = write(office, content)
    return OutboxRow(message=message, next_try=message.sent_at + hold)


def travelling(row: OutboxRow, advice: str) -> OutboxRow:
    """Return a letter after seeing that an envelope holds it: later, nobody is there to give less.

    Args:
        row: the letter.
        advice: what the person who decides on it can do instead.

    Raises:
        ConflictError: it is too large, with the bytes that it has and those that there are, and the advice.
    """
    try:
        check_fits(row.message)
    except TooLargeError as error:
        raise ConflictError(f"this is too large to travel ({error}): {advice}") from error
    return row


def seal(office: Office, message: Message) -> Wrapped:
    """Sign a letter and seal it in a new envelope, for one attempt to deliver it.

    Raises:
        NoKey: the directory lists no such partner, or no key to seal for it now.
        TooLarge: it does not fit into an envelope.
    """
    sending = Sending(
        directory=office.directory(),
        now=office.clock.now(),
        signer=office.keys.signer,
        sealer=office.keys.sealer,
    )
    return wrap(message, EnvelopeId(office.randomness.hex128()), sending)


def unseal(office: Office, data: bytes, peer: NodeId, life: timedelta = ENVELOPE_LIFE) -> Received:
    """Open an envelope that this peer brought.

    Args:
        office: this node.
        data: the envelope.
        peer: who brought it, as the connection or the signature around it proves.
        life: how long after its signature it is taken.

    Raises:
        Refused: with the code of the first check that failed.
    """
    receiving = Receiving(
        me=office.me,
        peer=peer,
        directory=office.directory(),
        now=office.clock.now(),
        opener=office.keys.opener,
        verifier=office.keys.verifier,
        life=life,
    )
    return unwrap(data, receiving)
