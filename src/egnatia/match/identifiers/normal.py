"""The normal form of an identifier, and the foldings that all schemes share."""

import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

#: No identifier is longer (model/values.py allows 128); what follows is not read.
LONGEST = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """One identifier in the spelling in which it is compared."""

    key: str  #: Two identifiers with one key are the same; empty if nothing can be read.
    valid: bool | None  #: By its form and check digits; None where its scheme has none, or its country is unknown.
    note: str  #: In words, what was checked.
    folded: str = ""  #: Coarser: look-alike characters are one. Only where inexact keys are allowed.
    others: frozenset[str] = frozenset()  #: Other keys that it may stand for: one slip away and valid.
    complete: bool = True  #: A whole one, as far as its form tells: not a part of one, nothing left open.


#: Cyrillic and Greek capitals with the shape of a Latin one. Road vehicles carry only letters that all three
#: alphabets have (Vienna Convention on Road Traffic 1968, Annex 2; the reason why Bulgarian, Greek, Macedonian and
#: Ukrainian plates can be read abroad), and stolen-document lists are typed on any keyboard.
LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSQWABEZHIKMNOPTYX")

_CONFUSED = str.maketrans("OBISZ", "08152")


def compact(value: str) -> str:
    """Keep capital Latin letters and digits only; look-alikes of other alphabets become Latin, marks fall off."""
    wide = unicodedata.normalize("NFKC", value[:LONGEST]).upper().translate(LOOK_ALIKE)
    plain = wide if wide.isascii() else anyascii(_unmarked(wide)[:LONGEST]).upper()
    return "".join(filter(str.isalnum, plain))


def _unmarked(text: str) -> str:
    """Keep base letters and digits, drop accents: Č is C, Ü is U (plates of both spellings are one)."""
    parts = unicodedata.normalize("NFD", text.replace("Đ", "D"))
    return "".join(filter(str.isalnum, parts)).translate(LOOK_ALIKE)


def confuse(key: str) -> str:
    """Make one what the eye confuses: 0/O, 8/B, 1/I, 5/S, 2/Z."""
    return key.translate(_CONFUSED)


def plain(value: str, note: str = "no check digit") -> Normal:
    """Read an identifier that has no more structure than letters and digits."""
    key = compact(value)
    return Normal(key=key, valid=None, note=note, folded=confuse(key))
