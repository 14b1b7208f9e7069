"""The inbox: what partners asked, with what is still to do about each and until when; what is late comes first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from egnatia.casework.office import Office
from egnatia.casework.page import MOST, USUAL, Page
from egnatia.casework.ports import Transaction
from egnatia.casework.questions import Wanted, list_waiting, page_questions
from egnatia.casework.rows import Account, AnswerRow, QuestionRow
from egnatia.exchange.states import HitState, QuestionState
from egnatia.law.channels import Channel, Confirms
from egnatia.law.errors import LawError
from egnatia.law.instruments import Instrument
from egnatia.model.identity import NodeId
from egnatia.model.question import Question


class Todo(StrEnum):
    """What a person of this node must still do about a partner's question."""

    ANSWER = "to answer"
    COMPARE = "to compare"
    DECIDE = "to release or withhold"
    THEIRS = "the partner compares"
    NOTHING = "nothing to do"


#: When nothing is to be done here.
_SETTLED = (Todo.THEIRS, Todo.NOTHING)
#: Pages of questions that are looked through for one page of those that fit a filter.
_PAGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a partner in the inbox."""

    row: QuestionRow
    todo: Todo
    due: datetime  #: By the instrument's clock; without one, the end of the question's life.
    late: bool  #: There is something to do, and it should have been done.

    @property
    def is_open(self) -> bool:
        """Whether somebody here must do something."""
        return self.todo not in _SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which questions of the inbox somebody wants to see; what is None or False is not asked for."""

    todo: Todo | None = None
    partner: NodeId | None = None
    kind: str | None = None
    late: bool = False
    urgent: bool = False
    beyond: int | None = None  #: `next` of the page before, of what there is nothing to do about.

    def lets_through(self, item: Item) -> bool:
        """Tell whether an item is one of those that are wanted."""
        question = item.row.question
        wanted = ((self.partner, question.asker), (self.kind, question.kind), (self.todo, item.todo))
        fits = all(one is None or one == found for one, found in wanted)
        return fits and (item.late or not self.late) and (question.urgent or not self.urgent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """All that waits for a person here, and a page of the rest."""

    todo: tuple[Item, ...]  #: What is late first, then by when it is due.
    others: Page[Item]  #: The newest first.
    late: int  #: Of all that waits, whatever the filter.
    hidden: int  #: What waits, and the filter leaves out.


#: Nothing is left out.
_ALL = Filter()


def page_inbox(office: Office, actor: Account, wanted: Filter = _ALL) -> Waiting:
    """Return what partners asked: all that waits for a person here, and a page of the rest.

    Raises:
        NotAllowedError: the person neither answers, confirms nor releases.
    """
    rows = list_waiting(office, actor, received=True)
    elsewhere = frozenset(_elsewhere(office.law.book.instruments.values()))
    unsettled = office.store.read(lambda tx: tx.questions.unsettled(actor.purposes, elsewhere))
    items = [item for item in _items(office, (*rows, *unsettled)) if item.is_open]
    fitting = sorted(filter(wanted.lets_through, items), key=lambda item: (not item.late, item.due))
    return Waiting(
        todo=tuple(fitting),
        others=_others(office, actor, wanted),
        late=sum(item.late for item in items),
        hidden=len(items) - len(fitting),
    )


def _others(office: Office, actor: Account, wanted: Filter) -> Page[Item]:
    """Return a page of that about which there is nothing to do here, from as many questions as a person waits for."""
    if wanted.late or wanted.todo not in (None, *_SETTLED):
        return Page(rows=(), next=None)
    sought = Wanted(
        received=True, waiting=False, partner=wanted.partner, kind=wanted.kind, beyond=wanted.beyond, limit=MOST
    )
    found: list[Item] = []
    for _ in range(_PAGES):
        page = page_questions(office, actor, sought)
        found += (item for item in _items(office, page.rows) if not item.is_open and wanted.lets_through(item))
        if page.next is None or len(found) >= USUAL:
            break
        sought = replace(sought, beyond=page.next)
    return Page(rows=tuple(found), next=page.next)


def _elsewhere(instruments: Iterable[Instrument]) -> Iterator[tuple[str, str, str]]:
    """Yield the states of hits, by instrument and kind, in which the partner's people or nobody must do something."""
    for instrument in instruments:
        for kind, covered in instrument.entries.items():
            for state in (HitState.OPEN, HitState.CONFIRMED):
                if _todo_of(state, covered.channel) in _SETTLED:
                    yield state, instrument.id, kind


def _items(office: Office, rows: Sequence[QuestionRow]) -> list[Item]:
    def work(tx: Transaction) -> list[tuple[QuestionRow, tuple[AnswerRow, ...]]]:
        return [(row, tx.answers.of(row.question.id) if row.state == QuestionState.HIT else ()) for row in rows]

    now = office.clock.now()
    return [_item(office, row, hits, now) for row, hits in office.store.read(work)]


def _item(office: Office, row: QuestionRow, hits: Sequence[AnswerRow], now: datetime) -> Item:
    channel = _channel(office, row.question)
    todo, due = _todo(row, hits, channel), due_at(row.question, channel)
    return Item(row=row, todo=todo, due=due, late=todo not in _SETTLED and due < now)


def _channel(office: Office, question: Question) -> Channel | None:
    try:
        return office.law.channel(question.instrument, question.kind)
    except LawError:  # the law changed since: the question keeps its own end
        return None


def _todo(row: QuestionRow, hits: Sequence[AnswerRow], channel: Channel | None) -> Todo:
    """Return the first thing that is to be done about a question or one of its hits."""
    if row.state == QuestionState.WAITING:
        return Todo.ANSWER
    return min((_todo_of(hit.state, channel) for hit in hits), key=list(Todo).index, default=Todo.NOTHING)


def _todo_of(state: str, channel: Channel | None) -> Todo:
    if state == HitState.OPEN:
        return Todo.THEIRS if channel and channel.confirms is not Confirms.ANSWERER else Todo.COMPARE
    decided_here = channel is None or channel.release
    return Todo.DECIDE if state == HitState.CONFIRMED and decided_here else Todo.NOTHING


def due_at(question: Question, channel: Channel | None) -> datetime:
    """Return when an answer is due: by the clock of the instrument, shorter if urgent, or when the question ends."""
    if channel is None or channel.clock_hours is None:
        return question.expires_at
    hours = channel.urgent_hours if question.urgent and channel.urgent_hours else channel.clock_hours
    return min(question.asked_at + timedelta(hours=hours), question.expires_at)
