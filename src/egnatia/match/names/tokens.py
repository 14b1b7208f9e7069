"""One word of a name: how it sounds, and what its consonants are."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from egnatia.match.names.parameters import CACHED_WORDS, HEAVIEST
from egnatia.match.names.transliterate import is_abjad, readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a name."""

    text: str  #: As written, in lower case.
    spoken: tuple[str, ...]  #: How it may sound, with vowels and sibilants that scripts confuse made one.
    skeletons: tuple[str, ...]  #: Its consonants by class, one for each reading.
    abjad: bool  #: Written in a script that leaves most vowels out.
    weight: int  #: How much it counts: its length.
    initial: bool  #: One letter stands for the word.


_SPOKEN: Final = str.maketrans("ywCJSZzeo", "ivccsssiu")
_SKELETON: Final = str.maketrans(
    {
        **dict.fromkeys("aeiouyh", ""),
        **dict.fromkeys("pbfvw", "P"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("szcSZCJ", "S"),
        **dict.fromkeys("kg", "K"),
        **dict(zip("mnlr", "MNLR", strict=True)),
    }
)
_STOP_BEFORE_SIBILANT: Final = re.compile(r"[td](?=[sczSZCJ])")
_TWICE: Final = re.compile(r"(.)\1+")
_SHORT: Final = 3
_VOCALIC: Final = frozenset("aeiouyh")


@lru_cache(maxsize=CACHED_WORDS)
def token(word: str) -> Token:
    """Read one word in lower case."""
    sounds = readings(word)
    spoken = tuple(dict.fromkeys(_TWICE.sub(r"\1", sound.translate(_SPOKEN)) for sound in sounds))
    return Token(
        text=word,
        spoken=spoken,
        skeletons=tuple(dict.fromkeys(filter(None, map(skeleton, sounds)))),
        abjad=is_abjad(word),
        weight=min(max(map(len, spoken), default=1), HEAVIEST),
        initial=len(word) == 1,
    )


def skeleton(sounds: str) -> str:
    """Return the consonants of a word by class, with an A in front if it begins with a vowel, a glide or h.

    Labials are P, dentals T, sibilants and affricates S, velars K; h and glides fall off. A last sibilant of a longer
    word falls off too: Greek and Baltic names have it in the nominative only (Petros, Petrou; Sergejs, Sergej).
    """
    consonants = _STOP_BEFORE_SIBILANT.sub("", sounds).translate(_SKELETON)
    whole = "A" + consonants if sounds[:1] in _VOCALIC else consonants
    return whole[:-1] if len(whole) > _SHORT and whole[-1] == "S" else whole
