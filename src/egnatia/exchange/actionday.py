"""What a joint action day has come to: a function of the set of its steps and of the day, and of nothing else.

Each event counts once, however many nodes tell it, and however often and in whatever order they are heard. Two results
are of one event if they have the same reference, or if somebody who compared them says so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, islice

from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.operation import step_of
from egnatia.exchange.states import ActionEvent, ActionState, advance
from egnatia.model.actionday import ActionDay, Measured, Result, ResultKind
from egnatia.model.delivery import GoodsSort
from egnatia.model.identity import NodeId, StatementId
from egnatia.model.operation import Deed, Lead
from egnatia.model.statement import Statement, standing

#: These have no words of their own, so that nobody can be named in them: the reason is the deed.
WORDLESS = frozenset({Deed.JOIN, Deed.RESULT, Deed.SAME, Deed.CLOSE})
#: What can be taken back; the reason is a `Mistake`.
TAKEN_BACK = frozenset({Deed.JOIN, Deed.RESULT, Deed.SAME})
#: How many pairs are shown to be compared, at most.
_MOST_PAIRS = 20
#: Events that are alike in all, of which pairs are still shown.
_MOST_ALIKE = 100


class Mistake(StrEnum):
    """Why something is taken back; a closed list, for the words of a result name nobody."""

    FIGURE = "figure"  #: The number was wrong.
    EVENT = "event"  #: It did not happen, or not so.
    TWICE = "twice"  #: It was told twice.
    OTHER = "other"  #: It belongs elsewhere; for a judgement: these are two events.


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, by all that was told of it."""

    kind: ResultKind
    priority: str
    count: int  #: What all who tell of it say: the least.
    goods: GoodsSort | None
    amount: int | None
    measured: Measured | None
    disputed: bool  #: They do not say the same of it.
    told: tuple[Statement, ...]

    @property
    def result(self) -> Result:
        """Return one result of it, for where and when."""
        return result_of(self.told[0])

    @property
    def referred(self) -> bool:
        """Return whether a result of it has a reference."""
        return any(result_of(one).reference for one in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Where a joint action day stands, and what it has come to."""

    plan: Statement  #: The newest one of the lead.
    lead: Lead
    action: ActionDay
    state: ActionState
    parts: tuple[Statement, ...]  #: Who takes part, and did not take it back.
    judgements: tuple[Statement, ...]  #: By which results are one event.
    events: tuple[Event, ...]
    members: frozenset[NodeId]  #: Of any plan of it: who is told.

    @property
    def figures(self) -> Mapping[ResultKind, int]:
        """Return how many there were of each kind."""
        return sum_of(self.events)

    @property
    def perhaps_same(self) -> tuple[tuple[Event, Event], ...]:
        """Return pairs that look like one event, for somebody to compare: other nodes, and all else alike.

        Two that have references each are known apart by them; of what is alike a hundred times no pair says anything.
        """
        alike: dict[tuple[object, ...], list[Event]] = {}
        for one in self.events:
            found = one.result
            if found.kind is not ResultKind.CHECK:
                alike.setdefault((found.kind, found.priority, found.day, found.count, found.goods), []).append(one)
        few = (group for group in alike.values() if len(group) <= _MOST_ALIKE)
        pairs = (pair for group in few for pair in combinations(group, 2))
        return tuple(islice(filter(_apart, pairs), _MOST_PAIRS))


def sum_of(events: Iterable[Event]) -> Mapping[ResultKind, int]:
    """Return how many there were of each kind in these events."""
    found: Counter[ResultKind] = Counter(dict.fromkeys(ResultKind, 0))
    for event in events:
        found[event.kind] += event.count
    return dict(found)


def tally(statements: Iterable[Statement], on: date) -> Tally | None:
    """Say where a joint action day stands and what it has come to.

    Args:
        statements: about one operation, in any order; what its issuer had no right to say is passed over.
        on: the day.

    Returns:
        None: there is no plan of one among them.
    """
    known = {found.id: found for found in sorted(statements, key=lambda found: found.id)}
    plans = {one.id: one for one in sorted(filter(is_action_plan, known.values()), key=_age)}
    if not plans:
        return None
    plan = list(plans.values())[-1]
    board = _Steps(plans=plans, known=tuple(known.values()), standing={one.id for one in standing(known.values())})
    return Tally(
        plan=plan,
        lead=lead_of(plan),
        action=action_of(plan),
        state=_state(board, action_of(plan), on),
        parts=tuple(board.stand(Deed.JOIN)),
        judgements=tuple(board.stand(Deed.SAME)),
        events=tuple(_events(board, action_of(plan))),
        members=frozenset().union(*(action_members(one) for one in plans.values())),
    )


def may_tell(statement: Statement, plan: Statement) -> bool:
    """Tell whether the issuer of a step has the say in it, under a plan that the step names."""
    step, action, lead = step_of(statement), action_of(plan), lead_of(plan).node
    if step.deed in WORDLESS and statement.reason != step.deed:
        return False
    if step.deed in (Deed.CLOSE, Deed.ABANDON):
        return statement.issuer == lead
    if step.deed is Deed.RESULT:
        found = result_of(statement)
        fits = found.priority in action.priorities and action.begins <= found.day <= action.ends
        return fits and statement.issuer in action_members(plan)
    return step.deed in (Deed.JOIN, Deed.SAME) and statement.issuer in action_members(plan)


def is_action_plan(statement: Statement) -> bool:
    """Tell whether a statement is a plan of a joint action day by the node that leads."""
    step = statement.operates
    return bool(step and step.action and step.lead and step.lead.node == statement.issuer)


def action_members(plan: Statement) -> frozenset[NodeId]:
    """Return who takes part by a plan, the lead among them."""
    return action_of(plan).participants | {plan.issuer}


def result_of(statement: Statement) -> Result:
    """Return the result that a step tells.

    Raises:
        IllegalStepError: it tells none.
    """
    found = step_of(statement).result
    if found is None:
        raise IllegalStepError("no result")
    return found


def lead_of(plan: Statement) -> Lead:
    """Return who leads by a plan.

    Raises:
        IllegalStepError: it is no plan.
    """
    found = step_of(plan).lead
    if found is None:
        raise IllegalStepError("not a plan")
    return found


def action_of(plan: Statement) -> ActionDay:
    """Return what is planned.

    Raises:
        IllegalStepError: it is no plan of a joint action day.
    """
    found = step_of(plan).action
    if found is None:
        raise IllegalStepError("not a plan of an action day")
    return found


def _age(plan: Statement) -> tuple[int, str, str]:
    return lead_of(plan).revision, plan.at.isoformat(), plan.id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """The steps of a joint action day, sorted out."""

    plans: Mapping[StatementId, Statement]
    known: tuple[Statement, ...]  #: By id, so that no order of arrival can matter.
    standing: set[StatementId]

    def ever(self, deed: Deed) -> Iterator[Statement]:
        """Yield what was said with the right to say it, though it was taken back since."""
        for one in self.known:
            plan = self.plans.get(one.operates.plan) if one.operates and one.operates.plan else None
            if plan and one.operates and one.operates.deed is deed and may_tell(one, plan):
                yield one

    def stand(self, deed: Deed) -> Iterator[Statement]:
        """Yield what was said with the right to say it, and not taken back."""
        return (one for one in self.ever(deed) if one.id in self.standing)


def _state(steps: _Steps, action: ActionDay, on: date) -> ActionState:
    happened = {
        ActionEvent.CALL_OFF: any(steps.ever(Deed.ABANDON)),
        ActionEvent.BEGIN: on >= action.begins,
        ActionEvent.END: on > action.ends,
        ActionEvent.CLOSE: any(steps.ever(Deed.CLOSE)),
    }
    state = ActionState.PLANNED
    for event in (one for one, true in happened.items() if true):
        try:
            state = advance(state, event)
        except IllegalStepError:  # without effect where it stands
            continue
    return state


def _events(steps: _Steps, action: ActionDay) -> Iterator[Event]:
    """Yield each event once: what has one reference, or is said to be the same, is one."""
    leads = {plan.issuer for plan in steps.plans.values()}
    joined = leads | {one.issuer for one in steps.ever(Deed.JOIN)}
    told = {one.id: one for one in steps.stand(Deed.RESULT) if one.issuer in joined}
    groups = _Groups(told)
    references: dict[tuple[ResultKind, str], StatementId] = {}
    for name, one in told.items():
        found = result_of(one)
        if found.reference:
            groups.join(name, references.setdefault((found.kind, found.reference), name))
    for said in steps.stand(Deed.SAME):
        named = [told[name] for name in sorted(step_of(said).same) if name in told]
        if said.issuer in leads | {one.issuer for one in named}:
            groups.join_all(named)
    for found_same in groups.all():
        yield _event(found_same, action)


class _Groups:
    """Results that are of one event, joined step by step."""

    def __init__(self, told: Mapping[StatementId, Statement]) -> None:
        """Begin with each result by itself."""
        self._told = told
        self._head = {name: name for name in told}

    def join(self, one: StatementId, other: StatementId) -> None:
        """Make the events of two results one; which of them stands for it does not depend on the order."""
        first, second = sorted((self._find(one), self._find(other)))
        self._head[second] = first

    def join_all(self, named: list[Statement]) -> None:
        """Make one event of those that are of one kind; a check and an arrest are never one."""
        for one, other in combinations(named, 2):
            if result_of(one).kind is result_of(other).kind:
                self.join(one.id, other.id)

    def all(self) -> Iterator[tuple[Statement, ...]]:
        """Yield the results of each event."""
        found: dict[StatementId, list[Statement]] = {}
        for name in sorted(self._head):
            found.setdefault(self._find(name), []).append(self._told[name])
        return (tuple(group) for group in found.values())

    def _find(self, name: StatementId) -> StatementId:
        while self._head[name] != name:
            name = self._head[name]
        return name


def _event(told: tuple[Statement, ...], action: ActionDay) -> Event:
    """Say of an event what all say who tell of it: the least of each figure, and the foremost priority."""
    results = [result_of(one) for one in told]
    rank = {name: place for place, name in enumerate(action.priorities)}
    measured = {one.measured for one in results if one.measured}
    amounts = [one.amount for one in results if one.amount is not None] if len(measured) == 1 else []
    said = {(one.priority, one.country, one.day, one.count, one.goods) for one in results}
    priorities = sorted({one.priority for one in results}, key=lambda name: (rank.get(name, len(rank)), name))
    return Event(
        kind=results[0].kind,
        priority=priorities[0],
        count=min(one.count for one in results),
        goods=min((one.goods for one in results if one.goods), default=None),
        amount=min(amounts, default=None),
        measured=min(measured) if amounts else None,
        disputed=len(said) > 1
        or len({one.amount for one in results if one.amount is not None}) > 1
        or len(measured) > 1,
        told=told,
    )


def _apart(pair: tuple[Event, Event]) -> bool:
    """Tell whether no node tells of both events, and one has no reference: what one node tells twice, are two."""
    one, other = pair
    if one.referred and other.referred:
        return False
    return not {said.issuer for said in one.told} & {said.issuer for said in other.told}
