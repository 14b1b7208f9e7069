"""Looking through what may be about a person who asked: never by whoever says that somebody asked (four eyes).

An invented request would open the register to one person: a name is typed, and all that is on record about it shows.
So somebody else looks than the one who took the request in and the one who saw the proof of who the person is; nothing
is looked for before that proof was seen; and of a record that is marked for fewer eyes, the list shows no more than
what was searched by. The whole of it is shown one at a time, for a reason that oversight reads; so is every message,
for it says more of others than of the person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from egnatia.casework.access.handling import check_second, open_one
from egnatia.casework.access.messages import WrittenAbout, says_of
from egnatia.casework.access.searching import AskedAbout, Candidate, Searched, near_to, search
from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.requests import AccessId, Applicant, Request
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.ledger.tree import root_of
from egnatia.model.caveat import Handling, SubjectRole
from egnatia.model.identity import MessageId, RecordId
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

#: Who is harmed if more people than need to know that he or she is on record.
_PROTECTED: Final = frozenset({SubjectRole.VICTIM, SubjectRole.WITNESS, SubjectRole.INFORMANT})
#: What the marks mean to whoever looks through records for another reason than they were given for.
_MARKS: Final[Mapping[Handling, str]] = {
    Handling.CRIME_ONLY: "marked H0: recorded for fighting crime only",
    Handling.NOT_IN_COURT: "marked H1: not for use in court",
    Handling.NOT_ONWARD: "marked H2: not to be passed on without its originator's consent",
    Handling.RESTRICTED: "marked H3: read the restriction first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A record that may be about the person, as far as a list shows it."""

    candidate: Candidate
    record: Record  #: With the properties that are shown only; its id is the candidate's.
    reserved: tuple[str, ...]  #: Why the rest is shown one at a time, for a reason; none if all is shown.


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedThrough:
    """A request with all that may be about the person."""

    request: Request
    sights: tuple[Sight, ...]
    asked: tuple[AskedAbout, ...] = ()  #: What was asked about the person, here or by partners.
    written: tuple[WrittenAbout, ...] = ()  #: Messages that may say something of the person: where, not what.
    limits: tuple[str, ...] = ()  #: What was not looked at, in words.


def look_through(office: Office, actor: Account, request: AccessId) -> LookedThrough:
    """Show an open request with every record that may be about the person; that they were seen is logged.

    Raises:
        NotAllowedError: the person may not decide on what is on record, or took the request in, or saw the proof.
        NotFoundError: there is no such request.
        ConflictError: it is closed, or nobody has checked who the person is.
    """
    looked = _searched(office, actor, request)
    found = looked.request
    sights = tuple(_sight(one, found.applicant) for one in looked.found.candidates)
    seen = entry(office, _seen(actor, found, looked.found))
    office.store.write(lambda tx: tx.ledger.append([seen]))
    return LookedThrough(
        request=found,
        sights=sights,
        asked=looked.found.asked,
        written=looked.found.written,
        limits=looked.found.limits,
    )


def look_at(office: Office, actor: Account, request: AccessId, record: RecordId, reason: str) -> Candidate:
    """Show the whole of one record that may be about the person; who saw it and why is kept.

    Raises:
        As `look_through`; and NotFoundError: the record does not fit the person.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")
    looked = _searched(office, actor, request)
    found = next((one for one in looked.found.candidates if one.stored.id == record), None)
    if found is None:
        raise NotFoundError(f"no record {record} that fits the person")
    _keep_look(office, actor, (request, record), reason)
    return found


def look_at_message(office: Office, actor: Account, request: AccessId, message: MessageId, reason: str) -> WrittenAbout:
    """Show the whole of one message that may say something of the person; who saw it and why is kept.

    Raises:
        As `look_through`; and NotFoundError: the message says nothing that fits the person.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")
    require(actor, Right.REVIEW)

    def work(tx: Transaction) -> WrittenAbout:
        opened = open_one(tx, request)
        check_second(actor, opened)
        row = tx.dispatches.get(message)
        found = says_of(row, opened.applicant) if row else None
        if found is None:
            raise NotFoundError(f"no message {message} that fits the person")
        return found

    found = office.store.read(work)
    _keep_look(office, actor, (request, message), reason)
    return found


def _keep_look(office: Office, actor: Account, about: tuple[AccessId, RecordId | MessageId], reason: str) -> None:
    statement = make_statement(office, actor, Said(act=StatementAct.LOOK, about=frozenset(about), reason=reason))
    note = Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=(*about, statement.id),
        detail={"what": "access_whole"},
    )

    def work(tx: Transaction) -> None:
        tx.statements.add(statement)
        tx.ledger.append([entry(office, note)])

    office.store.write(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    request: Request
    found: Searched


def _searched(office: Office, actor: Account, request: AccessId) -> _Looked:
    require(actor, Right.REVIEW)
    near = near_to(office.nearby, office.store.read(lambda tx: open_one(tx, request)).applicant)

    def work(tx: Transaction) -> _Looked:
        found = open_one(tx, request)
        check_second(actor, found)
        return _Looked(request=found, found=search(tx, found.applicant, near))

    return office.store.read(work)


def _sight(found: Candidate, applicant: Applicant) -> Sight:
    reserved = tuple(_reserved(found))
    if not reserved:
        return Sight(candidate=found, record=found.record, reserved=())
    searched = {*applicant.properties, *(("number",) if applicant.documents else ())}
    shown = {name: values for name, values in found.record.properties.items() if name in searched}
    return Sight(candidate=found, record=replace(found.record, properties=shown), reserved=reserved)


def _reserved(found: Candidate) -> Iterator[str]:
    """Say what marks a record as one for fewer eyes."""
    caveat = found.record.caveat
    yield from (words for code, words in _MARKS.items() if code in caveat.handling)
    if caveat.role in _PROTECTED:
        yield f"about a {caveat.role}"


def _seen(actor: Account, request: Request, searched: Searched) -> Note:
    records = tuple(found.stored.id for found in searched.candidates)
    questions = tuple(found.row.question.id for found in searched.asked)
    messages = tuple(found.row.id for found in searched.written)
    ids: tuple[str, ...] = (*records, *questions, *messages)
    if len(ids) > MOST_SUBJECTS - 1:
        ids = (root_of([bytes.fromhex(found) for found in ids]).hex(),)
    counts = {"records": str(len(records)), "questions": str(len(questions)), "messages": str(len(messages))}
    return Note(act=Act.CONSULTATION, by=actor.id, about=(request.id, *ids), detail={"what": "access", **counts})
