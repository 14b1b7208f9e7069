"""Recalling: somebody of the issuer takes a record back, and sees who has attested, who has not, and why not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from egnatia.casework.erase import versions_of
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import Order, given_of, holders_of, recall_of, take_back
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account, Holding
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.exchange.recall import HolderState, RecallGround
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.reading import text
from egnatia.model.statement import StatementAct


class Standing(StrEnum):
    """Where a recall is with one holder."""

    HELD = "held"  #: Not recalled.
    ON_ITS_WAY = "on_its_way"  #: It has not said yet that it took the recall.
    NO_MEMBER = "no_member"  #: It is told when it is a member again.
    ERASED = HolderState.ERASED.value
    HIDDEN = HolderState.HIDDEN.value  #: A legal hold there keeps it; nobody reads it.
    ABSENT = HolderState.ABSENT.value


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """One view of a thing at one holder."""

    record: RecordId
    holder: NodeId
    given_at: datetime
    standing: Standing
    error: str  #: Why the last letter did not arrive; empty if it did, or nobody tried yet.
    recall: StatementId | None
    ground: RecallGround | None
    attested_at: datetime | None
    attestation: str | None  #: As the holder signed it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Who holds what of a thing, and what became of its recall."""

    record: RecordId
    holders: tuple[HeldView, ...]

    @property
    def open(self) -> int:
        """How many views nobody has attested to be gone."""
        return sum(one.standing not in (Standing.ERASED, Standing.ABSENT) for one in self.holders)


def recall(office: Office, actor: Account, record: RecordId, ground: RecallGround, reason: str) -> Recalled:
    """Take back from every holder what was given of one of our own things; the thing itself stays here.

    Raises:
        NotAllowedError: the person may not decide on what is on record.
        NotFoundError: there is no such record.
        ConflictError: it is another node's, or nobody was given anything of it.
        ParseError: there is no reason.
    """
    require(actor, Right.REVIEW)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Recalled:
        views = _views(tx, record)
        if not holders_of(office, tx, views):
            raise ConflictError("nobody was given anything of this")
        said = Said(act=StatementAct.RECALL, about=frozenset({record}), reason=reason)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        note = Note(act=Act.STATEMENT, by=actor.id, about=(record, statement.id), detail={"what": StatementAct.RECALL})
        tx.ledger.append([entry(office, note)])
        take_back(office, tx, Order(by=actor.id, record=record, ground=ground, statement=statement.id), views)
        return _state(office, tx, record)

    return office.store.write(work)


def find_recall(office: Office, actor: Account, record: RecordId) -> Recalled:
    """Return who holds what of one of our own things, and what they attested: ids only.

    Raises:
        NotAllowedError: the person neither decides on what is on record nor oversees the node.
        NotFoundError: there is no such record.
        ConflictError: it is another node's.
    """
    require_any(actor, frozenset({Right.REVIEW, Right.AUDIT}))
    return office.store.read(lambda tx: _state(office, tx, record))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalls:
    """All recalls of a node, and what it hides because of others'."""

    ordered: tuple[HeldView, ...]  #: The newest first.
    hidden: tuple[RecordId, ...]  #: Taken back by others and kept by a legal hold here.


def list_recalls(office: Office, actor: Account) -> Recalls:
    """Return what was recalled and where that stands, and what a legal hold keeps from being erased: ids only.

    Raises:
        NotAllowedError: the person neither decides on what is on record nor oversees the node.
    """
    require_any(actor, frozenset({Right.REVIEW, Right.AUDIT}))

    def work(tx: Transaction) -> Recalls:
        errors = _errors(tx)
        held = [_seen(office, tx, one, errors) for one in tx.holdings.recalled()]
        return Recalls(ordered=tuple(reversed(held)), hidden=tuple(record for _, record in tx.records.hidden()))

    return office.store.read(work)


def _views(tx: Transaction, record: RecordId) -> tuple[RecordId, ...]:
    stored = tx.records.get(record)
    if stored is None:
        raise NotFoundError(f"no record {record}")
    if stored.received_from is not None:
        raise ConflictError(f"this is another node's: ask {stored.received_from} to take it back")
    versions = [one.id for one in versions_of(tx, stored.record)] if stored.record else [record]
    return given_of(tx, versions)


def _state(office: Office, tx: Transaction, record: RecordId) -> Recalled:
    errors = _errors(tx)
    held = [_seen(office, tx, one, errors) for view in _views(tx, record) for one in tx.holdings.of(view)]
    return Recalled(record=record, holders=tuple(sorted(held, key=lambda one: (one.holder, one.record))))


def _errors(tx: Transaction) -> dict[NodeId, str]:
    """Return why letters of recall to a node did not arrive so far."""
    waiting = (one for one in tx.outbox.open() if one.message.type is MessageType.RECALL)
    return {one.message.recipient: one.error for one in waiting}


def _seen(office: Office, tx: Transaction, held: Holding, errors: dict[NodeId, str]) -> HeldView:
    recalled = recall_of(tx, held.record, held.recall) if held.recall else None
    return HeldView(
        record=held.record,
        holder=held.holder,
        given_at=held.given_at,
        standing=_standing(office, held),
        error=errors.get(held.holder, "") if held.recall and held.state is None else "",
        recall=held.recall,
        ground=recalled.ground if recalled else None,
        attested_at=held.attested_at,
        attestation=held.attestation,
    )


def _standing(office: Office, held: Holding) -> Standing:
    if held.recall is None:
        return Standing.HELD
    if held.state is not None:
        return Standing(held.state)
    return Standing.ON_ITS_WAY if office.directory().member(held.holder) else Standing.NO_MEMBER
