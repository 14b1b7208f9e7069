"""Records of what a person owns and carries, and the links that say so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.belongings import Car, Gun, Paper, Phone, Purse, Thing
from egnatia.cli.demo.population.caveat import caveat_of_thing
from egnatia.cli.demo.population.entry import Entry, Properties, record_of
from egnatia.cli.demo.population.machine_readable import machine_readable_zone
from egnatia.cli.demo.population.person import address
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

#: Letters of plates that Cyrillic and Greek keyboards have too (Vienna Convention 1968, Annex 2).
_OWN_LETTERS = MappingProxyType({
    "Cyrl": str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ"),
    "Grek": str.maketrans("ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"),
})  # fmt: skip
_SCRIPT = MappingProxyType({"sr": "Cyrl", "mk": "Cyrl", "bg": "Cyrl", "el": "Grek"})

#: Which link leads from a person to a thing, and the names of its two ends.
_LINK: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "document": ("bearer", "person", "document"),
    "vehicle": ("ownership", "owner", "owned"),
    "firearm": ("ownership", "owner", "owned"),
    "device": ("use", "user", "used"),
    "account": ("use", "user", "used"),
})  # fmt: skip


def thing_records(entry: Entry, things: Sequence[Thing]) -> Iterator[Record]:
    """Make the records of a person's things and, by chance, their links to the person, who has a record here too."""
    if not things:
        return
    caveat = caveat_of_thing(entry.caveat)
    for thing in things:
        kind, describe = _DESCRIBE[type(thing)]
        record = record_of(entry, kind, describe(entry, thing), caveat, _latest_day(thing))
        yield record
        if entry.rng.random() < parameters.LINKED:
            link, person, other = _LINK[kind]
            ends: Properties = {person: (entry.lineage,), other: (record.lineage,)}
            yield record_of(entry, link, ends, entry.caveat if KINDS[link].personal else caveat)


def _latest_day(thing: Thing) -> date | None:
    """Return the last day that a record of the thing speaks of."""
    if isinstance(thing, Paper):
        return thing.status_date or thing.issued
    return thing.status_date or thing.first_registration if isinstance(thing, Car) else None


def _document(entry: Entry, paper: Paper) -> Properties:
    found: Properties = {
        "number": (paper.number,),
        "type": (paper.type,),
        "issuing_country": (paper.country.code,),
        "issue_date": (paper.issued.isoformat(),),
        "expiry_date": (paper.expires.isoformat(),),
        "status": (paper.status,),
        "holder": (entry.lineage,),
    }
    if paper.status_date:
        found["status_date"] = (paper.status_date.isoformat(),)
    if paper.type == "passport" and entry.rng.random() < parameters.MACHINE_READABLE_ZONE:
        found["type_code"] = ("P",)
        found["machine_readable_zone"] = (machine_readable_zone(entry.human, paper),)
    return found


def _vehicle(entry: Entry, car: Car) -> Properties:
    found: Properties = {
        "plate": (_plate(entry, car),),
        "plate_type": ("ordinary",),
        "vin": (car.vin,),
        "registration_country": (car.country.code,),
        "make": (car.make,),
        "commercial_type": (car.model,),
        "category": (car.category,),
        "colour": (car.colour,),
        "first_registration": (car.first_registration.isoformat(),),
        "status": (car.status,),
    }
    if car.status_date:
        found["status_start"] = (car.status_date.isoformat(),)
    return found | (_holder(entry) if car.country.code == entry.register.country else {})


def _plate(entry: Entry, car: Car) -> str:
    """Write a plate as on the vehicle; abroad, now and then, as typed from sight on the own keyboard."""
    letters = _OWN_LETTERS.get(_SCRIPT.get(entry.pen.code, ""))
    if entry.at_home or entry.rng.random() > parameters.PLATE_IN_OWN_LETTERS:
        return car.plate
    return car.plate.translate(letters) if letters else car.plate.replace(" ", "").replace("-", "")


def _holder(entry: Entry) -> Properties:
    """The holder as the state of registration has him or her (2008/616/JHA Annex chapter 3, C.1)."""
    human = entry.human
    return {
        "holder_entity": ("natural",),
        "holder_name": (entry.pen.write(human.family),),
        "holder_first_name": (entry.pen.write(human.first),),
        "holder_sex": ("female" if human.female else "male",),
        "holder_birth_date": (human.born.isoformat(),),
        "holder_address": (address(entry),),
    }


def _firearm(_entry: Entry, gun: Gun) -> Properties:
    return {
        "serial": (gun.serial,),
        "type": (gun.type,),
        "make": (gun.make,),
        "model": (gun.model,),
        "calibre": (gun.calibre,),
        "country_of_manufacture": (gun.made_in,),
        "status": (gun.status,),
    }


def _device(entry: Entry, phone: Phone) -> Properties:
    return {
        "type": ("phone",),
        "phone": (phone.number,),
        "imei": (phone.imei,),
        "imsi": (phone.imsi,),
        "make": (phone.make,),
        "model": (phone.model,),
        "operator_country": (entry.human.nationality,),
    }


def _account(_entry: Entry, purse: Purse) -> Properties:
    found: Properties = {"type": (purse.type,), purse.scheme: (purse.value,), "provider": (purse.provider,)}
    if purse.country:
        found["provider_country"] = (purse.country.code,)
    return found


_DESCRIBE: Mapping[type[Thing], tuple[str, Callable[..., Properties]]] = MappingProxyType({
    Paper: ("document", _document),
    Car: ("vehicle", _vehicle),
    Gun: ("firearm", _firearm),
    Phone: ("device", _device),
    Purse: ("account", _account),
})  # fmt: skip
