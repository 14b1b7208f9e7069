"""Names of the languages along the route: lists of common given and family names, and what is drawn from them.

The lists (`data/names/*.yaml`) are facts about languages; a combination is made by chance and means nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from egnatia.cli.demo.population.data import read_data
from egnatia.cli.demo.population.romanise import Name, passport_spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStock:
    """The common names of one language."""

    language: str
    female: tuple[Name, ...]
    male: tuple[Name, ...]
    family: tuple[tuple[Name, Name], ...]  #: The female form, the male form.

    def given(self, sex: str) -> tuple[Name, ...]:
        """Return the given names of one sex."""
        return self.female if sex == "female" else self.male


@cache
def name_stock(language: str) -> NameStock:
    """Read the common names of a language, by its ISO 639-1 code."""
    content: Mapping[str, Any] = read_data("names", language)
    return NameStock(
        language=language,
        female=tuple(_names(language, content["female"])),
        male=tuple(_names(language, content["male"])),
        family=tuple(_family(language, entry) for entry in _entries(content["family"])),
    )


def _entries(listed: list[str] | dict[str, str]) -> list[tuple[str, str]]:
    """Return native and Latin spelling; the Latin one is empty where rules make it."""
    return list(listed.items()) if isinstance(listed, dict) else [(native, "") for native in listed]


def _names(language: str, listed: list[str] | dict[str, str]) -> list[Name]:
    return [_name(language, native, latin) for native, latin in _entries(listed)]


def _name(language: str, native: str, latin: str) -> Name:
    return Name(native=native, passport=latin or passport_spelling(native, language), language=language)


def _family(language: str, entry: tuple[str, str]) -> tuple[Name, Name]:
    """Read a family name in its two forms; Greek lists both, Bulgarian and Macedonian add an a."""
    native, latin = entry
    male, _, female = native.partition("/")
    return _name(language, female or feminine(male, language), latin), _name(language, male, latin)


def feminine(family: str, language: str) -> str:
    """Return the form of a family name that a woman bears."""
    if language in {"bg", "mk"} and family.endswith(("ов", "ев")):
        return f"{family}а"
    if language in {"bg", "mk"} and family.endswith(("ски", "шки", "чки")):
        return f"{family[:-1]}а"
    return family


#: How a given name becomes a patronymic: the end that goes, and what comes in its place (first that fits).
_PATRONYMIC = (("ия", "иев"), ("и", "иев"), ("й", "ев"), ("а", "ов"), ("я", "ев"), ("о", "ов"), ("", "ов"))


def patronymic(father: str, *, female: bool) -> str:
    """Make the Bulgarian middle name from the father's given name (Civil Registration Act, Art. 13)."""
    end, change = next(pair for pair in _PATRONYMIC if father.endswith(pair[0]))
    male = father.removesuffix(end) + change
    return feminine(male, "bg") if female else male
