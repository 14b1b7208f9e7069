"""Twelve nodes that are cut off from one another at random, for simulated weeks, and how they come together."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tests.twins.network import Network, caveat, network

from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.reading import Listed, list_dispatches
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.errors import CaseworkError
from egnatia.casework.lift import lift
from egnatia.casework.office import Office
from egnatia.casework.recalling import chase_recalls
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.exchange.states import DispatchState
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import RecordId, StatementId
from egnatia.model.record import Record

NODES = ("AL", "BA", "BG", "GR", "HR", "HU", "MD", "ME", "MK", "RO", "RS", "SI")
#: Who has a car on record that others ask about, and under which handling codes.
ISSUERS: Mapping[str, frozenset[Handling]] = {
    "AL": frozenset(),
    "BG": frozenset({Handling.NOT_ONWARD}),
    "RO": frozenset({Handling.NOT_IN_COURT}),
    "RS": frozenset({Handling.NOT_IN_COURT, Handling.NOT_ONWARD}),
}


@dataclass
class Desks:
    """The people and case files of one node."""

    officer: Account
    boss: Account
    case: CaseFile
    court: CaseFile
    car: Record | None = None  #: What the node has on record itself.


@dataclass(frozen=True)
class Taken:
    """What somebody took out of a node in a file."""

    node: str
    purpose: Purpose
    records: tuple[RecordId, ...]


@dataclass
class World:
    """The nodes, and what a witness beside them saw."""

    net: Network
    desks: dict[str, Desks]
    done: Counter[str] = field(default_factory=Counter)  #: Acts that were acts.
    asked: set[tuple[str, str]] = field(default_factory=set)  #: Who asked whom.
    files: list[Taken] = field(default_factory=list)
    recalled: dict[str, frozenset[str]] = field(default_factory=dict)  #: By issuer: the views that were out.
    restricted: set[str] = field(default_factory=set)
    held: list[tuple[str, RecordId, StatementId]] = field(default_factory=list)

    def office(self, name: str) -> Office:
        """Return a node."""
        return self.net.offices[name]

    def deliver(self) -> None:
        """Let every node send what is due."""
        for name in NODES:
            deliver_due(self.office(name))

    def passes(self, time: timedelta) -> None:
        """Let time pass; the directory is renewed by whoever brings it."""
        self.net.clock.advance(time)
        self.net.directory = replace(self.net.directory, issued_at=self.net.clock.now())
        for name in NODES:
            chase_recalls(self.office(name))

    def settle(self) -> None:
        """Bring all together again: no line is cut, no hold stands, what failed is sent again, until nothing waits."""
        self.net.line.sides.clear()
        self.net.line.deaf.clear()
        while self.lift_one():
            pass
        for _ in range(30):
            for name, row in self.messages(DispatchState.FAILED):
                with suppress(CaseworkError):
                    send(self.office(name), self.desks[name].officer, row.id)
            self.passes(timedelta(minutes=11))
            self.deliver()
            waiting = any(self.office(name).store.read(lambda tx: tx.outbox.open()) for name in NODES)
            if not waiting and not self.messages(DispatchState.FAILED):
                return

    def lift_one(self) -> bool:
        """Lift the oldest hold."""
        if not self.held:
            return False
        name, record, statement = self.held.pop(0)
        lift(self.office(name), self.desks[name].boss, record, statement, "It ended.")
        return True

    def readable(self, name: str) -> list[Record]:
        """Return what a node can read of what it was given."""
        found = self.office(name).store.read(lambda tx: tx.records.received("vehicle", 99))
        return [one.record for one in found if one.record]

    def messages(self, *states: DispatchState, received: bool | None = None) -> list[tuple[str, DispatchRow]]:
        """Return the messages of all nodes in one of these states, each with where it is."""
        listed = Listed(states=frozenset(states), received=received)
        pages = {name: list_dispatches(self.office(name), self.desks[name].officer, listed) for name in NODES}
        return [(name, row) for name, page in pages.items() for row in page.rows]


def begin() -> World:
    """Set twelve nodes up."""
    net = network(*NODES)
    world = World(net=net, desks={})
    for name in NODES:
        officer, boss = net.person(name, "officer", Role.OFFICER), net.person(name, "boss", Role.SUPERVISOR)
        court = net.case(name, boss, reference="K-1", purpose=Purpose.JUDICIAL_PROCEEDINGS, offence="vehicle_crime")
        world.desks[name] = Desks(officer, boss, net.case(name, officer, boss), court)
    for number, (name, codes) in enumerate(ISSUERS.items()):
        marked = caveat(SubjectRole.NOBODY, handling=codes)
        draft = Draft(kind="vehicle", properties=car_of(number), caveat=marked)
        [world.desks[name].car] = collect(world.office(name), world.desks[name].officer, [draft])
    return world


def car_of(number: int) -> dict[str, tuple[str, ...]]:
    """Return what is on record of an issuer's car."""
    return {"vin": (f"WVWZZZ1JZXW00001{number}",), "make": ("Yugo",), "status": ("stolen",)}


def node_of(number: int) -> str:
    """Return one of the nodes."""
    return NODES[number % len(NODES)]


def issuer_of(number: int) -> str:
    """Return one of those that have a car on record."""
    return list(ISSUERS)[number % len(ISSUERS)]
