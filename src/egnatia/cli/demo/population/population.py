"""The demo's population: from a seed, what every register of the network holds. The same seed gives the same records.

Registers are made one at a time, on demand, so that memory holds one of them. People whom several states know are
planned first; the truth about them is kept, so that tests and benches can measure what a search finds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from egnatia.cli.demo.members import Member
from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.doubles import Double, double_records, plan_doubles
from egnatia.cli.demo.population.household import household_records
from egnatia.cli.demo.population.human import Human
from egnatia.cli.demo.population.losses import Loss, Mourned, loss_records, mourned, plan_losses
from egnatia.cli.demo.population.missing import remains_record
from egnatia.cli.demo.population.register import Register, read_registers
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The truth about one person whom several nodes know: who it is, and the record that each has."""

    person: Human
    records: tuple[Record, ...]  #: One a node: of the kind person, or missing_report where only that is kept.
    things: tuple[tuple[Record, ...], ...]  #: Documents, vehicles ... that are on record at several of the nodes.

    @property
    def nodes(self) -> tuple[NodeId, ...]:
        """The nodes that know the person, in the order of the records."""
        return tuple(record.issuer for record in self.records)

    @property
    def ids(self) -> tuple[RecordId, ...]:
        """The ids of the records."""
        return tuple(record.id for record in self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """What every register holds."""

    seed: int
    now: datetime
    registers: Mapping[NodeId, Register]
    sizes: Mapping[NodeId, int]  #: How many people only this node knows.
    planned: tuple[Double, ...]
    losses: tuple[Loss, ...]

    @property
    def persons(self) -> int:
        """How many different people the network knows."""
        return sum(self.sizes.values()) + len(self.planned) + _bereaved(self.losses)

    def records(self, node: NodeId) -> tuple[Record, ...]:
        """Return everything that a node has issued; made anew at each call."""
        return tuple(self.stream(node))

    def stream(self, node: NodeId) -> Iterator[Record]:
        """Make what a node has issued, record by record."""
        register = self.registers[node]
        rng = stream(self.seed, "register", node)
        yield from household_records(rng, register, self.sizes[node], self.now)
        for double in self.planned:
            if node in double.nodes:
                yield from double_records(double, register, self.now)
        for _ in range(round(register.remains * self.sizes[node])):
            yield remains_record(rng, register, self.now)
        for loss in self.losses:
            yield from loss_records(loss, self.registers, node, self.now)

    @property
    def doubles(self) -> tuple[Known, ...]:
        """The people whom several nodes know, with their record at each; made anew at each call."""
        return tuple(self._known(double) for double in self.planned)

    @property
    def mourned(self) -> tuple[Mourned, ...]:
        """Whose body, with a profile, belongs to whose family: the truth about the losses; made anew at each call."""
        return tuple(mourned(loss, self.registers, self.now) for loss in self.losses)

    def _known(self, double: Double) -> Known:
        held = [tuple(double_records(double, self.registers[node], self.now)) for node in double.nodes]
        return Known(
            person=double.human,
            records=tuple(records[0] for records in held),
            things=_shared(record for records in held for record in records),
        )


#: What tells one thing from all others of its kind.
_MARK_OF = MappingProxyType({
    "account": ("iban", "handle", "email"),
    "device": ("imei",),
    "document": ("number",),
    "firearm": ("serial",),
    "vehicle": ("vin",),
})  # fmt: skip


def _shared(records: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Return the records of each thing that several nodes have on record."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        for mark in filter(None, map(record.first, _MARK_OF.get(record.kind, ()))):
            found.setdefault((record.kind, mark), []).append(record)
    return tuple(tuple(same) for same in found.values() if len(same) > 1)


def population(members: Sequence[Member], persons: int, seed: int, now: datetime) -> Population:
    """Plan the population of a network.

    Args:
        members: the network, or a part of it.
        persons: how many different people it knows; registers share them in proportion to their size.
        seed: all else follows from it.
        now: the present, aware; ages, retention and dates of record are reckoned from it.
    """
    registers = read_registers(members)
    planned = plan_doubles(seed, round(persons * parameters.DOUBLES), registers, now)
    losses = plan_losses(seed, round(persons * parameters.LOSSES), registers, now)
    return Population(
        seed=seed,
        now=now,
        registers=registers,
        sizes=MappingProxyType(_apportion(persons - len(planned) - _bereaved(losses), registers)),
        planned=planned,
        losses=losses,
    )


def _bereaved(losses: Iterable[Loss]) -> int:
    """Return how many people the families of losses have, the dead included."""
    return sum(len(loss.family.people) for loss in losses)


def _apportion(persons: int, registers: Mapping[NodeId, Register]) -> dict[NodeId, int]:
    """Share people out by the largest remainder, so that they add up."""
    total = sum(register.share for register in registers.values())
    exact = {node: persons * register.share / total for node, register in registers.items()}
    sizes = {node: int(share) for node, share in exact.items()}
    by_remainder = sorted(exact, key=lambda node: sizes[node] - exact[node])
    for node in by_remainder[: persons - sum(sizes.values())]:
        sizes[node] += 1
    return sizes
