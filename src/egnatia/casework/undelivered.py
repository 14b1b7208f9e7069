"""A letter that never reached its partner: what was done in the belief that it would is taken back, and logged.

A partner that says no for good never had it. One that stayed away until the letter expired most likely never had it
either: all that speaks against it would be a reply that was lost on the way, at every attempt. The ledger names
partner, statement and records, so that a later recall can reach that partner too.
"""

from datetime import timedelta
from typing import Final

from egnatia.casework.confirm import find_matter
from egnatia.casework.dispatch.arriving import note_failed
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Holding, OutboxRow
from egnatia.casework.trail import Note, entry
from egnatia.exchange.alert import Publication, parse_publication
from egnatia.exchange.passages import Forward, parse_forward
from egnatia.exchange.payloads import Release, parse_correction, parse_release
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import HitEvent, HitState, QuestionEvent, QuestionState, advance
from egnatia.ledger.entry import Act
from egnatia.model.answer import Answer, parse_answer
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, QuestionId, RecordId, StatementId
from egnatia.model.message import Message, MessageType

#: How the ledger says, in an entry's detail `what`, that a letter did not arrive, and that it did after all.
NOT_DELIVERED, ARRIVED_LATE = "not_delivered", "arrived_late"
#: What a partner is to have however long it is away: the letter begins anew when its time has run out. Whoever holds
#: what was restricted or was wrong is told (LED Art. 16(6)), and the originator learns who holds it; whoever wrote
#: learns what became of it, and without the originator's consent nobody takes in what is forwarded.
_LASTING = frozenset(
    {
        MessageType.CORRECTION,
        MessageType.FORWARDED,
        MessageType.PROGRESS,
        MessageType.CONSENT,
        MessageType.ATTESTATION,
    }
)
#: So long after its time has run out, a letter is given up by a node that runs.
_PUNCTUAL: Final = timedelta(hours=1)
#: Where the entry of a late arrival counts the views that the partner holds and this node has no more.
ERASED_HERE = "erased_here"


def give_up(office: Office, tx: Transaction, message: MessageId, words: str) -> None:
    """Stop sending a letter: a question ends, hits that the asker never heard of go, a release was none.

    Nothing happens to a letter that was delivered or given up before.

    Args:
        office: this node.
        tx: the transaction in which it ends.
        message: which letter.
        words: why, for the officer and the operator.
    """
    row = tx.outbox.get(message)
    if row is None or row.delivered_at is not None or row.dead:
        return
    try:
        about = _undo(office, tx, row.message, words)
    except ParseError:
        about = ()  # written under a schema that has moved on since: the letter goes, what it was about stays as it is
    tx.outbox.bury(message, words)
    note_failed(tx, row.message)
    if row.message.type in _LASTING and not _waits_for_nothing(office, row):
        _tell_again(office, tx, row.message)
    note = Note(act=Act.REFUSAL, by=row.message.recipient, about=(message, *about), detail={"what": NOT_DELIVERED})
    tx.ledger.append([entry(office, note)])


def _waits_for_nothing(office: Office, row: OutboxRow) -> bool:
    """Tell whether a partner was asked until the end to take what rests on a letter that never came.

    A node that runs gives a letter up when its time is over; one that does so late was off itself, and what the letter
    rests on may have come meanwhile.
    """
    off = office.clock.now() - row.message.expires_at > _PUNCTUAL
    return row.error.startswith(RefusalCode.EARLY) and not off


def _undo(office: Office, tx: Transaction, message: Message, words: str) -> tuple[str, ...]:
    """Take back what rested on a letter's arrival; return the ids of what that was about."""
    match message.type:
        case MessageType.QUESTION:
            return _end_question(office, tx, message, words)
        case MessageType.ANSWER | MessageType.WATCH_HIT as told:
            unsay = _unsay if told is MessageType.ANSWER else _unsay_watch
            return unsay(office, tx, parse_answer(dict(message.body)))
        case MessageType.RELEASE:
            return _take_back(office, tx, parse_release(dict(message.body)))
        case MessageType.CORRECTION:
            correction = parse_correction(dict(message.body))
            return (correction.record.id, *sorted(correction.record.supersedes))
        case MessageType.FORWARD | MessageType.ALERT as kept:
            return _not_forwarded(tx, message) if kept is MessageType.FORWARD else _not_alerted(tx, message)
        case _:  # a verdict or a refusal stands here, whether or not the partner has heard of it
            return ()


def _end_question(office: Office, tx: Transaction, message: Message, words: str) -> tuple[str, ...]:
    """Let the officer see why a question has no answer; it has the id of its letter."""
    question = tx.questions.get(QuestionId(message.id))
    if question and question.state == QuestionState.ASKED:
        expired = message.expires_at <= office.clock.now()
        event = QuestionEvent.EXPIRED if expired else QuestionEvent.REFUSED
        tx.questions.set_state(question.question.id, advance(QuestionState.ASKED, event), (words,))
    return ()


def _unsay(office: Office, tx: Transaction, answer: Answer) -> tuple[str, ...]:
    """Forget a question whose answer never arrived; only the ledger knows of it then, as if it had been *nothing*."""
    hits = tx.answers.of(answer.question)
    if any(hit.state == HitState.RELEASED for hit in hits):
        return (answer.question,)
    views = tuple(hit.record.id for hit in answer.hits if hit.record)
    _drop_views(office, tx, views, answer.question)
    tx.answers.drop(answer.question)
    tx.questions.drop(answer.question)
    return (answer.question, *(hit.reference for hit in hits), *views)


def _unsay_watch(office: Office, tx: Transaction, answer: Answer) -> tuple[str, ...]:
    """Forget hits of a watch of which the asker never heard: it ended the watch, or is gone; so it ends here too."""
    tx.watches.drop(answer.question)
    undone = [hit for hit in answer.hits if (row := tx.answers.get(hit.reference)) and row.state == HitState.OPEN]
    views = tuple(hit.record.id for hit in undone if hit.record)
    _drop_views(office, tx, views, answer.question)
    for hit in undone:
        tx.answers.retract(hit.reference)
    if not tx.answers.of(answer.question):
        tx.questions.drop(answer.question)
    return (answer.question, *(hit.reference for hit in undone), *views)


def _drop_views(office: Office, tx: Transaction, views: tuple[RecordId, ...], given: StatementId | QuestionId) -> None:
    """Drop views that were made for a partner who never had them: nobody holds them."""
    for view in views:
        tx.holdings.withdraw(view, given)
        tx.records.erase(view, office.clock.now())
    if views:
        note = Note(act=Act.ERASURE, by=office.me, about=views, detail={"reason": NOT_DELIVERED})
        tx.ledger.append([entry(office, note)])


def _take_back(office: Office, tx: Transaction, release: Release) -> tuple[str, ...]:
    """Return the hit to where it was, and drop the views that were made for the partner: nobody holds them."""
    hit = find_matter(tx, release.reference).hit
    if hit.state == HitState.RELEASED:
        tx.answers.set_state(release.reference, advance(HitState.RELEASED, HitEvent.UNDELIVERED))
    views = tuple(view.id for view in release.records)
    _drop_views(office, tx, views, release.statement)
    return (release.reference, release.question, release.statement, *views)


def _tell_again(office: Office, tx: Transaction, message: Message) -> None:
    """Begin anew with a letter whose time ran out; not with one that was refused, or that somebody gave up."""
    if message.expires_at <= office.clock.now() and office.directory().member(message.recipient):
        tx.outbox.add([queue(office, Content(type=message.type, recipient=message.recipient, body=message.body))])


def _not_forwarded(tx: Transaction, message: Message) -> tuple[str, ...]:
    """Take back that the recipient of a forwarded record holds it; the record itself stays ours to keep."""
    forward = parse_forward(dict(message.body))
    passage, statement = forward.passage, forward.statement.id
    tx.holdings.withdraw(passage.record, statement)
    return (passage.record, passage.matter, statement)


def _not_alerted(tx: Transaction, message: Message) -> tuple[str, ...]:
    """Take back that a partner holds what an alert gives; others hold it, so that it stays on record."""
    given = parse_publication(dict(message.body))
    for view in (given.record, given.notice):
        tx.holdings.withdraw(view.id, given.statement.id)
    return (given.record.id, given.notice.id, given.statement.id)


def arrive_late(office: Office, tx: Transaction, message: Message) -> None:
    """Note that a partner has a letter that was given up while it was still on its way: a release counts again.

    The partner holds the views, so that a recall must reach it. What was erased here stays erased: the list of holdings
    and the ledger say of each view that it is gone on this side, where nobody can correct it any more.
    """
    row = tx.outbox.get(message.id)
    if row is None or not row.dead:
        return
    if message.type is MessageType.FORWARD:
        _forwarded_late(office, tx, message, parse_forward(dict(message.body)))
    if message.type is MessageType.ALERT:
        _alerted_late(office, tx, message, parse_publication(dict(message.body)))
    if message.type in (MessageType.ANSWER, MessageType.WATCH_HIT):
        _answered_late(office, tx, message, parse_answer(dict(message.body)))
    if message.type is not MessageType.RELEASE:
        return
    release, now = parse_release(dict(message.body)), office.clock.now()
    views = tuple(view.id for view in release.records)
    for view in views:
        _hold(tx, Holding(record=view, holder=message.recipient, given_at=now, statement=release.statement))
    if find_matter(tx, release.reference).hit.state == HitState.CONFIRMED:
        tx.answers.set_state(release.reference, advance(HitState.CONFIRMED, HitEvent.RELEASE))
    gone = sum(1 for view in views if (stored := tx.records.get(view)) is None or stored.record is None)
    about = (release.reference, release.question, release.statement, *views)
    detail = {"what": ARRIVED_LATE, ERASED_HERE: str(gone)}
    tx.ledger.append(
        [entry(office, Note(act=Act.DISCLOSURE, by=office.me, about=about, to=message.recipient, detail=detail))]
    )


def _answered_late(office: Office, tx: Transaction, message: Message, answer: Answer) -> None:
    """Note that the asker holds what an answer gave after all; the question itself is forgotten here."""
    views = tuple(hit.record.id for hit in answer.hits if hit.record)
    now = office.clock.now()
    for view in views:
        _hold(tx, Holding(record=view, holder=message.recipient, given_at=now, statement=answer.question))
    about = (answer.question, *(hit.reference for hit in answer.hits), *views)
    note = Note(act=Act.DISCLOSURE, by=office.me, about=about, to=message.recipient, detail={"what": ARRIVED_LATE})
    tx.ledger.append([entry(office, note)])


def _alerted_late(office: Office, tx: Transaction, message: Message, given: Publication) -> None:
    """Note that a partner holds what an alert gives after all."""
    now, about = office.clock.now(), (given.record.id, given.notice.id)
    for view in about:
        _hold(tx, Holding(record=view, holder=message.recipient, given_at=now, statement=given.statement.id))
    about_all = (given.alert.id, *about, given.statement.id)
    detail = {"what": ARRIVED_LATE}
    note = Note(act=Act.DISCLOSURE, by=office.me, about=about_all, to=message.recipient, detail=detail)
    tx.ledger.append([entry(office, note)])


def _forwarded_late(office: Office, tx: Transaction, message: Message, forward: Forward) -> None:
    """Note that the recipient holds a forwarded record after all."""
    passage, statement = forward.passage, forward.statement.id
    now = office.clock.now()
    _hold(tx, Holding(record=passage.record, holder=message.recipient, given_at=now, statement=statement))
    about = (passage.record, passage.matter, statement)
    note = Note(act=Act.DISCLOSURE, by=office.me, about=about, to=message.recipient, detail={"what": ARRIVED_LATE})
    tx.ledger.append([entry(office, note)])


def _hold(tx: Transaction, held: Holding) -> None:
    """Note that a partner holds something after all; what was taken back meanwhile is noted already, and ordered."""
    if not any(one.holder == held.holder and one.recall for one in tx.holdings.of(held.record)):
        tx.holdings.add(held)
