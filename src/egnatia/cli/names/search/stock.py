"""Names for a register of a million: the demo's lists, and behind them a long tail that is made after their pattern.

A list of a hundred names would make most people namesakes. So names that sound like those of the list are made by a
chain of letters (Shannon 1948), and the earlier a name stands, the more people bear it (Zipf's law).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.name import name_stock
from egnatia.cli.demo.population.romanise import Name, passport_spelling

#: Languages whose Latin spelling no rule gives: none is made, and people bear their father's and grandfather's names.
CHAINED: Final = frozenset({"ar", "fa", "ps", "ur", "bn", "ne"})
#: Given and family names of one language, listed and made.
_GIVEN: Final = 400
_FAMILY: Final = 8000
#: The share of those who bear the n-th name goes with 1 / (n + this).
_FLATTENED: Final = 12
#: A letter hangs on the two or three before it.
_ORDERS: Final = (2, 3)
_BEFORE: Final = " " * max(_ORDERS)
_END: Final = "\n"
_LENGTHS: Final = range(4, 15)
_TRIES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """Names of which the first are borne by most people."""

    names: Sequence[str]
    sums: Sequence[float]

    def draw(self, rng: Random, number: int) -> list[str]:
        """Draw some."""
        return rng.choices(self.names, cum_weights=self.sums, k=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What the people of one language are called."""

    language: str  #: ISO 639-1.
    given: Borne
    fathers: Borne  #: Given names of men.
    family: Borne
    listed: Mapping[str, Name]  #: With the spelling of their passports.

    def name(self, native: str) -> Name:
        """Return one of its names with the spelling of its bearer's passport."""
        return self.listed.get(native) or Name(native, passport_spelling(native, self.language), self.language)


@cache
def tongue(language: str) -> Tongue:
    """Return the names of a language, by its ISO 639-1 code; the same ones on every call."""
    stock = name_stock(language)
    given = {name.native: name for name in (*stock.female, *stock.male)}
    family = {name.native: name for pair in stock.family for name in pair}
    more = language not in CHAINED
    return Tongue(
        language=language,
        given=_borne(given, _made(given, language, _GIVEN) if more else ()),
        fathers=_borne([name.native for name in stock.male], ()),
        family=_borne(family, _made(family, language, _FAMILY) if more else ()),
        listed={**given, **family},
    )


def _borne(listed: Iterable[str], made: Iterable[str]) -> Borne:
    """Put the names of a list, which goes by the alphabet, into some other order, and those that were made behind."""
    first = list(listed)
    stream(7, *first[:1]).shuffle(first)
    names = [*first, *made]
    return Borne(names=names, sums=list(accumulate(1 / (place + _FLATTENED) for place in range(len(names)))))


def _made(listed: Mapping[str, Name], language: str, number: int) -> Iterable[str]:
    """Make names that sound like those of a list, until there are so many in all; a small list gives fewer."""
    rng, following = stream(7, language, len(listed)), _chain(listed)
    words = (_walk(following, rng) for _ in range(_TRIES * number))
    fresh = (word[0].upper() + word[1:] for word in words if len(word) in _LENGTHS)
    made = dict.fromkeys(name for name in fresh if name not in listed)
    return list(made)[: number - len(listed)]


def _chain(listed: Iterable[str]) -> Mapping[str, str]:
    """Return which letters follow each few of them, as often as they do."""
    following = defaultdict[str, list[str]](list)
    for word in (_BEFORE + name.lower() + _END for name in listed if name.isalpha()):
        for place in range(len(_BEFORE), len(word)):
            for order in _ORDERS:
                following[word[place - order : place]].append(word[place])
    return {before: "".join(after) for before, after in following.items()}


def _walk(following: Mapping[str, str], rng: Random) -> str:
    word = _BEFORE
    while len(word) < len(_BEFORE) + _LENGTHS.stop:
        after = following[word[-_ORDERS[rng.random() < 0.5] :]]  # noqa: PLR2004 - either, as often
        letter = after[int(rng.random() * len(after))]
        if letter == _END:
            break
        word += letter
    return word.strip()
