"""Planning a controlled delivery: the law is asked for every partner on the way, and each is told of the plan.

Whatever changes makes a new plan, and every state consents anew: what it consented to was that plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.authorisation import invoke
from egnatia.casework.casefiles import facts_of, working_in
from egnatia.casework.errors import ConflictError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import Operation, find_operation
from egnatia.casework.operations.lawfulness import Proposed, decide_plan, national_bars
from egnatia.casework.operations.lead import PURPOSE, leading
from egnatia.casework.operations.telling import Telling, catch_up, members_of, note_step, send, word
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.exchange.directory import Directory
from egnatia.exchange.member import Sort
from egnatia.exchange.states import ended
from egnatia.law.decision import Decision
from egnatia.model.delivery import Delivery, Goods, HandOver, Stop, parse_delivery, plain_delivery
from egnatia.model.identity import CaseId, CountryCode, NodeId, StatementId
from egnatia.model.operation import Deed, Lead, OperationId, Step
from egnatia.model.reading import text
from egnatia.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """What somebody plans; the offence is that of the case file."""

    case: CaseId
    title: str
    goods: Goods
    stops: tuple[Stop, ...]  #: A state without a node named: its only node, or none if it has none.
    hand_overs: tuple[HandOver, ...]
    begins: date
    ends: date
    decision: str
    reason: str  #: Why it is needed; every member reads it.
    authorisation: StatementId | None = None
    observers: frozenset[NodeId] = frozenset()
    operation: OperationId | None = None  #: Planned anew; None: a new one.


def plan(office: Office, actor: Account, planning: Planning) -> Statement:
    """Plan an operation, or plan it anew; every member is told.

    Raises:
        NotAllowedError: the person exchanges no messages, does not work in the case file, or another node leads.
        NotFoundError: there is no such case file, operation or authorisation.
        ConflictError: it is over, this node is not on the way, or a state has a node that is not named.
        NotLawfulError: the law lets it not go to a partner, or a state's law wants more; says what.
        ParseError: it is no delivery of goods along a route; names the field.
    """
    require(actor, Right.CORRESPOND, PURPOSE)
    text(2000)(planning.reason, "reason")
    return office.store.write(lambda tx: _plan(office, tx, actor, planning))


def _plan(office: Office, tx: Transaction, actor: Account, planning: Planning) -> Statement:
    file = working_in(tx, actor, planning.case)
    earlier = find_operation(office, tx, planning.operation) if planning.operation else None
    if earlier:
        _check_open(office, tx, actor, earlier)
    delivery = _delivery(office, tx, actor, planning, file)
    decisions = _decide(office, tx, actor, planning, delivery)
    lead = _lead(office, earlier)
    before = members_of(tx, lead.operation)
    step = Step(operation=lead.operation, deed=Deed.PLAN, lead=lead, delivery=delivery)
    statement = word(office, actor, Telling(step=step, operation=lead.operation, reason=planning.reason))
    tx.statements.add(statement)
    after = members_of(tx, lead.operation)
    send(office, tx, statement, before)
    catch_up(office, tx, lead.operation, after - before)
    note_step(office, tx, statement, file.id, decisions[0] if decisions else None)
    return statement


def _check_open(office: Office, tx: Transaction, actor: Account, earlier: Operation) -> None:
    leading(office, tx, actor, earlier.led)
    if ended(earlier.course.state):
        raise ConflictError(f"the operation is over: {earlier.course.state}")


def _lead(office: Office, earlier: Operation | None) -> Lead:
    if earlier is None:
        return Lead(node=office.me, nonce=office.randomness.hex128(), revision=1)
    return replace(earlier.course.lead, revision=earlier.course.lead.revision + 1)


def _delivery(office: Office, tx: Transaction, actor: Account, planning: Planning, file: CaseFile) -> Delivery:
    """Put the plan together, and read it as strictly as a partner will."""
    named = planning.authorisation
    made = Delivery(
        title=planning.title,
        goods=planning.goods,
        offence=file.offence or "",
        stops=tuple(_with_node(office.directory(), stop) for stop in planning.stops),
        hand_overs=planning.hand_overs,
        begins=planning.begins,
        ends=planning.ends,
        decision=planning.decision,
        case_file=file.id,
        authorisation=invoke(office, tx, actor, file.id, named) if named else None,
        observers=planning.observers,
        policy=office.law.version,
    )
    delivery = parse_delivery(plain_delivery(made), "")
    if office.me not in delivery.nodes:
        raise ConflictError("who leads a controlled delivery lies on its way")
    if delivery.ends < office.clock.now().date():
        raise ConflictError(f"the last day, {delivery.ends}, is past")
    return delivery


def _with_node(directory: Directory, stop: Stop) -> Stop:
    """Return a stop with the node whose consent it is: paper is for those who have none."""
    nodes = nodes_in(directory, stop.country)
    if stop.node is None and len(nodes) == 1:
        return replace(stop, node=nodes[0])
    if stop.node not in (nodes or (None,)):
        raise ConflictError(
            f"{stop.country}: its consent comes from its own node, {' or '.join(nodes) or 'it has none'}"
        )
    return stop


def nodes_in(directory: Directory, country: CountryCode) -> tuple[NodeId, ...]:
    """Return the nodes of a state's agencies."""
    members = directory.members.values()
    return tuple(sorted(one.node for one in members if one.country == country and one.sort is Sort.STATE))


def _decide(
    office: Office, tx: Transaction, actor: Account, planning: Planning, delivery: Delivery
) -> tuple[Decision, ...]:
    """Ask the law for every partner, and say of all together what is missing."""
    file = working_in(tx, actor, planning.case)
    case = facts_of(tx, file, actor.id, PURPOSE)
    decisions = {
        node: decide_plan(office, delivery, Proposed(reason=planning.reason, lead=office.me, recipient=node, case=case))
        for node in sorted((delivery.nodes | delivery.observers) - {office.me})
    }
    missing = tuple(dict.fromkeys((*_missing(decisions), *national_bars(office, delivery))))
    if missing:
        raise NotLawfulError("this delivery may not be planned", missing)
    return tuple(decisions.values())


def _missing(decisions: dict[NodeId, Decision]) -> Iterator[str]:
    for node, decision in decisions.items():
        for words in decision.words:
            yield f"{node}: {words}"
