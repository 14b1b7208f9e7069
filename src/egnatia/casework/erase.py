"""Erasing: body, caveat and salt go, a tombstone stays. A legal hold blocks erasing until it is lifted."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from egnatia.casework.chunks import chunked
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import Order, given_of, take_back
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, make_statement, state
from egnatia.casework.stopping import stop_letters
from egnatia.casework.trail import Note, entry
from egnatia.exchange.recall import RecallGround
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.model.identity import AccountId, NodeId, QuestionId, RecordId
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, standing

#: Why a letter goes no more; whoever reads it learns no more than that.
_ERASED = "what it held was erased"


class Because(StrEnum):
    """Why something was erased, as the ledger says it in an entry's detail `reason`."""

    DECISION = "decision"  #: A person decided it; the statement that the entry names says why.
    RETENTION = "retention"  #: Its time was over.
    RECALLED = "recalled"  #: Its issuer took it back.
    RESTORED = "restored"  #: It had been erased before, and a backup brought it back.


def erase(office: Office, actor: Account, record: RecordId, reason: str) -> None:
    """Erase a record here: all versions of the thing, partial views of them, blocking keys, what hits hold of it.

    What partners were given of our own things is taken back from them (LED Art. 16(6)).

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
        order = Order(by=actor.id, record=record, ground=RecallGround.ERASED, statement=statement.id)
        take_back(office, tx, order, given_of(tx, copies))
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
    questions = {hit.question: None for record in records for hit in tx.answers.about(record)}
    stop_letters(office, tx, records, _ERASED)
    now = office.clock.now()
    for record in records:
        tx.records.erase(record, now)
        tx.answers.forget(record)
        tx.probes.forget(record)
    for question in questions:
        _forget_words(tx, question)


def _forget_words(tx: Transaction, question: QuestionId) -> None:
    """Erase what a partner asked once nothing of what it hit is left: the words are about the same people."""
    known = (tx.records.get(hit.record) for hit in tx.answers.of(question) if hit.record)
    if not any(stored and stored.record for stored in known):
        tx.questions.forget(question)


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
