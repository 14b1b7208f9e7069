"""The inbox: what partners asked, with what is still to do about each and until when; what is late comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Page
from egnatia.casework.ports import Transaction
from egnatia.casework.questions import Wanted, list_waiting, page_questions
from egnatia.casework.rows import Account, AnswerRow, QuestionRow
from egnatia.exchange.states import HitState, QuestionState
from egnatia.law.channels import Channel, Confirms
from egnatia.law.errors import LawError
from egnatia.model.question import Question


class Todo(StrEnum):
    """What a person of this node must still do about a partner's question."""

    ANSWER = "to answer"
    COMPARE = "to compare"
    DECIDE = "to release or withhold"
    THEIRS = "the partner compares"
    NOTHING = "nothing to do"


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
        return self.todo not in (Todo.THEIRS, Todo.NOTHING)


def page_inbox(office: Office, actor: Account, beyond: int | None = None) -> Page[Item]:
    """Return what partners asked: what is late, then what is to do by when it is due, then the rest, newest first.

    The first page has all that waits for a person, and so much of the rest as a page holds.

    Raises:
        NotAllowedError: the person neither answers, confirms nor releases.
    """
    page = page_questions(office, actor, Wanted(received=True, waiting=False, beyond=beyond, limit=MOST))
    rows = (*(() if beyond else list_waiting(office, actor, received=True)), *page.rows)

    def work(tx: Transaction) -> list[tuple[QuestionRow, tuple[AnswerRow, ...]]]:
        return [(row, tx.answers.of(row.question.id) if row.state == QuestionState.HIT else ()) for row in rows]

    now = office.clock.now()
    items = [_item(office, row, hits, now) for row, hits in office.store.read(work)]
    todo = sorted((item for item in items if item.is_open), key=lambda item: (not item.late, item.due))
    return Page(rows=(*todo, *(item for item in items if not item.is_open)), next=page.next)


def _item(office: Office, row: QuestionRow, hits: Sequence[AnswerRow], now: datetime) -> Item:
    channel = _channel(office, row.question)
    todo, due = _todo(row, hits, channel), due_at(row.question, channel)
    return Item(row=row, todo=todo, due=due, late=todo not in (Todo.THEIRS, Todo.NOTHING) and due < now)


def _channel(office: Office, question: Question) -> Channel | None:
    try:
        return office.law.channel(question.instrument, question.kind)
    except LawError:  # the law changed since: the question keeps its own end
        return None


def _todo(row: QuestionRow, hits: Sequence[AnswerRow], channel: Channel | None) -> Todo:
    if row.state == QuestionState.WAITING:
        return Todo.ANSWER
    states = {hit.state for hit in hits}
    if HitState.OPEN in states:
        return Todo.THEIRS if channel and channel.confirms is not Confirms.ANSWERER else Todo.COMPARE
    decided_here = channel is None or channel.release
    return Todo.DECIDE if HitState.CONFIRMED in states and decided_here else Todo.NOTHING


def due_at(question: Question, channel: Channel | None) -> datetime:
    """Return when an answer is due: by the clock of the instrument, shorter if urgent, or when the question ends."""
    if channel is None or channel.clock_hours is None:
        return question.expires_at
    hours = channel.urgent_hours if question.urgent and channel.urgent_hours else channel.clock_hours
    return min(question.asked_at + timedelta(hours=hours), question.expires_at)
