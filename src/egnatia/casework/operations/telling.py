"""Telling: a step is stated, logged, and sent to every member of the operation, each in a letter of its own.

A node speaks for itself only: what others said is theirs to tell. So when a plan brings new members in, every node
tells these what it said itself before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import PURPOSE, case_of
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.operation import Course, follow
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.identity import CaseId, NodeId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.operation import OperationId, Step
from egnatia.model.statement import Statement, StatementAct, plain_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is said in an operation, and why."""

    step: Step | None = None  #: None: an earlier statement is taken back.
    undoes: StatementId | None = None
    operation: OperationId
    reason: str


def tell(office: Office, tx: Transaction, actor: Account, telling: Telling) -> Statement:
    """State a step of an operation that is here, and tell its members.

    Raises:
        ConflictError: it is too large to travel.
    """
    statement = word(office, actor, telling)
    tx.statements.add(statement)
    course = follow(tx.statements.about(telling.operation), office.clock.now().date())
    if course is not None:
        send(office, tx, statement, course.members)
        note_step(office, tx, statement, case_of(office, course))
    return statement


def word(office: Office, actor: Account, telling: Telling) -> Statement:
    """Make the statement of a step."""
    step = telling.step
    plans = step is not None and step.lead is not None
    act = StatementAct.UNDO if step is None else StatementAct.PLAN if plans else StatementAct.STEP
    return Statement(
        act=act,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({telling.operation, *((telling.undoes,) if telling.undoes else ())}),
        undoes=telling.undoes,
        operates=step,
        reason=telling.reason,
        salt=office.randomness.hex128(),
    )


def send(office: Office, tx: Transaction, statement: Statement, recipients: Iterable[NodeId]) -> None:
    """Put a statement in the outbox for every one of these nodes that is a member of the network, but for this one.

    Raises:
        ConflictError: it is too large to travel.
    """
    known = office.directory().members
    for recipient in sorted(set(recipients) - {office.me}):
        if recipient in known:
            body = {"statement": plain_statement(statement)}
            letter = queue(office, Content(type=MessageType.OPERATION, recipient=recipient, body=body))
            tx.outbox.add([travelling(letter, "say less of it")])


def catch_up(office: Office, tx: Transaction, operation: OperationId, newcomers: frozenset[NodeId]) -> None:
    """Tell new members what this node said in the operation before they came; first the plan that brought them in."""
    for statement in reversed(tx.statements.about(operation)):
        if statement.issuer == office.me:
            send(office, tx, statement, newcomers)


def members_of(office: Office, tx: Transaction, operation: OperationId) -> frozenset[NodeId]:
    """Return the members of an operation as far as this node knows; nobody if it knows of no plan."""
    course = follow(tx.statements.about(operation), office.clock.now().date())
    return course.members if course else frozenset()


def note_step(
    office: Office, tx: Transaction, statement: Statement, case: CaseId | None, decision: Decision | None = None
) -> None:
    """Log a step, of this node or of a partner."""
    mine = statement.issuer == office.me
    deed = statement.operates.deed if statement.operates else "withdraw"
    note = Note(
        act=Act.STATEMENT,
        by=statement.by if mine else statement.issuer,
        about=(*sorted(statement.about), statement.id),
        purpose=PURPOSE,
        case=case,
        decision=decision,
        detail={"what": f"operation_{deed}"},
    )
    tx.ledger.append([entry(office, note)])


def note_course(office: Office, tx: Transaction, course: Course, by: Account, what: str) -> None:
    """Log that somebody looked at an operation."""
    note = Note(
        act=Act.CONSULTATION,
        by=by.id,
        about=(course.lead.operation, course.plan.id),
        purpose=PURPOSE,
        case=case_of(office, course),
        detail={"what": what},
    )
    tx.ledger.append([entry(office, note)])
