"""A real network in one process: nodes with folders, keys, SQLite files and ports, and mTLS between them."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from tests.twins.network import COUNTRIES, LAW, caveat
from tests.twins.postgresql import Server, connected

from egnatia.adapters.clock.system import SystemClock
from egnatia.api.node.port import NodePort
from egnatia.bootstrap import (
    Foundation,
    Loop,
    Network,
    Node,
    Shared,
    change_members,
    create_node,
    found_network,
    join_network,
    open_node,
)
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import Delivered
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.cli.bench.scene import free_port
from egnatia.exchange.member import Member, Sort
from egnatia.ledger.entry import Entry, parse_entry
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, NodeId
from egnatia.model.question import Subject
from egnatia.settings import DATABASE, Address

#: Has a test that stands on `ground` run twice: its nodes keep their data in files, and on a server.
on_both = pytest.mark.parametrize(
    "ground", ["files", pytest.param("server", marks=pytest.mark.postgresql)], indirect=True
)
WHY = "The boat's owner is said to live there; his name was found in a seized notebook."
LOCAL = "127.0.0.1"

_T = TypeVar("_T")


class RunningClock:
    """The computer's clock, which a test can put forward."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the time."""
        return self._system.now() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Put it forward, for all nodes alike."""
        self._ahead += by


@dataclass
class Realm:
    """The nodes that run, and the governors of their network."""

    folder: Path
    clock: RunningClock
    shared: Shared
    members: dict[str, Member] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    ports: dict[str, NodePort] = field(default_factory=dict)
    network: Network | None = None
    #: Says where the next node has its database: in a file, or on a server.
    database: Callable[[], str] = field(default=lambda: DATABASE)

    def found(self, *names: str, databases: Mapping[str, str] | None = None) -> None:
        """Found the network and let the nodes join it; nothing runs yet. Addresses may say where databases are."""
        for name in names:
            made = replace(foundation(name), database=(databases or {}).get(name) or self.database())
            self.members[name] = create_node(self.folder / name, made, self.clock.now())
        self.network = found_network(self.folder / "governors", list(self.members.values()), self.clock.now())
        for name in names:
            join_network(self.folder / name, self.network.bundle, self.network.root_digest)

    def start(self, *names: str) -> None:
        """Start nodes with their ports."""
        for name in names:
            node = self.nodes[name] = open_node(self.folder / name, self.shared)
            node.start()
            port = self.ports[name] = NodePort(node)
            port.start()

    def stop(self, *names: str) -> None:
        """Stop nodes that run."""
        for name in names:
            if name in self.ports:
                self.ports.pop(name).stop()
                self.nodes.pop(name).stop()

    def set(self, name: str, *changes: tuple[str, str]) -> None:
        """Change the settings of a node that does not run."""
        path = self.folder / name / "node.toml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def threads(self) -> int:
        """Count the threads that belong to nodes; those of the loop are shared and stay."""
        return sum(not thread.name.startswith(("door", "line", "Main")) for thread in threading.enumerate())

    def close(self) -> None:
        """Stop everything."""
        self.stop(*list(self.nodes))
        self.shared.close()

    def office(self, name: str) -> Office:
        """Return the office of a node that runs."""
        return self.nodes[name].office

    def relist(self, *names: str, tell: Iterable[str] | None = None) -> None:
        """Let the governors list these members only, and hand the list to these nodes, or to all that run."""
        assert self.network
        listed = [self.members[name] for name in names]
        self.network = change_members(self.folder / "governors", self.network, listed, self.clock.now())
        for node in map(self.nodes.__getitem__, tell or self.nodes):
            node.directory.update(self.network.bundle)

    def person(self, node: str, name: str, *roles: Role) -> Account:
        """Put a person to work at a node."""
        office = self.office(node)
        account = Account(
            id=AccountId(office.randomness.hex128()),
            name=name,
            roles=frozenset(roles),
            purposes=frozenset(Purpose),
            uid=None,
        )
        office.store.write(lambda tx: tx.accounts.add(account))
        return account


def eventually(look: Callable[[], _T | None], within: float = 30.0) -> _T:
    """Look again and again until there is something; return it.

    Raises:
        AssertionError: there was nothing in time.
    """
    end = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < end, "nothing came in time"
        time.sleep(0.01)
    return found


def registered(made: Realm, node: str) -> str:
    """Return all that stands in the register of a node, as its database has it."""
    settings = made.nodes[node].settings
    if settings.database_file:
        return in_file(made.folder / node)
    with connected(settings.database) as connection:
        return str(connection.execute("SELECT properties FROM record").fetchall())


def in_file(folder: Path) -> str:
    """Return all that stands in the register of a node that has its database in its folder."""
    with closing(sqlite3.connect(f"file:{folder / 'egnatia.db'}?mode=ro", uri=True)) as connection:
        return str(connection.execute("SELECT properties FROM record").fetchall())


def entries(folder: Path) -> list[Entry]:
    """Read the log of a node from its database file, in the order in which the entries came."""
    with closing(sqlite3.connect(f"file:{folder / 'egnatia.db'}?mode=ro", uri=True)) as connection:
        return [parse_entry(body) for (body,) in connection.execute("SELECT body FROM entry ORDER BY no")]


def foundation(name: str) -> Foundation:
    """Say of a node what has to be said; it listens on this machine only."""
    port, country = free_port(), COUNTRIES.get(NodeId(name))
    return Foundation(
        node=NodeId(name),
        country=country,
        sort=Sort.STATE if country else Sort.BODY,
        name=f"Contact point {name}",
        endpoint=f"https://{LOCAL}:{port}",
        port=Address(bind=LOCAL, port=port),
        desk=Address(bind=LOCAL, port=0),
    )


@contextmanager
def realm(folder: Path) -> Iterator[Realm]:
    """Make an empty realm; whatever runs at the end is stopped."""
    with ExitStack() as stack:
        clock = RunningClock()
        made = Realm(folder, clock, Shared(loop=Loop(), law=LAW, clock=clock))
        stack.callback(made.close)
        yield made


@contextmanager
def on_a_server(made: Realm, server: Server) -> Iterator[Realm]:
    """Give each node that is founded from now on a database of its own on a server; they are gone at the end."""
    addresses: list[str] = []

    def database() -> str:
        addresses.append(server.database())
        return addresses[-1]

    made.database = database
    try:
        yield made
    finally:
        made.stop(*list(made.nodes))
        for address in addresses:
            server.drop(address)


@dataclass
class Desk:
    """An officer at one node, with a case file, who asks."""

    office: Office
    officer: Account
    case: CaseFile

    def enquiry(self, *partners: str, first_name: str = "Петар", family_name: str = "Јовановић") -> Enquiry:
        """Return an enquiry about a suspect."""
        properties = {"first_name": (first_name,), "family_name": (family_name,), "birth_date": ("1985-04-12",)}
        return Enquiry(
            kind="person",
            properties=properties,
            case=self.case.id,
            subject=Subject(role=caveat().role),
            partners={NodeId(partner): f"{partner} may know him. {WHY}" for partner in partners},
        )

    def ask(self, *partners: str, **words: str) -> list[Delivered]:
        """Ask, and wait for what comes."""
        return list(follow(self.office, ask(self.office, self.officer, self.enquiry(*partners, **words))))


def desk(made: Realm, node: str) -> Desk:
    """Seat an officer and open a case file."""
    chief = made.person(node, "chief", Role.SUPERVISOR)
    officer = made.person(node, "officer", Role.OFFICER)
    opening = Opening(
        reference="KT-2026-17",
        title="Speedboats",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        members=frozenset({"officer"}),
    )
    return Desk(made.office(node), officer, open_case_file(made.office(node), chief, opening))


def register(made: Realm, node: str, first: str, family: str) -> None:
    """Put a suspect on record."""
    properties = {"first_name": (first,), "family_name": (family,), "birth_date": ("1985-04-12",)}
    keeper = made.person(node, f"keeper.{first.lower()}", Role.OFFICER)
    collect(made.office(node), keeper, [Draft(kind="person", properties=properties, caveat=caveat())])
