"""The letter inside an envelope: one message, for one delivery, at one time.

It is the payload of the signature, canonical JSON: `at`, `envelope`, `message`, `v`.
"""

from dataclasses import dataclass
from datetime import datetime

from egnatia.exchange.errors import Refused, malformed
from egnatia.exchange.limits import MAX_MESSAGE_LIFE, VERSION
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_message_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.message import Message, MessageType, parse_message, plain_message
from egnatia.model.reading import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the sender signs."""

    envelope: str  #: Id of the envelope in which it travels: 32 hexadecimal digits, new at each attempt.
    at: datetime  #: When it was signed, by the sender's clock.
    message: Message


def write_letter(letter: Letter) -> bytes:
    """Write a letter as the payload of a signature."""
    return canonical.to_bytes(
        {
            "at": format_instant(letter.at),
            "envelope": letter.envelope,
            "message": plain_message(letter.message),
            "v": VERSION,
        }
    )


def read_letter(payload: bytes) -> Letter:
    """Read the payload of a signature strictly.

    Raises:
        Refused: malformed, unknown_version or unknown_type.
    """
    try:
        return _read(canonical.from_bytes(payload))
    except ParseError as error:
        raise malformed("the letter", error) from error


def _read(value: object) -> Letter:
    fields = Fields(value, "")
    check_version(fields)
    letter = Letter(
        message=fields.take("message", _parse_known),
        envelope=fields.take("envelope", parse_message_id),
        at=fields.take("at", parse_instant),
    )
    fields.finish()
    if letter.message.expires_at - letter.message.sent_at > MAX_MESSAGE_LIFE:
        raise ParseError("message.expires_at", "too late")
    return letter


def check_version(fields: Fields) -> None:
    """Take the field `v`, before anything that another version may have changed.

    Raises:
        ParseError: it is missing or no number.
        Refused: unknown_version.
    """
    version = fields.take("v", _parse_version)
    if version != VERSION:
        raise Refused(RefusalCode.UNKNOWN_VERSION, f"this node speaks version {VERSION}")


def _parse_version(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ParseError(path, "not a number")
    return value


_TYPES = frozenset(MessageType)


def _parse_known(value: object, path: str) -> Message:
    """Read the message, telling a type that a later version may bring from one that is simply wrong."""
    kind = value.get("type") if isinstance(value, dict) else None
    if isinstance(kind, str) and kind not in _TYPES:
        raise Refused(RefusalCode.UNKNOWN_TYPE, "this node does not know this type of message")
    return parse_message(value, path)
