"""Changing the caveat of one of our own things: a new version with the same properties supersedes, with a reason."""

from dataclasses import dataclass, replace

from egnatia.casework.correct import correct, held_views
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, entry
from egnatia.exchange.payloads import CORRECTING
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Caveat
from egnatia.model.identity import NodeId
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCaveat:
    """The conditions of use that are to hold, by which act, and why."""

    act: StatementAct
    caveat: Caveat
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The version that stands now, and the partners who hold views of it."""

    record: Record
    holders: frozenset[NodeId]
    told: bool  #: Whether they get the new version; how long they keep theirs is not changed from here.


def supersede(office: Office, tx: Transaction, actor: Account, standing: Record, change: NewCaveat) -> Changed:
    """Put the version with the new caveat in place of the one that stands, and tell partners who hold views of it."""
    holders = frozenset[NodeId]().union(*(found for _, found in held_views(tx, standing)))
    record = replace(
        standing,
        supersedes=frozenset({standing.id}),
        recorded_at=office.clock.now(),
        caveat=change.caveat,
        salt=office.randomness.hex128(),
    )
    said = Said(act=change.act, about=frozenset({standing.id, record.id}), reason=change.reason)
    statement = make_statement(office, actor, said)
    tx.records.add([(record, terms_of(record))], received_from=None)
    tx.statements.add(statement)
    about = (record.id, standing.id, statement.id)
    tx.ledger.append([entry(office, Note(act=Act.ALTERATION, by=actor.id, about=about, detail={"what": change.act}))])
    if told := change.act in CORRECTING:
        correct(office, tx, record, statement)
    return Changed(record=record, holders=holders, told=told)
