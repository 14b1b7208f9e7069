"""Padding inside the seal: from outside, every ordinary letter has the same size, whatever it says.

A signed letter is filled up with `=`, which no compact JWS holds, to 4 KiB times a power of two. The padding is not
signed: it belongs to the way, and what is kept as proof stays small.
"""

from egnatia.exchange.errors import TooLargeError
from egnatia.exchange.limits import LARGEST_LETTER, SMALLEST_LETTER
from egnatia.model.errors import ParseError


def pad(signed: bytes) -> bytes:
    """Fill a signed letter up to the smallest size that holds it.

    Raises:
        TooLargeError: there is no size that large.
    """
    return signed.ljust(padded_length(len(signed)), b"=")


def unpad(padded: bytes) -> bytes:
    """Take the padding off.

    Raises:
        ParseError: it was padded to another size than the smallest that holds it.
    """
    signed = padded.rstrip(b"=")
    if len(padded) > LARGEST_LETTER or padded_length(len(signed)) != len(padded):
        raise ParseError("", "not padded as it must be")
    return signed


def padded_length(length: int) -> int:
    """Return the size to which `length` bytes are padded.

    Raises:
        TooLargeError: there is no size that large.
    """
    size = SMALLEST_LETTER
    while size < length:
        size <<= 1
    if size > LARGEST_LETTER:
        raise TooLargeError(f"the signed message has {length} bytes; an envelope holds {LARGEST_LETTER}")
    return size
