"""The envelope: one letter, signed by its sender, sealed for its recipient, as it travels.

On the wire it is canonical JSON: `from`, `id`, `sealed`, `to`, `v`. `sealed` is HPKE (RFC 9180) over a padded compact
JWS over the letter; the outer fields are bound into the seal, so that none can be changed.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from egnatia.exchange import base64url
from egnatia.exchange.base64url import parse_base64url
from egnatia.exchange.directory import Directory
from egnatia.exchange.errors import NoKeyError, Refused, malformed
from egnatia.exchange.jws import Compact, Typ, sign_compact, signed_length, split_compact
from egnatia.exchange.keys import Opener, Sealer, Signer, Verifier
from egnatia.exchange.letter import Letter, check_version, read_letter, write_letter
from egnatia.exchange.limits import ENVELOPE_LIFE, MAX_ENVELOPE, MAX_SKEW, VERSION
from egnatia.exchange.member import Key, Member, Use
from egnatia.exchange.padding import pad, padded_length, unpad
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_message_id, parse_node
from egnatia.model.message import Message
from egnatia.model.reading import Fields

#: One attempt to deliver a message: 128 random bits, new at each attempt.
EnvelopeId = NewType("EnvelopeId", str)
#: Each has as many digits.
_ANY_ENVELOPE = EnvelopeId("0" * 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Who sends, when, by which directory: the same for all envelopes of one fan-out."""

    directory: Directory
    now: datetime
    signer: Signer
    sealer: Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """An envelope ready to travel."""

    id: EnvelopeId
    data: bytes
    digest: str  #: SHA-256 of the signed letter: what a receipt for this envelope names.


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Who receives, from whom, when, by which directory."""

    me: NodeId
    peer: NodeId  #: The member whose key the TLS connection showed.
    directory: Directory
    now: datetime
    opener: Opener
    verifier: Verifier
    life: timedelta = ENVELOPE_LIFE  #: How long after its signature an envelope is taken; longer if it was carried.


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A letter whose sender, integrity and time were checked."""

    message: Message
    envelope: EnvelopeId
    at: datetime  #: When it was signed, by the sender's clock.
    kid: str  #: The key that signed.
    signed: bytes  #: The compact JWS: proof to third parties of what the sender said.

    @property
    def digest(self) -> str:
        """SHA-256 of the signed letter, as 64 hexadecimal digits: what a receipt names."""
        return hashlib.sha256(self.signed).hexdigest()

    @property
    def remember_until(self) -> datetime:
        """Until when the envelope's id must be remembered; from then on a repeat is refused as expired."""
        return self.at + ENVELOPE_LIFE


def wrap(message: Message, envelope: EnvelopeId, sending: Sending) -> Wrapped:
    """Sign a message and seal it for its recipient.

    Args:
        message: goes from this node to the recipient that it names.
        envelope: new at each attempt, even for the same message.
        sending: by which keys, at which time.

    Raises:
        NoKeyError: the directory lists no such recipient, or no key to seal for it now.
        TooLargeError: the message does not fit into an envelope.
    """
    recipient = sending.directory.member(message.recipient)
    key = recipient.current(Use.SEAL, sending.now) if recipient else None
    if key is None:
        raise NoKeyError(f"the directory lists no key to seal for {message.recipient}")
    letter = Letter(envelope=envelope, at=sending.now, message=message)
    signed = sign_compact(write_letter(letter), Typ.ENVELOPE, sending.signer)
    outer = Outer(sender=message.sender, recipient=message.recipient, id=envelope)
    padded = pad(signed)
    try:
        sealed = sending.sealer.seal(padded, key.public, outer.info)
    except ValueError as error:
        raise NoKeyError(f"the directory lists a damaged key for {message.recipient}") from error
    return Wrapped(id=envelope, data=outer.data(sealed), digest=hashlib.sha256(signed).hexdigest())


def check_fits(message: Message) -> None:
    """Refuse a message that no envelope holds, when somebody decides on it and not when it should go.

    Raises:
        TooLargeError: with the bytes that it has and those that there are.
    """
    letter = Letter(envelope=_ANY_ENVELOPE, at=message.sent_at, message=message)
    padded_length(signed_length(len(write_letter(letter)), Typ.ENVELOPE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    """What anybody on the way can read."""

    sender: NodeId
    recipient: NodeId
    id: EnvelopeId

    @property
    def info(self) -> bytes:
        """The `info` of HPKE: canonical JSON that binds the outer fields and the protocol into the seal."""
        # Names and ids hold no character that JSON escapes, so that the canonical form can be written directly.
        return b'{"from":"%b","id":"%b","protocol":"egnatia","to":"%b","v":%d}' % self._fields

    def data(self, sealed: bytes) -> bytes:
        """Write the envelope with what it holds."""
        sender, envelope, recipient, version = self._fields
        text = base64url.encode(sealed)
        return b'{"from":"%b","id":"%b","sealed":"%b","to":"%b","v":%d}' % (sender, envelope, text, recipient, version)

    @property
    def _fields(self) -> tuple[bytes, bytes, bytes, int]:
        return self.sender.encode("ascii"), self.id.encode("ascii"), self.recipient.encode("ascii"), VERSION


def unwrap(data: bytes, receiving: Receiving) -> Received:
    """Check an envelope and take its message out.

    The checks, in this order (each refusal stops): size, form, version, recipient, sender is the TLS peer, sender is
    a member, the seal opens, the padding, the letter is signed by a key of the sender; version and form of the
    letter; the key counted at that time; the letter is for this envelope; the key counts now; the times; the message
    is from the sender and for us.

    Args:
        data: the envelope as it came.
        receiving: who we are, who the peer is, and the directory in force.

    Returns:
        The message. The caller checks the envelope id against those it remembers, in the transaction of the effect,
        and refuses a repeat as `replayed`.

    Raises:
        Refused: with the code of the first check that failed; never any other error, whatever `data` holds.
    """
    if len(data) > MAX_ENVELOPE:
        raise Refused(RefusalCode.OVERSIZED, f"an envelope has at most {MAX_ENVELOPE} bytes")
    outer, sealed = _read_outer(data)
    sender = _check_parties(outer, receiving)
    padded = receiving.opener.open(sealed, outer.info)
    if padded is None:
        raise Refused(RefusalCode.UNREADABLE, "the envelope does not open")
    received = reread(_unpad(padded), sender, receiving.verifier)
    if received.envelope != outer.id:
        raise Refused(RefusalCode.BAD_SIGNATURE, "the letter was signed for another envelope")
    _check_times(received, sender, receiving)
    _check_addresses(received.message, outer)
    return received


def reread(signed: bytes, sender: Member, verifier: Verifier) -> Received:
    """Check a signed letter, new or kept as proof, by the keys that counted when it was signed.

    Nothing of it is looked at before its signature holds.

    Raises:
        Refused: it is malformed, not by this member, or its key did not count then.
    """
    compact = _split(signed)
    key = sender.key(Use.SIGN, compact.kid)
    if key is None or not verifier.verify(compact.signed, compact.signature, key.public):
        raise Refused(RefusalCode.BAD_SIGNATURE, "the letter is not signed by a key of the sender")
    letter = read_letter(compact.payload)
    _check_key(key, letter.at)
    return Received(
        message=letter.message, envelope=EnvelopeId(letter.envelope), at=letter.at, kid=key.kid, signed=signed
    )


def _read_outer(data: bytes) -> tuple[Outer, bytes]:
    try:
        return _parse_outer(canonical.from_bytes(data))
    except ParseError as error:
        raise malformed("the envelope", error) from error


def _parse_outer(value: object) -> tuple[Outer, bytes]:
    fields = Fields(value, "")
    check_version(fields)
    outer = Outer(
        sender=fields.take("from", parse_node),
        recipient=fields.take("to", parse_node),
        id=EnvelopeId(fields.take("id", parse_message_id)),
    )
    sealed = fields.take("sealed", parse_base64url)
    fields.finish()
    return outer, sealed


def _check_parties(outer: Outer, receiving: Receiving) -> Member:
    if outer.recipient != receiving.me:
        raise Refused(RefusalCode.WRONG_RECIPIENT, f"this node is {receiving.me}")
    if outer.sender != receiving.peer:
        raise Refused(RefusalCode.WRONG_SENDER, "the envelope is not from the peer of this connection")
    sender = receiving.directory.member(outer.sender)
    if sender is None:
        raise Refused(RefusalCode.UNKNOWN_SENDER, "the directory in force does not list the sender")
    return sender


def _unpad(padded: bytes) -> bytes:
    try:
        return unpad(padded)
    except ParseError as error:
        raise malformed("the padding", error) from error


def _split(signed: bytes) -> Compact:
    try:
        return split_compact(signed, Typ.ENVELOPE)
    except ParseError as error:
        raise Refused(RefusalCode.MALFORMED, "the envelope holds no signed letter") from error


def _check_key(key: Key, at: datetime) -> None:
    if not key.validity.holds(at):
        raise Refused(RefusalCode.REVOKED_KEY, "the key of the sender did not count when it signed")


def _check_times(received: Received, sender: Member, receiving: Receiving) -> None:
    """Judge by our clock; a thief of a revoked key could backdate, so a fresh letter needs a key that counts now."""
    key, now = sender.key(Use.SIGN, received.kid), receiving.now
    if key and key.validity.revoked and key.validity.revoked <= now:
        raise Refused(RefusalCode.REVOKED_KEY, "the key of the sender has been revoked")
    if max(received.at, received.message.sent_at) > now + MAX_SKEW:
        raise Refused(RefusalCode.NOT_YET_VALID, "signed in the future by the clock of this node")
    if received.at <= now - receiving.life:
        raise Refused(RefusalCode.EXPIRED, "signed too long ago by the clock of this node")
    if received.message.expires_at <= now:
        raise Refused(RefusalCode.EXPIRED, "the message has expired")


def _check_addresses(message: Message, outer: Outer) -> None:
    if message.sender != outer.sender:
        raise Refused(RefusalCode.WRONG_SENDER, "the message is not from the sender of the envelope")
    if message.recipient != outer.recipient:
        raise Refused(RefusalCode.WRONG_RECIPIENT, "the message is for another node")
