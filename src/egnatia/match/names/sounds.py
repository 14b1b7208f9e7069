"""What of a word's sounds other scripts keep: how it is heard, and its consonants."""

import re
from functools import lru_cache
from typing import Final

from egnatia.match.names.parameters import CACHED_WORDS

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
def spoken(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a word may be heard: its readings, with vowels and sibilants that scripts confuse made one."""
    return tuple(dict.fromkeys(_TWICE.sub(r"\1", sound.translate(_SPOKEN)) for sound in sounds))


@lru_cache(maxsize=CACHED_WORDS)
def skeletons(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Return a word's consonants by class, one for each reading that has any."""
    return tuple(dict.fromkeys(filter(None, map(skeleton, sounds))))


def skeleton(sounds: str) -> str:
    """Return the consonants of a reading by class, with an A in front if it begins with a vowel, a glide or h.

    Labials are P, dentals T, sibilants and affricates S, velars K; h and glides fall off. A last sibilant of a longer
    word falls off too: Greek and Baltic names have it in the nominative only (Petros, Petrou; Sergejs, Sergej).
    """
    return without_ending(consonants(sounds))


def consonants(sounds: str) -> str:
    """Return the consonants of a reading by class, with the last sibilant."""
    found = _STOP_BEFORE_SIBILANT.sub("", sounds).translate(_SKELETON)
    return "A" + found if sounds[:1] in _VOCALIC else found


def without_ending(bones: str) -> str:
    """Let the last sibilant of a longer word fall off."""
    return bones[:-1] if len(bones) > _SHORT and bones[-1] == "S" else bones
