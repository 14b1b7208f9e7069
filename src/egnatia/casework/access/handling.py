"""Handling a request: taken in with its time limit, the person made out, each record decided on by somebody else."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

from egnatia.casework.access.messages import parts_of, says_of
from egnatia.casework.access.searching import Near, near_to, search
from egnatia.casework.dispatch.paper import composition_of
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.requests import (
    AccessId,
    Applicant,
    Finding,
    Opinion,
    Outcome,
    Proof,
    Request,
    RequestRow,
    Subject,
    Telling,
    Wish,
    check_applicant,
    check_shown,
)
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account, QuestionRow, StoredRecord
from egnatia.casework.trail import Note, entry
from egnatia.law.access import ACCESS, Remedies
from egnatia.ledger.entry import Act
from egnatia.model import canonical
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, QuestionId, RecordId
from egnatia.model.reading import text
from egnatia.model.record import Record

#: Under this subject the log's index has all requests of a node.
REQUESTS: Final = canonical.digest("access requests")
#: How long it is kept what a closed request says: a complaint or an action may follow.
KEPT: Final = timedelta(days=365)
#: How many one list shows, open ones first.
_SHOWN: Final = 500
#: Whom a letter in the wrong hands could harm: told only to somebody who showed a document in person.
_PROTECTED: Final = frozenset({SubjectRole.VICTIM, SubjectRole.WITNESS, SubjectRole.INFORMANT})
_TOLD: Final = frozenset({Telling.ALL, Telling.PART})
_LESS: Final = frozenset({Telling.PART, Telling.NONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """A request as it comes in."""

    wish: Wish
    words: str
    applicant: Applicant
    received_on: date | None = None  #: None: today.


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRequest:
    """What a list shows of a request: nothing about the person."""

    id: AccessId
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    overdue: bool


def remedies_here(office: Office) -> Remedies:
    """Return what the law of the node's country gives people who are on record here."""
    member = office.directory().member(office.me)
    return ACCESS.at(office.me, member.country if member else None)


def open_request(office: Office, actor: Account, applying: Applying) -> Request:
    """Take a request in; from the day on which it came, the time for the answer runs.

    Raises:
        NotAllowedError: the person may not decide on what is on record.
        ParseError: something stated is malformed.
        ConflictError: there is nothing to search by, or the day is in the future.
    """
    require(actor, Right.REVIEW)
    check_applicant(applying.applicant)
    text(2000, empty=True)(applying.words, "words")
    now = office.clock.now()
    came = datetime.combine(applying.received_on, time(), UTC) if applying.received_on else now
    if came > now:
        raise ConflictError("the day on which it came is in the future")
    request = Request(
        id=AccessId(office.randomness.hex128()),
        received_at=came,
        due_at=remedies_here(office).due(came),
        wish=applying.wish,
        words=applying.words,
        taken_by=actor.id,
        applicant=applying.applicant,
        findings=MappingProxyType({}),
        checked_by=None if applying.applicant.proof is Proof.NONE else actor.id,
    )
    detail = {"what": "access", "wish": request.wish, "proof": applying.applicant.proof}
    note = Note(act=Act.COLLECTION, by=actor.id, about=(REQUESTS, request.id), detail=detail)

    def work(tx: Transaction) -> Request:
        tx.access.add(request)
        tx.ledger.append([entry(office, note)])
        return request

    return office.store.write(work)


def check_identity(office: Office, actor: Account, request: AccessId, proof: Proof, shown: str) -> Request:
    """Note that the person showed who he or she is, after the request was taken in.

    Args:
        office: of this node.
        actor: who saw the proof.
        request: that was taken in without one.
        proof: how it was checked.
        shown: by what: such as the kind and number of the document.

    Raises:
        NotAllowedError: the person may not decide on what is on record.
        NotFoundError: there is no such request.
        ConflictError: it is closed, or the proof was seen already.
        ParseError: it is not said how, or by what.
    """
    require(actor, Right.REVIEW)
    check_shown(proof, shown)
    if proof is Proof.NONE:
        raise ParseError("proof", "say how it was checked")

    def work(tx: Transaction) -> Request:
        found = open_one(tx, request)
        if found.applicant.proof is not Proof.NONE:
            raise ConflictError("it was checked already who the person is")
        known = replace(found.applicant, proof=proof, shown=shown)
        changed = replace(found, applicant=known, checked_by=actor.id)
        tx.access.change(changed)
        detail = {"what": "access_identity", "proof": proof}
        tx.ledger.append([entry(office, Note(act=Act.ALTERATION, by=actor.id, about=(request,), detail=detail))])
        return changed

    return office.store.write(work)


def check_second(actor: Account, request: Request) -> None:
    """Refuse to show or decide anything by the word of the one who does it, or before the person is known (four eyes).

    Raises:
        NotAllowedError: the actor took the request in, or saw the proof of who the person is.
        ConflictError: nobody has seen a proof.
    """
    if actor.id in request.opened_by:
        raise NotAllowedError(
            f"{actor.name} took this request in, or checked who the person is: somebody else looks through what is on "
            "record and answers (four eyes)"
        )
    if request.applicant.proof is Proof.NONE:
        raise ConflictError(
            "nobody has checked who the person is, and before that nothing is looked for or told (LED Art. 12(5)): "
            "note how it was checked, or end it as unproven"
        )


def list_requests(office: Office, actor: Account) -> tuple[ListedRequest, ...]:
    """Return open requests by when they are due, then closed ones: ids and times, nothing about anybody.

    Raises:
        NotAllowedError: the person neither decides on what is on record nor oversees the node.
    """
    require_any(actor, frozenset({Right.REVIEW, Right.AUDIT}))
    now = office.clock.now()
    rows = office.store.read(lambda tx: tx.access.list(_SHOWN))
    return tuple(
        ListedRequest(
            id=row.id,
            received_at=row.received_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
            overdue=(row.closed_at or now) > row.due_at,
        )
        for row in rows
    )


def decide(office: Office, actor: Account, request: AccessId, finding: Finding) -> Request:
    """Decide what the person is told of one record, or that it is about somebody else; the last decision counts.

    Raises:
        NotAllowedError: the person may not decide on what is on record, or took the request in.
        NotFoundError: there is no such request or record.
        ConflictError: the request is closed, nobody checked who the person is, the record does not fit the person, or
            the decision lacks something or may not be made.
        ParseError: there is no reason.
    """
    require(actor, Right.REVIEW)
    text(2000)(finding.reason, "reason")
    near = near_to(office.nearby, office.store.read(lambda tx: open_one(tx, request)).applicant)
    fits = office.store.read(lambda tx: _fits(tx, open_one(tx, request), near, finding.record))

    def work(tx: Transaction) -> Request:
        found = open_one(tx, request)
        check_second(actor, found)
        check = _checked(tx, finding.record)
        if not fits:
            raise ConflictError(f"the record {finding.record} does not fit the person, and names no record that does")
        check(found, finding, remedies_here(office))
        changed = replace(found, findings=MappingProxyType({**found.findings, finding.record: finding}))
        tx.access.change(changed)
        tx.ledger.append([entry(office, _decided(actor, found, finding))])
        return changed

    return office.store.write(work)


def _checked(tx: Transaction, record: Subject) -> Callable[[Request, Finding, Remedies], None]:
    """Return how a decision about something is checked: a record, a question or a message.

    Raises:
        NotFoundError: it is none of these, or nothing is left of it.
    """
    stored = tx.records.get(RecordId(record))
    if stored and stored.record:
        return partial(_check, stored, stored.record)
    if asked := tx.questions.get(QuestionId(record)):
        return partial(_check_question, asked)
    row = tx.dispatches.get(MessageId(record))
    if row and parts_of(row):
        return partial(_check_message, row)
    raise NotFoundError(f"no record {record}")


def _fits(tx: Transaction, request: Request, near: Near, subject: Subject) -> bool:
    """Tell whether something is among what was found for the person; looked for before writing, while others write."""
    stored, row = tx.records.get(RecordId(subject)), tx.dispatches.get(MessageId(subject))
    if stored and stored.record:
        lineage = stored.record.lineage
        return any(found.record.lineage == lineage for found in search(tx, request.applicant, near).candidates)
    if row:
        return says_of(row, request.applicant) is not None
    if tx.questions.get(QuestionId(subject)) is None:
        return False
    return any(found.row.question.id == subject for found in search(tx, request.applicant).asked)


def _check_message(row: DispatchRow, request: Request, finding: Finding, remedies: Remedies) -> None:
    """Refuse a decision about a message that lacks something: of one, parts may be left out, as of a record."""
    _check_ground(finding, remedies)
    _check_part(finding, frozenset(part.name for part in parts_of(row)))
    if finding.telling not in _TOLD:
        return
    if row.received and finding.opinion is not Opinion.AGREES:
        raise ConflictError(f"{row.partner} wrote this: it is told only if {row.partner} agrees")
    if (role := composition_of(row).role) in _PROTECTED and request.applicant.proof is not Proof.IN_PERSON:
        raise ConflictError(f"it is about a {role}: told only to who shows a document in person")


def _check_question(asked: QuestionRow, request: Request, finding: Finding, remedies: Remedies) -> None:
    """Refuse a decision about a question that lacks something: who asks what about whom is told whole or not at all."""
    _check_ground(finding, remedies)
    if finding.telling is Telling.PART:
        raise ConflictError("that something was asked is told, or not: no part of it")
    if finding.telling not in _TOLD:
        return
    if asked.received and finding.opinion is not Opinion.AGREES:
        asker = asked.question.asker
        raise ConflictError(f"{asker} asked this: that is told only if {asker} agrees")
    if asked.question.subject.role in _PROTECTED and request.applicant.proof is not Proof.IN_PERSON:
        raise ConflictError(f"it is about a {asked.question.subject.role}: told only to who shows a document in person")


def _check_ground(finding: Finding, remedies: Remedies) -> None:
    less = finding.telling in _LESS
    if less != (finding.ground is not None):
        raise ConflictError("a ground is named where less than all is told, and only there")
    if finding.ground and finding.ground not in remedies.grounds:
        raise ConflictError(f"the law here knows no such ground as {finding.ground}")
    if finding.stated and not less:
        raise ConflictError("only a ground can be stated")


def _check_part(finding: Finding, parts: AbstractSet[str]) -> None:
    if (finding.telling is Telling.PART) != bool(finding.without):
        raise ConflictError("what is left out is named where part is told, and only there")
    if unknown := finding.without - parts:
        raise ConflictError(f"the record has no {', '.join(sorted(unknown))}")


def _check(stored: StoredRecord, record: Record, request: Request, finding: Finding, remedies: Remedies) -> None:
    """Refuse a decision that lacks something, or that the law does not leave to anybody."""
    _check_ground(finding, remedies)
    _check_part(finding, record.properties.keys())
    if finding.telling in _TOLD:
        _check_telling(request, finding, stored, record)


def _check_telling(request: Request, finding: Finding, stored: StoredRecord, record: Record) -> None:
    if stored.received_from and finding.opinion is not Opinion.AGREES:
        raise ConflictError(
            f"{stored.received_from} gave this record: it is told only if {stored.received_from} agrees"
        )
    if record.caveat.role in _PROTECTED and request.applicant.proof is not Proof.IN_PERSON:
        raise ConflictError(
            f"it is about a {record.caveat.role}: told only to who shows a document in person, for a letter in the "
            "wrong hands could do harm"
        )


def _decided(actor: Account, request: Request, finding: Finding) -> Note:
    detail: Mapping[str, str] = {
        "what": "access",
        "telling": finding.telling,
        **({"ground": finding.ground} if finding.ground else {}),
        **({"opinion": finding.opinion} if finding.opinion else {}),
    }
    return Note(act=Act.DECISION, by=actor.id, about=(request.id, finding.record), detail=detail)


def find_request(tx: Transaction, request: AccessId) -> Request:
    """Return a request with what it says.

    Raises:
        NotFoundError: there is none, or it was closed long ago and forgotten.
    """
    row = tx.access.get(request)
    if row is None or row.request is None:
        raise NotFoundError(f"no request {request}")
    return row.request


def open_one(tx: Transaction, request: AccessId) -> Request:
    """Return a request that is not answered yet.

    Raises:
        NotFoundError: there is none.
        ConflictError: it is closed.
    """
    row: RequestRow | None = tx.access.get(request)
    if row is not None and row.closed_at:
        raise ConflictError(f"the request {request} was answered on {row.closed_at:%Y-%m-%d}")
    return find_request(tx, request)


def forget_requests(office: Office) -> int:
    """Drop what requests say that were answered a year ago; times and outcomes stay. Returns how many."""
    before = office.clock.now() - KEPT
    return office.store.write(lambda tx: tx.access.forget(before))
