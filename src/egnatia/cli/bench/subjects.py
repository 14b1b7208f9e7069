"""Who and what is on record in the bench, and how it is asked about: by numbers, the same in each run."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

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


def document_draft(number: int) -> Draft:
    """Return a passport that was reported stolen."""
    return _stolen("document", {**_document(number, "X"), "status": "stolen", "status_date": "2026-01-05"})


def document_asked(number: int) -> dict[str, tuple[str, ...]]:
    """Return how one asks about a passport; every second was never reported."""
    return _plain(_document(number, "Y" if number % 2 else "X"))


def firearm_draft(number: int) -> Draft:
    """Return a pistol that was reported stolen."""
    said = {"serial": _serial(number, "K"), "make": "Zastava", "model": "M57", "status": "stolen"}
    return _stolen("firearm", said)


def firearm_asked(number: int) -> dict[str, tuple[str, ...]]:
    """Return how one asks about a pistol; every second was never reported."""
    return _plain({"serial": _serial(number, "P" if number % 2 else "K"), "make": "Zastava"})


def object_draft(number: int) -> Draft:
    """Return an icon that was reported stolen, known by what is written on it."""
    said = {"type": "painting, icon", "title": _title(number), "status": "stolen", "country_of_origin": "SRB"}
    return _stolen("object", said)


def object_asked(number: int) -> dict[str, tuple[str, ...]]:
    """Return how one asks about an icon; every second was never reported."""
    return _plain({"title": _title(number + _NEVER if number % 2 else number)})


#: What is answered with data at once, by kind: as it is on record, and as it is asked about.
AT_ONCE: Mapping[str, tuple[Callable[[int], Draft], Callable[[int], dict[str, tuple[str, ...]]]]] = MappingProxyType(
    {
        "vehicle": (vehicle_draft, vehicle_asked),
        "document": (document_draft, document_asked),
        "firearm": (firearm_draft, firearm_asked),
        "object": (object_draft, object_asked),
    }
)
#: Numbers of icons from here on are on record nowhere.
_NEVER: Final = 10_000_000
_SYLLABLES: Final = tuple(one + two for one in "bdfgklmnprstvz" for two in "aeiou")


def _stolen(kind: str, said: Mapping[str, str]) -> Draft:
    return Draft(kind=kind, properties=_plain(said), caveat=CAVEAT)


def _plain(said: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: (value,) for name, value in said.items()}


def _document(number: int, series: str) -> dict[str, str]:
    return {"number": f"{series}{number:08}", "type": "passport", "issuing_country": "SRB"}


def _serial(number: int, series: str) -> str:
    return f"{series}{number:07}"


def _title(number: int) -> str:
    """Write a number as two invented words, as names of saints would be: each number its own."""
    scattered = number * 2_654_435_761 % 70**6  # Knuth, The Art of Computer Programming 3, 6.4: neighbours differ
    syllables = [_SYLLABLES[scattered // 70**place % 70] for place in range(6)]
    return f"Icon {''.join(syllables[:3])} {''.join(syllables[3:])}"


def _name(node: NodeId, number: int) -> tuple[Name, Name]:
    stock = name_stock(_LANGUAGES[node])
    _female, family = stock.family[number * 7 % len(stock.family)]
    return stock.male[number % len(stock.male)], family


def _born(number: int) -> str:
    return f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"


def _plate(number: int, series: str) -> str:
    return f"BG{number % 100_000:05}{series}"
