"""The questions that stay: one's own with what they found, and, for oversight, how many of whose are kept here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from egnatia.casework.casefiles import working_in, works_in
from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require, require_any
from egnatia.casework.rows import Account, QuestionRow
from egnatia.casework.watches import ALONE, Ended, WatchRow
from egnatia.exchange.states import QuestionState
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, NodeId, QuestionId

_SEEING = frozenset({Right.CONSULT, Right.OPEN_CASE_FILE})


class WatchState(StrEnum):
    """Where a watch of ours is."""

    ASKED = "asked"  #: The partner has not taken it yet.
    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EXPIRED = "expired"
    REFUSED = "refused"
    SHELTERED = "sheltered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWatch:
    """What a list shows of a watch of ours: nothing of what is asked."""

    question: QuestionId
    partner: NodeId
    kind: str
    case: CaseId
    purpose: Purpose
    instrument: str
    by: AccountId | None
    begun_at: datetime
    until: datetime
    state: WatchState
    hits: int
    reviewed: bool  #: It stays longer than an officer may let it alone, so that somebody looked at it again.


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWatch:
    """What oversight sees of a partner's watch that is kept here: nothing of what is asked."""

    question: QuestionId
    partner: NodeId
    kind: str
    begun_at: datetime
    until: datetime


def list_watches(office: Office, actor: Account) -> tuple[ListedWatch, ...]:
    """Return the watches of the case files in which somebody works, the newest first.

    Raises:
        NotAllowedError: the person reads no records, and does not supervise.
    """
    require_any(actor, _SEEING)

    def work(tx: Transaction) -> tuple[ListedWatch, ...]:
        pairs = ((row, tx.questions.get(row.question)) for row in tx.watches.asked())
        seen = ((row, asked) for row, asked in pairs if asked and _sees(tx, actor, asked))
        return tuple(_listed(tx, row, asked) for row, asked in seen)

    return office.store.read(work)


def find_watch(office: Office, actor: Account, question: QuestionId) -> ListedWatch:
    """Return one watch of ours.

    Raises:
        NotAllowedError: the person reads no records and does not supervise, or does not work in the case file.
        NotFoundError: nothing that was asked here stays under that id.
    """
    require_any(actor, _SEEING)

    def work(tx: Transaction) -> ListedWatch:
        row, asked = tx.watches.get(question), tx.questions.get(question)
        if row is None or row.received or asked is None:
            raise NotFoundError(f"no watch {question}")
        purpose = asked.question.purpose
        require_any(actor, _SEEING, purpose)
        if not may(actor, Right.OPEN_CASE_FILE, purpose):
            working_in(tx, actor, asked.question.case_file)
        return _listed(tx, row, asked)

    return office.store.read(work)


def held_watches(office: Office, actor: Account) -> tuple[HeldWatch, ...]:
    """Return what is kept here of partners' watches: ids, whose, and until when.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    rows = office.store.read(lambda tx: tx.watches.standing())
    return tuple(
        HeldWatch(question=row.question, partner=row.partner, kind=row.kind, begun_at=row.begun_at, until=row.until)
        for row in rows
    )


def _sees(tx: Transaction, actor: Account, asked: QuestionRow) -> bool:
    case, purpose = tx.case_files.get(asked.question.case_file), asked.question.purpose
    return case is not None and works_in(actor, case) and any(may(actor, right, purpose) for right in _SEEING)


def _listed(tx: Transaction, row: WatchRow, asked: QuestionRow) -> ListedWatch:
    question = asked.question
    return ListedWatch(
        question=row.question,
        partner=row.partner,
        kind=row.kind,
        case=question.case_file,
        purpose=question.purpose,
        instrument=question.instrument,
        by=asked.by,
        begun_at=row.begun_at,
        until=row.until,
        state=_state(row, asked),
        hits=len(tx.answers.of(row.question)),
        reviewed=row.until - question.asked_at > ALONE,
    )


def _state(row: WatchRow, asked: QuestionRow) -> WatchState:
    if row.ended is not Ended.STANDS:
        return WatchState(row.ended.value)
    if asked.state == QuestionState.REFUSED:
        return WatchState.REFUSED
    return WatchState.ASKED if asked.state == QuestionState.ASKED else WatchState.STANDS
