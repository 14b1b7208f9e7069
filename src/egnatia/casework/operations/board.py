"""The board of a controlled delivery: where it stands, state by state and border by border, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from egnatia.casework.office import Office
from egnatia.casework.operations.finding import Operation, open_operation, page_operations
from egnatia.casework.operations.lead import PURPOSE, leads
from egnatia.casework.operations.positions import Sighting, sightings
from egnatia.casework.operations.running import words_of
from egnatia.casework.operations.telling import note_look
from egnatia.casework.page import Page
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may
from egnatia.casework.rows import Account
from egnatia.exchange.states import DeliveryState, ended
from egnatia.law.deliveries import DELIVERIES, NationalRule
from egnatia.model.delivery import Delivery, Movement
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.operation import Agreement, Deed, OperationId
from egnatia.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A state on the way: what it consented to, under whose watch, and what it has not."""

    country: CountryCode
    node: NodeId | None  #: Who says so; None: its authority does on paper, and the lead records it.
    wanted: tuple[Movement, ...]
    missing: str  #: In words; empty: nothing.
    given: tuple[tuple[StatementId, Agreement], ...]
    mine: bool  #: This node says whether the state consents.
    rule: NationalRule | None  #: What is stated of its law.


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A hand-over point, and which side says that the watch changed hands there."""

    number: int  #: From 0.
    place: str
    day: date
    contacts: str
    sides: tuple[tuple[CountryCode, bool], ...]
    mine: tuple[CountryCode, ...]  #: For which side this node speaks and has not said so.


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of what was said so far."""

    at: datetime
    node: NodeId
    what: str  #: A deed, or `withdraw`.
    country: CountryCode | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An operation in the list."""

    id: OperationId
    title: str
    state: DeliveryState
    lead: NodeId
    route: tuple[CountryCode, ...]
    missing: tuple[str, ...]
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the members see of an operation."""

    line: Line
    plan: StatementId
    revision: int
    reason: str
    delivery: Delivery
    consents: tuple[Consent, ...]
    borders: tuple[Border, ...]
    positions: tuple[Sighting, ...]
    happenings: tuple[Happening, ...]  #: The newest first.
    leads: bool  #: The person works in the case file in which this node leads.
    may_consent: bool
    over: bool


def page_boards(office: Office, actor: Account, beyond: int | None = None) -> Page[Line]:
    """Return a page of the operations that the person may see, the one that was planned last first.

    Args:
        office: of this node.
        actor: who looks.
        beyond: `next` of the page before.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    found = office.store.read(lambda tx: page_operations(office, tx, actor, beyond))
    return Page(rows=tuple(map(_line, found.rows)), next=found.next)


def show_board(office: Office, actor: Account, operation: OperationId, *, logged: bool = True) -> Board:
    """Show an operation; that somebody looked is logged.

    Args:
        office: of this node.
        actor: who looks.
        operation: which.
        logged: False where a page that is open already brings itself up to date.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
        NotFoundError: there is no such operation, or it is of another case file.
    """

    def work(tx: Transaction) -> Board:
        found = open_operation(office, tx, actor, operation)
        if logged:
            note_look(office, tx, found.course.plan, actor, "operation")
        return _board(office, tx, actor, found)

    return office.store.write(work) if logged else office.store.read(work)


def _line(found: Operation) -> Line:
    course = found.course
    return Line(
        id=found.id,
        title=course.delivery.title,
        state=course.state,
        lead=course.lead.node,
        route=tuple(stop.country for stop in course.delivery.stops),
        missing=() if ended(course.state) else tuple(map(words_of, course.lacks)),
        ends=course.delivery.ends,
    )


def _board(office: Office, tx: Transaction, actor: Account, found: Operation) -> Board:
    course = found.course
    return Board(
        line=_line(found),
        plan=course.plan.id,
        revision=course.lead.revision,
        reason=course.plan.reason,
        delivery=course.delivery,
        consents=tuple(_consents(office, found)),
        borders=tuple(_borders(office, found)),
        positions=sightings(tx, found.id, office.clock.now()),
        happenings=tuple(reversed([_happening(one) for one in found.statements])),
        leads=leads(office, tx, actor, found.led),
        may_consent=may(actor, Right.AUTHORISE, PURPOSE),
        over=ended(course.state),
    )


def _consents(office: Office, found: Operation) -> Iterator[Consent]:
    course = found.course
    lacks = {lack.country: words_of(lack) for lack in course.lacks}
    given = [(one.id, one.operates.agreement) for one in course.agreements if one.operates and one.operates.agreement]
    for stop in course.delivery.stops:
        yield Consent(
            country=stop.country,
            node=stop.node,
            wanted=course.delivery.movements(stop.country),
            missing=lacks.get(stop.country, ""),
            given=tuple((name, one) for name, one in given if one.country == stop.country),
            mine=_speaks(office, found, stop.country),
            rule=DELIVERIES.get(stop.country),
        )


def _borders(office: Office, found: Operation) -> Iterator[Border]:
    course = found.course
    countries = [stop.country for stop in course.delivery.stops]
    for number, point in enumerate(course.delivery.hand_overs):
        sides = tuple((side, (number, side) in course.handed_over) for side in countries[number : number + 2])
        yield Border(
            number=number,
            place=point.place,
            day=point.day,
            contacts=point.contacts,
            sides=sides,
            mine=tuple(side for side, told in sides if not told and _speaks(office, found, side)),
        )


def _speaks(office: Office, found: Operation, country: CountryCode) -> bool:
    stop = found.course.delivery.stop(country)
    return stop is not None and (stop.node or found.course.lead.node) == office.me


def _happening(statement: Statement) -> Happening:
    step = statement.operates
    country = (step.agreement.country if step.agreement else step.country) if step else None
    return Happening(
        at=statement.at,
        node=statement.issuer,
        what=str(step.deed) if step else "withdraw",
        country=country,
        words=statement.reason,
    )


def deeds_open(board: Board) -> tuple[Deed, ...]:
    """Return what this node could say of the goods now, beside handing over."""
    if board.over:
        return ()
    mine = any(one.mine for one in board.consents)
    moving = board.line.state in (DeliveryState.UNDER_WAY, DeliveryState.HALTED, DeliveryState.LOST)
    last = board.consents[-1].mine
    found = {
        Deed.PERSONS: mine and board.line.state not in (DeliveryState.ENDANGERED, DeliveryState.ARRIVED),
        Deed.LOSE: mine and moving and board.line.state is not DeliveryState.LOST,
        Deed.ARRIVE: last and moving,
        Deed.INTERVENE: mine,
        Deed.ABANDON: board.leads and board.line.state in (DeliveryState.PLANNED, DeliveryState.CLEARED),
    }
    return tuple(deed for deed, possible in found.items() if possible)
