"""Taking in the steps of an operation that partners tell: each node speaks for itself, and only who is in it."""

from collections.abc import Collection

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.office import Office
from egnatia.casework.operations.actionday.lawfulness import decide_action
from egnatia.casework.operations.lawfulness import Proposed, decide_plan, national_bars
from egnatia.casework.operations.planning import nodes_in
from egnatia.casework.operations.telling import case_among, catch_up, members_among, members_of, note_step
from egnatia.casework.ports import Transaction
from egnatia.exchange.actionday import TAKEN_BACK, Mistake, is_action_plan, may_tell
from egnatia.exchange.errors import Refused
from egnatia.exchange.operation import is_plan, may_speak, step_of
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.actionday import ActionDay
from egnatia.model.delivery import Delivery
from egnatia.model.message import Message
from egnatia.model.operation import Deed, OperationId, parse_operation
from egnatia.model.reading import Fields
from egnatia.model.statement import Statement, StatementAct, parse_statement

_KNOWN = frozenset({StatementAct.PLAN, StatementAct.STEP, StatementAct.UNDO})
_EARLY = "the plan or consent of which this speaks has not come here yet; send it again"


def take_step(office: Office, message: Message) -> Effect:
    """Take in a step of an operation.

    Raises:
        Refused: it is another node's, its sender has no say in it, or our own law does not let such a plan be taken;
            or what it speaks of is still on its way.
        ParseError: the body is no step.
    """
    statement = _parse(message)
    if statement.issuer != message.sender:
        raise out_of_place("every node speaks for itself in an operation")
    if statement.act is StatementAct.PLAN:
        return _take_plan(office, statement)
    check = _check_undo if statement.act is StatementAct.UNDO else _check_step
    return Effect(
        outcome="step",
        check=lambda tx: check(tx, statement),
        write=lambda tx: _keep(office, tx, statement),
    )


def _parse(message: Message) -> Statement:
    fields = Fields(dict(message.body), "")
    statement = fields.take("statement", parse_statement)
    fields.finish()
    if statement.act not in _KNOWN:
        raise out_of_place("no step of an operation")
    return statement


def _take_plan(office: Office, statement: Statement) -> Effect:
    step = step_of(statement)
    if step.lead is None or step.lead.node != statement.issuer:
        raise out_of_place("the node that leads plans")
    if step.delivery:
        _check_plan(office, statement, step.delivery)
    elif step.action:
        _check_action(office, statement, step.action)
    return Effect(
        outcome="plan",
        check=lambda tx: _check_member(office, tx, statement),
        write=lambda tx: _keep(office, tx, statement),
    )


def _check_plan(office: Office, statement: Statement, delivery: Delivery) -> None:
    """Refuse a plan that our own law does not let be taken, or in which our state's consent is another's to give."""
    decision = decide_plan(office, delivery, _proposed(office, statement))
    _check_missing((*(found.policy for found in decision.missing), *national_bars(office, delivery)))
    for stop in delivery.stops:
        nodes = nodes_in(office.directory(), stop.country)
        if stop.node not in (nodes or (None,)):
            raise out_of_place(f"{stop.country}: its consent is its own node's to give")
    if statement.issuer not in delivery.nodes:
        raise out_of_place("who leads a controlled delivery lies on its way")


def _check_action(office: Office, statement: Statement, action: ActionDay) -> None:
    """Refuse the plan of an action day that our own law does not let be taken."""
    decisions = decide_action(office, action, _proposed(office, statement))
    _check_missing({found.policy for decision in decisions for found in decision.missing})


def _proposed(office: Office, statement: Statement) -> Proposed:
    return Proposed(reason=statement.reason, lead=statement.issuer, recipient=office.me)


def _check_missing(missing: Collection[str]) -> None:
    if missing:
        raise out_of_place(f"the law here does not let this plan be taken: {', '.join(sorted(missing))}")


def _check_member(office: Office, tx: Transaction, statement: Statement) -> None:
    """Put off a plan in which this node is not, and was not before: the one that brings it in comes first."""
    here = office.me in members_among((statement,))
    if not here and office.me not in members_of(tx, step_of(statement).operation):
        raise Refused(RefusalCode.EARLY, "this node has no part in the operation that it knows of")


def _check_step(tx: Transaction, statement: Statement) -> None:
    step = step_of(statement)
    known = tx.statements.about(step.operation)
    plan = next((one for one in known if one.id == step.plan and (is_plan(one) or is_action_plan(one))), None)
    if plan is None:
        raise Refused(RefusalCode.EARLY, _EARLY)
    if not (may_speak(statement, plan) if is_plan(plan) else may_tell(statement, plan)):
        raise out_of_place("its sender has no say in this")


def _check_undo(tx: Transaction, statement: Statement) -> None:
    """Refuse to take back what is not there yet, or is not the sender's own to take back.

    That is a consent to a delivery; and what was told in an action day, for a reason that names nobody.
    """
    about = tx.statements.about(_operation(statement))
    undone = next((one for one in about if one.id == statement.undoes), None)
    if undone is None:
        raise Refused(RefusalCode.EARLY, _EARLY)
    deed = undone.operates.deed if undone.operates and undone.issuer == statement.issuer else None
    if deed in TAKEN_BACK and statement.reason not in set(Mistake):
        raise out_of_place("why a result is taken back is one of a closed list")
    if deed is not Deed.AGREE and deed not in TAKEN_BACK:
        raise out_of_place("a consent or a result is taken back by who gave it, and nothing else is")


def _operation(statement: Statement) -> OperationId:
    """Return the operation in which something is taken back: what it is about beside the statement."""
    others = sorted(statement.about - {str(statement.undoes)})
    if len(others) != 1:
        raise out_of_place("it names not one operation")
    return parse_operation(others[0], "about")


def _keep(office: Office, tx: Transaction, statement: Statement) -> None:
    operation = step_of(statement).operation if statement.operates else _operation(statement)
    before = members_of(tx, operation)
    tx.statements.add(statement)
    known = tx.statements.about(operation)
    if statement.act is StatementAct.PLAN:
        catch_up(office, tx, operation, members_among(known) - before if before else frozenset())
    note_step(office, tx, statement, case_among(office, known))
