"""Greek: as it is spoken, with the letter pairs by which foreign sounds are written, and as ELOT 743 spells it."""

import re
from typing import Final

from egnatia.match.names.scripts.parts import pattern_of

_LETTERS: Final = str.maketrans(
    {**dict(zip("αβγδεζηθικλμνοπρσςτυφχω", "avgdezitiklmnoprsstifho", strict=True)), "ξ": "ks", "ψ": "ps"}
)
_UNMARKED: Final = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")

#: A diaeresis, or an accent on the first of two vowels, keeps them apart: Χουσέιν is Husein.
_APART: Final = re.compile(r"[άέό]ι|[άέ]υ|[αεο][ϊΐ]|[αε][ϋΰ]")
_VOWELS: Final = {
    "ου": "u", "ού": "u", "αυ": "av", "αύ": "av", "ευ": "ev", "εύ": "ev", "ηυ": "iv", "ηύ": "iv",
}  # fmt: skip
_SPOKEN: Final = _VOWELS | {
    "γι": "y", "αι": "e", "αί": "e", "ει": "i", "εί": "i", "οι": "i", "οί": "i", "υι": "i", "γγ": "g", "γκ": "g",
    "γχ": "h", "μπ": "b", "ντ": "d", "τσ": "C", "τς": "C", "τζ": "J", "δζ": "J",
}  # fmt: skip
_SPELLED: Final = _VOWELS | {"γγ": "ng", "γχ": "nh"}
_SPOKEN_PARTS: Final = pattern_of("γι(?=[αάεέοόωώυύ])" if part == "γι" else part for part in _SPOKEN)
_SPELLED_PARTS: Final = pattern_of(_SPELLED)


def read_greek(word: str) -> tuple[str, ...]:
    """Return the sounds of a lower-case word, as spoken and as ELOT 743 spells it."""
    apart = _APART.sub(lambda found: found[0][0] + "i", word)
    spoken = _SPOKEN_PARTS.sub(lambda found: _SPOKEN[found[0]], apart)
    spelled = _SPELLED_PARTS.sub(lambda found: _SPELLED[found[0]], apart)
    return tuple(reading.translate(_UNMARKED).translate(_LETTERS) for reading in (spoken, spelled))
