"""Making a statement: what a person of this node says of a record or hit, with the reason in words."""

from dataclasses import dataclass, replace

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identification import Identification
from egnatia.model.identity import StatementId
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said, of what, and why."""

    act: StatementAct
    about: frozenset[str]
    reason: str
    undoes: StatementId | None = None
    identifies: Identification | None = None


def make_statement(office: Office, actor: Account, said: Said) -> Statement:
    """Make a statement of what a person says now."""
    return Statement(
        act=said.act,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=said.about,
        undoes=said.undoes,
        identifies=said.identifies,
        reason=said.reason,
        salt=office.randomness.hex128(),
    )


def state(office: Office, tx: Transaction, actor: Account, said: Said, file: CaseFile | None = None) -> Statement:
    """Keep a statement, and log it; in a case file, with its purpose."""
    statement = make_statement(office, actor, said)
    tx.statements.add(statement)
    about = (*sorted(statement.about), statement.id)
    note = Note(act=Act.STATEMENT, by=actor.id, about=about, detail={"what": statement.act})
    tx.ledger.append([entry(office, replace(note, purpose=file.purpose, case=file.id) if file else note)])
    return statement
