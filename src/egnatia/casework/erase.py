"""Erasing: body, caveat and salt go, a tombstone stays. A legal hold blocks erasing until it is lifted."""

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


def erase(office: Office, actor: Account, record: RecordId, reason: str) -> None:
    """Erase a record here, with its blocking keys and what hits hold of it.

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
        if any(found.act is StatementAct.HOLD for found in standing(tx.statements.about(record))):
            raise ConflictError(f"a legal hold stands on {record}: lift it first")
        if not tx.records.erase(record, office.clock.now()):
            raise NotFoundError(f"nothing to erase under {record}")
        tx.answers.forget(record)
        tx.ledger.append([entry(office, Note(act=Act.ERASURE, by=actor.id, about=(record,)))])

    office.store.write(work)


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
        made = standing(tx.statements.about(record))
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
