"""The attachment: a file that goes with a message. The message says what it is and how to open it; its bytes follow."""

import re
from dataclasses import dataclass
from typing import Any, Final

from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId, parse_attachment_id, parse_digest
from egnatia.model.reading import Fields, text, whole

#: Bytes of one attachment: 2 GiB. What is larger goes as several.
LARGEST: Final = 2 * 1024**3
#: Attachments of one message.
MOST: Final = 20
#: Characters of a file's name.
_LONGEST_NAME: Final = 200
#: What no name of a file may hold on one system or another, and what would make it another place.
_UNNAMEABLE: Final = re.compile(r'[/\\:*?"<>|\n\t]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of a message: what it is, and the key that opens its bytes."""

    id: AttachmentId  #: 128 random bits; by it the recipient fetches the sealed bytes.
    name: str
    size: int  #: Bytes, unsealed.
    digest: str  #: SHA-256 of the unsealed bytes.
    key: str  #: 256 random bits, as 64 hexadecimal digits: made for this file, kept in the message and nowhere else.

    @property
    def commitment(self) -> str:
        """The SHA-256 of all of this: what logs name. The key in it keeps it from saying anything about the file."""
        return canonical.digest(plain_attachment(self))


def plain_attachment(attachment: Attachment) -> dict[str, Any]:
    """Write an attachment as plain values for canonical JSON."""
    return {
        "id": attachment.id,
        "name": attachment.name,
        "size": attachment.size,
        "digest": attachment.digest,
        "key": attachment.key,
    }


def parse_attachment(value: object, path: str = "") -> Attachment:
    """Read an attachment strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    attachment = Attachment(
        id=fields.take("id", parse_attachment_id),
        name=fields.take("name", parse_file_name),
        size=fields.take("size", whole(1, LARGEST)),
        digest=fields.take("digest", parse_digest),
        key=fields.take("key", _parse_key),
    )
    fields.finish()
    return attachment


def parse_file_name(value: object, path: str) -> str:
    """Read the name of a file: a name alone, that every system can give to a file.

    Raises:
        ParseError: it is empty, too long, or would be a path or hidden.
    """
    name = text(_LONGEST_NAME)(value, path)
    if _UNNAMEABLE.search(name) or name.startswith(".") or name != name.strip():
        raise ParseError(path, "not the name of a file")
    return name


def _parse_key(value: object, path: str) -> str:
    try:
        return parse_digest(value, path)
    except ParseError:
        raise ParseError(path, "not a key (64 hexadecimal digits)") from None
