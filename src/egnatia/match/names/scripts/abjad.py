"""Arabic script (Arabic, Persian, Urdu, Kurdish, Pashto) and Hebrew: consonants, and vowels where they are written."""

import re
from typing import Final

_ARABIC: Final = {
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttJhhdzrzsSsdtzagfkklmnhui", strict=True)),
    **dict(zip("أإآٱةىئؤپچژگکڤٹڈڑںھہےێۆۇەڕڵې", "aiaaaiiupCZgkvtdrnhheeouerle", strict=True)),
    **dict(zip("ځڅډړږښڼګۍۀی", "zctrZSngiii", strict=True)),
}
_HEBREW: Final = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhuzhtikklmmnnsappcckrSt", strict=True))
#: Not read: hamza, the line that stretches, marks of vowels and doubling (most writers leave them out).
_SILENT: Final = dict.fromkeys([0x0621, 0x0640, 0x0670, *range(0x064B, 0x0660), *range(0x0591, 0x05C8)], "")
_SOUNDS: Final = str.maketrans({**_ARABIC, **_HEBREW}) | _SILENT

#: Waw and vav are a consonant at the beginning and beside a long vowel, else the vowel u or o; after a first alef they
#: are the vowel that it carries (اوباما, Obama).
_CONSONANT_WAW: Final = re.compile(r"^[וو]|(?<!^[اא])[וو](?=[اأآیيىיא])|(?<=.[اא])[וو]")
#: The article, joined to its word: الراشد is al-Rashid, ar-Rashid or Rashid. Persian and Turkish put a vowel before st:
#: استوارت is Stewart.
_PREFIX: Final = re.compile(r"^ال(?=...)|^ا(?=[سش][^اويی])")
#: 'Servant of': what follows it has lost its article in half of all spellings.
_SERVANT: Final = re.compile(r"^عبدال(?=..)")


def read_abjad(word: str) -> tuple[str, ...]:
    """Return the sounds of a word: without the article or a helping vowel, and as it stands."""
    plain = _SERVANT.sub("عبد", word.replace("الله", "اله")).replace("تش", "چ")
    return _spell(_PREFIX.sub("", plain)), _spell(plain)


def _spell(word: str) -> str:
    return _CONSONANT_WAW.sub("v", word).translate(_SOUNDS)
