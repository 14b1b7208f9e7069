"""Forms in parts (RFC 7578): how a browser sends a form with a file in it. Files here are texts, such as case files."""

from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

#: The media type of such a form.
PARTS: Final = "multipart/form-data"
#: No form has more fields.
_MOST: Final = 1000


def read_parts(body: bytes, kind: str) -> list[tuple[str, str]]:
    """Return the fields of a form in parts: name, and the text; of a file, what it says, if there is one.

    Args:
        body: of the request.
        kind: its media type, with the boundary.

    Raises:
        ValueError: it is no such form, or a field is no text in UTF-8.
    """
    try:
        form = BytesParser(EmailMessage, policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    except MessageError as error:
        raise ValueError(str(error)) from error
    parts = list(form.iter_parts()) if form.is_multipart() else []
    if not parts or len(parts) > _MOST:
        raise ValueError("no form in parts")
    return [(_name(part), _text(part)) for part in parts]


def _name(part: MIMEPart) -> str:
    return str(part.get_param("name", "", "content-disposition"))


def _text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8-sig") if isinstance(payload, bytes) else ""
