"""The schemes of identifiers, by the word that `model/schema/*.yaml` uses: the explicit list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from egnatia.match.identifiers.document import read_document
from egnatia.match.identifiers.email import read_email
from egnatia.match.identifiers.handle import read_handle
from egnatia.match.identifiers.iban import read_iban
from egnatia.match.identifiers.imei import read_imei, read_imsi
from egnatia.match.identifiers.national_number import read_national_number
from egnatia.match.identifiers.normal import Normal, plain
from egnatia.match.identifiers.phone import read_phone
from egnatia.match.identifiers.plate import read_plate
from egnatia.match.identifiers.serial import read_registration, read_serial
from egnatia.match.identifiers.vin import read_vin
from egnatia.match.identifiers.wallet import read_wallet

#: Reads one identifier, given the three-letter codes of the countries that its record or question names.
Reader: TypeAlias = Callable[[str, frozenset[str]], Normal]


def _anywhere(read: Callable[[str], Normal]) -> Reader:
    """Make a reader of a scheme that is the same in every country."""

    def reader(value: str, _: frozenset[str]) -> Normal:
        return read(value)

    return reader


SCHEMES: Mapping[str, Reader] = MappingProxyType(
    {
        "document": _anywhere(read_document),
        "email": _anywhere(read_email),
        "handle": read_handle,
        "iban": _anywhere(read_iban),
        "imei": _anywhere(read_imei),
        "imsi": _anywhere(read_imsi),
        "national_number": read_national_number,
        "phone": read_phone,
        "plate": read_plate,
        "registration_number": _anywhere(read_registration),
        "serial": _anywhere(read_serial),
        "vin": _anywhere(read_vin),
        "wallet": _anywhere(read_wallet),
    }
)

_KEPT = 8192

#: Signs by which people and machines say that something is left open.
_OPEN = ("*", "?", "%", "#", "…", "...")
#: Schemes of which such signs are part.
_WRITTEN = frozenset({"email", "handle", "wallet"})


@lru_cache(maxsize=_KEPT)
def read(scheme: str, value: str, countries: frozenset[str] = frozenset()) -> Normal:
    """Read an identifier of a scheme; an unknown scheme is read as letters and digits without structure.

    Args:
        scheme: one of `SCHEMES`.
        value: as written.
        countries: three-letter codes of countries that the identifier may belong to.
    """
    reader = SCHEMES.get(scheme)
    normal = reader(value, countries) if reader else plain(value, f"unknown scheme {scheme}")
    open_ended = scheme not in _WRITTEN and any(sign in value for sign in _OPEN)
    return replace(normal, complete=False) if open_ended else normal
