"""The one way in which a value is written as bytes, so that digests and signatures mean the same everywhere.

RFC 8785 (JSON Canonicalization Scheme). Floating-point numbers are refused: no noun of the model has one, and
their spelling is where implementations of the scheme differ.
"""

import hashlib
from typing import Any

import orjson

from egnatia.model.errors import ParseError


def to_bytes(value: object) -> bytes:
    """Write a plain value as canonical JSON (RFC 8785).

    Args:
        value: dictionaries with text keys, lists, tuples, text, whole numbers within ±(2^53 - 1), booleans, None.

    Raises:
        ParseError: the value holds something that has no canonical form here.
    """
    try:
        # First, because it refuses what holds itself, of which the check below would find no end.
        written = orjson.dumps(value, option=_STRICT | orjson.OPT_SORT_KEYS)
        # The encoder orders keys by their UTF-8 bytes, which for ASCII is the order of RFC 8785 section 3.2.3.
        return written if _is_ascii_keyed(value) else orjson.dumps(_ordered(value), option=_STRICT)
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ParseError("", f"has no canonical form: {error}") from error


_STRICT = orjson.OPT_STRICT_INTEGER


def from_bytes(data: bytes) -> Any:  # noqa: ANN401 - what it is, only the caller's parser can say
    """Read canonical JSON strictly: any other spelling of the same value is refused.

    Raises:
        ParseError: not UTF-8, not JSON, a key twice, a fraction, or not in canonical form.
    """
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ParseError("", "not JSON in UTF-8") from error
    if to_bytes(value) != data:
        raise ParseError("", "not in canonical form (RFC 8785)")
    return value


def digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(to_bytes(value)).hexdigest()


def _is_ascii_keyed(value: object) -> bool:
    """Refuse whatever the encoder would write but the model does not know; tell whether all keys are ASCII.

    Every message passes here several times: one loop costs a third of what calls from value to value cost.
    """
    ascii_keyed, left = True, [value]
    while left:
        item = left.pop()
        if item is None or isinstance(item, (str, int)):
            continue
        if isinstance(item, dict):
            ascii_keyed &= "".join(item).isascii()
            left.extend(item.values())
        elif isinstance(item, (list, tuple)):
            left.extend(item)
        else:
            raise ParseError("", f"has no canonical form: {type(item).__name__}")
    return ascii_keyed


def _ordered(value: object) -> object:
    """Put every object's keys in order, and refuse whatever the encoder would write but the model does not know."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in _keys(value)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if value is None or isinstance(value, int):
        return value
    raise ParseError("", f"has no canonical form: {type(value).__name__}")


def _keys(value: dict[str, Any]) -> list[str]:
    """Order keys by their UTF-16 code units (RFC 8785 section 3.2.3); for ASCII that is the plain order."""
    keys = sorted(value)
    return keys if "".join(keys).isascii() else sorted(keys, key=lambda key: key.encode("utf-16-be"))
