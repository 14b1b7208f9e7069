"""Who and what is on record in the bench, and how it is asked about: by numbers, the same in each run."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from egnatia.casework.collect import Draft
from egnatia.cli.demo.population.name import name_stock
from egnatia.cli.demo.population.romanise import Name
from egnatia.model.caveat import Caveat, Information, Purpose, Source, SubjectRole
from egnatia.model.identity import NodeId

#: The language in which a partner's register is kept.
_LANGUAGES: Mapping[str, str] = MappingProxyType({
    "AT": "de", "BG": "bg", "DE": "de", "GR": "el", "HR": "hr", "HU": "hu", "IT": "it", "SI": "sl", "AL": "sq",
    "BA": "bs", "MD": "ro", "ME": "sr", "MK": "mk", "RS": "sr",
})  # fmt: skip
CAVEAT = Caveat(
    source=Source.NO_DOUBT,
    information=Information.SURE,
    purposes=frozenset(Purpose),
    role=SubjectRole.SUSPECT,
    retain_until=date(2100, 1, 1),
)


def person_draft(node: NodeId, number: int) -> Draft:
    """Return a person as a partner's register has him: in the native spelling of its language."""
    given, family = _name(node, number)
    properties = {"first_name": (given.native,), "family_name": (family.native,), "birth_date": (_born(number),)}
    return Draft(kind="person", properties=properties, caveat=CAVEAT)


def person_asked(node: NodeId, number: int) -> dict[str, tuple[str, ...]]:
    """Return how one asks about that person from abroad: as in the passport; every second was born another day."""
    given, family = _name(node, number)
    born = _born(number + number % 2)
    return {"first_name": (given.passport,), "family_name": (family.passport,), "birth_date": (born,)}


def vehicle_draft(number: int) -> Draft:
    """Return a vehicle; every partner has the same ones on record."""
    properties = {"plate": (_plate(number, "XX"),), "registration_country": ("SRB",), "make": ("Zastava",)}
    return Draft(kind="vehicle", properties=properties, caveat=CAVEAT)


def vehicle_asked(number: int) -> dict[str, tuple[str, ...]]:
    """Return how one asks about a vehicle; every second is on record nowhere."""
    return {"plate": (_plate(number, "YZ" if number % 2 else "XX"),), "registration_country": ("SRB",)}


def _name(node: NodeId, number: int) -> tuple[Name, Name]:
    stock = name_stock(_LANGUAGES[node])
    _female, family = stock.family[number * 7 % len(stock.family)]
    return stock.male[number % len(stock.male)], family


def _born(number: int) -> str:
    return f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"


def _plate(number: int, series: str) -> str:
    return f"BG{number % 100_000:05}{series}"
