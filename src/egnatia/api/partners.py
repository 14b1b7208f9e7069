"""Partners: who is in the network, how fresh the directory is, what waits for whom; and the node's own state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response

from egnatia import __version__
from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.breakglass import count_reviews
from egnatia.casework.office import Office
from egnatia.casework.oversight import ledger_head
from egnatia.casework.patterns.remarks import count_open
from egnatia.casework.rows import LedgerHead
from egnatia.casework.witnesses import witnesses
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.errors import Dispute
from egnatia.exchange.member import Member, Sort
from egnatia.model.identity import CountryCode, NodeId

router = APIRouter(tags=["partners"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A member of the network, with the letters that wait for it."""

    node: NodeId
    name: str
    country: CountryCode | None
    sort: Sort
    endpoint: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDirectory:
    """How fresh the directory is that is in force here."""

    version: int
    issued_at: datetime
    freshness: Freshness
    members: int
    root: str  #: SHA-256 of the signed part of the root in force.
    disputes: Mapping[NodeId, Dispute]  #: Partners who hold a competing directory.


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """How many partners vouch for the newest checkpoint, and which logs contradict themselves, each by whose word."""

    up_to_date: int
    partners: int
    contradicted: Mapping[NodeId, tuple[NodeId, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """How many reviews of break glass are due, and how many of these are overdue."""

    due: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the node is."""

    node: NodeId
    version: str
    directory: HeldDirectory
    law: str
    ledger: LedgerHead
    witnesses: Vouching
    records: Mapping[str, int]
    reviews: Reviews
    tampered: int  #: Rows that were found changed by hand and that oversight has not answered.


@router.get("/partners", response_model=list[Partner])
def partners(node: TheNode, _actor: Actor) -> Response:
    """List the members of the network, with the letters that wait for each."""
    directory = node.office.directory()
    waiting = node.office.store.read(lambda tx: tx.outbox.waiting())
    return show([_partner(member, waiting.get(member.node, 0)) for member in directory.members.values()])


@router.get("/directory", response_model=dict[str, Any])
def directory_as_held(node: TheNode, _actor: Actor) -> Response:
    """Return the directory as the governors signed it, in one document."""
    return Response(node.directory.bundle(), media_type="application/json")


@router.get("/status", response_model=Status)
def status(node: TheNode, _actor: Actor) -> Response:
    """Say how the node is: directory, law, log, register."""
    office = node.office
    directory = office.directory()
    held = HeldDirectory(
        version=directory.version,
        issued_at=directory.issued_at,
        freshness=freshness(directory, office.clock.now()),
        members=len(directory.members),
        root=directory.known.root_digest,
        disputes=dict(office.disputes),
    )
    return show(
        Status(
            node=office.me,
            version=__version__,
            directory=held,
            law=office.law.version,
            ledger=ledger_head(office),
            witnesses=_witnesses(office),
            records=office.store.read(lambda tx: tx.records.count()),
            reviews=_reviews(office),
            tampered=count_open(office),
        )
    )


def _reviews(office: Office) -> Reviews:
    due, overdue = count_reviews(office)
    return Reviews(due=due, overdue=overdue)


def _partner(member: Member, waiting: int) -> Partner:
    return Partner(
        node=member.node,
        name=member.name,
        country=member.country,
        sort=member.sort,
        endpoint=member.endpoint,
        waiting=waiting,
    )


def _witnesses(office: Office) -> Vouching:
    known = witnesses(office)
    others = len(office.directory().members.keys() - {office.me})
    return Vouching(up_to_date=known.up_to_date, partners=others, contradicted=known.contradicted)
