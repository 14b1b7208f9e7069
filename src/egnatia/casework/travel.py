"""The machine-readable zone of travel documents (ICAO Doc 9303-4, -5 and -6), as somebody pastes or scans it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egnatia.match.identifiers.document import check_digit
from egnatia.model.values import COUNTRIES

#: Passports (9303-4), other documents of their format, cards of two formats (9303-6, 9303-5): lines of so many signs.
_PASSPORT: Final = re.compile(
    r"(?P<sort>[PV][A-Z<])(?P<issuer>[A-Z<]{3})(?P<names>[A-Z<]{39})"
    r"(?P<number>[A-Z0-9<]{9})(?P<check>[\d<])(?P<nation>[A-Z<]{3})(?P<birth>[\d<]{6})(?P<birth_check>\d)(?P<sex>[MFX<])"
    r"(?P<expiry>\d{6})(?P<expiry_check>\d)[A-Z0-9<]{14}[\d<]\d"
)
_LINE: Final = re.compile(
    r"(?P<number>[A-Z0-9<]{9})(?P<check>\d)(?P<nation>[A-Z<]{3})(?P<birth>\d{6})(?P<birth_check>\d)(?P<sex>[MFX<])"
    r"(?P<expiry>\d{6})(?P<expiry_check>\d)[A-Z0-9<]{14}[\d<]\d"
)
_MIDDLE: Final = re.compile(
    r"(?P<sort>[ACI][A-Z<])(?P<issuer>[A-Z<]{3})(?P<names>[A-Z<]{31})"
    r"(?P<number>[A-Z0-9<]{9})(?P<check>[\d<])(?P<nation>[A-Z<]{3})(?P<birth>[\d<]{6})(?P<birth_check>\d)(?P<sex>[MFX<])"
    r"(?P<expiry>\d{6})(?P<expiry_check>\d)[A-Z0-9<]{7}\d"
)
_CARD: Final = re.compile(
    r"(?P<sort>[ACI][A-Z<])(?P<issuer>[A-Z<]{3})(?P<number>[A-Z0-9<]{9})(?P<check>[\d<])[A-Z0-9<]{15}"
    r"(?P<birth>[\d<]{6})(?P<birth_check>\d)(?P<sex>[MFX<])(?P<expiry>\d{6})(?P<expiry_check>\d)(?P<nation>[A-Z<]{3})"
    r"[A-Z0-9<]{11}\d(?P<names>[A-Z<]{30})"
)
#: The upper line of a passport, or of the bigger card, alone; of the smaller card each of its three. The middle one
#: says of whom it is besides the name, which the reader adds.
_UPPER: Final = re.compile(r"(?P<sort>[PV][A-Z<])(?P<issuer>[A-Z<]{3})(?P<names>(?=[A-Z<]*[A-Z]<<)[A-Z<]{39})")
_UPPER_MIDDLE: Final = re.compile(r"(?P<sort>[ACI][A-Z<])(?P<issuer>[A-Z<]{3})(?P<names>(?=[A-Z<]*[A-Z]<<)[A-Z<]{31})")
_NUMBERED: Final = re.compile(
    r"(?P<sort>[ACI][A-Z<])(?P<issuer>[A-Z<]{3})(?P<number>(?=[A-Z<]*\d)[A-Z0-9<]{9})(?P<check>[\d<])[A-Z0-9<]{15}"
)
_BIRTH: Final = re.compile(
    r"(?P<birth>[\d<]{6})(?P<birth_check>\d)(?P<sex>[MFX<])(?P<expiry>\d{6})(?P<expiry_check>\d)(?P<nation>[A-Z<]{3})"
    r"[A-Z0-9<]{11}\d"
)
_NAMES: Final = re.compile(r"(?P<names>(?=[A-Z<]*[A-Z]<<[A-Z])[A-Z<]{30})")
_SEX: Final = {"M": "male", "F": "female"}
_CHECKED: Final = (("number", "check"), ("birth", "birth_check"), ("expiry", "expiry_check"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What a zone says of its document, and of the holder as a question about a person names it."""

    number: str  #: Empty: the line does not say it.
    issuer: str  #: Three-letter code; empty if it is none that we know.
    holder: Mapping[str, str]
    agrees: bool  #: All check digits of the zone are there, and do.


def read_zone(text: str) -> Zone | None:
    """Read a zone, its lines with or without breaks, or one line of it that says something. None: it is no zone."""
    joined = "".join(text.upper().split())
    forms = (_PASSPORT, _MIDDLE, _CARD, _LINE, _UPPER, _UPPER_MIDDLE, _NUMBERED, _BIRTH, _NAMES)
    found = next((match for form in forms if (match := form.fullmatch(joined))), None)
    if found is None:
        return None
    said = found.groupdict()
    return Zone(
        number=said.get("number", "").replace("<", ""),
        issuer=_country(said.get("issuer") or ""),
        holder=_holder(said),
        agrees=all(check in said and check_digit(said[field]) == said[check] for field, check in _CHECKED),
    )


def _holder(said: Mapping[str, str]) -> dict[str, str]:
    """Return the holder. The year of birth has two digits: no century is guessed, so no birth is named."""
    family, _, first = said.get("names", "").strip("<").partition("<<")
    holder = {
        "family_name": _words(family),
        "first_name": _words(first),
        "nationality": _country(said.get("nation", "")),
        "sex": _SEX.get(said.get("sex", ""), ""),
    }
    filled = {name: value for name, value in holder.items() if value}
    return filled if "family_name" in filled or not said.get("number") else {}


def _words(field: str) -> str:
    return " ".join(field.replace("<", " ").split())


def _country(code: str) -> str:
    """Return the country of a code in a zone, fillers aside; some documents bear codes of their own (9303-3, 5)."""
    plain = code.rstrip("<")
    if plain in COUNTRIES:
        return plain
    return next((known for known, entry in COUNTRIES.items() if plain in entry.get("aliases", ())), "")
