"""Numbers of identity and travel documents (ICAO Doc 9303)."""

import re

from egnatia.match.identifiers.normal import LONGEST, Normal, compact, confuse

#: Lower line of a passport's machine-readable zone (ICAO 9303-4, 4.2.2): number, check digit, nationality, birth, check
#: digit, sex, expiry, check digit, optional data, check digit, composite check digit.
_PASSPORT_LINE = re.compile(r"([A-Z0-9<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)([A-Z0-9<]{14})([\d<])(\d)")
_WEIGHTS = (7, 3, 1)
_NUMBER_AND_CHECK = 10


def check_digit(field: str) -> str:
    """Return the check digit of a field of the machine-readable zone (ICAO 9303-3, 4.9).

    Args:
        field: capital letters A to Z, digits and the filler `<`; other characters count as fillers.
    """
    return str(sum(_weigh(char) * _WEIGHTS[place % 3] for place, char in enumerate(field)) % 10)


def _weigh(char: str) -> int:
    if "0" <= char <= "9":
        return int(char)
    return ord(char) - 55 if "A" <= char <= "Z" else 0


def read_document(value: str) -> Normal:
    """Read a document number, alone or in the lower line of a passport's machine-readable zone.

    Numbers have no public check digit of their own. One may have been copied with the check digit that follows it in
    the machine-readable zone: then it may also stand for the number without.
    """
    line = _PASSPORT_LINE.fullmatch(value[:LONGEST].strip().upper())
    if line:
        return _read_line(line)
    key = compact(value)
    head, last = key[:-1], key[-1:]
    copied = len(key) == _NUMBER_AND_CHECK and check_digit(head) == last
    return Normal(
        key=key,
        valid=None,
        note="ends with its own check digit: perhaps copied with it" if copied else "no check digit",
        folded=confuse(key),
        others=frozenset({head}) if copied else frozenset(),
    )


def _read_line(line: re.Match[str]) -> Normal:
    number, check, birth, birth_check, expiry, expiry_check, optional, optional_check, composite = line.groups()
    pairs = (
        (number, check),
        (birth, birth_check),
        (expiry, expiry_check),
        (number + check + birth + birth_check + expiry + expiry_check + optional + optional_check, composite),
    )
    valid = all(check_digit(field) == digit for field, digit in pairs)
    key = compact(number)
    note = "read from the machine-readable line, whose check digits " + ("agree" if valid else "do not agree")
    return Normal(key=key, valid=valid, note=note, folded=confuse(key))
