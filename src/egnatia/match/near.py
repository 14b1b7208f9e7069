"""Keys of the search index: by these, a name is found that is spelled otherwise, misspelled, or in another script.

Each word of a name has its consonants by class (`names/sounds.py`), as they are and with one left out (the deletion
neighbourhood of Mor and Fraenkel 1982): two words whose consonants differ in one share such a variant. A key is a pair
of words of which one is whole, so that it names few people among millions. Which keys two names share says which are
worth comparing, no more: the engines judge (ADR 0045).

Keys are numbers under a secret digest: whoever reads the index reads no name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, combinations, islice, pairwise, product
from operator import or_
from types import MappingProxyType
from typing import Final, TypeAlias

from egnatia.match.engine import Properties
from egnatia.match.names.forms import Words
from egnatia.match.names.parameters import CACHED_WORDS, JOINED_FORMS, VALUES
from egnatia.match.names.sounds import consonants, skeleton, without_ending
from egnatia.match.names.tokens import token
from egnatia.match.names.words import company_tokens, person_tokens
from egnatia.match.records.dates import read_dates
from egnatia.model.kinds import Kind

#: Turns a text into a number of 64 bits that nobody can turn back without the secret, and the same text always into
#: the same one.
Digest: TypeAlias = Callable[[str], int]

#: Name and version: keys of two versions do not meet.
NEAR: Final = "near/8"
#: Keys have so many bits: enough that few of a hundred million meet by chance, few enough to be stored small.
KEY_BITS: Final = 32
SKETCH_BITS: Final = 128
_MASK: Final = (1 << KEY_BITS) - 1
#: So many words of one name are paired, and so many keys of one sort are kept of one record.
_WORDS: Final = 6
#: Names of so many words have neighbours that may be one word of another name.
_JOINED: Final = 3
_KEYS: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class NearKeys:
    """By what one record is found, or one question looks."""

    whole: tuple[int, ...]  #: Two words of a name, both by all their consonants; two neighbours may be one word.
    part: tuple[int, ...]  #: Two words, one of them without one consonant.
    heard: tuple[int, ...]  #: Single words, as they are heard.
    bones: tuple[int, ...]  #: Single words, by their consonants.
    years: tuple[int, ...]  #: Years of birth.
    days: tuple[int, ...]  #: Days of birth.
    sketch: int  #: Which pairs of neighbouring sounds the names have, in `SKETCH_BITS` bits (Bloom 1970).


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word gives to keys, in digests."""

    whole: tuple[int, ...]
    parts: tuple[int, ...]  #: With one consonant left out.
    heard: tuple[int, ...]
    sketch: int
    sounds: tuple[str, ...]  #: Its readings.


#: Reads one value of a name into its words.
_Reader: TypeAlias = Callable[[str], Words]

#: What one letter more or less takes away: x, ξ and ψ are two consonants. Vowels in a word are no part of its bones.
_ONE: Final = re.compile("^[aeiouyh]|[kp]s|[^aeiouyh]")

_FORMER: Final = "former_name"
_PERSON: Final[tuple[tuple[tuple[str, ...], _Reader], ...]] = (
    (("first_name", "family_name"), person_tokens),
    (("full_name",), person_tokens),
    (("alias",), person_tokens),
    (("first_name", _FORMER), person_tokens),
)

#: The kinds that are searched by name: which properties make a name together, in each way, and how it is read.
SEARCHED: Final[Mapping[str, tuple[tuple[tuple[str, ...], _Reader], ...]]] = MappingProxyType(
    {"missing_report": _PERSON, "organisation": ((("name",), company_tokens),), "person": _PERSON}
)

#: The schemes of blocking keys for which these keys stand in (`names/keys.py`); those that follow a dot are like them.
NAME_SCHEMES: Final = frozenset({"company", "name"})


class NearReader:
    """Reads records and questions into keys, under one digest."""

    def __init__(self, digest: Digest) -> None:
        """Take the digest; values are kept as read, for names repeat (Zipf)."""
        self._digest = digest
        self._kinds = {name: digest(f"kind:{name}") for name in SEARCHED}
        self._word = lru_cache(maxsize=CACHED_WORDS)(self._read_word)
        self._run = lru_cache(maxsize=CACHED_WORDS)(self._read_run)
        self._value = lru_cache(maxsize=CACHED_WORDS)(self._read_value)
        self._date = lru_cache(maxsize=CACHED_WORDS)(self._read_date)
        self._bit = lru_cache(maxsize=None)(self._read_bit)  # there are a few hundred pairs of sounds

    def keys(self, kind: Kind, properties: Properties) -> NearKeys | None:
        """Return the keys of a record or a question; None if it has no name, or its kind is not searched by name."""
        names = [name for parts, read in SEARCHED.get(kind.name, ()) for name in self._names(parts, read, properties)]
        if not any(names):
            return None
        salt = self._kinds[kind.name]
        words = [word for name in names for word in name]
        pairs = [pair for name in names for pair in combinations(name, 2)]
        whole = [one + other for mine, yours in pairs for one in mine.whole for other in yours.whole]
        dates = [self._date(date) for date in properties.get("birth_date", ())[:VALUES]]
        return NearKeys(
            whole=_salted(salt, [*whole, *chain.from_iterable(map(self._joined, names))]),
            part=_salted(salt, _half_whole(pairs)),
            heard=_salted(salt, [key for word in words for key in word.heard]),
            bones=_salted(salt, [key for word in words for key in word.whole]),
            years=_salted(salt, [key for date in dates for key in date[:1]]),
            days=_salted(salt, [key for date in dates for key in date[1:]]),
            sketch=reduce(or_, [word.sketch for word in words]),
        )

    def _names(self, parts: tuple[str, ...], read: _Reader, properties: Properties) -> list[list[_Word]]:
        """Put together each value of each part that is known; with a former name only where there is one."""
        known = [properties[part] for part in parts if properties.get(part)]
        if not known or (parts[-1] == _FORMER and not properties.get(_FORMER)):
            return []
        values = [[self._value(read, value) for value in some[:VALUES]] for some in known]
        return [list(chain.from_iterable(name))[:_WORDS] for name in islice(product(*values), JOINED_FORMS)]

    def _joined(self, name: list[_Word]) -> Iterator[int]:
        """Key each two neighbours, taken for one word, with each other word and with later ones taken so (ADR 0122)."""
        if len(name) < _JOINED:
            return
        runs = [self._run(one.sounds, other.sounds) for one, other in pairwise(name)]
        for place, run in enumerate(runs):
            others = [word.whole for other, word in enumerate(name) if not place <= other <= place + 1]
            yield from (one + other for whole in (*others, *runs[place + 2 :]) for one in run for other in whole)

    def _read_run(self, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, ...]:
        """Return the digests of the consonants of two words run together, first readings with each other."""
        last = len(first) - 1, len(second) - 1
        both = [(first[min(at, last[0])], second[min(at, last[1])]) for at in range(max(last) + 1)]
        read = [one.removesuffix(other[:1]) + other for one, other in both]  # Ghorban Nezhad, Ghorbannezhad
        return tuple([self._digest(f"bones:{bones}") for bones in dict.fromkeys(map(skeleton, read))])

    def _read_value(self, read: _Reader, value: str) -> tuple[_Word, ...]:
        return tuple([self._word(word.text) for word in read(value)])

    def _read_word(self, text: str) -> _Word:
        word, digest = token(text), self._digest
        whole = dict.fromkeys(word.skeletons)
        less = [without_ending(consonants(part)) for reading in word.sounds for part in _less_one(reading)]
        parts = dict.fromkeys(part for part in less if part not in whole)
        return _Word(
            whole=tuple([digest(f"bones:{bones}") for bones in whole]),
            parts=tuple([digest(f"bones:{bones}") for bones in parts]),
            heard=tuple([digest(f"heard:{sound}") for sound in word.spoken]),
            sketch=reduce(or_, map(self._bit, _neighbours(word.spoken)), 0),
            sounds=word.sounds,
        )

    def _read_bit(self, two: str) -> int:
        """Return the bit of a sketch that stands for two neighbouring sounds."""
        return 1 << self._digest(f"sounds:{two}") % SKETCH_BITS

    def _read_date(self, date: str) -> tuple[int, ...]:
        """Return the digests of a date's year and, if it is a whole one, of the day."""
        read = next(iter(read_dates((date,))), ())
        return tuple([self._digest(f"born:{'-'.join(read[:known])}") for known in (1, 3) if len(read) >= known])


def _neighbours(heard: tuple[str, ...]) -> Iterator[str]:
    """Return each two neighbouring sounds of a word, with its beginning and its end."""
    for word in heard:
        bounded = f" {word} "
        yield from (bounded[place : place + 2] for place in range(len(bounded) - 1))


def _less_one(reading: str) -> Iterator[str]:
    """Leave out each consonant in turn, and a vowel in front; two that one letter stands for go together."""
    return (reading[: found.start()] + reading[found.end() :] for found in _ONE.finditer(reading))


def _half_whole(pairs: Iterable[tuple[_Word, _Word]]) -> list[int]:
    """Return the pairs of words of which one lacks a consonant; the order of the two does not matter."""
    found = list[int]()
    for mine, yours in pairs:
        found += [one + other for one in mine.whole for other in yours.parts]
        found += [one + other for one in mine.parts for other in yours.whole]
    return found


def _salted(salt: int, keys: list[int]) -> tuple[int, ...]:
    """Return keys of a kind as the index has them; of a record with very many, the first ones."""
    return tuple([key + salt & _MASK for key in keys[:_KEYS]])
