"""Telling: a step is stated, logged, and sent to every member of the operation, each in a letter of its own.

A node speaks for itself only: what others said is theirs to tell. So when a plan brings new members in, every node
tells these what it said itself before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import PURPOSE
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.actionday import action_members, is_action_plan
from egnatia.exchange.operation import is_plan, members, step_of
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
    known = tx.statements.about(telling.operation)
    send(office, tx, statement, members_among(known))
    note_step(office, tx, statement, case_among(office, known))
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


def members_of(tx: Transaction, operation: OperationId) -> frozenset[NodeId]:
    """Return the members of an operation as far as this node knows; nobody if it knows of no plan."""
    return members_among(tx.statements.about(operation))


def members_among(known: Iterable[Statement]) -> frozenset[NodeId]:
    """Return the members of an operation by its plans, those of earlier ones among them; nobody without a plan."""
    plans = list(known)
    deliveries = (members(one) for one in plans if is_plan(one))
    return frozenset().union(*deliveries, *(action_members(one) for one in plans if is_action_plan(one)))


def case_among(office: Office, known: Iterable[Statement]) -> CaseId | None:
    """Return the case file in which this node leads an operation, for its own log: a partner's says nothing here."""
    led = (one.operates for one in known if one.issuer == office.me and (is_plan(one) or is_action_plan(one)))
    plans = (step.delivery or step.action for step in led if step)
    return next((plan.case_file for plan in plans if plan), None)


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


def note_look(office: Office, tx: Transaction, plan: Statement, by: Account, what: str) -> None:
    """Log that somebody looked at an operation, as it stands under its newest plan."""
    note = Note(
        act=Act.CONSULTATION,
        by=by.id,
        about=(step_of(plan).operation, plan.id),
        purpose=PURPOSE,
        case=case_among(office, (plan,)),
        detail={"what": what},
    )
    tx.ledger.append([entry(office, note)])
