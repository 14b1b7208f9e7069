"""What the page of a node shows: numbers and names of agencies, nothing about people."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia import __version__
from egnatia.bootstrap import Node
from egnatia.casework.oversight import ledger_head
from egnatia.casework.rows import LedgerHead
from egnatia.casework.witnesses import Witnesses, witnesses
from egnatia.exchange.directory import Directory, Freshness, freshness
from egnatia.exchange.errors import Dispute
from egnatia.exchange.member import Member
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One node at one moment."""

    me: Member | None  #: None while the directory does not list this node.
    node: NodeId
    version: str
    directory: Directory
    freshness: Freshness
    disputes: Mapping[NodeId, Dispute]  #: Partners who hold a competing directory.
    partners: tuple[tuple[Member, int], ...]  #: With the letters that wait for each.
    ledger: LedgerHead
    witnesses: Witnesses
    law: str
    records: Mapping[str, int]  #: By what people call the kind.


def look(node: Node) -> State:
    """Look at a node."""
    office = node.office
    directory = office.directory()
    waiting = office.store.read(lambda tx: tx.outbox.waiting())
    counts = office.store.read(lambda tx: tx.records.count())
    others = sorted((member for name, member in directory.members.items() if name != office.me), key=_order)
    return State(
        me=directory.member(office.me),
        node=office.me,
        version=__version__,
        directory=directory,
        freshness=freshness(directory, office.clock.now()),
        disputes=dict(office.disputes),
        partners=tuple((member, waiting.get(member.node, 0)) for member in others),
        ledger=ledger_head(office),
        witnesses=witnesses(office),
        law=office.law.version,
        records={KINDS[kind].label: counts[kind] for kind in sorted(counts)},
    )


def _order(member: Member) -> tuple[bool, str]:
    """Put states first, then bodies and NGOs, each by name."""
    return member.country is None, member.node
