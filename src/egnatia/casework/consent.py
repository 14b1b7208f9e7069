"""Consent: whoever holds a record of another agency asks that agency before it goes on to a third (LED Art. 35(1)(e)).

The originator tells both the holder and the recipient of its consent, each in a letter of its own: the recipient takes
a forwarded record in because the originator said so, not because the holder says that it did. A refusal is told by its
ground, from a closed list, as it may be told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError, NotFoundError, NotLawfulError
from egnatia.casework.lawful import Forwarding, decide_forward, party, record_facts
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.page import Page
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.received import find_received
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.stated import page_statements
from egnatia.casework.trail import Note, entry
from egnatia.exchange.errors import Refused
from egnatia.exchange.ground import Ground, as_told
from egnatia.exchange.passages import parse_consent, parse_consent_request, passage_of, plain_said
from egnatia.exchange.refusal import RefusalCode
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.message import Message, MessageType
from egnatia.model.passage import Passage
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, standing

#: What the originator can judge of another's forwarding; the rest is the holder's to bring about.
_JUDGED = frozenset(
    f"forward.{name}"
    for name in (
        "channel",
        "origin",
        "torture",
        "death-penalty",
        "kind",
        "purpose",
        "crime-only",
        "victim",
        "relative",
        "record-role",
        "private",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeking:
    """Which received record is to go to whom, for what, and why the recipient needs it; the originator reads it."""

    record: RecordId
    recipient: NodeId
    purpose: Purpose
    necessity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting:
    """Until when a passage is allowed and on what terms; holder and recipient read it."""

    request: StatementId
    until: date | None = None
    conditions: str = ""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A request for consent with what came of it."""

    request: Statement
    passage: Passage
    outcome: Statement | None  #: The consent or refusal; None: there is none yet.


def seek_consent(office: Office, actor: Account, seeking: Seeking) -> Statement:
    """Ask the originator of a received record whether it may go on.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: there is no such record, or no such recipient in the directory.
        ConflictError: the record is an own one, or the recipient is its originator or this node.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE, seeking.purpose)
    text(2000)(seeking.necessity, "necessity")
    passage = Passage(record=seeking.record, recipient=seeking.recipient, purpose=seeking.purpose)

    def work(tx: Transaction) -> Statement:
        record = find_received(tx, seeking.record).record
        check_recipient(office, record, seeking.recipient)
        statement = say(office, actor, Spoken(act=StatementAct.SEEK, passage=passage, reason=seeking.necessity))
        tx.statements.add(statement)
        letter = Content(type=MessageType.CONSENT_REQUEST, recipient=record.issuer, body=plain_said(statement))
        tx.outbox.add([queue(office, letter)])
        tx.ledger.append([entry(office, _note(statement, {"what": "consent_sought"}, record.issuer))])
        return statement

    return office.store.write(work)


def check_recipient(office: Office, record: Record, recipient: NodeId) -> None:
    """See that a record can go on to a node at all.

    Raises:
        NotFoundError: the directory does not list it.
        ConflictError: it is this node, or the record's originator.
    """
    party(office.directory(), recipient)
    if recipient in (office.me, record.issuer):
        raise ConflictError(f"{recipient} has this record already")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which requests for consent a page shows, the newest first."""

    received: bool  #: Those of partners about our records; else those that this node made.
    decided: bool | None = None  #: Those on which there is a decision, or is none; None: both.
    beyond: int | None = None  #: `next` of the page before; None: from the newest on.


def list_consents(office: Office, actor: Account, shown: Shown) -> Page[Sought]:
    """Return a page of the requests for consent that partners made here, or that this node made.

    Raises:
        NotAllowedError: the person may not release.
    """
    require(actor, Right.RELEASE)

    def work(tx: Transaction) -> Page[Sought]:
        def wanted(made: Statement) -> bool:
            mine = (made.issuer != office.me) == shown.received and passage_of(made).purpose in actor.purposes
            return mine and shown.decided in (None, _sought(tx, made).outcome is not None)

        page = page_statements(tx.statements, StatementAct.SEEK, wanted, shown.beyond)
        return Page(rows=tuple(_sought(tx, made) for made in page.rows), next=page.next)

    return office.store.read(work)


def consent(office: Office, actor: Account, consenting: Consenting) -> Statement:
    """Consent, as the originator, to a passage; holder and recipient are told.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: no such request of a partner came here, or the record was erased.
        NotLawfulError: by our own law the record may not go there at all; says why.
        ConflictError: the request was decided on before, or the last day is past.
        ParseError: there is no reason, or the conditions are malformed.
    """
    require(actor, Right.RELEASE)
    text(2000)(consenting.reason, "reason")
    text(1000, empty=True)(consenting.conditions, "conditions")
    if consenting.until and consenting.until < office.clock.now().date():
        raise ConflictError(f"a consent until {consenting.until} is over already")

    def work(tx: Transaction) -> Statement:
        request = open_request(office, tx, consenting.request)
        asked = passage_of(request)
        require(actor, Right.RELEASE, asked.purpose)
        if bars := _bars(office, tx, request, asked):
            raise NotLawfulError(f"this may not go to {asked.recipient}", bars)
        allowed = replace(asked, until=consenting.until, conditions=consenting.conditions)
        said = Spoken(act=StatementAct.CONSENT, passage=allowed, reason=consenting.reason, request=request.id)
        return _tell(office, tx, say(office, actor, said), [request.issuer, asked.recipient])

    return office.store.write(work)


def deny(office: Office, actor: Account, request: StatementId, ground: Ground) -> Statement:
    """Deny, as the originator, that a record goes on; the holder is told the ground as it may be told.

    Who consented may deny later: the consent counts no more from then on, and its recipient is told too. What went on
    before that is recalled, not denied.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: no such request of a partner came here.
        ConflictError: the request was denied before.
    """
    require(actor, Right.RELEASE)

    def work(tx: Transaction) -> Statement:
        found, outcome = _request(office, tx, request)
        asked = passage_of(found)
        require(actor, Right.RELEASE, asked.purpose)
        if outcome and outcome.act is StatementAct.DENY:
            raise ConflictError("this request was denied before")
        said = Spoken(act=StatementAct.DENY, passage=asked, reason=as_told(ground), request=found.id)
        told = [found.issuer, asked.recipient] if outcome else [found.issuer]
        return _tell(office, tx, say(office, actor, said), told, {"ground": ground})

    return office.store.write(work)


def standing_consent(tx: Transaction, passage: Passage, originator: NodeId, on: date) -> Statement | None:
    """Return the originator's consent to a passage that holds on a day and was not taken back, if there is one."""
    made = [one for one in standing(tx.statements.about(passage.matter)) if one.issuer == originator]
    denied = frozenset().union(*(_requests(one) for one in made if one.act is StatementAct.DENY))
    given = (one for one in made if one.act is StatementAct.CONSENT and passage_of(one).covers(passage, on))
    return next((one for one in given if not _requests(one) & denied), None)


def _requests(said: Statement) -> frozenset[str]:
    """Return the request that a decision is about: whatever it is about beside the record and the matter."""
    return said.about - {passage_of(said).record, passage_of(said).matter}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody says of a passage, why, and on which request."""

    act: StatementAct
    passage: Passage
    reason: str
    request: StatementId | None = None


def say(office: Office, actor: Account, spoken: Spoken) -> Statement:
    """Make a statement on a passage."""
    passage, request = spoken.passage, spoken.request
    return Statement(
        act=spoken.act,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({passage.record, passage.matter, *((request,) if request else ())}),
        passes=passage,
        reason=spoken.reason,
        salt=office.randomness.hex128(),
    )


def _sought(tx: Transaction, request: Statement) -> Sought:
    decided = [one for one in standing(tx.statements.about(request.id)) if one.act in _DECIDING]
    decided.sort(key=lambda one: one.act is StatementAct.DENY)  # a denial after a consent takes it back
    return Sought(request=request, passage=passage_of(request), outcome=decided[-1] if decided else None)


_DECIDING = frozenset({StatementAct.CONSENT, StatementAct.DENY})


def _request(office: Office, tx: Transaction, request: StatementId) -> tuple[Statement, Statement | None]:
    """Return a partner's request, and what was decided on it."""
    made = tx.statements.get(request)
    if made is None or made.act is not StatementAct.SEEK or made.issuer == office.me:
        raise NotFoundError(f"no request for consent {request} of a partner")
    return made, _sought(tx, made).outcome


def open_request(office: Office, tx: Transaction, request: StatementId) -> Statement:
    """Return a partner's request on which nobody has decided.

    Raises:
        NotFoundError: no such request of a partner came here.
        ConflictError: it was decided on before.
    """
    made, outcome = _request(office, tx, request)
    if outcome:
        raise ConflictError("this request was decided on before")
    return made


def bars_to(office: Office, actor: Account, request: StatementId) -> tuple[str, ...]:
    """Say why our own law forbids to consent to a request; nothing if it leaves it to people.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: no such request of a partner came here, or the record was erased.
        ConflictError: the request was decided on before.
    """
    require(actor, Right.RELEASE)

    def work(tx: Transaction) -> tuple[str, ...]:
        found = open_request(office, tx, request)
        require(actor, Right.RELEASE, passage_of(found).purpose)
        return _bars(office, tx, found, passage_of(found))

    return office.store.read(work)


def _bars(office: Office, tx: Transaction, request: Statement, asked: Passage) -> tuple[str, ...]:
    """Return what our own law has against a passage, in words."""
    stored = tx.records.get(asked.record)
    if stored is None or stored.record is None:
        raise NotFoundError("the record was erased here: there is nothing to consent to")
    record, me = stored.record, office.me
    lineages = {one.lineage for one in _originals(tx, record)}
    stated = stated_in(office, tx, (record.lineage, *sorted(lineages)))
    forwarding = Forwarding(
        holder=request.issuer,
        originator=me,
        recipient=asked.recipient,
        purpose=asked.purpose,
        record=record_facts(record, office.clock.now().date()),
        consent=True,
        threat=threat_to(office, stated, asked.recipient),
    )
    return tuple(found.words for found in decide_forward(office, forwarding).missing if found.policy in _JUDGED)


def _originals(tx: Transaction, view: Record) -> Iterable[Record]:
    """Return the records of which a partial view was made: what is stated of a thing is stated of the original."""
    stored = (tx.records.get(one) for one in sorted(view.derived_from))
    return (found.record for found in stored if found and found.record)


def _tell(
    office: Office,
    tx: Transaction,
    statement: Statement,
    recipients: Iterable[NodeId],
    detail: Mapping[str, str] = MappingProxyType({}),
) -> Statement:
    tx.statements.add(statement)
    for recipient in sorted(office.directory().members.keys() & set(recipients)):
        letter = Content(type=MessageType.CONSENT, recipient=recipient, body=plain_said(statement))
        tx.outbox.add([queue(office, letter)])
    what = "consented" if statement.act is StatementAct.CONSENT else "consent_denied"
    tx.ledger.append([entry(office, _note(statement, {"what": what, **detail}))])
    return statement


def _note(statement: Statement, detail: Mapping[str, str], to: NodeId | None = None) -> Note:
    passage = passage_of(statement)
    return Note(
        act=Act.STATEMENT,
        by=statement.by,
        about=(*sorted(statement.about), statement.id),
        purpose=passage.purpose,
        to=to,
        detail={"recipient": passage.recipient, **detail},
    )


def take_request(office: Office, message: Message) -> Effect:
    """Take in that a partner asks whether a record of ours may go on.

    Raises:
        Refused: the request is another node's, or of no record of ours that the partner holds.
        ParseError: the body is no request.
    """
    request = parse_consent_request(dict(message.body))
    passage = passage_of(request)

    def check(tx: Transaction) -> None:
        if request.issuer != message.sender or passage.recipient in (office.me, message.sender):
            raise out_of_place("a holder asks in its own name, about a third party")
        if all(held.holder != message.sender for held in tx.holdings.of(passage.record)):
            raise out_of_place("no record of ours that you hold")

    return Effect(outcome="consent_sought", write=_keeping(office, request, "consent_sought"), check=check)


def take_consent(office: Office, message: Message) -> Effect:
    """Take in what the originator of a record says of a passage: as the holder who asked, or as the recipient.

    Raises:
        Refused: the word is another node's, or it concerns nothing here.
        ParseError: the body is no consent and no refusal.
    """
    statement = parse_consent(dict(message.body))
    passage = passage_of(statement)

    def check(tx: Transaction) -> None:
        stored = tx.records.get(passage.record)
        issuer = stored.record.issuer if stored and stored.record else message.sender
        if statement.issuer != message.sender or issuer != message.sender:
            raise out_of_place("an originator consents, in its own name")
        known = tx.statements.about(passage.matter)
        asked = any(one.act is StatementAct.SEEK and one.issuer == office.me for one in known)
        if not asked and passage.recipient != office.me:
            raise out_of_place("nobody here asked for this")
        given = statement.act is StatementAct.CONSENT or any(one.act is StatementAct.CONSENT for one in known)
        if not asked and not given:
            raise Refused(RefusalCode.EARLY, "the consent that is taken back has not come here yet; send it again")

    what = "consented" if statement.act is StatementAct.CONSENT else "consent_denied"
    return Effect(outcome=what, write=_keeping(office, statement, what), check=check)


def _keeping(office: Office, statement: Statement, what: str) -> Callable[[Transaction], None]:
    def write(tx: Transaction) -> None:
        tx.statements.add(statement)
        tx.ledger.append([entry(office, replace(_note(statement, {"what": what}), by=statement.issuer))])

    return write
