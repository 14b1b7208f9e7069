"""Answering a request: when somebody has decided on every record that fits, the letter is written and the request ends.

What was done about the records since the request came (contested, restricted, rectified, erased) stands in the letter
by itself. The letter is handed out once and not kept: of it, the log has the digest.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.casework.access.handling import REQUESTS, check_second, open_one, remedies_here
from egnatia.casework.access.letter import Contents, Done, Letter, Told, ToldMessage, ToldQuestion, write_letter
from egnatia.casework.access.messages import parts_of
from egnatia.casework.access.searching import Searched, near_to, search
from egnatia.casework.correct import held_views
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.erase import versions_of
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.requests import AccessId, Finding, Outcome, Request, Subject, Telling, Wish
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.law.access import Restriction
from egnatia.ledger.entry import Act
from egnatia.model.authority import code_of
from egnatia.model.identity import MessageId, NodeId, QuestionId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

_DONE: Final[Mapping[StatementAct, Done]] = MappingProxyType(
    {
        StatementAct.CONTEST: Done.CONTESTED,
        StatementAct.SETTLE: Done.SETTLED,
        StatementAct.RESTRICT: Done.RESTRICTED,
        StatementAct.ERASE: Done.ERASED,
    }
)
_REFUSED: Final = frozenset({Outcome.EXCESSIVE, Outcome.UNPROVEN})
#: So many ids a ledger entry names beside others.
_MOST_TOLD: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a request is to end."""

    refused: Outcome | None = None  #: The request as a whole is not acted on: excessive, or the person not proven.
    words: str = ""  #: For the letter: why something that was asked for is not done.


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The letter, and how the request ended."""

    letter: Letter
    outcome: Outcome
    digest: str  #: SHA-256 of the letter's text, which the log has.


#: What is done with what a letter says.
_Then = Callable[[Transaction, Contents], Answered]


def draft_letter(office: Office, actor: Account, request: AccessId, closing: Closing) -> Answered:
    """Write the letter as it would be sent now; nothing ends by that. That data were seen is logged.

    Raises:
        As `close_request`.
    """

    def look(tx: Transaction, contents: Contents) -> Answered:
        about = (contents.request.id, *_subjects(contents))
        note = Note(act=Act.CONSULTATION, by=actor.id, about=about, detail={"what": "access"})
        tx.ledger.append([entry(office, note)])
        return _answered(contents)

    return _write(office, actor, request, closing, look)


def close_request(office: Office, actor: Account, request: AccessId, closing: Closing) -> Answered:
    """End a request with the letter that goes to the person.

    Raises:
        NotAllowedError: the person may not decide on what is on record, or took the request in (four eyes); refusing
            it as a whole, which shows nothing, is open to both.
        NotFoundError: there is no such request.
        ConflictError: it is closed, records that fit are not decided on, nobody checked who the person is, or the
            letter would not say why something that was asked for is not done.
        ParseError: the words are malformed.
    """

    def close(tx: Transaction, contents: Contents) -> Answered:
        answered = _answered(contents)
        tx.access.close(contents.request.id, office.clock.now(), answered.outcome)
        tx.ledger.append([entry(office, note) for note in _notes(actor, contents, answered)])
        return answered

    return _write(office, actor, request, closing, close)


def _write(office: Office, actor: Account, request: AccessId, closing: Closing, then: _Then) -> Answered:
    """Put together what the letter says, and go on with it in the same transaction."""
    require(actor, Right.REVIEW)
    fit = _fitting(office, request)

    def work(tx: Transaction) -> Answered:
        found = open_one(tx, request)
        if closing.refused is None:
            check_second(actor, found)
        _check(tx, found, closing, fit)
        return then(tx, _contents(office, tx, found, closing))

    return office.store.write(work)


def _answered(contents: Contents) -> Answered:
    letter = write_letter(contents)
    digest = hashlib.sha256(letter.text.encode()).hexdigest()
    return Answered(letter=letter, outcome=contents.outcome, digest=digest)


def _contents(office: Office, tx: Transaction, request: Request, closing: Closing) -> Contents:
    text(2000, empty=True)(closing.words, "words")
    refused = closing.refused in _REFUSED
    told = () if refused else tuple(_told(office, tx, request))
    asked = () if refused else tuple(_asked(office, tx, request))
    written = () if refused else tuple(_written(office, tx, request))
    stated = () if refused else tuple(dict.fromkeys(_stated(request)))
    done = () if refused else tuple(_done(office, tx, request))
    _check_words(request, closing, says_something=bool(told or asked or written or stated or done), done=done)
    return Contents(
        request=request,
        agency=_agency(office, office.me),
        remedies=remedies_here(office),
        today=office.clock.now().date(),
        outcome=closing.refused or _outcome(request, stated, done, told=bool(told or asked or written)),
        told=told,
        asked=asked,
        written=written,
        stated=stated,
        done=done,
        words=closing.words,
    )


def _fitting(office: Office, request: AccessId) -> Searched:
    """Return what fits the person now: looked for before writing, which would make everybody wait."""
    near = near_to(office.nearby, office.store.read(lambda tx: open_one(tx, request)).applicant)
    return office.store.read(lambda tx: search(tx, open_one(tx, request).applicant, near))


def _check(tx: Transaction, request: Request, closing: Closing, fit: Searched) -> None:
    """Refuse to answer before somebody decided on everything that fits."""
    if closing.refused is not None:
        if closing.refused not in _REFUSED:
            raise ConflictError("a request as a whole is refused as excessive or unproven, and otherwise answered")
        return
    stored = (tx.records.get(RecordId(record)) for record in request.findings)
    decided = {found.record.lineage for found in stored if found and found.record}
    if left := [record.id for record in fit.fitting if record.lineage not in decided and _is_there(tx, record)]:
        raise ConflictError(f"{len(left)} records fit that nobody decided on yet, such as {left[0]}")
    questions = [found.row.question.id for found in fit.asked]
    if unread := [one for one in questions if one not in request.findings and _has_words(tx, one)]:
        raise ConflictError(f"{len(unread)} questions fit that nobody decided on yet, such as {unread[0]}")
    messages = [found.row.id for found in fit.written]
    if unseen := [one for one in messages if one not in request.findings and _has_words(tx, one)]:
        raise ConflictError(f"{len(unseen)} messages fit that nobody decided on yet, such as {unseen[0]}")


def _is_there(tx: Transaction, record: Record) -> bool:
    stored = tx.records.get(record.id)
    return stored is not None and stored.record is not None


def _has_words(tx: Transaction, subject: Subject) -> bool:
    """Tell whether the words of a question or a message are still here."""
    asked, written = tx.questions.get(QuestionId(subject)), tx.dispatches.get(MessageId(subject))
    return (asked is not None and not asked.forgotten) or (written is not None and bool(parts_of(written)))


def _check_words(request: Request, closing: Closing, *, says_something: bool, done: tuple[Done, ...]) -> None:
    if closing.refused is not None:
        return
    if closing.words and not says_something:
        raise ConflictError("where nothing is told, the letter says nothing more: a word could give away that there is")
    if request.wish is not Wish.ACCESS and says_something and not done and not closing.words:
        raise ConflictError(f"{request.wish} was asked for and nothing was done: say in words why (LED Art. 16(4))")


def _outcome(request: Request, stated: tuple[Restriction, ...], done: tuple[Done, ...], *, told: bool) -> Outcome:
    if told or done:
        less = any(found.telling in (Telling.PART, Telling.NONE) for found in request.findings.values())
        return Outcome.PART if less else Outcome.TOLD
    return Outcome.WITHHELD if stated else Outcome.NOTHING


def _told(office: Office, tx: Transaction, request: Request) -> Iterator[Told]:
    for finding in request.findings.values():
        if finding.telling in (Telling.ALL, Telling.PART):
            for record in _standing(tx, finding):
                holders = {holder for _, found in held_views(tx, record) for holder in found}
                yield Told(
                    record=record,
                    finding=finding,
                    agency=_agency(office, record.issuer),
                    recipients=tuple(_agency(office, holder) for holder in sorted(holders)),
                )


def _asked(office: Office, tx: Transaction, request: Request) -> Iterator[ToldQuestion]:
    """Yield the questions of which the letter tells: who asked whom, when and what for."""
    for finding in request.findings.values():
        row = tx.questions.get(QuestionId(finding.record)) if finding.telling is Telling.ALL else None
        if row and not row.forgotten:
            question = row.question
            yield ToldQuestion(
                question=question,
                asker=_agency(office, question.asker),
                partner=_agency(office, question.partner),
            )


def _written(office: Office, tx: Transaction, request: Request) -> Iterator[ToldMessage]:
    """Yield the messages of which the letter tells, with the parts that it tells."""
    for finding in request.findings.values():
        told = finding.telling in (Telling.ALL, Telling.PART)
        row = tx.dispatches.get(MessageId(finding.record)) if told else None
        if row and (parts := tuple(part for part in parts_of(row) if part.name not in finding.without)):
            ours, theirs = _agency(office, office.me), _correspondent(office, row)
            yield ToldMessage(
                row=row,
                finding=finding,
                sender=theirs if row.received else ours,
                recipient=ours if row.received else theirs,
                parts=parts,
            )


def _standing(tx: Transaction, finding: Finding) -> tuple[Record, ...]:
    """Return the versions that stand now of the thing that was decided on; none if it was erased."""
    stored = tx.records.get(RecordId(finding.record))
    if stored is None or stored.record is None:
        return ()
    return assemble(versions_of(tx, stored.record)).heads


def _stated(request: Request) -> Iterator[Restriction]:
    for found in request.findings.values():
        if found.telling is Telling.NONE and found.stated and found.ground:
            yield found.ground


def _done(office: Office, tx: Transaction, request: Request) -> Iterator[Done]:
    """Say what was done since the request came, about records of which the letter may say that they are there."""
    for finding in request.findings.values():
        if finding.telling in (Telling.ALL, Telling.PART) or (finding.telling is Telling.NONE and finding.stated):
            yield from _done_about(office, tx, request, finding)


def _done_about(office: Office, tx: Transaction, request: Request, finding: Finding) -> Iterator[Done]:
    stored = tx.records.get(RecordId(finding.record))
    if stored is None and _has_words(tx, finding.record):
        return
    if stored is None or stored.record is None:
        yield Done.ERASED
        return
    for version in versions_of(tx, stored.record):
        acts = [
            found.act
            for found in tx.statements.about(version.id)
            if found.issuer == office.me and found.at >= request.received_at
        ]
        yield from (_DONE[act] for act in acts if act in _DONE)
        if version.supersedes and version.recorded_at >= request.received_at and not acts:
            yield Done.RECTIFIED


def _agency(office: Office, node: NodeId) -> str:
    member = office.directory().member(node)
    return f"{member.name} ({node})" if member else node


def _correspondent(office: Office, row: DispatchRow) -> str:
    """Return with whom a message was exchanged, an authority without a node by its name and address."""
    typed = row.draft.authority if row.draft else ""
    on_paper = " ".join((row.authority or typed).split()) or code_of(row.partner)
    return on_paper if row.partner != code_of(row.partner) else _agency(office, row.partner) or "nobody yet"


def _subjects(contents: Contents) -> tuple[str, ...]:
    """Return what of the letter an entry of the log names."""
    records = (found.record.id for found in contents.told)
    questions = (found.question.id for found in contents.asked)
    return (*records, *questions, *(found.row.id for found in contents.written))[:_MOST_TOLD]


def _notes(actor: Account, contents: Contents, answered: Answered) -> Iterator[Note]:
    request, findings = contents.request, contents.request.findings.values()
    withheld = [found for found in findings if found.telling in (Telling.PART, Telling.NONE)]
    told = _subjects(contents)
    yield Note(
        act=Act.DISCLOSURE if told else Act.ANSWER,
        by=actor.id,
        about=(REQUESTS, request.id, answered.digest, *told),
        detail={
            "what": "access_answered",
            "outcome": answered.outcome,
            "wish": request.wish,
            "told": str(len(contents.told) + len(contents.asked) + len(contents.written)),
            "withheld": str(len(withheld)),
        },
    )
    for found in withheld:
        yield Note(
            act=Act.REFUSAL,
            by=actor.id,
            about=(request.id, found.record),
            detail={"what": "access_withheld", "ground": found.ground or "", "stated": str(int(found.stated))},
        )
