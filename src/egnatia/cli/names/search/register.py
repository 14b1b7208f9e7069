"""A register for the bench: people of many languages, written in the scripts of their own countries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.names.search.stock import CHAINED, Tongue, tongue

#: Of a hundred people, so many are of each language: Cyrillic, Latin, Greek and Arabic script, Devanagari, Bengali.
_SHARES: Final = {
    "sr": 14, "bg": 11, "el": 11, "tr": 11, "ro": 9, "sq": 8, "hr": 6, "mk": 6, "bs": 4, "sl": 3, "hu": 3, "ar": 5,
    "fa": 2, "ps": 1, "ur": 1, "bn": 1, "ne": 1, "de": 1, "it": 1, "en": 1,
}  # fmt: skip

#: Days on which somebody was born who is on record.
_DAYS: Final = [(date(1935, 1, 1) + timedelta(day)).isoformat() for day in range(75 * 365)]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented, as the register of the own country has the name."""

    words: tuple[str, ...]  #: Given names, then the family name, in the own script.
    language: str
    born: str  #: A date.

    @property
    def name(self) -> str:
        """The whole name."""
        return " ".join(self.words)


def draw_register(number: int, seed: int) -> list[Person]:
    """Draw people; the same number and seed give the same ones."""
    rng = stream(seed, "register")
    languages = rng.choices(list(_SHARES), weights=list(_SHARES.values()), k=number)
    counted = {language: languages.count(language) for language in _SHARES}
    waiting = {language: iter(_draw(tongue(language), count, rng)) for language, count in counted.items()}
    return [next(waiting[language]) for language in languages]


def _draw(spoken: Tongue, number: int, rng: Random) -> Sequence[Person]:
    fathers = [spoken.fathers.draw(rng, number) for _ in range(_fathers(spoken.language))]
    words = zip(spoken.given.draw(rng, number), *fathers, spoken.family.draw(rng, number), strict=True)
    born = rng.choices(_DAYS, k=number)
    return [Person(some, spoken.language, day) for some, day in zip(words, born, strict=True)]


def _fathers(language: str) -> int:
    """Return how many forefathers' names follow the own."""
    return 2 if language in {"ar", "fa"} else int(language in CHAINED)
