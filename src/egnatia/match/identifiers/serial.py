"""Serial numbers of firearms, engines and objects, and numbers of registers."""

from anyascii import anyascii
from stdnum import imo

from egnatia.match.identifiers.normal import LONGEST, Normal, compact, confuse


def read_serial(value: str) -> Normal:
    """Read a serial number; zeros in front count only where the instrument asks for exact keys.

    A Cyrillic mark on a weapon (Б-1234, С-1234) is copied abroad by its shape or by its sound: both readings are kept.
    """
    key = compact(value)
    sound = compact(anyascii(value[:LONGEST]))
    others = frozenset({confuse(sound).lstrip("0")}) if sound != key else frozenset()
    return Normal(key=key, valid=None, note="no check digit", folded=confuse(key).lstrip("0") or key, others=others)


def read_registration(value: str) -> Normal:
    """Read a number of a register of companies or ships: IMO, MMSI, call sign, VAT, court register."""
    key = compact(value)
    number = key.removeprefix("IMO").removeprefix("MMSI")
    ship = imo.is_valid(number)
    return Normal(
        key=number,
        valid=True if ship else None,
        note="check digit of an IMO number agrees" if ship else "no check digit",
        folded=confuse(number).lstrip("0") or number,
    )
