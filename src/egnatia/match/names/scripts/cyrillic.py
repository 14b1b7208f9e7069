"""Cyrillic: Serbian, Macedonian, Bulgarian, Ukrainian, Russian, Belarusian, and what Turkic languages add."""

import re
from typing import Final

_SOUNDS: Final = str.maketrans(
    {
        **dict(zip("абвгґдезиіїйкл", "abvggdeziiiykl", strict=True)),
        **dict(zip("мнопрстуўфхцчш", "mnoprstuufhcCS", strict=True)),
        **dict(zip("ђѓжћќџѕјыэє", "JJZCCJzyiee", strict=True)),
        **dict(zip("әғқңөүұһҳҷӣӯѝё", "egknouuhhJiuio", strict=True)),
        "љ": "l",
        "њ": "n",
        "ю": "yu",
        "я": "ya",
        "щ": "St",
        "ъ": "a",
        "ь": "",
    }
)
_CLUSTERS: Final = re.compile(r"д[жз]|[иы]й$")
_READ: Final = {"дж": "џ", "дз": "ѕ", "ий": "и", "ый": "и"}
#: Letters of two readings. г is h in Ukrainian and where Russian writes a foreign h; ђ, ѓ and ќ are D, G and K in
#: machine-readable zones (ICAO 9303-3, 6 B); щ is sht in Bulgarian, shch or sh elsewhere.
_OTHERWISE: Final = str.maketrans({"г": "х", "ђ": "д", "ѓ": "г", "ќ": "к", "щ": "ш"})
_TWO_WAYS: Final = re.compile("[гђѓќщ]")


def read_cyrillic(word: str) -> tuple[str, ...]:
    """Return the sounds of a lower-case word."""
    plain = _CLUSTERS.sub(lambda found: _READ[found[0]], word)
    first = plain.translate(_SOUNDS)
    return (first, plain.translate(_OTHERWISE).translate(_SOUNDS)) if _TWO_WAYS.search(plain) else (first,)
