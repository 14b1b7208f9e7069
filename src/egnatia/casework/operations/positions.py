"""Positions of a consignment under watch: told to the members while it is under way, and erased when their time ends.

They are no statements: nothing follows from one, and none is kept. A position lives as a ticket does, which no backup
restores (ADR 0108).
"""

from dataclasses import dataclass
from datetime import datetime

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import open_operation
from egnatia.casework.operations.lead import PURPOSE
from egnatia.casework.operations.telling import case_among
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.tickets import Sort, Ticket
from egnatia.casework.trail import Note, entry
from egnatia.exchange.limits import MAX_SKEW
from egnatia.exchange.operation import Course, follow
from egnatia.exchange.position import Position, parse_position, plain_position
from egnatia.exchange.states import DeliveryState
from egnatia.exchange.trackers import read_tracker
from egnatia.ledger.entry import Act
from egnatia.model import canonical
from egnatia.model.identity import AccountId, NodeId
from egnatia.model.instant import format_instant
from egnatia.model.message import Message, MessageType
from egnatia.model.operation import OperationId

#: Where goods are watched; before, and after, there is nothing to follow.
WATCHED = frozenset({DeliveryState.UNDER_WAY, DeliveryState.HALTED, DeliveryState.ENDANGERED, DeliveryState.LOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A position, and which node told it."""

    node: NodeId
    position: Position


def report_position(office: Office, actor: Account, operation: OperationId, data: bytes) -> Position:
    """Tell the members where the goods are.

    Args:
        office: of this node.
        actor: who tells it, or lets a tracker do so.
        operation: under way.
        data: a Cursor-on-Target event or a GeoJSON feature.

    Raises:
        NotAllowedError: the person exchanges no messages.
        NotFoundError: there is no such operation.
        ConflictError: its goods are not under watch now, or the position is over already, or of a time to come.
        ParseError: it is no position of goods.
    """
    require(actor, Right.CORRESPOND, PURPOSE)
    position = read_tracker(data)
    now = office.clock.now()
    if position.until <= now or position.at > now + MAX_SKEW:
        raise ConflictError("this position is over already, or of a time to come")

    def work(tx: Transaction) -> Position:
        course = open_operation(office, tx, actor, operation).course
        if course.state not in WATCHED:
            raise ConflictError(f"nothing is followed while the operation is {course.state}")
        _keep(office, tx, operation, Sighting(node=office.me, position=position))
        body = plain_position(operation, position)
        for member in sorted(course.members & office.directory().members.keys() - {office.me}):
            content = Content(type=MessageType.POSITION, recipient=member, body=body, expires_at=position.until)
            tx.outbox.add([queue(office, content)])
        _log(office, tx, course, actor.id)
        return position

    return office.store.write(work)


def take_position(office: Office, message: Message) -> Effect:
    """Take in where a partner says that the goods are.

    Raises:
        Refused: the operation is not known here or the sender not in it, its goods are not under watch, or the
            position is over or of a time to come.
        ParseError: the body is no position.
    """
    operation, position = parse_position(dict(message.body))

    def check(tx: Transaction) -> None:
        course = _course(office, tx, operation)
        if course is None or message.sender not in course.members or course.state not in WATCHED:
            raise out_of_place("no goods are under watch here of which you can tell")
        if position.until <= office.clock.now() or position.at > office.clock.now() + MAX_SKEW:
            raise out_of_place("the position is over, or of a time to come")

    def write(tx: Transaction) -> None:
        _keep(office, tx, operation, Sighting(node=message.sender, position=position))
        course = _course(office, tx, operation)
        if course:
            _log(office, tx, course, message.sender)

    return Effect(outcome="position", check=check, write=write)


def sightings(tx: Transaction, operation: OperationId, now: datetime) -> tuple[Sighting, ...]:
    """Return the positions that are not over, the newest first."""
    found = [_read(ticket) for ticket in tx.tickets.of(Sort.POSITION, operation, now)]
    return tuple(sorted(found, key=lambda one: one.position.at, reverse=True))


def forget_positions(office: Office) -> None:
    """Erase the positions whose time is over."""
    office.store.write(lambda tx: tx.tickets.prune(office.clock.now()))


def _course(office: Office, tx: Transaction, operation: OperationId) -> Course | None:
    return follow(tx.statements.about(operation), office.clock.now().date())


def _keep(office: Office, tx: Transaction, operation: OperationId, sighting: Sighting) -> None:
    position, now = sighting.position, office.clock.now()
    told = {**plain_position(operation, position), "node": sighting.node}
    digest = canonical.digest(told)
    if tx.tickets.get(digest) is None:
        detail = {name: str(value) for name, value in told.items()}
        tx.tickets.add(
            Ticket(
                digest=digest,
                sort=Sort.POSITION,
                holder=operation,
                begun_at=now,
                seen_at=position.at,
                until=position.until,
                detail=detail,
            )
        )


def _read(ticket: Ticket) -> Sighting:
    said = {**ticket.detail, "at": format_instant(ticket.seen_at), "until": format_instant(ticket.until)}
    node = NodeId(said.pop("node"))
    accuracy = said.pop("accuracy", None)
    _, position = parse_position({**said, **({"accuracy": int(accuracy)} if accuracy else {})})
    return Sighting(node=node, position=position)


def _log(office: Office, tx: Transaction, course: Course, by: AccountId | NodeId) -> None:
    mine = by not in office.directory().members
    note = Note(
        act=Act.DISCLOSURE if mine else Act.COLLECTION,
        by=by,
        about=(course.lead.operation,),
        purpose=PURPOSE,
        case=case_among(office, (course.plan,)),
        detail={"what": "operation_position"},
    )
    tx.ledger.append([entry(office, note)])
