"""Words that mix alphabets: letters put in for others that look like them, by keyboards, by scanners or on purpose."""

import re
from typing import Final

#: Lower-case letters for those that have their shape, or of which the capitals have the shape of the capitals.
_CYRILLIC_ALIKE: Final = "авекмнорстухіјѕԛԝ"
_AS_LATIN: Final = "abekmhopctyxijsqw"
_GREEK_ALIKE: Final = "αβεζηικμνορτυχ"
_GREEK_AS_LATIN: Final = "abezhikmnoptyx"

_LATIN: Final = str.maketrans(_CYRILLIC_ALIKE + _GREEK_ALIKE, _AS_LATIN + _GREEK_AS_LATIN)
_CYRILLIC: Final = str.maketrans(_AS_LATIN, _CYRILLIC_ALIKE)
_GREEK: Final = str.maketrans(_GREEK_AS_LATIN, _GREEK_ALIKE)

#: A letter of the Latin alphabet beside a Greek or Cyrillic one.
_BESIDE: Final = re.compile("[a-z\u00df-\u024f][\u0370-\u052f]|[\u0370-\u052f][a-z\u00df-\u024f]")
_OTHER: Final = re.compile("[\u0370-\u052f]")
#: Greek ends here.
_CYRILLIC_START: Final = "\u0400"


def of_one_alphabet(word: str) -> str:
    """Write a word that mixes alphabets in one of them, by the shape of its letters; any other stays as it is.

    In Latin letters if all others look like these (*реtrоv*), else in the other alphabet (*пeтpов*).

    Args:
        word: in lower case.
    """
    if not _BESIDE.search(word):
        return word
    latin = word.translate(_LATIN)
    left = _OTHER.search(latin)
    if not left:
        return latin
    return word.translate(_CYRILLIC if left[0] >= _CYRILLIC_START else _GREEK)
