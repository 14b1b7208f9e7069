"""People whose families search in one state and whose bodies lie in another: what only DNA can bring together.

Each is planned first, as the people are whom several states know; the truth is kept, so that tests and benches can
measure what a search among relatives finds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import Weighted, stream
from egnatia.cli.demo.population.entry import Entry, Properties, draw_entry, record_of
from egnatia.cli.demo.population.human import Family, draw_family
from egnatia.cli.demo.population.missing import missing_report, remains_of
from egnatia.cli.demo.population.person import person_record
from egnatia.cli.demo.population.register import Register
from egnatia.cli.demo.population.samples import relative_dna
from egnatia.law.facts import PartySort
from egnatia.model.caveat import SubjectRole, combine
from egnatia.model.identity import NodeId
from egnatia.model.record import Record

_SIZE = Weighted(parameters.LOSS_FAMILY)
#: The first of a family's people may be the parent of the others: a child is searched for.
_CHILD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One person who died on the way: the family, who of it, where they search and where the body lies."""

    seed: int
    number: int
    family: Family
    searching: NodeId
    found: NodeId

    @property
    def dead(self) -> int:
        """Which of the family's people it is."""
        return _CHILD


@dataclass(frozen=True, slots=True, kw_only=True)
class Mourned:
    """The truth about one loss, as the records have it."""

    report: Record
    relatives: tuple[Record, ...]  #: Profiles of those who search.
    remains: Record
    profile: Record  #: Of the body.


def plan_losses(seed: int, number: int, registers: Mapping[NodeId, Register], now: datetime) -> tuple[Loss, ...]:
    """Plan families who search in one register and whose dead are in another; none if no other has any."""
    burying = {node: register.remains * register.share for node, register in registers.items() if register.remains}
    searching = {node: register.share for node, register in registers.items() if register.sort is not PartySort.NGO}
    found = []
    for index in range(number):
        rng = stream(seed, "loss", index)
        home = Weighted(searching).draw(rng)
        elsewhere = Weighted(burying).draw_several(rng, 1, without=[home])
        nationality = registers[home].nationalities.draw(rng)
        family = draw_family(rng, nationality, now.date(), _SIZE.draw(rng))
        found += [Loss(seed=seed, number=index, family=family, searching=home, found=node) for node in elsewhere]
    return tuple(found)


def loss_records(loss: Loss, registers: Mapping[NodeId, Register], node: NodeId, now: datetime) -> Iterator[Record]:
    """Make what one register has of a loss: the family's report and samples, or the body."""
    if node == loss.searching:
        report, rest = _searching(loss, registers[node], now)
        yield from (report, *rest)
    elif node == loss.found:
        yield from _found(loss, registers, now)


def mourned(loss: Loss, registers: Mapping[NodeId, Register], now: datetime) -> Mourned:
    """Return the truth about a loss."""
    report, rest = _searching(loss, registers[loss.searching], now)
    _, profile, remains = _found(loss, registers, now)
    relatives = tuple(record for record in rest if record.kind == "dna")
    return Mourned(report=report, relatives=relatives, remains=remains, profile=profile)


def _searching(loss: Loss, register: Register, now: datetime) -> tuple[Record, list[Record]]:
    """Return the report about the missing person, and the relatives with their kinship and samples."""
    rng = stream(loss.seed, "loss", loss.number, register.node)
    roles = [SubjectRole.RELATIVE] * len(loss.family.people)
    roles[loss.dead] = SubjectRole.MISSING
    entries = [
        draw_entry(rng, register, human, role, now) for human, role in zip(loss.family.people, roles, strict=True)
    ]
    gone = entries[loss.dead]
    report = missing_report(gone)
    living = [entry for entry in entries if entry is not gone]
    rest = [record for entry in living for record in (person_record(entry), *relative_dna(entry))]
    return report, [*rest, *_kinship(loss, entries, report)]


def _kinship(loss: Loss, entries: list[Entry], report: Record) -> Iterator[Record]:
    """Relate the missing person to those who search, in the words of the report's side."""
    for tie in loss.family.ties:
        if loss.dead not in {tie.person, tie.relative}:
            continue
        other = entries[tie.relative if tie.person == loss.dead else tie.person]
        relation = tie.relation if tie.person == loss.dead else _BACK[tie.relation]
        properties: Properties = {
            "person": (report.lineage,),
            "relative": (other.lineage,),
            "relation": (relation,),
            "basis": ("biological",),
        }
        yield record_of(other, "kinship", properties, combine((other.caveat, report.caveat)))


_BACK: Mapping[str, str] = {"parent": "child", "child": "parent", "sibling": "sibling"}


def _found(loss: Loss, registers: Mapping[NodeId, Register], now: datetime) -> tuple[Record, Record, Record]:
    """Return the sample, the profile and the remains, found some time after the person was last seen."""
    report, _ = _searching(loss, registers[loss.searching], now)
    seen = (report.first("last_seen_date") or "") + "-28"
    last = date.fromisoformat(seen[:10])
    rng = stream(loss.seed, "loss", loss.number, loss.found)
    left = max((now.date() - last).days - 2, 1)
    on = last + timedelta(days=1 + int(rng.random() * min(left, parameters.FOUND_WITHIN_DAYS)))
    dead = loss.family.people[loss.dead]
    return remains_of(rng, registers[loss.found], dead, min(on, now.date() - timedelta(days=1)), now)
