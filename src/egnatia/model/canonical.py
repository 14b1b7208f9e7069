"""The one way in which a value is written as bytes, so that digests and signatures mean the same everywhere.

RFC 8785 (JSON Canonicalization Scheme). Floating-point numbers are refused: no noun of the model has one.
"""

import hashlib
import json
from typing import Any

import rfc8785

from egnatia.model.errors import ParseError


def to_bytes(value: Any) -> bytes:
    """Write a plain value as canonical JSON (RFC 8785).

    Args:
        value: dictionaries with text keys, lists, text, whole numbers within ±(2^53 − 1), booleans, None.

    Raises:
        ParseError: the value holds something that has no canonical form here.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise ParseError("", f"has no canonical form: {error}") from error


def from_bytes(data: bytes) -> Any:
    """Read canonical JSON strictly: any other spelling of the same value is refused.

    Raises:
        ParseError: not UTF-8, not JSON, a key twice, a fraction, or not in canonical form.
    """
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ParseError("", "not JSON in UTF-8") from error
    if to_bytes(value) != data:
        raise ParseError("", "not in canonical form (RFC 8785)")
    return value


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(to_bytes(value)).hexdigest()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError("", "a key stands twice in one object")
    return found


def _no_fraction(text: str) -> None:
    raise ParseError("", f"fractions have no place here: {text[:20]}")
