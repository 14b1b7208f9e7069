"""A person's record: names in the register's script, dates, and what else the role lets it hold."""

from collections.abc import Iterator

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.belongings import THINGS
from egnatia.cli.demo.population.chance import Weighted, one_of
from egnatia.cli.demo.population.country import country
from egnatia.cli.demo.population.entry import Entry, Frame, Properties, make_record
from egnatia.cli.demo.population.name import patronymic
from egnatia.cli.demo.population.romanise import Name
from egnatia.cli.demo.population.variation import vary
from egnatia.model.caveat import SubjectRole
from egnatia.model.record import Record
from egnatia.model.values import tidy

_MARKS, _HAIR, _EYES, _SUSPICIONS, _OCCUPATIONS = (
    tuple(THINGS[name]) for name in ("marks", "hair", "eyes", "suspicions", "occupations")
)
_NICKNAMES = tuple(THINGS["nicknames"])
_DANGER = Weighted({"violent": 4.0, "armed": 3.0, "escape_risk": 2.0, "dangerous": 2.0})
_OFFENDERS = frozenset({SubjectRole.SUSPECT, SubjectRole.CONVICTED})


def person_record(entry: Entry) -> Record:
    """Make the record of a person as one register has him or her."""
    properties = {
        **identity(entry),
        **residence(entry),
        **_looks(entry),
        **_conduct(entry),
    }
    frame = Frame(node=entry.register.node, caveat=entry.caveat, recorded_at=entry.recorded_at)
    return make_record(entry.rng, frame, "person", properties, entry.lineage)


def identity(entry: Entry) -> Properties:
    """Return names, sex, birth and nationality as this register has them; also what a missing report begins with."""
    rng, human, pen = entry.rng, entry.human, entry.pen
    properties: Properties = {
        "family_name": (pen.write(human.family),),
        "first_name": (pen.write(human.first),),
        "sex": ("female" if human.female else "male",),
        "birth_place": (pen.write(human.birthplace.name),),
        "birth_country": (human.birthplace.country,),
    }
    if entry.at_home or rng.random() > parameters.NO_NATIONALITY:
        properties["nationality"] = (human.nationality,)
    properties |= _parents(entry)
    if rng.random() < parameters.FULL_NAME:
        properties["full_name"] = (full_name(entry),)
    return vary(entry, properties)


def _parents(entry: Entry) -> Properties:
    rng, human, pen = entry.rng, entry.human, entry.pen
    found: Properties = {}
    if rng.random() < parameters.FATHER_NAME * (1 if entry.at_home else 1 - parameters.NO_FATHER_ABROAD):
        found["father_name"] = (pen.write(human.father),)
    if rng.random() < parameters.MOTHER_NAME:
        found["mother_name"] = (pen.write(human.mother),)
    return found


def full_name(entry: Entry) -> str:
    """Write the whole name as its own country orders it: Hungarian family name first, Bulgarian with the patronymic."""
    human, pen = entry.human, entry.pen
    parts = [human.first, human.family]
    if human.first.language == "hu":
        parts.reverse()
    if human.first.language == "bg":
        middle = patronymic(human.father.native, female=human.female)
        parts.insert(1, Name(middle, middle, "bg"))
    return tidy(" ".join(pen.write(part) for part in parts))


def residence(entry: Entry) -> Properties:
    """Return address and national number, as far as this register knows them."""
    rng, human = entry.rng, entry.human
    found: Properties = {}
    chance = parameters.NATIONAL_NUMBER_AT_HOME if entry.at_home else parameters.NATIONAL_NUMBER_ABROAD
    if human.number and rng.random() < chance:
        found["national_number"] = (human.number,)
    if entry.register.country and rng.random() < parameters.ADDRESS:
        found["address"] = (address(entry),)
        found["residence_country"] = (entry.register.country,)
    return found


def address(entry: Entry) -> str:
    """Draw an address in the register's own country."""
    land = country(entry.register.country or entry.human.nationality)
    town = one_of(land.towns, entry.rng)
    if not land.streets:
        return entry.pen.write(town.name)
    street = one_of(land.streets, entry.rng)
    return f"{entry.pen.write(street)} {entry.rng.randint(1, 120)}, {entry.pen.write(town.name)}"


def _looks(entry: Entry) -> Properties:
    rng = entry.rng
    found: Properties = {}
    if rng.random() < parameters.DESCRIPTION:
        height = rng.gauss(165 if entry.human.female else 178, 7)
        found["height"] = (f"{height:.0f} cm",)
        found["hair"] = (one_of(_HAIR, rng),)
        found["eyes"] = (one_of(_EYES, rng),)
    if rng.random() < parameters.MARK:
        found["distinguishing_marks"] = (one_of(_MARKS, rng),)
    return found


def _conduct(entry: Entry) -> Properties:
    """Draw what a register holds of an offender beyond identity."""
    return dict(_conducts(entry)) if entry.role in _OFFENDERS else {}


def _conducts(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    rng = entry.rng
    if rng.random() < parameters.ALIAS:
        yield "alias", (one_of(_NICKNAMES, rng),)
    if rng.random() < parameters.DANGER:
        yield "danger", (_DANGER.draw(rng),)
    if rng.random() < parameters.SUSPICION:
        conduct = "suspicion" if entry.role is SubjectRole.SUSPECT else "conviction"
        yield conduct, (one_of(_SUSPICIONS, rng),)
    if rng.random() < parameters.OCCUPATION:
        yield "occupation", (one_of(_OCCUPATIONS, rng),)
