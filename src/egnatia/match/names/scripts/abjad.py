"""Arabic script (Arabic, Persian, Urdu, Kurdish, Pashto) and Hebrew: consonants, and vowels where they are written."""

import re
from typing import Final

_ARABIC: Final = {
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttJhhdzrzsSsdtzagfkklmnhui", strict=True)),
    **dict(zip("أإآٱةىئؤپچژگکڤٹڈڑںھہےێۆۇەڕڵې", "aiaaaiiupCZgkvtdrnhheeouerle", strict=True)),
    **dict(zip("ځڅډړږښڼګۍۀی", "zctrZSngiii", strict=True)),
}
_HEBREW: Final = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhuzhtikklmmnnsappcckrSt", strict=True))
#: As Persian, Turkish and Indian languages read what Arabic has as d and t: رضا is Reza, ثمینہ is Samina.
_EASTERN: Final = str.maketrans("ضث", "زس")
#: Not read: hamza, the line that stretches, marks of vowels and doubling (most writers leave them out).
_SILENT: Final = dict.fromkeys([0x0621, 0x0640, 0x0670, *range(0x064B, 0x0660), *range(0x0591, 0x05C8)], "")
_SOUNDS: Final = str.maketrans({**_ARABIC, **_HEBREW}) | _SILENT

#: Waw and vav are a consonant at the beginning and beside a long vowel, else the vowel u or o; after a first alef they
#: are the vowel that it carries (اوباما, Obama).
_CONSONANT_WAW: Final = re.compile(r"^[וو]|(?<!^[اא])[וو](?=[اأآیيىיא])|(?<=.[اא])[וو]")
#: A last he is the vowel a, and David is no dud.
_SILENT_HE: Final = {"ה": "א", "ו": "v"}
_LAST_HE: Final = re.compile(r"(?<=..)ה$|(?<=^ד)ו(?=ד$)")
#: The article, joined to its word: الراشد is al-Rashid, ar-Rashid or Rashid. Persian and Turkish put a vowel before st:
#: استوارت is Stewart.
_PREFIX: Final = re.compile(r"^ال(?=...)|^ا(?=[سش][^اويی])")
#: 'Servant of': what follows it has lost its article in half of all spellings.
_SERVANT: Final = re.compile(r"^عبدال(?=..)")


def read_abjad(word: str) -> tuple[str, ...]:
    """Return the sounds of a word: without the article or a helping vowel, as it stands, and as in the East."""
    plain = _SERVANT.sub("عبد", word.replace("الله", "اله")).replace("تش", "چ")
    return _spell(_PREFIX.sub("", plain)), _spell(plain), _spell(plain.translate(_EASTERN))


def _spell(word: str) -> str:
    return _CONSONANT_WAW.sub("v", _LAST_HE.sub(lambda found: _SILENT_HE[found[0]], word)).translate(_SOUNDS)
