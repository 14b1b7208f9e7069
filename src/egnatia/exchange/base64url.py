"""Base64url without padding (RFC 4648 section 5), in the one spelling that each value has."""

import pybase64

from egnatia.model.errors import ParseError

#: Last characters whose spare bits are zero, by the length modulo 4. A length of 1 modulo 4 cannot be.
_LAST = {1: b"", 2: b"AQgw", 3: b"AEIMQUYcgkosw048"}


def encode(data: bytes) -> bytes:
    """Write bytes as base64url without padding."""
    return pybase64.b64encode(data, altchars=b"-_").rstrip(b"=")


def encoded_length(length: int) -> int:
    """Return how many characters so many bytes take."""
    return (length * 4 + 2) // 3


def decode(text: bytes) -> bytes:
    """Read base64url strictly, so that two different texts never stand for the same bytes.

    Raises:
        ParseError: padding, a foreign character, or spare bits that are not zero.
    """
    spare = len(text) % 4
    # The decoder refuses every foreign character but those that ordinary base64 has.
    if b"+" in text or b"/" in text or b"=" in text or (spare and text[-1] not in _LAST[spare]):
        raise ParseError("", "not base64url")
    try:
        return pybase64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ParseError("", "not base64url") from error


def parse_base64url(value: object, path: str) -> bytes:
    """Read a base64url field strictly.

    Raises:
        ParseError: not text, or not base64url.
    """
    if not isinstance(value, str) or not value.isascii():
        raise ParseError(path, "not base64url")
    try:
        return decode(value.encode("ascii"))
    except ParseError:
        raise ParseError(path, "not base64url") from None
