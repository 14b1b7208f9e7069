"""Erasing: body, caveat and salt go, a tombstone stays. A legal hold blocks erasing until it is lifted."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from egnatia.casework.chunks import chunked
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, OutboxRow
from egnatia.casework.statements import Said, make_statement, state
from egnatia.casework.trail import Note, entry
from egnatia.casework.undelivered import give_up
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.model.identity import AccountId, NodeId, QuestionId, RecordId, Reference, StatementId
from egnatia.model.message import MessageType
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, standing

#: Why a letter goes no more; whoever reads it learns no more than that.
_ERASED = "what it held was erased"


class Because(StrEnum):
    """Why something was erased, as the ledger says it in an entry's detail `reason`."""

    DECISION = "decision"  #: A person decided it; the statement that the entry names says why.
    RETENTION = "retention"  #: Its time was over.
    RESTORED = "restored"  #: It had been erased before, and a backup brought it back.


def erase(office: Office, actor: Account, record: RecordId, reason: str) -> None:
    """Erase a record here: all versions of the thing, partial views of them, blocking keys, what hits hold of it.

    Copies that partners hold are not touched: see `Holdings`.

    Raises:
        NotAllowedError: the person may not erase.
        NotFoundError: there is nothing to erase.
        ConflictError: a legal hold stands.
        ParseError: there is no reason.
    """
    require(actor, Right.ERASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> None:
        copies = copies_of(tx, record)
        if held := holding_back(office, tx, copies):
            raise ConflictError(f"a legal hold stands on {next(iter(sorted(held[0].about)))}: lift it first")
        said = Said(act=StatementAct.ERASE, about=frozenset({record}), reason=reason)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        wipe(office, tx, copies)
        log_erasure(office, tx, (*copies, statement.id), actor.id, Because.DECISION)

    office.store.write(work)


def copies_of(tx: Transaction, record: RecordId) -> list[RecordId]:
    """Return a record with every other version of its thing, and the partial views that were made of any of them.

    Raises:
        NotFoundError: there is nothing to erase.
    """
    stored = tx.records.get(record)
    if stored is None or stored.record is None:
        raise NotFoundError(f"nothing to erase under {record}")
    versions = [found.id for found in versions_of(tx, stored.record)]
    views = [view for version in versions for view in _views(tx, version)]
    return list(dict.fromkeys((*versions, *views)))


def versions_of(tx: Transaction, record: Record) -> tuple[Record, ...]:
    """Return the versions of a record's thing by the same issuer: another's word does not touch it."""
    found = tx.records.versions(record.lineage)
    return tuple(one for one in found if (one.issuer, one.kind) == (record.issuer, record.kind))


def _views(tx: Transaction, record: RecordId) -> Iterator[RecordId]:
    """Return the partial views of a record that are still here."""
    return (view.id for view in tx.records.views(record) if view.record)


def wipe(office: Office, tx: Transaction, records: Sequence[RecordId]) -> None:
    """Erase these records and what else holds something of them: hits, and letters that are still on their way.

    The caller has seen that no legal hold stands, and logs it.
    """
    about = [hit for record in records for hit in tx.answers.about(record)]
    hits = {hit.reference for hit in about}
    given = hits or any(tx.holdings.of(record) for record in records)
    for letter in tx.outbox.open() if given else ():
        if hits & _references(letter) or _origins(letter) & set(records):
            give_up(office, tx, letter.message.id, _ERASED)
    now = office.clock.now()
    for record in records:
        tx.records.erase(record, now)
        tx.answers.forget(record)
        tx.probes.forget(record)
    for question in dict.fromkeys(hit.question for hit in about):
        _forget_words(tx, question)


def _forget_words(tx: Transaction, question: QuestionId) -> None:
    """Erase what a partner asked once nothing of what it hit is left: the words are about the same people."""
    known = (tx.records.get(hit.record) for hit in tx.answers.of(question) if hit.record)
    if not any(stored and stored.record for stored in known):
        tx.questions.forget(question)


def _references(letter: OutboxRow) -> AbstractSet[Reference]:
    """Return the hits of ours of which a letter tells something."""
    body = letter.message.body
    match letter.message.type:
        case MessageType.RELEASE:
            return {body["reference"]}
        case MessageType.ANSWER:
            return {hit["reference"] for hit in body["hits"]}
        case _:
            return frozenset()


def _origins(letter: OutboxRow) -> AbstractSet[RecordId]:
    """Return the records of which a correction carries a view, or that are forwarded."""
    match letter.message.type:
        case MessageType.CORRECTION:
            return set(letter.message.body["record"]["derived_from"])
        case MessageType.FORWARD:
            return {letter.message.body["statement"]["passes"]["record"]}
        case _:
            return frozenset()


def log_erasure(office: Office, tx: Transaction, about: Iterable[str], by: AccountId | NodeId, reason: Because) -> None:
    """Log what was erased, in as many entries as it takes to name every one."""
    notes = (
        Note(act=Act.ERASURE, by=by, about=tuple(some), detail={"reason": reason})
        for some in chunked(about, MOST_SUBJECTS)
    )
    tx.ledger.append([entry(office, note) for note in notes])


def holding_back(office: Office, tx: Transaction, records: Sequence[RecordId]) -> tuple[Statement, ...]:
    """Return the legal holds of this node that stand on any of these records: nobody else's hold binds us."""
    made = (found for record in records for found in _own(office, tx, record))
    return tuple(found for found in made if found.act is StatementAct.HOLD)


def _own(office: Office, tx: Transaction, record: RecordId) -> list[Statement]:
    return [found for found in standing(tx.statements.about(record)) if found.issuer == office.me]


def hold(office: Office, actor: Account, record: RecordId, reason: str) -> Statement:
    """Keep a record from being erased, such as for a court.

    Raises:
        NotAllowedError: the person may not erase, so may not hold either.
        NotFoundError: there is no such record, or it was erased.
        ParseError: there is no reason.
    """
    require(actor, Right.ERASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        found = tx.records.get(record)
        if found is None or found.record is None:
            raise NotFoundError(f"no record {record}")
        said = Said(act=StatementAct.HOLD, about=frozenset({record}), reason=reason)
        return state(office, tx, actor, said)

    return office.store.write(work)


def lift(office: Office, actor: Account, record: RecordId, statement: StatementId, reason: str) -> Statement:
    """Lift a legal hold.

    Raises:
        NotAllowedError: the person may not erase, so may not lift either.
        NotFoundError: no such hold stands on the record.
        ParseError: there is no reason.
    """
    require(actor, Right.ERASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        if not any(found.id == statement for found in holding_back(office, tx, [record])):
            raise NotFoundError(f"no hold {statement} stands on {record}")
        said = Said(act=StatementAct.LIFT, about=frozenset({record}), reason=reason, undoes=statement)
        return state(office, tx, actor, said)

    return office.store.write(work)
