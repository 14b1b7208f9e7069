"""What a country gives its people: names, towns, and the formats of its numbers (`data/countries.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from egnatia.cli.demo.population.chance import LETTERS, Weighted
from egnatia.cli.demo.population.data import read_data
from egnatia.cli.demo.population.romanise import Name, passport_spelling
from egnatia.model.identity import CountryCode
from egnatia.model.values import COUNTRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town, by its own name and where it lies."""

    name: Name
    point: str  #: Latitude, longitude (WGS 84).
    country: CountryCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country; formats are empty where the demo needs none."""

    code: CountryCode
    languages: Weighted[str]
    towns: tuple[Town, ...]
    streets: tuple[Name, ...]
    letters: str  #: That its plates and documents have.
    number: str  #: Sort of its national number (`national_number.py`).
    passport: str
    identity_card: str
    plates: tuple[str, ...]
    phone: str
    bban: str
    banks: tuple[str, ...]

    @property
    def alpha2(self) -> str:
        """The two-letter code, which stands at the head of an IBAN."""
        return str(COUNTRIES[self.code]["alpha2"])


_CONTENT: Mapping[str, Any] = read_data("countries")


@cache
def country(code: CountryCode) -> Country:
    """Return a country by its code; one of those that the demo's people come from."""
    content = _CONTENT[code]
    language = next(iter(content["names"]))
    return Country(
        code=code,
        languages=Weighted(content["names"]),
        towns=tuple(_town(code, language, row) for row in content["towns"]),
        streets=tuple(_native(street, language) for street in content.get("streets", ())),
        letters=content.get("letters", LETTERS),
        number=content.get("number", "none"),
        passport=content["passport"],
        identity_card=content.get("identity_card", ""),
        plates=tuple(content.get("plates", ())),
        phone=content.get("phone", ""),
        bban=content.get("bban", ""),
        banks=tuple(content.get("banks", ())),
    )


def _native(text: str, language: str) -> Name:
    return Name(text, passport_spelling(text, language), language)


def _town(code: CountryCode, language: str, row: list[Any]) -> Town:
    known = row[0]
    name = Name(*next(iter(known.items())), language) if isinstance(known, dict) else _native(known, language)
    return Town(name=name, point=f"{row[1]},{row[2]}", country=code)
