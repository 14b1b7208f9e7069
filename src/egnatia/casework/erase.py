"""Erasing: body, caveat and salt go, a tombstone stays. A legal hold blocks erasing until it is lifted."""

from collections.abc import Iterator

from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identity import RecordId, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing

#: How many entries about one record are looked through for its views.
_TRAIL = 10_000


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
        erased = _copies(tx, record)
        for one in erased:
            if any(found.act is StatementAct.HOLD for found in _own(office, tx, one)):
                raise ConflictError(f"a legal hold stands on {one}: lift it first")
            tx.records.erase(one, office.clock.now())
            tx.answers.forget(one)
        tx.ledger.append([entry(office, Note(act=Act.ERASURE, by=actor.id, about=tuple(erased)))])

    office.store.write(work)


def _copies(tx: Transaction, record: RecordId) -> list[RecordId]:
    """Return a record with every other version of its thing, and the partial views that were made of any of them.

    Raises:
        NotFoundError: there is nothing to erase.
    """
    stored = tx.records.get(record)
    if stored is None or stored.record is None:
        raise NotFoundError(f"nothing to erase under {record}")
    versions = [found.id for found in tx.records.versions(stored.record.lineage)]
    views = [view for version in versions for view in _views(tx, version)]
    return list(dict.fromkeys((*versions, *views)))


def _views(tx: Transaction, record: RecordId) -> Iterator[RecordId]:
    """Return the partial views of a record that are still here: its releases name them in the ledger."""
    for lodged in tx.ledger.trail(record, _TRAIL):
        for subject in lodged.entry.about if lodged.entry.act is Act.DISCLOSURE else ():
            stored = tx.records.get(RecordId(subject))
            if stored and stored.record and record in stored.record.derived_from:
                yield stored.id


def _own(office: Office, tx: Transaction, record: RecordId) -> list[Statement]:
    """Return the statements of this node that stand on a record: nobody else's hold binds us."""
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
        return _state(office, tx, actor, _statement(office, actor, record, reason))

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
        made = _own(office, tx, record)
        if not any(found.id == statement and found.act is StatementAct.HOLD for found in made):
            raise NotFoundError(f"no hold {statement} stands on {record}")
        return _state(office, tx, actor, _statement(office, actor, record, reason, undoes=statement))

    return office.store.write(work)


def _statement(
    office: Office, actor: Account, record: RecordId, reason: str, undoes: StatementId | None = None
) -> Statement:
    return Statement(
        act=StatementAct.LIFT if undoes else StatementAct.HOLD,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({record}),
        undoes=undoes,
        reason=reason,
        salt=office.randomness.hex128(),
    )


def _state(office: Office, tx: Transaction, actor: Account, statement: Statement) -> Statement:
    tx.statements.add(statement)
    about = (*sorted(statement.about), statement.id)
    tx.ledger.append([entry(office, Note(act=Act.STATEMENT, by=actor.id, about=about, detail={"what": statement.act}))])
    return statement
