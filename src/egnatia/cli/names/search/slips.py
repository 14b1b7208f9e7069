"""How people ask for a name that stands otherwise in the register: with a slip of the hand, or in another script."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final

from egnatia.cli.demo.population.romanise import Hand, spell
from egnatia.cli.names.search.register import Person
from egnatia.cli.names.search.stock import CHAINED, tongue

#: Spellings of registers in Latin letters, and in others.
_LATIN: Final = ("gaj", "en", "tr", "sq", "ro", "de")
_OTHER: Final = ("sr", "bg", "mk", "el")
#: Languages that are not written in Latin letters.
_NOT_LATIN: Final = CHAINED | {"sr", "bg", "mk", "el"}


def mistyped(person: Person, rng: Random) -> str:
    """Return the name with one letter left out, put in, exchanged, or changed with its neighbour, anywhere in it."""
    words = list(person.words)
    place = rng.randrange(len(words))
    words[place] = slip(words[place], _letters(person.language), rng)
    return " ".join(words)


def slip(word: str, letters: Sequence[str], rng: Random) -> str:
    """Make one slip in a word: a letter of some, put in or in another's place; or one less; or two turned round."""
    at = rng.randrange(len(word))
    head, letter, tail = word[:at], rng.choice(letters), word[at + 1 :]
    turned = word[: at - 1] + word[at] + word[at - 1] + tail if at else word[1:2] + word[:1] + word[2:]
    return rng.choice((head + tail or word, head + letter + word[at:], head + letter + tail, turned))


def letters_of(name: str) -> frozenset[str]:
    """Return the scripts of a name, each by the first word of its letters' Unicode names: LATIN, GREEK ..."""
    return frozenset(unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha())


@cache
def _letters(language: str) -> str:
    """Return the letters of a language, as its names have them."""
    written = "".join(tongue(language).family.names).lower()
    return "".join(sorted({letter for letter in written if letter.isalpha()}))


def in_another_script(person: Person, rng: Random) -> str:
    """Return the name as a register of another script has it: by ear, from the passport, or from its machine zone."""
    spoken = tongue(person.language)
    register = rng.choice(_LATIN if person.language in _NOT_LATIN else _OTHER)
    hand = rng.choice(list(Hand))
    return " ".join(spell(spoken.name(word), register, hand) for word in person.words)
