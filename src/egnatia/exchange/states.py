"""The life of a question, a hit, a message and a controlled delivery, as tables: all that decides how they move on.

Both sides follow the same tables: the asker's node moves on when something arrives, the partner's when something is
sent. `docs/protocol/states.md` is drawn from them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import overload

from egnatia.exchange.errors import IllegalStepError


class QuestionState(StrEnum):
    """Where one question to one partner is."""

    ASKED = "asked"  #: Asker: in the outbox or on its way. Partner: taken, not yet answered.
    WAITING = "waiting"  #: A person at the partner will answer.
    NOTHING = "nothing"  #: Nothing that can be shared.
    HIT = "hit"  #: One or more hits, each with a life of its own.
    REFUSED = "refused"  #: Not lawful, or not taken by the partner's node.
    EXPIRED = "expired"  #: Its time ran out before an answer.


class QuestionEvent(StrEnum):
    """What happens to a question."""

    ANSWERED_WAITING = "answered_waiting"
    ANSWERED_NOTHING = "answered_nothing"
    ANSWERED_HIT = "answered_hit"
    REFUSED = "refused"
    EXPIRED = "expired"
    WATCH_HIT = "watch_hit"  #: It stays, and something new fits it.


class HitState(StrEnum):
    """Where one hit is."""

    OPEN = "open"  #: The asker has reference, quality and instrument, and what an automatic reply contains.
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    RELEASED = "released"  #: The records were given.
    WITHHELD = "withheld"  #: The partner decided not to give them.


class HitEvent(StrEnum):
    """What happens to a hit."""

    CONFIRM = "confirm"
    REJECT = "reject"
    RELEASE = "release"
    WITHHOLD = "withhold"
    UNDELIVERED = "undelivered"  #: The records that were given never reached the asker.


class DispatchState(StrEnum):
    """Where a message from desk to desk is."""

    DRAFT = "draft"  #: Being written; nothing has left.
    PENDING = "pending"  #: A second person must approve it.
    BY_HAND = "by_hand"  #: Its recipient has no node: somebody is to send it by hand.
    SENT = "sent"  #: In the outbox or on its way; on paper: it was sent by hand.
    DELIVERED = "delivered"  #: The recipient's node has it; at the recipient: nobody has opened it.
    READ = "read"  #: Somebody at its desk has opened it.
    DONE = "done"  #: The desk has done what was to do.
    RETURNED = "returned"  #: Its recipient handed it back: it is for another agency.
    FAILED = "failed"  #: It never arrived; a person decides what becomes of it.
    CLOSED = "closed"  #: It never arrived, and a person let it be.


class DispatchEvent(StrEnum):
    """What happens to a message from desk to desk."""

    APPROVE_FIRST = "approve_first"
    TAKE_BACK = "take_back"  #: A message that waits for a second person, or for the post, is changed again.
    HAND_OUT = "hand_out"  #: It may go, on paper.
    SEND = "send"
    DELIVER = "deliver"
    READ = "read"
    REROUTE = "reroute"  #: It goes to another desk of the same agency.
    FINISH = "finish"
    HAND_BACK = "hand_back"
    GIVE_UP = "give_up"
    CLOSE = "close"  #: What never arrived is let be.


class DeliveryState(StrEnum):
    """Where a controlled delivery is; a function of its steps, the same at every member (`operation.py`)."""

    PLANNED = "planned"  #: A consent, or more than one, is missing.
    CLEARED = "cleared"  #: Every state consents and guarantees to keep watch; it may start.
    UNDER_WAY = "under_way"
    HALTED = (
        "halted"  #: Started, and a consent on which it rested is gone, or the plan is new: the goods go no further.
    )
    ENDANGERED = "endangered"  #: People are in the consignment or in danger by it: nothing but to intervene.
    LOST = "lost"  #: Sight of the goods was lost.
    ARRIVED = "arrived"
    INTERVENED = "intervened"  #: Seized.
    ABANDONED = "abandoned"


class DeliveryEvent(StrEnum):
    """What happens to a controlled delivery."""

    CLEAR = "clear"
    START = "start"
    HALT = "halt"
    PERSONS = "persons"
    LOSE = "lose"
    ARRIVE = "arrive"
    INTERVENE = "intervene"
    ABANDON = "abandon"


class ActionState(StrEnum):
    """Where a joint action day is; a function of its steps and of the day (`actionday.py`)."""

    PLANNED = "planned"
    RUNNING = "running"
    COUNTING = "counting"  #: Its days are over; results that are late still count.
    CLOSED = "closed"  #: The lead expects no more; what was told before, and comes now, counts all the same.
    CALLED_OFF = "called_off"


class ActionEvent(StrEnum):
    """What happens to a joint action day."""

    BEGIN = "begin"
    END = "end"
    CLOSE = "close"
    CALL_OFF = "call_off"


_State = QuestionState | HitState | DispatchState | DeliveryState | ActionState
_Event = QuestionEvent | HitEvent | DispatchEvent | DeliveryEvent | ActionEvent
Table = Mapping[tuple[_State, _Event], _State]

#: Where an event takes a question. What is not here cannot happen.
QUESTION: Table = {
    (QuestionState.ASKED, QuestionEvent.ANSWERED_WAITING): QuestionState.WAITING,
    (QuestionState.ASKED, QuestionEvent.ANSWERED_NOTHING): QuestionState.NOTHING,
    (QuestionState.ASKED, QuestionEvent.ANSWERED_HIT): QuestionState.HIT,
    (QuestionState.ASKED, QuestionEvent.REFUSED): QuestionState.REFUSED,
    (QuestionState.ASKED, QuestionEvent.EXPIRED): QuestionState.EXPIRED,
    (QuestionState.WAITING, QuestionEvent.ANSWERED_NOTHING): QuestionState.NOTHING,
    (QuestionState.WAITING, QuestionEvent.ANSWERED_HIT): QuestionState.HIT,
    (QuestionState.WAITING, QuestionEvent.REFUSED): QuestionState.REFUSED,
    (QuestionState.WAITING, QuestionEvent.EXPIRED): QuestionState.EXPIRED,
    (QuestionState.NOTHING, QuestionEvent.WATCH_HIT): QuestionState.HIT,
    (QuestionState.HIT, QuestionEvent.WATCH_HIT): QuestionState.HIT,
}

#: Where an event takes a hit. Nothing is released unconfirmed, and nothing that the asker has is unreleased: a recall
#: is a statement about records, not a step back. What never reached it was not given, and can be given again.
HIT: Table = {
    (HitState.OPEN, HitEvent.CONFIRM): HitState.CONFIRMED,
    (HitState.OPEN, HitEvent.REJECT): HitState.REJECTED,
    (HitState.CONFIRMED, HitEvent.RELEASE): HitState.RELEASED,
    (HitState.CONFIRMED, HitEvent.WITHHOLD): HitState.WITHHELD,
    (HitState.RELEASED, HitEvent.UNDELIVERED): HitState.CONFIRMED,
}

#: Where an event takes a message from desk to desk. The sender may hear that it was read or done before the receipt
#: comes, and after it gave it up: what the recipient says of it counts.
DISPATCH: Table = {
    (DispatchState.DRAFT, DispatchEvent.APPROVE_FIRST): DispatchState.PENDING,
    (DispatchState.DRAFT, DispatchEvent.SEND): DispatchState.SENT,
    (DispatchState.PENDING, DispatchEvent.TAKE_BACK): DispatchState.DRAFT,
    (DispatchState.PENDING, DispatchEvent.SEND): DispatchState.SENT,
    (DispatchState.DRAFT, DispatchEvent.HAND_OUT): DispatchState.BY_HAND,
    (DispatchState.PENDING, DispatchEvent.HAND_OUT): DispatchState.BY_HAND,
    (DispatchState.BY_HAND, DispatchEvent.TAKE_BACK): DispatchState.DRAFT,
    (DispatchState.BY_HAND, DispatchEvent.SEND): DispatchState.SENT,
    (DispatchState.SENT, DispatchEvent.DELIVER): DispatchState.DELIVERED,
    (DispatchState.SENT, DispatchEvent.READ): DispatchState.READ,
    (DispatchState.SENT, DispatchEvent.REROUTE): DispatchState.DELIVERED,
    (DispatchState.SENT, DispatchEvent.FINISH): DispatchState.DONE,
    (DispatchState.SENT, DispatchEvent.HAND_BACK): DispatchState.RETURNED,
    (DispatchState.SENT, DispatchEvent.GIVE_UP): DispatchState.FAILED,
    (DispatchState.FAILED, DispatchEvent.SEND): DispatchState.SENT,
    (DispatchState.FAILED, DispatchEvent.DELIVER): DispatchState.DELIVERED,
    (DispatchState.FAILED, DispatchEvent.READ): DispatchState.READ,
    (DispatchState.FAILED, DispatchEvent.REROUTE): DispatchState.DELIVERED,
    (DispatchState.FAILED, DispatchEvent.FINISH): DispatchState.DONE,
    (DispatchState.FAILED, DispatchEvent.HAND_BACK): DispatchState.RETURNED,
    (DispatchState.FAILED, DispatchEvent.CLOSE): DispatchState.CLOSED,
    (DispatchState.CLOSED, DispatchEvent.DELIVER): DispatchState.DELIVERED,
    (DispatchState.CLOSED, DispatchEvent.READ): DispatchState.READ,
    (DispatchState.CLOSED, DispatchEvent.REROUTE): DispatchState.DELIVERED,
    (DispatchState.CLOSED, DispatchEvent.FINISH): DispatchState.DONE,
    (DispatchState.CLOSED, DispatchEvent.HAND_BACK): DispatchState.RETURNED,
    (DispatchState.DELIVERED, DispatchEvent.READ): DispatchState.READ,
    (DispatchState.DELIVERED, DispatchEvent.REROUTE): DispatchState.DELIVERED,
    (DispatchState.DELIVERED, DispatchEvent.FINISH): DispatchState.DONE,
    (DispatchState.DELIVERED, DispatchEvent.HAND_BACK): DispatchState.RETURNED,
    (DispatchState.READ, DispatchEvent.REROUTE): DispatchState.DELIVERED,
    (DispatchState.READ, DispatchEvent.FINISH): DispatchState.DONE,
    (DispatchState.READ, DispatchEvent.HAND_BACK): DispatchState.RETURNED,
}

#: Where an event takes a controlled delivery. The only way to `under_way` begins where every consent stands; what was
#: given up before it started never starts, and what is under way can only arrive, be seized or be lost.
DELIVERY: Table = {
    (DeliveryState.PLANNED, DeliveryEvent.CLEAR): DeliveryState.CLEARED,
    (DeliveryState.PLANNED, DeliveryEvent.HALT): DeliveryState.HALTED,
    (DeliveryState.PLANNED, DeliveryEvent.PERSONS): DeliveryState.ENDANGERED,
    (DeliveryState.PLANNED, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.PLANNED, DeliveryEvent.ABANDON): DeliveryState.ABANDONED,
    (DeliveryState.CLEARED, DeliveryEvent.START): DeliveryState.UNDER_WAY,
    (DeliveryState.CLEARED, DeliveryEvent.HALT): DeliveryState.HALTED,
    (DeliveryState.CLEARED, DeliveryEvent.PERSONS): DeliveryState.ENDANGERED,
    (DeliveryState.CLEARED, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.CLEARED, DeliveryEvent.ABANDON): DeliveryState.ABANDONED,
    (DeliveryState.UNDER_WAY, DeliveryEvent.PERSONS): DeliveryState.ENDANGERED,
    (DeliveryState.UNDER_WAY, DeliveryEvent.LOSE): DeliveryState.LOST,
    (DeliveryState.UNDER_WAY, DeliveryEvent.ARRIVE): DeliveryState.ARRIVED,
    (DeliveryState.UNDER_WAY, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.HALTED, DeliveryEvent.PERSONS): DeliveryState.ENDANGERED,
    (DeliveryState.HALTED, DeliveryEvent.LOSE): DeliveryState.LOST,
    (DeliveryState.HALTED, DeliveryEvent.ARRIVE): DeliveryState.ARRIVED,
    (DeliveryState.HALTED, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.ENDANGERED, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.LOST, DeliveryEvent.ARRIVE): DeliveryState.ARRIVED,
    (DeliveryState.LOST, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
    (DeliveryState.ARRIVED, DeliveryEvent.INTERVENE): DeliveryState.INTERVENED,
}

#: Where an event takes a joint action day: it begins and ends by its days, and is called off before it begins.
ACTION_DAY: Table = {
    (ActionState.PLANNED, ActionEvent.BEGIN): ActionState.RUNNING,
    (ActionState.PLANNED, ActionEvent.CALL_OFF): ActionState.CALLED_OFF,
    (ActionState.RUNNING, ActionEvent.END): ActionState.COUNTING,
    (ActionState.RUNNING, ActionEvent.CLOSE): ActionState.CLOSED,
    (ActionState.COUNTING, ActionEvent.CLOSE): ActionState.CLOSED,
}

#: Where a matter may rest for good, although something can still happen.
_MAY_REST = frozenset(
    {
        QuestionState.NOTHING,
        QuestionState.HIT,
        HitState.RELEASED,
        DispatchState.FAILED,
        DispatchState.CLOSED,
        DeliveryState.LOST,
        DeliveryState.ARRIVED,
    }
)


@overload
def advance(state: QuestionState, event: QuestionEvent) -> QuestionState: ...
@overload
def advance(state: HitState, event: HitEvent) -> HitState: ...
@overload
def advance(state: DispatchState, event: DispatchEvent) -> DispatchState: ...
@overload
def advance(state: DeliveryState, event: DeliveryEvent) -> DeliveryState: ...
@overload
def advance(state: ActionState, event: ActionEvent) -> ActionState: ...
def advance(state: _State, event: _Event) -> _State:
    """Return where an event takes a question, a hit, a message, a controlled delivery or an action day.

    Raises:
        IllegalStepError: it cannot happen from there.
    """
    following = _table(state).get((state, event))
    if following is None:
        raise IllegalStepError(f"{event} cannot follow {state}")
    return following


def ended(state: _State) -> bool:
    """Tell whether nothing can follow."""
    return all(start != state for start, _ in _table(state))


def _table(state: _State) -> Table:
    return _TABLES[type(state)]


_TABLES: Mapping[type, Table] = {
    QuestionState: QUESTION,
    HitState: HIT,
    DispatchState: DISPATCH,
    DeliveryState: DELIVERY,
    ActionState: ACTION_DAY,
}


def draw(table: Table) -> str:
    """Draw a table as a Mermaid state diagram."""
    starts = dict.fromkeys(start for start, _ in table)
    first = next(iter(starts))
    arrows = [f"    {start} --> {end}: {event}" for (start, event), end in table.items()]
    resting = dict.fromkeys(end for end in table.values() if end not in starts or end in _MAY_REST)
    ends = [f"    {end} --> [*]" for end in resting]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends]) + "\n"
