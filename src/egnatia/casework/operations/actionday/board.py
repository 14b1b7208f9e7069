"""The board of a joint action day: who takes part, and its results; each event once, figures and references only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from egnatia.casework.office import Office
from egnatia.casework.operations.actionday.finding import Joint, open_action, page_actions
from egnatia.casework.operations.lead import leads
from egnatia.casework.operations.telling import note_look
from egnatia.casework.page import Page
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may
from egnatia.casework.rows import Account
from egnatia.exchange.actionday import Event, result_of, sum_of
from egnatia.exchange.operation import step_of
from egnatia.exchange.states import ActionState, ended
from egnatia.model.actionday import Measured, ResultKind
from egnatia.model.delivery import GoodsSort
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement

#: Events that a page shows, the newest first; all of them count.
SHOWN = 200

Figures = Mapping[ResultKind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """A joint action day in the list."""

    id: OperationId
    title: str
    state: ActionState
    lead: NodeId
    priorities: tuple[str, ...]
    begins: date
    ends: date
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A node that is asked to take part, by which unit it does, and how many results it told."""

    node: NodeId
    unit: str  #: Empty: it has not said that it takes part.
    part: StatementId | None
    results: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one priority or of one state."""

    of: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One node's word of an event."""

    id: StatementId
    node: NodeId
    at: datetime
    count: int
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event on the board, and who tells of it."""

    kind: ResultKind
    priority: str
    country: CountryCode
    day: date
    count: int
    goods: GoodsSort | None
    amount: int | None
    measured: Measured | None
    references: tuple[str, ...]
    disputed: bool
    told: tuple[Told, ...]
    judged: tuple[StatementId, ...]  #: What this node said of it: that these results are one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Seized:
    """How much of one sort of goods was seized, in one measure."""

    goods: GoodsSort
    measured: Measured
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBoard:
    """All that the members see of a joint action day."""

    line: ActionLine
    plan: StatementId
    revision: int
    reason: str
    coordination: str
    guests: tuple[str, ...]
    participants: tuple[Participant, ...]
    by_priority: tuple[Row, ...]
    by_country: tuple[Row, ...]
    seized: tuple[Seized, ...]
    events: tuple[Happened, ...]  #: The newest first, a page of `SHOWN`.
    beyond: int  #: How many newer events stand before these.
    next: int | None  #: `beyond` of the next page; None: this is the last.
    perhaps_same: tuple[tuple[Happened, Happened], ...]  #: To be compared by somebody who told one of them, or leads.
    disputed: int  #: Events of which the nodes do not say the same; the least that all say counts.
    takes_part: bool  #: This node does.
    asked: bool  #: This node is asked to, by the newest plan.
    leads: bool  #: The person works in the case file in which this node leads.
    may_tell: bool
    counts: bool  #: Results are taken.
    over: bool


def page_action_boards(office: Office, actor: Account, beyond: int | None = None) -> Page[ActionLine]:
    """Return a page of the joint action days that the person may see, the one that was planned last first.

    Args:
        office: of this node.
        actor: who looks.
        beyond: `next` of the page before.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    found = office.store.read(lambda tx: page_actions(office, tx, actor, beyond))
    return Page(rows=tuple(map(_line, found.rows)), next=found.next)


def show_action_board(
    office: Office, actor: Account, operation: OperationId, beyond: int = 0, *, logged: bool = True
) -> ActionBoard:
    """Show a joint action day; that somebody looked is logged.

    Args:
        office: of this node.
        actor: who looks.
        operation: which.
        beyond: `next` of the page of events before; 0: from the newest on.
        logged: False where a page that is open already brings itself up to date.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
        NotFoundError: there is no such action day, or it is of another case file.
    """

    def work(tx: Transaction) -> ActionBoard:
        found = open_action(office, tx, actor, operation)
        if logged:
            note_look(office, tx, found.tally.plan, actor, "action_day")
        return _board(office, actor, found, beyond, leading=leads(office, tx, actor, found.led))

    return office.store.write(work) if logged else office.store.read(work)


def _line(found: Joint) -> ActionLine:
    tally = found.tally
    return ActionLine(
        id=found.id,
        title=tally.action.title,
        state=tally.state,
        lead=tally.lead.node,
        priorities=tally.action.priorities,
        begins=tally.action.begins,
        ends=tally.action.ends,
        figures=tally.figures,
    )


def _board(office: Office, actor: Account, found: Joint, beyond: int, *, leading: bool) -> ActionBoard:
    tally, end = found.tally, beyond + SHOWN
    newest = sorted(tally.events, key=_when, reverse=True)
    participants = tuple(_participants(found))
    countries = sorted({event.result.country for event in tally.events})
    return ActionBoard(
        line=_line(found),
        plan=tally.plan.id,
        revision=tally.lead.revision,
        reason=tally.plan.reason,
        coordination=tally.action.coordination,
        guests=tally.action.guests,
        participants=participants,
        by_priority=tuple(_row(name, (e for e in tally.events if e.priority == name)) for name in _priorities(found)),
        by_country=tuple(_row(name, (e for e in tally.events if e.result.country == name)) for name in countries),
        seized=tuple(_seized(tally.events)),
        events=tuple(_happened(office, found, event) for event in newest[beyond:end]),
        beyond=beyond,
        next=end if end < len(newest) else None,
        perhaps_same=tuple(
            (_happened(office, found, one), _happened(office, found, other)) for one, other in tally.perhaps_same
        ),
        disputed=sum(event.disputed for event in tally.events),
        takes_part=any(one.node == office.me and (one.part or one.node == tally.lead.node) for one in participants),
        asked=any(one.node == office.me for one in participants),
        leads=leading,
        may_tell=may(actor, Right.CORRESPOND),
        counts=tally.state in (ActionState.RUNNING, ActionState.COUNTING),
        over=ended(tally.state),
    )


def _priorities(found: Joint) -> tuple[str, ...]:
    """Return the priorities of the plan, and those of an earlier one of which something was told."""
    return tuple(dict.fromkeys((*found.tally.action.priorities, *sorted({e.priority for e in found.tally.events}))))


def _participants(found: Joint) -> Iterator[Participant]:
    parts = {one.issuer: one for one in found.tally.parts}
    told = [one.issuer for event in found.tally.events for one in event.told]
    for node in sorted(found.tally.action.participants | {found.tally.lead.node}):
        part = parts.get(node)
        unit = part.operates.unit if part and part.operates else ""
        yield Participant(node=node, unit=unit, part=part.id if part else None, results=told.count(node))


def _row(name: str, events: Iterable[Event]) -> Row:
    return Row(of=name, figures=sum_of(events))


def _seized(events: Iterable[Event]) -> Iterator[Seized]:
    amounts: dict[tuple[GoodsSort, Measured], int] = {}
    for event in events:
        if event.goods and event.measured and event.amount:
            amounts[event.goods, event.measured] = amounts.get((event.goods, event.measured), 0) + event.amount
    for (goods, measured), amount in sorted(amounts.items()):
        yield Seized(goods=goods, measured=measured, amount=amount)


def _when(event: Event) -> tuple[datetime, str]:
    return max(one.at for one in event.told), event.told[0].id


def _happened(office: Office, found: Joint, event: Event) -> Happened:
    results = [result_of(one) for one in event.told]
    names = {one.id for one in event.told}
    mine = [one for one in found.tally.judgements if one.issuer == office.me and one.operates]
    return Happened(
        kind=event.kind,
        priority=event.priority,
        country=event.result.country,
        day=event.result.day,
        count=event.count,
        goods=event.goods,
        amount=event.amount,
        measured=event.measured,
        references=tuple(sorted({one.reference for one in results if one.reference})),
        disputed=event.disputed,
        told=tuple(_told(office, one) for one in event.told),
        judged=tuple(one.id for one in mine if step_of(one).same & names),
    )


def _told(office: Office, statement: Statement) -> Told:
    mine = statement.issuer == office.me
    count = result_of(statement).count
    return Told(id=statement.id, node=statement.issuer, at=statement.at, count=count, mine=mine)
