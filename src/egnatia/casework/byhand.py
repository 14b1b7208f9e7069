"""Answering by hand: where the instrument has no automatic reply, a person looks and says what may be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from egnatia.casework.answer import HITS, answer_of, lawful_matches, may_tell, threat_of
from egnatia.casework.atonce import Drawn, draw_hit, note_given, subjects_of
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.hear import EVENT
from egnatia.casework.lawful import decide_answer
from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, QuestionRow
from egnatia.casework.trail import Note, combined, entry
from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import QuestionState, advance
from egnatia.law.channels import Channel
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.match.scores import Score
from egnatia.model.answer import Answer, Quality, Result, plain_answer
from egnatia.model.identity import QuestionId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.message import MessageType
from egnatia.model.reading import text
from egnatia.model.record import Record

#: The engine of a score that a person gave.
BY_PERSON = "person"

_ACT = {Result.HIT: Act.DISCLOSURE, Result.NOTHING: Act.ANSWER, Result.REFUSED: Act.REFUSAL}


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
    require(actor, Right.ANSWER, asked.question.purpose)
    decision = decide_answer(office, asked.question, threat=threat_of(office, asked.question))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person answers with: own records, or why the question is refused; neither means *nothing*."""

    records: frozenset[RecordId] = frozenset()
    quality: Quality = Quality.POSSIBLE  #: How well the records fit that no engine found: what the person thinks.
    refused: str = ""  #: What is wrong with the question, in words for the asker; nothing about records.


def answer_by_hand(office: Office, actor: Account, question: QuestionId, told: Told) -> Result:
    """Answer a waiting question with own records, with nothing, or refuse it; it travels from the outbox.

    Any own record of the kind that was asked for may be chosen, found by an engine or not, if the law lets the asker
    learn of it: for many kinds a person who compares is the only engine.

    Raises:
        NotAllowedError: the person may not answer.
        NotFoundError: there is no such question, or a chosen record is none that may be told of.
        ConflictError: it does not wait, may no longer be answered lawfully, is refused and answered at once, or the
            answer is too large to travel.
        ParseError: the reason of a refusal is malformed.
    """
    if told.refused:
        text(500)(told.refused, "refused")
    if told.refused and told.records:
        raise ConflictError("a refusal names no records: say one or the other")
    waiting = look_up(office, actor, question)
    chosen = _chosen(office, waiting, told)
    hits = [draw_hit(office, waiting.asked.question, waiting.channel, record, score) for record, score in chosen]
    answer = _answer(office, waiting, hits, told.refused)
    letter = travelling(queue(office, _letter(waiting.asked, answer)), "name fewer records")
    note = _note(actor, waiting, hits, answer.result)

    def work(tx: Transaction) -> Result:
        row = _waiting(tx, question)
        if hits:
            tx.questions.set_state(question, advance(QuestionState(row.state), EVENT[answer.result]))
            note_given(tx, hits)
        else:
            tx.questions.drop(question)  # nothing is kept of it but the ledger entry
        tx.outbox.add([letter])
        tx.ledger.append([entry(office, note), *([combined(office, note)] if hits else [])])
        return answer.result

    return office.store.write(work)


def _chosen(office: Office, waiting: Waiting, told: Told) -> list[tuple[Record, Score]]:
    """Return the chosen records with their scores: the engine's, or the person's word for those that it did not find.

    Raises:
        NotFoundError: one of them is none that may be told of.
    """
    found = {record.id: (record, score) for record, score in waiting.found if record.id in told.records}
    by_person = Score(value=1.0, quality=told.quality, evidence=(), engine=BY_PERSON)
    own = office.store.read(lambda tx: [_own_record(tx, one) for one in sorted(told.records - found.keys())])
    today = office.clock.now().date()
    for record in own:
        asked = waiting.asked.question
        if record is None or record.issuer != office.me or not may_tell(office, asked, record, today):
            raise NotFoundError("a chosen record is none of ours of the kind asked for, or may not be told of")
        found[record.id] = (record, by_person)
    if len(found) > HITS:
        raise ConflictError(f"an answer names at most {HITS} records")
    return list(found.values())


def _own_record(tx: Transaction, record: RecordId) -> Record | None:
    """Return a record if it is the current version of an original; a partial view was made for somebody else."""
    stored = tx.records.get(record)
    if stored is None or stored.record is None or stored.received_from or stored.record.derived_from:
        return None
    return stored.record if stored.record in assemble(tx.records.versions(stored.record.lineage)).heads else None


def _answer(office: Office, waiting: Waiting, hits: Sequence[Drawn], refused: str) -> Answer:
    question = waiting.asked.question
    if refused:
        return answer_of(office, question, Result.REFUSED, reasons=(refused,))
    return answer_of(office, question, Result.HIT if hits else Result.NOTHING, hits)


def _waiting(tx: Transaction, question: QuestionId) -> QuestionRow:
    row = tx.questions.get(question)
    if row is None or not row.received:
        raise NotFoundError(f"no question {question} of a partner")
    try:
        advance(QuestionState(row.state), EVENT[Result.NOTHING])
    except IllegalStepError as error:
        raise ConflictError(f"the question is {row.state}: {error}") from error
    return row


def _letter(asked: QuestionRow, answer: Answer) -> Content:
    return Content(
        type=MessageType.ANSWER,
        recipient=asked.question.asker,
        body=plain_answer(answer),
        expires_at=asked.question.expires_at,  # after that, the asker takes no answer any more
    )


def _note(actor: Account, waiting: Waiting, hits: Sequence[Drawn], result: Result) -> Note:
    asked = waiting.asked
    return Note(
        act=_ACT[result],
        by=actor.id,
        about=(asked.question.id, *subjects_of(hits)),
        purpose=asked.question.purpose,
        case=asked.question.case_file,
        decision=waiting.decision,
        to=asked.question.asker,
        detail={"what": "by_hand"},
    )
