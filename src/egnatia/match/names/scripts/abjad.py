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

#: Waw and vav are a consonant at the beginning and beside a long vowel, else the vowel u or o.
_CONSONANT_WAW: Final = re.compile(r"^[وו]|[وו](?=[اأآیيىיא])|(?<=[اא])[וو]")
#: The article, joined to its word: الراشد is al-Rashid, ar-Rashid or Rashid.
_ARTICLE: Final = re.compile(r"^ال(?=...)")
#: 'Servant of': what follows it has lost its article in half of all spellings.
_SERVANT: Final = re.compile(r"^عبدال")


def read_abjad(word: str) -> tuple[str, ...]:
    """Return the sounds of a word: without the article, and with it if it has one."""
    plain = _SERVANT.sub("عبد", word).replace("تش", "چ")
    return _spell(_ARTICLE.sub("", plain)), _spell(plain)


def _spell(word: str) -> str:
    return _CONSONANT_WAW.sub("v", word).translate(_SOUNDS)
