"""The scene of the bench: one node that asks, partners with registers, all invented."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from egnatia.bootstrap import Foundation, NodeError, Shared, create_node, found_network, join_network, open_node
from egnatia.casework.ask import Enquiry
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import collect
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.cli.bench.subjects import AT_ONCE, person_asked, person_draft, vehicle_draft
from egnatia.exchange.member import Sort
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import AccountId, CountryCode, NodeId
from egnatia.model.question import Subject
from egnatia.settings import DATABASE, Address

LOCAL = "127.0.0.1"
#: Below those that systems give to outgoing connections (Linux: 32768 and up; IANA: 49152 and up).
_PORTS = range(20_000, 32_000)
#: The node that asks is one that the law lets ask all the others: a member of the Union and of the PCC SEE.
ASKER = NodeId("RO")
_COUNTRIES = {
    "RO": "ROU", "AT": "AUT", "BG": "BGR", "DE": "DEU", "GR": "GRC", "HR": "HRV", "HU": "HUN", "IT": "ITA", "SI": "SVN",
    "AL": "ALB", "BA": "BIH", "MD": "MDA", "ME": "MNE", "MK": "MKD", "RS": "SRB",
}  # fmt: skip
PARTNERS = tuple(NodeId(node) for node in _COUNTRIES if node != ASKER)
MOST_PARTNERS = len(PARTNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A node on this machine."""

    node: NodeId
    folder: Path
    listens: int
    reached: int  #: The port by which others reach it: its own, or that of a delay before it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All nodes, and what each partner has on record."""

    asker: Place
    partners: tuple[Place, ...]
    records: int  #: Of each kind, per partner.


def found_scene(folder: Path, partners: int, records: int, *, delayed: bool, database: str = DATABASE) -> Scene:
    """Found the nodes and their network; nothing runs yet. `database` is that of the node that asks.

    Raises:
        NodeError: the disk refuses.
    """
    now = datetime.now(UTC)
    places = [_place(folder, node, delayed=delayed and node != ASKER) for node in (ASKER, *PARTNERS[:partners])]
    foundations = [_foundation(place) for place in places]
    foundations[0] = replace(foundations[0], database=database)
    members = [create_node(one.folder, founded, now) for one, founded in zip(places, foundations, strict=True)]
    network = found_network(folder / "governors", members, now)
    for place in places:
        join_network(place.folder, network.bundle, network.root_digest)
    return Scene(asker=places[0], partners=tuple(places[1:]), records=records)


def fill(scene: Scene, shared: Shared) -> None:
    """Put persons and documents on record at every partner."""
    for place in scene.partners:
        node = open_node(place.folder, shared)
        keeper = person(node.office, "keeper", Role.OFFICER)
        collect(node.office, keeper, [vehicle_draft(number) for number in range(scene.records)])
        collect(node.office, keeper, [person_draft(place.node, number) for number in range(scene.records)])
        node.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who asks, in a case file, all partners of the scene."""

    account: Account
    case: CaseFile
    partners: Sequence[NodeId]

    def enquiry(self, kind: str, number: int) -> Enquiry:
        """Return the enquiry of that number; for every second one there is something on record."""
        holder = self.partners[number % len(self.partners)]
        about = AT_ONCE[kind][1](number) if kind in AT_ONCE else person_asked(holder, number)
        return Enquiry(
            kind=kind,
            properties=about,
            case=self.case.id,
            subject=Subject(role=SubjectRole.SUSPECT),
            partners={partner: f"His lorry was seen on the road to {partner}." for partner in self.partners},
        )


def seat(office: Office, scene: Scene) -> Officer:
    """Open a case file at the node that asks, and put an officer to work in it."""
    chief, officer = person(office, "chief", Role.SUPERVISOR), person(office, "officer", Role.OFFICER)
    opening = Opening(
        reference="BENCH-1",
        title="Bench",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        members=frozenset({officer.name}),
    )
    case = open_case_file(office, chief, opening)
    return Officer(account=officer, case=case, partners=[place.node for place in scene.partners])


def _place(folder: Path, node: NodeId, *, delayed: bool) -> Place:
    listens = free_port()
    return Place(node=node, folder=folder / node, listens=listens, reached=free_port() if delayed else listens)


def free_port() -> int:
    """Return the number of a port that was free a moment ago, and that the system gives to no connection meanwhile.

    Raises:
        NodeError: none is.
    """
    for port in SystemRandom().sample(_PORTS, 100):
        with suppress(OSError), socket.create_server((LOCAL, port)):
            return port
    raise NodeError(f"no port between {_PORTS[0]} and {_PORTS[-1]} is free")


def _foundation(place: Place) -> Foundation:
    return Foundation(
        node=place.node,
        country=CountryCode(_COUNTRIES[place.node]),
        sort=Sort.STATE,
        name=f"Contact point {place.node}",
        endpoint=f"https://{LOCAL}:{place.reached}",
        port=Address(bind=LOCAL, port=place.listens),
        desk=Address(bind=LOCAL, port=0),
    )


def person(office: Office, name: str, role: Role) -> Account:
    """Put a person to work at a node."""
    account = Account(
        id=AccountId(office.randomness.hex128()),
        name=name,
        roles=frozenset({role}),
        purposes=frozenset(Purpose),
        uid=None,
    )

    def work(tx: Transaction) -> None:
        tx.accounts.add(account)

    office.store.write(work)
    return account
