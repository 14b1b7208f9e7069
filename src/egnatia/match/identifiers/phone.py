"""Telephone numbers (ITU-T E.164)."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from egnatia.match.identifiers.normal import LONGEST, Normal
from egnatia.model.values import COUNTRIES

#: Where the country is not known, so many last digits are compared: subscriber and network code without trunk prefix.
_TAIL = 8


def read_phone(value: str, countries: frozenset[str]) -> Normal:
    """Read a telephone number as E.164.

    A number in national form is read with the numbering plans of the countries that the record or question names;
    without any it stays as it was dialled.
    """
    text = value[:LONGEST]
    found = [number for region in _regions(countries) if (number := _parse(text, region))]
    valid = [number for number in found if phonenumbers.is_valid_number(number)] or found
    if not valid:
        digits = "".join(char for char in text if char.isdecimal() and char.isascii())
        note = "in national form, country unknown" if digits else "no digits"
        return Normal(key=digits, valid=None, note=note, folded=digits, others=_tail(digits))
    keys = [phonenumbers.format_number(number, PhoneNumberFormat.E164) for number in valid]
    good = phonenumbers.is_valid_number(valid[0])
    note = "fits its country's numbering plan" if good else "does not fit its country's numbering plan"
    return Normal(key=keys[0], valid=good, note=note, folded=keys[0], others=frozenset(keys[1:]) | _tail(keys[0]))


def _tail(digits: str) -> frozenset[str]:
    return frozenset({digits[-_TAIL:]}) if len(digits) >= _TAIL else frozenset()


def _regions(countries: frozenset[str]) -> list[str | None]:
    """Return two-letter regions, none first: a number in international form needs no country."""
    known = sorted(countries & COUNTRIES.keys())
    return [None, *(COUNTRIES[code]["alpha2"] for code in known if "alpha2" in COUNTRIES[code])]


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    international = text.lstrip().removeprefix("tel:")
    if international.startswith("00"):
        international = "+" + international[2:]
    try:
        return phonenumbers.parse(international, region)
    except NumberParseException:
        return None
