"""How much one record or question may say: what one letter carries, so that nothing on record is too large to give.

Images and other files are exhibits, not properties.
"""

from collections.abc import Mapping
from typing import Final

from egnatia.model import canonical
from egnatia.model.errors import ParseError

#: Bytes of the properties in canonical form. The largest letter holds 98,000 bytes: what is left is for the caveat, the
#: ids of versions that are superseded, and the letter around it.
LARGEST: Final = 64 * 1024

#: A character takes four bytes at most in canonical form: printable text has no other escapes than of two.
_CHARACTER: Final = 4
#: Bytes around one value, and around one property with its name.
_VALUE, _PROPERTY = 4, 80


def check_extent(properties: Mapping[str, tuple[str, ...]], path: str) -> None:
    """Refuse properties that say more than one letter carries.

    Raises:
        ParseError: with the size; leave some out, or put them on record as several things.
    """
    if at_most(properties) > LARGEST and (size := extent(properties)) > LARGEST:
        raise ParseError(path, f"{size} bytes: too large to travel; all of them together have at most {LARGEST}")


def extent(properties: Mapping[str, tuple[str, ...]]) -> int:
    """Return how many bytes properties have in canonical form."""
    return len(canonical.to_bytes({name: list(values) for name, values in properties.items()}))


def at_most(properties: Mapping[str, tuple[str, ...]]) -> int:
    """Return a bound of the extent that costs less than writing the form: enough for the common small case."""
    characters = sum(_CHARACTER * len(value) + _VALUE for values in properties.values() for value in values)
    return characters + _PROPERTY * len(properties)
