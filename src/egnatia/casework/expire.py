"""Questions that nobody answered in time: the asker is told so, and the partner keeps nothing of them."""

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import QuestionRow
from egnatia.casework.trail import Note, entry
from egnatia.exchange.states import QuestionEvent, QuestionState, advance
from egnatia.ledger.entry import Act

#: What the asker reads.
NO_ANSWER = "no answer"


def expire_waiting(office: Office) -> int:
    """End the questions that wait for a person and whose time is over, on either side; returns how many.

    A question that waits in the outbox for a partner who is away ends with its letter (`undelivered.py`).
    """
    late = [row for row in office.store.read(lambda tx: tx.questions.waiting()) if _is_late(office, row)]
    for row in late:
        office.store.write(lambda tx, one=row: _expire(office, tx, one))  # type: ignore[misc]
    return len(late)


def _is_late(office: Office, row: QuestionRow) -> bool:
    return row.question.expires_at <= office.clock.now()


def _expire(office: Office, tx: Transaction, row: QuestionRow) -> None:
    question = row.question
    now = tx.questions.get(question.id)
    if now is None or now.state != QuestionState.WAITING:
        return
    if row.received:
        tx.questions.drop(question.id)
    else:
        state = advance(QuestionState.WAITING, QuestionEvent.EXPIRED)
        tx.questions.set_state(question.id, state, (NO_ANSWER,))
    note = Note(
        act=Act.QUESTION,
        by=office.me,
        about=(question.id,),
        purpose=question.purpose,
        case=question.case_file,
        detail={"what": QuestionState.EXPIRED},
    )
    tx.ledger.append([entry(office, note)])
