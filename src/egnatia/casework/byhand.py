"""Answering by hand: where the instrument has no automatic reply, a person looks and says what may be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from egnatia.casework.answer import answer_of, hit_row, lawful_matches
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.hear import EVENT
from egnatia.casework.lawful import decide_answer
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, AnswerRow, QuestionRow
from egnatia.casework.trail import Note, combined, entry
from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import QuestionState, advance
from egnatia.law.channels import Channel
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.match.scores import Score
from egnatia.model.answer import Result, plain_answer
from egnatia.model.identity import QuestionId, RecordId
from egnatia.model.message import MessageType
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question that waits for a person, with the records that fit and may lawfully be told of."""

    asked: QuestionRow
    channel: Channel
    decision: Decision
    found: Sequence[tuple[Record, Score]]


def look_up(office: Office, actor: Account, question: QuestionId) -> Waiting:
    """Show a person the records that fit a waiting question; that they were seen is logged.

    Raises:
        NotAllowedError: the person may not answer.
        NotFoundError: there is no such question of a partner.
        ConflictError: it does not wait, or may no longer be answered lawfully.
    """
    require(actor, Right.ANSWER)
    asked = office.store.read(lambda tx: _waiting(tx, question))
    decision = decide_answer(office, asked.question)
    if not decision.open or decision.channel is None:
        raise ConflictError(f"this question may no longer be answered: {'; '.join(decision.words)}")
    if asked.question.expires_at <= office.clock.now():
        raise ConflictError("this question has expired")
    found = lawful_matches(office, asked.question, decision.channel).told
    note = Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=(question, *(record.id for record, _ in found)),
        purpose=asked.question.purpose,
        case=asked.question.case_file,
        decision=decision,
    )
    logged = [entry(office, note), *([combined(office, note)] if found else [])]
    office.store.write(lambda tx: tx.ledger.append(logged))
    return Waiting(asked=asked, channel=decision.channel, decision=decision, found=found)


def answer_by_hand(office: Office, actor: Account, question: QuestionId, told: frozenset[RecordId]) -> Result:
    """Answer a waiting question with the chosen records, or with nothing; it travels from the outbox.

    Raises:
        NotAllowedError: the person may not answer.
        NotFoundError: there is no such question, or a chosen record does not fit or may not be told of.
        ConflictError: it does not wait, or may no longer be answered lawfully.
    """
    waiting = look_up(office, actor, question)
    chosen = [(record, score) for record, score in waiting.found if record.id in told]
    if len(chosen) != len(told):
        raise NotFoundError("a chosen record does not fit the question, or may not be told of")
    rows = [hit_row(office, waiting.asked.question, waiting.channel, record, score) for record, score in chosen]
    result = Result.HIT if rows else Result.NOTHING
    letter = queue(office, _letter(office, waiting.asked, result, rows))

    def work(tx: Transaction) -> Result:
        row = _waiting(tx, question)
        if rows:
            tx.questions.set_state(question, advance(QuestionState(row.state), EVENT[result]))
            tx.answers.add(rows)
        else:
            tx.questions.drop(question)  # nothing is kept of it but the ledger entry
        tx.outbox.add([letter])
        tx.ledger.append([entry(office, _note(actor, waiting, rows))])
        return result

    return office.store.write(work)


def _waiting(tx: Transaction, question: QuestionId) -> QuestionRow:
    row = tx.questions.get(question)
    if row is None or not row.received:
        raise NotFoundError(f"no question {question} of a partner")
    try:
        advance(QuestionState(row.state), EVENT[Result.NOTHING])
    except IllegalStepError as error:
        raise ConflictError(f"the question is {row.state}: {error}") from error
    return row


def _letter(office: Office, asked: QuestionRow, result: Result, rows: Sequence[AnswerRow]) -> Content:
    answer = answer_of(office, asked.question, result, rows)
    return Content(
        type=MessageType.ANSWER,
        recipient=asked.question.asker,
        body=plain_answer(answer),
        expires_at=asked.question.expires_at,  # after that, the asker takes no answer any more
    )


def _note(actor: Account, waiting: Waiting, rows: Sequence[AnswerRow]) -> Note:
    asked = waiting.asked
    subjects = (row.record for row in rows if row.record)
    return Note(
        act=Act.DISCLOSURE if rows else Act.ANSWER,
        by=actor.id,
        about=(asked.question.id, *(row.reference for row in rows), *subjects),
        purpose=asked.question.purpose,
        case=asked.question.case_file,
        decision=waiting.decision,
        to=asked.question.asker,
    )
