"""Consenting to a controlled delivery: for the own state, or as the lead by the document of an authority without node.

A consent is to one plan. It ends with its last day, with a new plan, or when it is taken back; the goods then go no
further (UNTOC Art. 20(3): case by case).
"""

from dataclasses import dataclass
from datetime import date

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import Operation, open_operation
from egnatia.casework.operations.lawfulness import national_bar
from egnatia.casework.operations.lead import PURPOSE
from egnatia.casework.operations.telling import Telling, tell
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.states import ended
from egnatia.model.delivery import Movement, Stop
from egnatia.model.identity import CountryCode, StatementId
from egnatia.model.operation import Agreement, Deed, OperationId, Step, parse_agreement, plain_agreement
from egnatia.model.reading import text
from egnatia.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """A consent as a prosecutor gives it, or as it was read in a signed document."""

    operation: OperationId
    plan: StatementId  #: The plan that was read: if another came meanwhile, it is to be read first.
    country: CountryCode
    supervision: str
    authority: str
    until: date
    movements: frozenset[Movement] = frozenset()  #: Empty: all that the plan wants of the state.
    conditions: str = ""
    document: str | None = None
    reason: str


def agree(office: Office, actor: Account, agreeing: Agreeing) -> Statement:
    """Consent, and tell all members.

    Raises:
        NotAllowedError: the person may not authorise; or the state is not ours and has a node of its own.
        NotFoundError: there is no such operation, or the state is not on its way.
        ConflictError: there is a newer plan, the operation is over, or the last day is past.
        NotLawfulError: our own law wants more for it.
        ParseError: a text is missing or too long, or an authority without node has no document.
    """
    require(actor, Right.AUTHORISE, PURPOSE)
    text(2000)(agreeing.reason, "reason")

    def work(tx: Transaction) -> Statement:
        found = open_operation(office, tx, actor, agreeing.operation)
        stop = _open_stop(office, found, agreeing)
        if bars := tuple(national_bar(office, found.course.delivery, stop.country)):
            raise NotLawfulError("our law does not let these goods go on", bars)
        step = Step(
            operation=found.id,
            deed=Deed.AGREE,
            plan=found.course.plan.id,
            agreement=_agreement(found, stop, agreeing),
        )
        return tell(office, tx, actor, Telling(step=step, operation=found.id, reason=agreeing.reason))

    return office.store.write(work)


def _open_stop(office: Office, found: Operation, agreeing: Agreeing) -> Stop:
    course = found.course
    if ended(course.state):
        raise ConflictError(f"the operation is over: {course.state}")
    if course.plan.id != agreeing.plan:
        raise ConflictError("the plan was changed: read the new one first")
    if agreeing.until < office.clock.now().date():
        raise ConflictError(f"a consent until {agreeing.until} is over already")
    stop = course.delivery.stop(agreeing.country)
    if stop is None:
        raise NotFoundError(f"{agreeing.country} does not lie on the way")
    if (stop.node or course.lead.node) != office.me:
        raise NotAllowedError(f"{stop.node or course.lead.node} says whether {stop.country} consents")
    if stop.node is None and not agreeing.document:
        raise ConflictError(f"{stop.country} has no node: its consent is a signed document, named by its SHA-256")
    return stop


def _agreement(found: Operation, stop: Stop, agreeing: Agreeing) -> Agreement:
    """Make the consent, and read it as strictly as a partner will."""
    wanted = frozenset(found.course.delivery.movements(stop.country))
    if strange := agreeing.movements - wanted:
        raise ConflictError(f"{stop.country}: the plan has no {' and no '.join(sorted(strange))} there")
    made = Agreement(
        country=stop.country,
        movements=agreeing.movements or wanted,
        supervision=agreeing.supervision,
        authority=agreeing.authority,
        until=agreeing.until,
        conditions=agreeing.conditions,
        document=agreeing.document or None,
    )
    return parse_agreement(plain_agreement(made), "")


def withdraw(office: Office, actor: Account, operation: OperationId, consent: StatementId, reason: str) -> Statement:
    """Take a consent of this node back; what is under way goes no further, whoever hears of it when.

    Raises:
        NotAllowedError: the person may not authorise.
        NotFoundError: no consent of that id that this node gave holds in the operation.
        ParseError: there is no reason.
    """
    require(actor, Right.AUTHORISE, PURPOSE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        found = open_operation(office, tx, actor, operation)
        given = {one.id for one in found.course.agreements if one.issuer == office.me}
        if consent not in given:
            raise NotFoundError(f"no consent {consent} of this node holds in the operation")
        return tell(office, tx, actor, Telling(undoes=consent, operation=found.id, reason=reason))

    return office.store.write(work)
