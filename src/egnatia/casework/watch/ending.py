"""How a watch ends, or stays longer: by whoever asked, by time, with its case file; the partner is told at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from egnatia.casework.asylum import NO_REFUGE, ORIGIN, Refuge, refuge_in
from egnatia.casework.casefiles import is_supervised, working_in
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.lawful import Asking, decide_ask
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.overlaps import drop_overlaps
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require, require_any
from egnatia.casework.rows import Account, QuestionRow
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.casework.watches import ALONE, Ended, WatchRow
from egnatia.exchange.states import QuestionState
from egnatia.exchange.term import Term, plain_term
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, NodeId, QuestionId, RecordId
from egnatia.model.message import MessageType
from egnatia.model.question import LONGEST_STAY
from egnatia.model.reading import text
from egnatia.model.statement import StatementAct

#: Who may end a watch or let it stay: who asks, and who supervises.
_DECIDING = frozenset({Right.ASK, Right.OPEN_CASE_FILE})
_UNANSWERED = frozenset({QuestionState.REFUSED, QuestionState.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """For how many days from now a watch is to stay, and why."""

    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A watch of ours with its question."""

    row: WatchRow
    asked: QuestionRow
    sheltered: tuple[RecordId, ...] = ()  #: By which records the person seeks protection, if that ends it.


def withdraw_watch(office: Office, actor: Account, question: QuestionId, reason: str) -> None:
    """End a watch; the partner erases the question.

    Raises:
        NotAllowedError: the person neither asks nor supervises, or does not work in the case file.
        NotFoundError: nothing that was asked here stays under that id.
        ConflictError: it has ended.
        ParseError: there is no reason.
    """
    require_any(actor, _DECIDING)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> None:
        kept = find_kept(tx, actor, question)
        _state(office, tx, actor, Said(act=StatementAct.CLOSE, about=frozenset({question}), reason=reason))
        _end(office, tx, kept, Ended.WITHDRAWN, actor)

    office.store.write(work)


def extend_watch(office: Office, actor: Account, question: QuestionId, extension: Extension) -> datetime:
    """Let a watch stay longer, if the law lets it be asked still; returns until when it stays.

    Beyond ninety days after it was asked, somebody who supervises and did not ask it decides.

    Raises:
        NotAllowedError: the person neither asks nor supervises, does not work in the case file, or somebody else must
            decide.
        NotFoundError: nothing that was asked here stays under that id.
        ConflictError: it has ended.
        NotLawfulError: it could not be asked today.
        ParseError: there is no reason, or it would stay too long, or no longer than it does.
    """
    require_any(actor, _DECIDING)
    text(2000)(extension.reason, "reason")

    def work(tx: Transaction) -> datetime:
        kept = find_kept(tx, actor, question)
        until = _until(office, kept, extension.days)
        _check_reviewer(actor, kept, until)
        _check_lawful(office, tx, actor, kept)
        _state(office, tx, actor, Said(act=StatementAct.EXTEND, about=frozenset({question}), reason=extension.reason))
        tx.watches.prolong(question, until)
        _tell(office, tx, kept.row, until)
        tx.ledger.append([entry(office, _note(kept, actor.id, "watch_extended"))])
        return until

    return office.store.write(work)


def find_kept(tx: Transaction, actor: Account, question: QuestionId) -> Kept:
    """Return a watch of ours that stands, for somebody who works in its case file or supervises.

    Raises:
        NotAllowedError: the person does not work in the case file, or the account is not meant for the purpose.
        NotFoundError: nothing that was asked here stays under that id.
        ConflictError: it has ended.
    """
    row, asked = tx.watches.get(question), tx.questions.get(question)
    if row is None or row.received or asked is None:
        raise NotFoundError(f"no watch {question}")
    purpose = asked.question.purpose
    require_any(actor, _DECIDING, purpose)
    if not may(actor, Right.OPEN_CASE_FILE, purpose):
        working_in(tx, actor, asked.question.case_file)
    if row.ended is not Ended.STANDS:
        raise ConflictError("this watch has ended")
    return Kept(row=row, asked=asked)


def _until(office: Office, kept: Kept, days: int) -> datetime:
    longest = kept.asked.question.asked_at + LONGEST_STAY
    if not 1 <= days <= ALONE.days:
        raise ParseError("days", f"1 to {ALONE.days} days from now")
    until = min(office.clock.now() + timedelta(days=days), longest)
    if until <= kept.row.until:
        latest = " and at most a year in all" if until == longest else ""
        raise ParseError("days", f"it stays until {kept.row.until:%Y-%m-%d} already{latest}")
    return until


def _check_reviewer(actor: Account, kept: Kept, until: datetime) -> None:
    if until <= kept.asked.question.asked_at + ALONE:
        return
    require(actor, Right.OPEN_CASE_FILE, kept.asked.question.purpose)
    if kept.asked.by == actor.id:
        raise NotAllowedError(f"{actor.name} asked it: somebody else looks whether it is still needed (four eyes)")


def _check_lawful(office: Office, tx: Transaction, actor: Account, kept: Kept) -> None:
    question = kept.asked.question
    case = tx.case_files.get(question.case_file)
    if case is None or kept.asked.forgotten:
        raise ConflictError("what was asked has been erased")
    supervised = is_supervised(tx, case, kept.asked.by)
    threat = threat_to(office, stated_in(office, tx, (case.id,), actor), question.partner)
    refuge = refuge_in(office, tx, question.kind, question.properties).origins
    decision = decide_ask(office, question, Asking(case=case, supervised=supervised, threat=threat, refuge=refuge))
    if not decision.open:
        raise NotLawfulError("it could not be asked today", decision.words)


def _state(office: Office, tx: Transaction, actor: Account, said: Said) -> None:
    tx.statements.add(make_statement(office, actor, said))


def _tell(office: Office, tx: Transaction, row: WatchRow, until: datetime | None) -> None:
    body = plain_term(Term(question=row.question, until=until))
    tx.outbox.add([queue(office, Content(type=MessageType.WATCH_TERM, recipient=row.partner, body=body))])


def _end(office: Office, tx: Transaction, kept: Kept, how: Ended, actor: Account | None = None) -> None:
    row = kept.row
    tx.watches.end(row.question, how, office.clock.now())
    drop_overlaps(tx, row.question, office.clock.now())
    never_taken = kept.asked.state == QuestionState.REFUSED
    if how is not Ended.EXPIRED and not never_taken:  # the partner's own clock ends it too
        _tell(office, tx, row, None)
    tx.ledger.append([entry(office, _note(kept, actor.id if actor else office.me, f"watch_{how}"))])


def end_watches(office: Office) -> int:
    """End what has come to its time, whose case file is closed, or which never stood; returns how many.

    A partner's question goes without a trace but the log's, at its time, whether or not the partner says so.
    """
    now = office.clock.now()
    standing = office.store.read(lambda tx: tx.watches.standing())
    late = [row for row in standing if row.until <= now]
    for row in late:
        office.store.write(lambda tx, one=row: _forget(office, tx, one))  # type: ignore[misc]
    ours = _standing(office)
    return len(late) + sum(office.store.write(lambda tx, one=row: _look(office, tx, one)) for row in ours)  # type: ignore[misc]


def end_sheltered(office: Office) -> int:
    """End our watches at partners who might not be asked any more: the person came on record as seeking protection.

    Returns how many. The partner is told in the words of any other end.
    """
    ended = 0
    for row in _standing(office):
        refuge = office.store.read(lambda tx, one=row: _refuge_from(office, tx, one))  # type: ignore[misc]
        if refuge.records:
            ended += office.store.write(lambda tx, one=row, why=refuge: _shelter(office, tx, one.question, why))  # type: ignore[misc]
    return ended


def _standing(office: Office) -> list[WatchRow]:
    return [row for row in office.store.read(lambda tx: tx.watches.asked()) if row.ended is Ended.STANDS]


def _refuge_from(office: Office, tx: Transaction, row: WatchRow) -> Refuge:
    """Return by which records the partner of a watch might not be asked today; none if it might."""
    asked = tx.questions.get(row.question)
    case = tx.case_files.get(asked.question.case_file) if asked else None
    if asked is None or case is None or asked.forgotten:
        return NO_REFUGE
    refuge = refuge_in(office, tx, asked.question.kind, asked.question.properties)
    asking = Asking(case=case, supervised=is_supervised(tx, case, asked.by), refuge=refuge.origins)
    barred = bool(refuge.origins) and any(
        found.policy == ORIGIN for found in decide_ask(office, asked.question, asking).missing
    )
    return refuge if barred else NO_REFUGE


def _shelter(office: Office, tx: Transaction, question: QuestionId, refuge: Refuge) -> bool:
    row, asked = tx.watches.get(question), tx.questions.get(question)
    if row is None or asked is None or row.ended is not Ended.STANDS:
        return False
    _end(office, tx, Kept(row=row, asked=asked, sheltered=refuge.records), Ended.SHELTERED)
    return True


def _forget(office: Office, tx: Transaction, row: WatchRow) -> None:
    tx.watches.drop(row.question)
    note = Note(act=Act.QUESTION, by=office.me, about=(row.question,), detail={"what": "watch_expired"})
    tx.ledger.append([entry(office, note)])


def _look(office: Office, tx: Transaction, row: WatchRow) -> bool:
    """End one of ours if it is time."""
    asked = tx.questions.get(row.question)
    if asked is None:
        tx.watches.end(row.question, Ended.EXPIRED, office.clock.now())
        return True
    how = _due(office, tx, Kept(row=row, asked=asked))
    if how is not Ended.STANDS:
        _end(office, tx, Kept(row=row, asked=asked), how)
    return how is not Ended.STANDS


def _due(office: Office, tx: Transaction, kept: Kept) -> Ended:
    case = tx.case_files.get(kept.asked.question.case_file)
    if kept.row.until <= office.clock.now():
        return Ended.EXPIRED
    if kept.asked.state in _UNANSWERED:
        return Ended.REFUSED
    return Ended.CLOSED if case is None or case.closed_at else Ended.STANDS


def _note(kept: Kept, by: AccountId | NodeId, what: str) -> Note:
    question = kept.asked.question
    return Note(
        act=Act.QUESTION,
        by=by,
        about=(question.id, *kept.sheltered),
        purpose=question.purpose,
        case=question.case_file,
        to=question.partner,
        detail={"what": what},
    )
