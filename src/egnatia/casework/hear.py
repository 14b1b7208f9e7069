"""Hearing what a partner says to a question of ours, at once or, where a person had to look, later."""

from collections.abc import Mapping
from types import MappingProxyType

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import AnswerRow, QuestionRow
from egnatia.casework.trail import Note, entry
from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import HitState, QuestionEvent, QuestionState, advance
from egnatia.ledger.entry import Act, Entry
from egnatia.model.answer import Answer, Result, parse_answer
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import Message

#: What an answer does to the question.
EVENT: Mapping[Result, QuestionEvent] = MappingProxyType(
    {
        Result.NOTHING: QuestionEvent.ANSWERED_NOTHING,
        Result.HIT: QuestionEvent.ANSWERED_HIT,
        Result.REFUSED: QuestionEvent.REFUSED,
        Result.WAITING: QuestionEvent.ANSWERED_WAITING,
    }
)


def take_answer(office: Office, message: Message) -> Effect:
    """Take an answer in: it must be to a question of ours to this partner, under the instrument named.

    Raises:
        ParseError: the body is no answer.
    """
    answer = parse_answer(dict(message.body))
    return Effect(
        outcome=answer.result,
        check=lambda tx: check_answer(tx, message.sender, answer),
        write=lambda tx: _hear(office, tx, answer),
        heard=answer,
    )


def check_answer(tx: Transaction, sender: NodeId, answer: Answer) -> None:
    """Refuse an answer to nothing that was asked of that partner, or whose hits are not that partner's to give.

    Raises:
        Refused: it belongs to nothing here.
    """
    row = tx.questions.get(answer.question)
    if row is None or row.received or row.question.partner != sender:
        raise out_of_place("no question of ours to this partner has that id")
    if answer.instrument != row.question.instrument:
        raise out_of_place("the question was asked under another instrument")
    if any(hit.kind != row.question.kind for hit in answer.hits):
        raise out_of_place("the question was about another kind")
    if len({hit.reference for hit in answer.hits}) < len(answer.hits):
        raise out_of_place("two hits have one reference")
    if any(_taken(tx, hit.reference, answer.question) for hit in answer.hits):
        raise out_of_place("the reference of a hit stands for another one already")
    if any(hit.record and hit.record.issuer != sender for hit in answer.hits):
        raise out_of_place("a machine gives views of its own node's records")


def _taken(tx: Transaction, reference: Reference, question: QuestionId) -> bool:
    earlier = tx.answers.get(reference)
    return earlier is not None and earlier.question != question


def _hear(office: Office, tx: Transaction, answer: Answer) -> None:
    """Move the question on; an answer to a question that was answered before changes nothing."""
    row = tx.questions.get(answer.question)
    if row is None:
        return
    try:
        state = advance(QuestionState(row.state), EVENT[answer.result])
    except IllegalStepError:
        return
    tx.questions.set_state(answer.question, state, answer.reasons)
    keep_hits(office, tx, row, answer)


def keep_hits(office: Office, tx: Transaction, row: QuestionRow, answer: Answer) -> None:
    """Keep the hits of an answer, with what a machine gave at once, and log them."""
    given = [hit.record for hit in answer.hits if hit.record]
    if given:
        take_records(office, tx, given, row.question.partner)
    tx.answers.add(_hits(office, row, answer))
    tx.ledger.append([_note(office, row, answer)])


def _hits(office: Office, row: QuestionRow, answer: Answer) -> list[AnswerRow]:
    return [
        AnswerRow(
            question=answer.question,
            reference=hit.reference,
            partner=row.question.partner,
            quality=hit.quality,
            kind=hit.kind,
            instrument=answer.instrument,
            view=hit.record.id if hit.record else None,
            state=HitState.OPEN,
            at=office.clock.now(),
        )
        for hit in answer.hits
    ]


def _note(office: Office, row: QuestionRow, answer: Answer) -> Entry:
    views = tuple(hit.record.id for hit in answer.hits if hit.record)
    note = Note(
        act=Act.COLLECTION if views else Act.ANSWER,
        by=row.question.partner,
        about=(answer.question, *(hit.reference for hit in answer.hits), *views),
        purpose=row.question.purpose,
        case=row.question.case_file,
        detail={"result": answer.result, "partner_policy": answer.policy, "instrument": answer.instrument},
    )
    return entry(office, note)
