"""Planning a joint action day: the law is asked for every partner and priority, and each partner is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.casefiles import facts_of, working_in
from egnatia.casework.errors import ConflictError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.operations.actionday.finding import find_action
from egnatia.casework.operations.actionday.lawfulness import decide_action
from egnatia.casework.operations.lawfulness import Proposed
from egnatia.casework.operations.lead import PURPOSE, leading
from egnatia.casework.operations.telling import Telling, catch_up, members_of, note_step, send, word
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.exchange.states import ended
from egnatia.model.actionday import ActionDay, parse_action_day, plain_action_day
from egnatia.model.identity import CaseId, NodeId
from egnatia.model.operation import Deed, Lead, OperationId, Step
from egnatia.model.reading import text
from egnatia.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanning:
    """What somebody plans."""

    case: CaseId
    title: str
    priorities: tuple[str, ...]  #: Offences of the list of categories.
    participants: frozenset[NodeId]
    begins: date
    ends: date
    coordination: str
    reason: str  #: Why it is needed; every member reads it.
    guests: tuple[str, ...] = ()
    operation: OperationId | None = None  #: Planned anew; None: a new one.


def plan_action(office: Office, actor: Account, planning: ActionPlanning) -> Statement:
    """Plan a joint action day, or plan it anew; every member is told.

    Raises:
        NotAllowedError: the person exchanges no messages, does not work in the case file, or another node leads.
        NotFoundError: there is no such case file or action day, or a participant is not of the network.
        ConflictError: it is over, or its last day is past.
        NotLawfulError: the law lets it not go to a partner; says what is missing.
        ParseError: a field is not as it must be; names it.
    """
    require(actor, Right.CORRESPOND, PURPOSE)
    text(2000)(planning.reason, "reason")
    return office.store.write(lambda tx: _plan(office, tx, actor, planning))


def _plan(office: Office, tx: Transaction, actor: Account, planning: ActionPlanning) -> Statement:
    file = working_in(tx, actor, planning.case)
    lead = _lead(office, tx, actor, planning.operation)
    action = _action(office, planning, file)
    _check_law(office, tx, actor, (planning.reason, action, file))
    before = members_of(tx, lead.operation)
    step = Step(operation=lead.operation, deed=Deed.PLAN, lead=lead, action=action)
    statement = word(office, actor, Telling(step=step, operation=lead.operation, reason=planning.reason))
    tx.statements.add(statement)
    send(office, tx, statement, before)
    catch_up(office, tx, lead.operation, members_of(tx, lead.operation) - before)
    note_step(office, tx, statement, file.id)
    return statement


def _lead(office: Office, tx: Transaction, actor: Account, operation: OperationId | None) -> Lead:
    if operation is None:
        return Lead(node=office.me, nonce=office.randomness.hex128(), revision=1)
    earlier = find_action(office, tx, operation)
    leading(office, tx, actor, earlier.led)
    if ended(earlier.tally.state):
        raise ConflictError(f"the action day is over: {earlier.tally.state}")
    return replace(earlier.tally.lead, revision=earlier.tally.lead.revision + 1)


def _action(office: Office, planning: ActionPlanning, file: CaseFile) -> ActionDay:
    """Put the plan together, and read it as strictly as a partner will."""
    made = ActionDay(
        title=planning.title,
        priorities=planning.priorities,
        participants=planning.participants - {office.me},
        guests=planning.guests,
        begins=planning.begins,
        ends=planning.ends,
        coordination=planning.coordination,
        case_file=file.id,
        policy=office.law.version,
    )
    if planning.ends < office.clock.now().date():
        raise ConflictError(f"the last day, {planning.ends}, is past")
    return parse_action_day(plain_action_day(made), "")


def _check_law(office: Office, tx: Transaction, actor: Account, planned: tuple[str, ActionDay, CaseFile]) -> None:
    """Ask the law for every partner, and say of all together what is missing."""
    reason, action, file = planned
    case = facts_of(tx, file, actor.id, PURPOSE)
    proposals = [
        Proposed(reason=reason, lead=office.me, recipient=node, case=case) for node in sorted(action.participants)
    ]
    missing = tuple(dict.fromkeys(words for one in proposals for words in _missing(office, action, one)))
    if missing:
        raise NotLawfulError("this action day may not be planned", missing)


def _missing(office: Office, action: ActionDay, proposed: Proposed) -> Iterator[str]:
    for decision in decide_action(office, action, proposed):
        for words in decision.words:
            yield f"{proposed.recipient}: {words}"
