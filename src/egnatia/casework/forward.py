"""Forwarding: a record that another agency gave goes on to a third, if its originator consented and the law allows it.

It goes as it was given, whole: only its originator makes partial views. Who holds it then is noted here and told to the
originator, so that a recall and a correction find it. Where the law wants a second approver, the first forwarding is an
approval on record, and the record travels with the second.
"""

from dataclasses import dataclass
from datetime import datetime

from egnatia.casework.authorisation import allows_forward
from egnatia.casework.breakglass import Breaking, break_glass, refuse_overdue
from egnatia.casework.consent import Spoken, check_recipient, say, standing_consent
from egnatia.casework.correct import catch_up
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.lawful import Forwarding, decide_forward, record_facts
from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.page import Page
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import told_late
from egnatia.casework.received import Received, find_received
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.casework.stated import page_statements
from egnatia.casework.trail import Note, entry
from egnatia.casework.undelivered import NOT_DELIVERED
from egnatia.exchange.errors import Refused
from egnatia.exchange.passages import Forward, parse_forward, parse_forwarded, passage_of, plain_forward, plain_said
from egnatia.exchange.refusal import RefusalCode
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.message import Message, MessageType
from egnatia.model.passage import Passage
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing

#: The condition that a first approval may leave unmet: the law's own id for it.
SECOND_APPROVER = "forward.second-approver"
#: Entries about one passage that are looked through.
_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Which received record goes to whom, for what, and why; recipient and originator read the reason."""

    record: RecordId
    recipient: NodeId
    purpose: Purpose
    offence: str | None = None  #: A code of the list, where the purpose has one.
    necessity: str
    conditions_met: bool = False  #: Whoever forwards states that the originator's conditions are met.
    break_glass: str = ""  #: Why a life is in danger if a second person is waited for.


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What became of it."""

    statement: Statement
    sent: bool  #: False: a second person must approve first.
    missing: tuple[str, ...] = ()


def forward(office: Office, actor: Account, passing: Passing) -> Passed:
    """Give a received record to a third party, or approve that it is given.

    Raises:
        NotAllowedError: the person may not release, or approved this already; or a break glass of the person waits for
            its review too long.
        NotFoundError: there is no such record or recipient, or the record was erased.
        NotLawfulError: the law does not allow it; says what is missing, such as the originator's consent.
        ConflictError: it is an own record, was forwarded there before, or the originator's conditions are not stated to
            be met.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE, passing.purpose)
    text(2000)(passing.necessity, "necessity")
    text(2000, empty=True)(passing.break_glass, "break_glass")
    return office.store.write(lambda tx: _forward(office, tx, actor, passing))


def _forward(office: Office, tx: Transaction, actor: Account, passing: Passing) -> Passed:
    received = find_received(tx, passing.record)
    check_recipient(office, received.record, passing.recipient)
    passage = Passage(record=passing.record, recipient=passing.recipient, purpose=passing.purpose)
    approvers = _approvers(office, tx, actor, passage)
    if passing.break_glass:
        refuse_overdue(office, tx, actor)
    decision = _decide(office, tx, actor, passing, Behind(received=received, passage=passage, approvers=approvers))
    said = Spoken(act=StatementAct.FORWARD, passage=passage, reason=passing.necessity)
    statement = say(office, actor, said)
    tx.statements.add(statement)
    if decision.gave_way:
        break_glass(office, tx, actor, _breaking(received, passage, passing))
    if decision.open and decision.channel:
        instrument = decision.channel.instrument
        body = Forward(record=received.record, instrument=instrument, offence=passing.offence, statement=statement)
        _send(office, tx, body)
    tx.ledger.append([entry(office, _note(statement, received, decision))])
    return Passed(statement=statement, sent=decision.open, missing=decision.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The record that goes on, where to, and who stands behind it."""

    received: Received
    passage: Passage
    approvers: frozenset[str]


def _approvers(office: Office, tx: Transaction, actor: Account, passage: Passage) -> frozenset[str]:
    """Return the different people of this node who stand behind the passage."""
    if any(held.holder == passage.recipient for held in tx.holdings.of(passage.record)):
        raise ConflictError(f"{passage.recipient} was given this record already")
    since = _last_undelivered(tx, passage)
    made = (one for one in standing(tx.statements.about(passage.matter)) if one.issuer == office.me)
    earlier = [one for one in made if one.act is StatementAct.FORWARD and (not since or one.at > since)]
    if any(one.by == actor.id for one in earlier):
        raise NotAllowedError(f"{actor.name} approved this already: a second person must")
    return frozenset({actor.id, *(one.by for one in earlier)})


def _last_undelivered(tx: Transaction, passage: Passage) -> datetime | None:
    """Return when this last failed to arrive: approvals from before it have been used up."""
    told = [lodged.entry for lodged in tx.ledger.trail(passage.matter, _MOST)]
    return max((one.at for one in told if one.detail.get("what") == NOT_DELIVERED), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the law would say to a forwarding now."""

    decision: Decision
    consent: Statement | None  #: The originator's that stands; it may be on conditions.
    second: bool  #: Nothing is missing but a second person's approval.


def weigh(office: Office, actor: Account, passing: Passing) -> Weighed:
    """Say what the law would say to a forwarding; nothing is given, approved or kept.

    Raises:
        NotAllowedError: the person may not release, or approved this already.
        NotFoundError: there is no such record or recipient, or the record was erased.
        ConflictError: it is an own record, or was forwarded there before.
    """
    require(actor, Right.RELEASE, passing.purpose)

    def work(tx: Transaction) -> Weighed:
        received = find_received(tx, passing.record)
        check_recipient(office, received.record, passing.recipient)
        passage = Passage(record=passing.record, recipient=passing.recipient, purpose=passing.purpose)
        approvers = _approvers(office, tx, actor, passage)
        behind = Behind(received=received, passage=passage, approvers=approvers)
        consent = standing_consent(tx, passage, received.record.issuer, office.clock.now().date())
        decision = decide_forward(office, _forwarding(office, tx, actor, passing, behind))
        return Weighed(decision=decision, consent=consent, second=_lacks_second_only(decision))

    return office.store.read(work)


def _lacks_second_only(decision: Decision) -> bool:
    return not decision.open and {found.policy for found in decision.missing} == {SECOND_APPROVER}


def _decide(office: Office, tx: Transaction, actor: Account, passing: Passing, behind: Behind) -> Decision:
    """Ask the law; only a missing second approver lets the first approval stand.

    Raises:
        NotLawfulError: anything else is missing.
        ConflictError: the originator's conditions are not stated to be met.
    """
    record, today = behind.received.record, office.clock.now().date()
    if record.caveat.retain_until < today:
        raise ConflictError("the record is past its retention: it is to be erased, not given")
    consent = standing_consent(tx, behind.passage, record.issuer, today)
    conditions = passage_of(consent).conditions if consent else ""
    if conditions and not passing.conditions_met:
        raise ConflictError(f"{record.issuer} consents on conditions; state that they are met: {conditions}")
    decision = decide_forward(office, _forwarding(office, tx, actor, passing, behind))
    if not decision.open and not _lacks_second_only(decision):
        raise NotLawfulError(f"this may not be forwarded to {passing.recipient}", decision.words)
    return decision


def _forwarding(office: Office, tx: Transaction, actor: Account, passing: Passing, behind: Behind) -> Forwarding:
    """Return a forwarding as the law looks at it."""
    received, today = behind.received, office.clock.now().date()
    record = received.record
    return Forwarding(
        holder=office.me,
        originator=record.issuer,
        recipient=passing.recipient,
        purpose=passing.purpose,
        offence=passing.offence,
        record=record_facts(record, today),
        received_for=received.purpose,
        approvals=len(behind.approvers),
        consent=standing_consent(tx, behind.passage, record.issuer, today) is not None,
        authorised=allows_forward(office, tx, actor, record.lineage, passing.purpose),
        threat=threat_to(office, stated_in(office, tx, (record.lineage,), actor), passing.recipient),
        danger_to_life=bool(passing.break_glass),
    )


def _breaking(received: Received, passage: Passage, passing: Passing) -> Breaking:
    about = frozenset({passage.record, passage.matter})
    return Breaking(about=about, case=received.case, purpose=passage.purpose, reason=passing.break_glass)


def _send(office: Office, tx: Transaction, body: Forward) -> None:
    """Queue the letters, and note who holds the record now."""
    record, recipient, statement = body.record, body.passage.recipient, body.statement
    letter = queue(office, Content(type=MessageType.FORWARD, recipient=recipient, body=plain_forward(body)))
    tx.outbox.add([travelling(letter, "ask the originator to give it itself")])
    notice = Content(type=MessageType.FORWARDED, recipient=record.issuer, body=plain_said(statement))
    tx.outbox.add([queue(office, notice)])
    held = Holding(record=record.id, holder=recipient, given_at=office.clock.now(), statement=statement.id)
    tx.holdings.add(held)


def _note(statement: Statement, received: Received, decision: Decision) -> Note:
    passage = passage_of(statement)
    return Note(
        act=Act.DISCLOSURE if decision.open else Act.STATEMENT,
        by=statement.by,
        about=(passage.record, passage.matter, statement.id),
        purpose=passage.purpose,
        case=received.case,
        decision=decision,
        to=passage.recipient if decision.open else None,
        detail={"what": "forwarded" if decision.open else "forward_approved", "recipient": passage.recipient},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A record that went on: from here, to here, or one of ours from a partner to a third."""

    statement: Statement
    passage: Passage
    here: bool  #: It was given to this node.


def list_forwarded(office: Office, actor: Account, beyond: int | None = None) -> Page[Forwarded]:
    """Return a page of what was forwarded by this node, to it, or of its records, for the person's purposes.

    Args:
        office: of this node.
        actor: who looks.
        beyond: `next` of the page before; None: from the newest on.

    Raises:
        NotAllowedError: the person may not read records.
    """
    require(actor, Right.CONSULT)

    def wanted(made: Statement) -> bool:
        return passage_of(made).purpose in actor.purposes

    page = office.store.read(lambda tx: page_statements(tx.statements, StatementAct.FORWARD, wanted, beyond))
    found = ((one, passage_of(one)) for one in page.rows)
    rows = (Forwarded(statement=one, passage=way, here=way.recipient == office.me) for one, way in found)
    return Page(rows=tuple(rows), next=page.next)


def take_forward(office: Office, message: Message) -> Effect:
    """Take in a record of a third agency that a partner forwards with that agency's consent.

    Raises:
        Refused: it is the partner's own or ours, or was meant for another; or the originator's consent has not come.
        ParseError: the body forwards nothing.
    """
    given = parse_forward(dict(message.body))
    record, passage = given.record, given.passage

    def check(tx: Transaction) -> None:
        if given.statement.issuer != message.sender or passage.recipient != office.me:
            raise out_of_place("a holder forwards in its own name, to whom it names")
        if record.issuer in (message.sender, office.me):
            raise out_of_place("what is forwarded is a third agency's")
        if standing_consent(tx, passage, record.issuer, office.clock.now().date()) is None:
            raise Refused(RefusalCode.EARLY, "the originator's consent has not come here yet; send it again")

    def write(tx: Transaction) -> None:
        tx.statements.add(given.statement)
        tx.ledger.append([entry(office, _taken(given, message.sender))])
        take_records(office, tx, [record], message.sender)

    return Effect(outcome="forwarded", write=write, check=check)


def _taken(given: Forward, sender: NodeId) -> Note:
    passage = given.passage
    return Note(
        act=Act.COLLECTION,
        by=sender,
        about=(passage.record, passage.matter, given.statement.id),
        purpose=passage.purpose,
        detail={"what": "forwarded", "originator": given.record.issuer},
    )


def take_forwarded(office: Office, message: Message) -> Effect:
    """Take in that a partner forwarded a record of ours: who holds it now is noted for recall and correction.

    Raises:
        Refused: the notice is another node's, or of no record of ours that the partner holds.
        ParseError: the body is no notice.
    """
    statement = parse_forwarded(dict(message.body))
    passage = passage_of(statement)

    def check(tx: Transaction) -> None:
        if statement.issuer != message.sender:
            raise out_of_place("a holder tells in its own name")
        if all(held.holder != message.sender for held in tx.holdings.of(passage.record)):
            raise out_of_place("no record of ours that you hold")

    def write(tx: Transaction) -> None:
        now = office.clock.now()
        allowed = standing_consent(tx, passage, office.me, now.date()) is not None
        tx.statements.add(statement)
        held = Holding(record=passage.record, holder=passage.recipient, given_at=now, statement=statement.id)
        if not told_late(office, tx, passage.record, passage.recipient):
            tx.holdings.add(held)
            catch_up(office, tx, passage.record, passage.recipient)
        detail = {"what": "forwarded", "recipient": passage.recipient, "consent": "given" if allowed else "none"}
        about = (passage.record, passage.matter, statement.id)
        note = Note(act=Act.STATEMENT, by=message.sender, about=about, purpose=passage.purpose, detail=detail)
        tx.ledger.append([entry(office, note)])

    return Effect(outcome="forwarded", write=write, check=check)
