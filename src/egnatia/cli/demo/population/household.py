"""What one register has about people whom only it knows: families, their roles, their things, their kinship."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.belongings import draw_things
from egnatia.cli.demo.population.caveat import PURPOSES
from egnatia.cli.demo.population.chance import Weighted
from egnatia.cli.demo.population.entry import Entry, Properties, draw_entry, record_of
from egnatia.cli.demo.population.human import Family, Human, draw_family
from egnatia.cli.demo.population.missing import keeps_reports, missing_report
from egnatia.cli.demo.population.person import person_record
from egnatia.cli.demo.population.register import Register
from egnatia.cli.demo.population.samples import offender_dna
from egnatia.cli.demo.population.things import thing_records
from egnatia.law.facts import PartySort
from egnatia.model.caveat import SubjectRole, combine
from egnatia.model.record import Record

_SIZE = Weighted(parameters.FAMILY_SIZE)
_STATE, _BODY, _SHELTER = (
    Weighted(roles) for roles in (parameters.STATE_ROLES, parameters.BODY_ROLES, parameters.SHELTER_ROLES)
)
_MINOR, _ASYLUM = Weighted(parameters.MINOR_ROLES), Weighted(parameters.ASYLUM_ROLES)


def household_records(rng: Random, register: Register, number: int, now: datetime) -> Iterator[Record]:
    """Make the records of as many people as named, family by family."""
    left = number
    while left:
        size = min(_SIZE.draw(rng), left) if register.sort is not PartySort.NGO else 1
        nationality = register.nationalities.draw(rng)
        family = draw_family(rng, nationality, now.date(), size)
        yield from _family_records(rng, register, _seeking_protection(rng, register, family), now)
        left -= size


def _seeking_protection(rng: Random, register: Register, family: Family) -> Family:
    """Let a family seek protection from its country, as a whole."""
    origin = family.people[0].nationality
    if origin == register.country or origin not in parameters.ASYLUM_ORIGINS or rng.random() > parameters.ASYLUM:
        return family
    return replace(family, people=tuple(replace(human, asylum=True) for human in family.people))


def _family_records(rng: Random, register: Register, family: Family, now: datetime) -> Iterator[Record]:
    roles = _roles(rng, register, family, now.date())
    entries = [draw_entry(rng, register, human, role, now) for human, role in zip(family.people, roles, strict=True)]
    for entry in entries:
        yield from _entry_records(entry)
    yield from _kinship_records(family, [entry if _has_person(entry) else None for entry in entries])


def _roles(rng: Random, register: Register, family: Family, today: date) -> list[SubjectRole]:
    """Draw what each is: where one is missing, the others are relatives who ask for him or her."""
    if keeps_reports(register):
        return [SubjectRole.MISSING, *(SubjectRole.RELATIVE for _ in family.people[1:])]
    roles = [_role(rng, register, human, today) for human in family.people]
    if SubjectRole.MISSING not in roles:
        return roles
    return [role if role is SubjectRole.MISSING else SubjectRole.RELATIVE for role in roles]


def _role(rng: Random, register: Register, human: Human, today: date) -> SubjectRole:
    if register.sort is PartySort.NGO:
        return _SHELTER.draw(rng)
    if human.is_minor(today):
        return _MINOR.draw(rng)
    if human.asylum:
        return _ASYLUM.draw(rng)
    return (_STATE if register.is_state else _BODY).draw(rng)


def _has_person(entry: Entry) -> bool:
    """Whether the register has a person record, not only a report: those who search have the report alone."""
    return entry.role is not SubjectRole.MISSING or entry.register.is_state


def _entry_records(entry: Entry) -> Iterator[Record]:
    if _has_person(entry):
        yield person_record(entry)
    if entry.role is SubjectRole.MISSING:
        yield missing_report(entry)
    yield from offender_dna(entry)
    if entry.register.is_state:
        things = draw_things(entry.rng, entry.human, entry.now.date(), known_widely=False)
        yield from thing_records(entry, things)


def _kinship_records(family: Family, entries: list[Entry | None]) -> Iterator[Record]:
    """Put some pairs' kinship on record, under the stricter caveat of the two, if they have a purpose in common."""
    for tie in family.ties:
        one, other = entries[tie.person], entries[tie.relative]
        if one is None or other is None or not PURPOSES[one.role] & PURPOSES[other.role]:
            continue
        if one.rng.random() < parameters.KINSHIP:
            properties: Properties = {
                "person": (one.lineage,),
                "relative": (other.lineage,),
                "relation": (tie.relation,),
                "basis": ("stated",),
            }
            yield record_of(one, "kinship", properties, combine((one.caveat, other.caveat)))
