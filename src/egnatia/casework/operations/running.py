"""Running a controlled delivery: starting it, handing over, and ending it as it ends.

A start names the consents on which it rests. Whether it holds is not decided here but by every member, from the same
steps (`exchange/operation.py`); what is refused here would be without effect there.
"""

from dataclasses import dataclass

from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import Operation, open_operation
from egnatia.casework.operations.lead import PURPOSE, leading
from egnatia.casework.operations.telling import Telling, tell, word
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.operation import Lack, follow, may_speak
from egnatia.exchange.states import DeliveryState
from egnatia.model.delivery import Movement
from egnatia.model.identity import CountryCode
from egnatia.model.operation import Deed, OperationId, Step
from egnatia.model.reading import text
from egnatia.model.statement import Statement

#: What anybody says who sees it happen; the lead alone starts and abandons.
TOLD = frozenset({Deed.HAND_OVER, Deed.PERSONS, Deed.LOSE, Deed.ARRIVE, Deed.INTERVENE, Deed.ABANDON})
#: Where it happens, or for which state it is said, is part of these.
_SOMEWHERE = frozenset({Deed.HAND_OVER, Deed.PERSONS, Deed.LOSE, Deed.INTERVENE})

_WORDS = {Movement.ENTRY: "entry", Movement.TRANSIT: "transit", Movement.EXIT: "exit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What happened, where, and how."""

    operation: OperationId
    deed: Deed
    country: CountryCode | None = None  #: Of a hand-over: the side that says so.
    border: int | None = None  #: Of a hand-over, from 0.
    reason: str


def start(office: Office, actor: Account, operation: OperationId, reason: str) -> Statement:
    """Start an operation, as the lead, on the consents that hold now.

    Raises:
        NotAllowedError: another node leads, or the person does not work in its case file, or recorded a consent on
            paper on which it would rest (four eyes).
        NotFoundError: there is no such operation.
        NotLawfulError: a consent is missing; names the state and what it has not consented to.
        ConflictError: it cannot start where it stands, or its first day has not come or its last is past.
        ParseError: there is no reason.
    """
    require(actor, Right.CORRESPOND, PURPOSE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        found = open_operation(office, tx, actor, operation)
        leading(office, tx, actor, found.led)
        if found.course.lacks:
            raise NotLawfulError("the goods may not go on their way", tuple(map(words_of, found.course.lacks)))
        _check_day(office, found)
        basis = frozenset(one.id for one in found.course.agreements)
        step = Step(operation=found.id, deed=Deed.START, plan=found.course.plan.id, basis=basis)
        telling = Telling(step=step, operation=found.id, reason=reason)
        _check_effect(office, actor, found, telling)
        return tell(office, tx, actor, telling)

    return office.store.write(work)


def words_of(lack: Lack) -> str:
    """Say what a state has not consented to."""
    wanted = ", ".join(_WORDS[one] for one in lack.movements)
    gone = " (taken back)" if lack.withdrawn else " (its last day is past)" if lack.expired else ""
    return f"{lack.country}: consent to {wanted}{gone}"


def _check_day(office: Office, found: Operation) -> None:
    today, delivery = office.clock.now().date(), found.course.delivery
    if not delivery.begins <= today <= delivery.ends:
        raise ConflictError(f"it is planned from {delivery.begins} to {delivery.ends}")


def report(office: Office, actor: Account, reporting: Reporting) -> Statement:
    """Say what happened to the goods, and tell all members at once.

    Raises:
        NotAllowedError: the person exchanges no messages, or this node has no say in it.
        NotFoundError: there is no such operation.
        ConflictError: it cannot happen where the operation stands, or where it is said is missing.
        ParseError: there is no reason.
    """
    require(actor, Right.CORRESPOND, PURPOSE)
    text(2000)(reporting.reason, "reason")
    if reporting.deed not in TOLD:
        raise ConflictError(f"{reporting.deed} is not something that happens on the way")

    def work(tx: Transaction) -> Statement:
        found = open_operation(office, tx, actor, reporting.operation)
        telling = Telling(step=_step(found, reporting), operation=found.id, reason=reporting.reason)
        if not may_speak(word(office, actor, telling), found.course.plan):
            raise NotAllowedError("this is another node's to say")
        _check_effect(office, actor, found, telling)
        return tell(office, tx, actor, telling)

    return office.store.write(work)


def _step(found: Operation, reporting: Reporting) -> Step:
    deed = reporting.deed
    if (deed in _SOMEWHERE) != (reporting.country is not None):
        raise ConflictError(f"{deed}: the state is {'missing' if deed in _SOMEWHERE else 'not said'}")
    if (deed is Deed.HAND_OVER) != (reporting.border is not None):
        raise ConflictError(f"{deed}: which border is {'missing' if deed is Deed.HAND_OVER else 'not said'}")
    return Step(
        operation=found.id,
        deed=deed,
        plan=found.course.plan.id,
        country=reporting.country,
        border=reporting.border,
    )


def _check_effect(office: Office, actor: Account, found: Operation, telling: Telling) -> None:
    """Refuse what would change nothing: it cannot happen where the operation stands."""
    statement = word(office, actor, telling)
    after = follow((*found.statements, statement), office.clock.now().date())
    if after is None or (after.state, after.handed_over) != (found.course.state, found.course.handed_over):
        if telling.step and telling.step.deed is Deed.HAND_OVER and found.course.state is not DeliveryState.UNDER_WAY:
            raise ConflictError(f"nothing is handed over while it is {found.course.state}")
        return
    if telling.step and telling.step.deed is Deed.START and found.course.state is DeliveryState.CLEARED:
        raise NotAllowedError("who recorded a consent on paper does not start: a second person does (four eyes)")
    raise ConflictError(f"this cannot happen, or was said before: the operation is {found.course.state}")
