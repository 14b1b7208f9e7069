"""Where a controlled delivery stands: a function of the set of its steps and of the day, and of nothing else.

The order in which statements came, or say that they were made, decides nothing. A start names the consents on which it
rests; it holds while each of them stands, for this very plan, on this day. So whoever withdraws wins over whoever
starts, however late the withdrawal comes, and all members who know the same steps see the same state.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import DeliveryEvent, DeliveryState, advance
from egnatia.model.delivery import Delivery, Movement, Stop
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.operation import Agreement, Deed, Lead, OperationId, Step
from egnatia.model.statement import Statement, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a state has not consented to."""

    country: CountryCode
    movements: tuple[Movement, ...]
    withdrawn: bool = False  #: It did, for this plan, and took it back.
    expired: bool = False  #: It did, and the last day is over.


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where an operation stands, and why."""

    plan: Statement  #: The newest one of the lead.
    lead: Lead
    delivery: Delivery
    state: DeliveryState
    agreements: tuple[Statement, ...]  #: That hold: for this plan, not withdrawn, not over.
    lacks: tuple[Lack, ...]
    handed_over: frozenset[tuple[int, CountryCode]]  #: Border, and the side that says so.
    members: frozenset[NodeId]  #: Of any plan of it: who is told.


def step_of(statement: Statement) -> Step:
    """Return the step that a statement of an operation says.

    Raises:
        IllegalStepError: it says none.
    """
    if statement.operates is None:
        raise IllegalStepError("no step of an operation")
    return statement.operates


def follow(statements: Iterable[Statement], on: date) -> Course | None:
    """Say where an operation stands on a day.

    Args:
        statements: about one operation, in any order; what its issuer had no right to say is passed over.
        on: the day on which consents must hold.

    Returns:
        None: there is no plan among them.
    """
    known = {found.id: found for found in sorted(statements, key=lambda found: (found.at, found.id))}
    plans = sorted(filter(is_plan, known.values()), key=lambda one: (_lead(one).revision, one.at, one.id))
    if not plans:
        return None
    stands = {one.id for one in standing(known.values())}
    told = [one for one in known.values() if one.operates and (one.operates.deed is not Deed.AGREE or one.id in stands)]
    board = _Board(plan=plans[-1], plans=tuple(plans), known=tuple(known.values()), told=tuple(told), on=on)
    return Course(
        plan=board.plan,
        lead=_lead(board.plan),
        delivery=board.delivery,
        state=_state(board),
        agreements=tuple(board.holding(board.plan)),
        lacks=tuple(_lacks(board)),
        handed_over=frozenset(board.handed_over()),
        members=frozenset().union(*(members(plan) for plan in plans)),
    )


def may_speak(statement: Statement, plan: Statement) -> bool:
    """Tell whether the issuer of a step has the say in it, under a plan that the step names."""
    step, lead, delivery = step_of(statement), _lead(plan), _delivery(plan)
    if step.deed in (Deed.START, Deed.ABANDON):
        return statement.issuer == lead.node
    if step.deed is Deed.ARRIVE:
        return statement.issuer == (delivery.stops[-1].node or lead.node)
    country = step.agreement.country if step.agreement else step.country
    stop = delivery.stop(country) if country else None
    return stop is not None and _speaks_for(statement, stop, lead) and _at_border(step, delivery)


def _speaks_for(statement: Statement, stop: Stop, lead: Lead) -> bool:
    """Tell whether a node speaks for a state: its own, or the lead for one that consents on paper."""
    agreement = step_of(statement).agreement
    if stop.node:
        return statement.issuer == stop.node
    return statement.issuer == lead.node and (agreement is None or agreement.document is not None)


def _at_border(step: Step, delivery: Delivery) -> bool:
    if step.border is None:
        return True
    sides = delivery.stops[step.border : step.border + 2]
    return step.border < len(delivery.hand_overs) and step.country in {stop.country for stop in sides}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """The steps of an operation, sorted out."""

    plan: Statement
    plans: tuple[Statement, ...]
    known: tuple[Statement, ...]
    told: tuple[Statement, ...]  #: Steps; a consent that was taken back is none, what happened cannot be taken back.
    on: date

    @property
    def delivery(self) -> Delivery:
        return _delivery(self.plan)

    def steps(self, deed: Deed, plan: Statement | None = None) -> Iterator[Statement]:
        """Yield what stands and was said with the right to say it: under one plan, or any."""
        plans = {one.id: one for one in ([plan] if plan else self.plans)}
        for one in self.told:
            step = step_of(one)
            named = plans.get(step.plan) if step.plan else None
            if step.deed is deed and named and may_speak(one, named):
                yield one

    def holding(self, plan: Statement) -> Iterator[Statement]:
        """Yield the consents to a plan that hold on the day."""
        return (one for one in self.steps(Deed.AGREE, plan) if _agreement(one).until >= self.on)

    def ever_agreed(self, plan: Statement) -> Iterator[Statement]:
        """Yield all consents to a plan, those that were taken back or are over among them."""
        for one in self.known:
            step = one.operates
            if step and step.deed is Deed.AGREE and step.plan == plan.id and may_speak(one, plan):
                yield one

    def started(self) -> bool:
        """Tell whether some start ever rested on every consent that its plan wants."""
        return any(
            _rests(start, plan, self.ever_agreed(plan)) for plan in self.plans for start in self.steps(Deed.START, plan)
        )

    def runs(self) -> bool:
        """Tell whether a start of this plan rests on consents all of which hold."""
        held = tuple(self.holding(self.plan))
        return any(_rests(start, self.plan, held) for start in self.steps(Deed.START, self.plan))

    def handed_over(self) -> Iterator[tuple[int, CountryCode]]:
        for one in self.steps(Deed.HAND_OVER, self.plan):
            step = step_of(one)
            if step.border is not None and step.country:
                yield step.border, step.country


def _state(board: _Board) -> DeliveryState:
    """Take the table through what the steps come to, in the order in which the table has it."""
    state = DeliveryState.PLANNED
    for event in _events(board):
        try:
            state = advance(state, event)
        except IllegalStepError:  # said, and without effect where the operation stands
            continue
    return state


#: What happens as soon as somebody who has the say in it says so; what is seized is seized, whatever else was said.
_SAID_ONCE: Mapping[Deed, DeliveryEvent] = MappingProxyType(
    {
        Deed.PERSONS: DeliveryEvent.PERSONS,
        Deed.LOSE: DeliveryEvent.LOSE,
        Deed.ABANDON: DeliveryEvent.ABANDON,
        Deed.ARRIVE: DeliveryEvent.ARRIVE,
        Deed.INTERVENE: DeliveryEvent.INTERVENE,
    }
)


def _events(board: _Board) -> Iterator[DeliveryEvent]:
    if _covered(board.delivery, board.holding(board.plan)):
        yield DeliveryEvent.CLEAR
    if board.runs():
        yield DeliveryEvent.START
    elif board.started():
        yield DeliveryEvent.HALT
    for deed, event in _SAID_ONCE.items():
        if any(board.steps(deed)):
            yield event


def _lacks(board: _Board) -> Iterator[Lack]:
    """Name what is missing, state by state in the order of the way."""
    holding, ever = list(board.holding(board.plan)), list(board.ever_agreed(board.plan))
    stands = {one.id for one in board.told}
    for stop in board.delivery.stops:
        given = _given(stop.country, holding)
        wanted = tuple(one for one in board.delivery.movements(stop.country) if one not in given)
        gone = [one for one in ever if _agreement(one).country == stop.country and one not in holding]
        if wanted:
            yield Lack(
                country=stop.country,
                movements=wanted,
                withdrawn=any(one.id not in stands for one in gone),
                expired=any(one.id in stands for one in gone),
            )


def _covered(delivery: Delivery, agreed: Iterable[Statement]) -> bool:
    given = list(agreed)
    return all(set(delivery.movements(stop.country)) <= _given(stop.country, given) for stop in delivery.stops)


def _given(country: CountryCode, agreed: Iterable[Statement]) -> set[Movement]:
    return {one for found in agreed if _agreement(found).country == country for one in _agreement(found).movements}


def _rests(start: Statement, plan: Statement, agreed: Iterable[Statement]) -> bool:
    """Tell whether a start names consents to all that its plan wants.

    Who starts recorded none of those that came on paper (four eyes): another person of the node read the document.
    """
    named = [one for one in agreed if one.id in step_of(start).basis]
    apart = all(one.by != start.by for one in named if one.issuer == start.issuer and _agreement(one).document)
    return apart and _covered(_delivery(plan), named)


def is_plan(statement: Statement) -> bool:
    """Tell whether a statement is a plan of a controlled delivery by the node that leads."""
    step = statement.operates
    return bool(step and step.delivery and step.lead and step.lead.node == statement.issuer)


def members(plan: Statement) -> frozenset[NodeId]:
    """Return who is told by a plan: the states on the way with a node, the lead, and who sees the board."""
    delivery = _delivery(plan)
    return delivery.nodes | delivery.observers | {plan.issuer}


def operation_of(statement: Statement) -> OperationId:
    """Return the operation to which a step belongs."""
    return step_of(statement).operation


def _lead(plan: Statement) -> Lead:
    lead = step_of(plan).lead
    if lead is None:
        raise IllegalStepError("not a plan")
    return lead


def _delivery(plan: Statement) -> Delivery:
    delivery = step_of(plan).delivery
    if delivery is None:
        raise IllegalStepError("not a plan")
    return delivery


def _agreement(statement: Statement) -> Agreement:
    agreement = step_of(statement).agreement
    if agreement is None:
        raise IllegalStepError("not a consent")
    return agreement
