"""What a node says in a joint action day: that it takes part, its results, which are one event, and that it is over.

What is refused here would be without effect at the others (`exchange/actionday.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.operations.actionday.finding import Joint, open_action
from egnatia.casework.operations.lead import PURPOSE, leading
from egnatia.casework.operations.telling import Telling, tell, word
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.actionday import TAKEN_BACK, Mistake, action_members, may_tell, result_of
from egnatia.exchange.states import ActionState, ended
from egnatia.model.actionday import Result, parse_result, plain_result
from egnatia.model.identity import StatementId
from egnatia.model.operation import Deed, OperationId, Step
from egnatia.model.reading import text
from egnatia.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who says something at which node, in which action day."""

    office: Office
    actor: Account
    operation: OperationId


def take_part(saying: Saying, unit: str) -> Statement:
    """Say that this node takes part, by which unit, reached at any hour.

    Raises:
        NotAllowedError: the person exchanges no messages, or this node is not asked to take part.
        NotFoundError: there is no such action day.
        ConflictError: it is over, or this node takes part already.
        ParseError: no unit is named.
    """

    def make(found: Joint) -> Step:
        if any(one.issuer == saying.office.me for one in found.tally.parts):
            raise ConflictError("this node takes part already: take that back to name another unit")
        return _step(found, Deed.JOIN, unit=text(300)(unit, "unit"))

    return _say(saying, make)


def tell_result(saying: Saying, result: Result) -> Statement:
    """Tell a result; the same reference at another node is the same event, and counts once.

    Raises:
        NotAllowedError: the person exchanges no messages, or this node takes no part.
        NotFoundError: there is no such action day.
        ConflictError: it has not begun or is over, or the result is of another day or priority, or this node told it.
        ParseError: a field is not as it must be; names it.
    """

    def make(found: Joint) -> Step:
        _check_result(saying.office, found, result)
        return _step(found, Deed.RESULT, result=parse_result(plain_result(result), ""))

    return _say(saying, make)


def _check_result(office: Office, found: Joint, result: Result) -> None:
    joined = {one.issuer for one in found.tally.parts} | {found.tally.lead.node}
    action = found.tally.action
    if office.me not in joined:
        raise NotAllowedError("say first that this node takes part")
    if found.tally.state not in (ActionState.RUNNING, ActionState.COUNTING):
        raise ConflictError(f"nothing is counted while the action day is {found.tally.state}")
    if result.priority not in action.priorities:
        raise ConflictError(f"{result.priority} is no priority: {', '.join(action.priorities)}")
    if not action.begins <= result.day <= min(action.ends, office.clock.now().date()):
        raise ConflictError(f"{result.day} is none of its days that have come")
    for event in found.tally.events:
        mine = [result_of(one) for one in event.told if one.issuer == office.me]
        if any(one.reference and (one.kind, one.reference) == (result.kind, result.reference) for one in mine):
            raise ConflictError(f"this node told of {result.reference} already: take that back to put it right")


def say_same(saying: Saying, results: frozenset[StatementId]) -> Statement:
    """Say that results of two or more nodes are of one event, having compared them.

    Raises:
        NotAllowedError: the person exchanges no messages, or none of the results is this node's, which does not lead.
        NotFoundError: there is no such action day, or no such result in it.
        ConflictError: they are of different kinds, or one event already.
    """

    def make(found: Joint) -> Step:
        _check_same(saying.office, found, results)
        return _step(found, Deed.SAME, same=results)

    return _say(saying, make)


def _check_same(office: Office, found: Joint, results: frozenset[StatementId]) -> None:
    events = [event for event in found.tally.events if results & {one.id for one in event.told}]
    told = {one.id: one for event in events for one in event.told}
    if results - told.keys():
        raise NotFoundError(f"no result {min(results - told.keys())}")
    if len(events) < 2:  # noqa: PLR2004 - a pair
        raise ConflictError("these are one event already, or one result")
    if len({event.kind for event in events}) > 1:
        raise ConflictError("results of different kinds are never one")
    if office.me not in {found.tally.lead.node, *(told[one].issuer for one in results)}:
        raise NotAllowedError("who told of one of the results says so, or the lead")


def take_back(saying: Saying, statement: StatementId, mistake: Mistake) -> Statement:
    """Take back a result, a judgement or the part of this node; why is one of a closed list, so that nobody is named.

    Raises:
        NotAllowedError: the person exchanges no messages.
        NotFoundError: there is no such action day, or this node said nothing of that id in it that still stands.
    """
    require(saying.actor, Right.CORRESPOND, PURPOSE)

    def work(tx: Transaction) -> Statement:
        open_action(saying.office, tx, saying.actor, saying.operation)
        known = tx.statements.about(saying.operation)
        undone = {one.undoes for one in known}
        mine = {one.id for one in known if one.operates and one.issuer == saying.office.me} - undone
        deeds = {one.id: one.operates.deed for one in known if one.operates}
        if statement not in mine or deeds[statement] not in TAKEN_BACK:
            raise NotFoundError(f"nothing that this node could take back: {statement}")
        telling = Telling(undoes=statement, operation=saying.operation, reason=mistake)
        return tell(saying.office, tx, saying.actor, telling)

    return saying.office.store.write(work)


def close(saying: Saying) -> Statement:
    """Say, as the lead, that no more results are expected; one that is late counts all the same.

    Raises:
        NotAllowedError: another node leads, or the person does not work in its case file.
        NotFoundError: there is no such action day.
        ConflictError: it has not begun, or is over.
    """

    def make(found: Joint) -> Step:
        if found.tally.state is ActionState.PLANNED:
            raise ConflictError("it has not begun: call it off")
        return _step(found, Deed.CLOSE)

    return _say(saying, make, leads=True)


def call_off(saying: Saying, reason: str) -> Statement:
    """Call a joint action day off, as the lead, before it begins.

    Raises:
        NotAllowedError: another node leads, or the person does not work in its case file.
        NotFoundError: there is no such action day.
        ConflictError: it has begun.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")

    def make(found: Joint) -> Step:
        if found.tally.state is not ActionState.PLANNED:
            raise ConflictError(f"it can be called off before it begins only: it is {found.tally.state}")
        return _step(found, Deed.ABANDON)

    return _say(saying, make, leads=True, reason=reason)


def _say(saying: Saying, make: Callable[[Joint], Step], *, leads: bool = False, reason: str = "") -> Statement:
    office, actor = saying.office, saying.actor
    require(actor, Right.CORRESPOND, PURPOSE)

    def work(tx: Transaction) -> Statement:
        found = open_action(office, tx, actor, saying.operation)
        if leads:
            leading(office, tx, actor, found.led)
        if ended(found.tally.state):
            raise ConflictError(f"the action day is over: {found.tally.state}")
        if office.me not in action_members(found.tally.plan):
            raise NotAllowedError("this node is not asked to take part")
        step = make(found)
        telling = Telling(step=step, operation=found.id, reason=reason or step.deed)
        if not may_tell(word(office, actor, telling), found.tally.plan):
            raise NotAllowedError("this is another node's to say")
        return tell(office, tx, actor, telling)

    return office.store.write(work)


def _step(found: Joint, deed: Deed, **said: object) -> Step:
    return Step(operation=found.id, deed=deed, plan=found.tally.plan.id, **said)  # type: ignore[arg-type]
