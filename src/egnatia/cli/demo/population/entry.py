"""One person in one register: what every record about that person there has in common."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from types import MappingProxyType

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.caveat import Standing, draw_caveat
from egnatia.cli.demo.population.chance import hex128
from egnatia.cli.demo.population.human import Human
from egnatia.cli.demo.population.register import Pen, Register
from egnatia.model.caveat import Caveat, SubjectRole
from egnatia.model.identity import LineageId, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

Properties = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person as one register has him or her."""

    register: Register
    human: Human
    caveat: Caveat
    pen: Pen
    lineage: LineageId
    recorded_at: datetime
    now: datetime
    rng: Random

    @property
    def role(self) -> SubjectRole:
        """What the person is in this register's matter."""
        return self.caveat.role

    @property
    def at_home(self) -> bool:
        """Whether it is the register of the person's own country."""
        return self.register.country == self.human.nationality


def draw_entry(rng: Random, register: Register, human: Human, role: SubjectRole, now: datetime) -> Entry:
    """Begin what a register has about a person."""
    asylum = frozenset({human.nationality}) if human.asylum and register.country != human.nationality else frozenset()
    standing = Standing(role=role, sort=register.sort, asylum_from=asylum)
    return Entry(
        register=register,
        human=human,
        caveat=draw_caveat(rng, standing, now.date()),
        pen=register.pen(rng),
        lineage=LineageId(hex128(rng)),
        recorded_at=draw_instant(rng, now),
        now=now,
        rng=rng,
    )


def draw_instant(rng: Random, now: datetime) -> datetime:
    """Draw when a record was made, to the second, within the years that the registers reach back."""
    ago = timedelta(seconds=int(rng.random() * parameters.OLDEST_RECORD_DAYS * 86_400) + 1)
    return (now.astimezone(UTC) - ago).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who made a record, when, and how it may be used."""

    node: NodeId
    caveat: Caveat
    recorded_at: datetime


def not_before(instant: datetime, day: date, now: datetime) -> datetime:
    """Return the instant, or noon of the day after one that the record speaks of; never later than the present."""
    after = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=1)
    return min(max(instant, after), now.astimezone(UTC).replace(microsecond=0))


def record_of(entry: Entry, kind: str, properties: Properties, caveat: Caveat, after: date | None = None) -> Record:
    """Make a register's record about a thing or link of a person, not before the day that it speaks of."""
    at = not_before(entry.recorded_at, after, entry.now) if after else entry.recorded_at
    frame = Frame(node=entry.register.node, caveat=caveat, recorded_at=at)
    return make_record(entry.rng, frame, kind, properties)


def make_record(
    rng: Random, frame: Frame, kind: str, properties: Properties, lineage: LineageId | None = None
) -> Record:
    """Make a record, its lineage (if not known) and salt drawn; properties that the role may not carry are left out."""
    barred = _barred(kind, frame.caveat.role)
    kept = {name: values for name, values in properties.items() if name not in barred} if barred else properties
    return Record(
        kind=kind,
        issuer=frame.node,
        lineage=lineage or LineageId(hex128(rng)),
        recorded_at=frame.recorded_at,
        properties=MappingProxyType(kept),
        caveat=frame.caveat,
        salt=hex128(rng),
    )


@cache
def _barred(kind: str, role: SubjectRole) -> frozenset[str]:
    """Return the properties that may not be kept of a person in this role (Europol Regulation, Annex II B)."""
    return frozenset(name for name, found in KINDS[kind].properties.items() if role not in found.roles)
