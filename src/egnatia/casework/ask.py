"""Asking: the law is asked first, for each partner; then the questions travel, and answers show as they come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from egnatia.casework.asylum import NO_REFUGE, ORIGIN, Refuge, refuge_in
from egnatia.casework.authorisation import invoke
from egnatia.casework.breakglass import Breaking, break_glass, refuse_overdue
from egnatia.casework.casefiles import is_supervised, working_in
from egnatia.casework.counting import Intent, probes_of
from egnatia.casework.deliver import LEASE, Delivered, deliver
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.lawful import Asking, decide_ask
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.overlaps import check_told, knows_overlap
from egnatia.casework.peril import Stated, stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.reasons import reasons_for, sharing
from egnatia.casework.repeats import NOT_ASKED, Admission, admit, refuse
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, OutboxRow, QuestionRow
from egnatia.casework.trail import Note, entry
from egnatia.casework.watches import ALONE, WatchRow
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.limits import QUESTION_LIFE
from egnatia.exchange.states import QuestionState
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act, Entry
from egnatia.match.asked import fault_in, needed_of
from egnatia.model.authorisation import Invocation
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, MessageId, NodeId, QuestionId, RecordId, StatementId
from egnatia.model.instant import format_instant
from egnatia.model.kinds import parse_kind_name
from egnatia.model.message import MessageType
from egnatia.model.question import MOST_TOLD, SHORTEST_STAY, Question, Subject, parse_asked, plain_question
from egnatia.model.reading import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What somebody wants to know, of whom, and why of each of them."""

    kind: str
    properties: Mapping[str, tuple[str, ...]]
    case: CaseId
    subject: Subject
    partners: Mapping[NodeId, str]  #: Each partner with the facts and the reason why it is asked.
    same_because: str = ""  #: Why one reason holds for several partners; empty: each has its own (`reasons.py`).
    instrument: str = ""  #: Empty: the best channel that is open.
    authorisation: str = ""  #: Id of the statement by which one was given in the case file; empty: none is named.
    urgent: bool = False
    watch_days: int = 0  #: The question stays so long, and new records are held against it. 0: it is asked once.
    tells: frozenset[NodeId] = frozenset()  #: Of such: who may be told that we look for this, if they do and tell us.
    break_glass: str = ""  #: Whose life is in danger, and why this cannot wait: conditions give way. Empty: nobody's.


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One partner of an enquiry, before anything is sent: what the law says, and the question if it may go."""

    partner: NodeId
    decision: Decision
    question: Question | None
    sheltered: tuple[RecordId, ...] = ()  #: Own records of protection sought, for which it may not be asked.


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An enquiry under way: the partners to whom a question goes, and those to whom none may."""

    enquiry: str
    prospects: tuple[Prospect, ...]
    letters: tuple[OutboxRow, ...]


def preview(office: Office, actor: Account, enquiry: Enquiry) -> tuple[Prospect, ...]:
    """Say for each partner under which instrument it would be asked, or what is missing; nothing is sent or kept.

    Raises:
        NotAllowedError: the person may not ask, does not work in the case file, or gave the authorisation.
        NotFoundError: a partner or the case file does not exist, or no such authorisation stands in it.
        ParseError: what is asked is not askable, or a partner lacks a reason of its own.
        NotLawfulError: somebody is to be told of it who may not.
    """
    return _prospects(office, _file_of(office, actor, enquiry), enquiry)


def ask(office: Office, actor: Account, enquiry: Enquiry) -> Asked:
    """Put an enquiry to every partner whom the law lets us ask; durable when this returns, and not yet sent.

    Raises:
        NotAllowedError: the person may not ask, does not work in the case file, or gave the authorisation; or too many
            differently worded questions about one subject were asked.
        NotFoundError: a partner or the case file does not exist, or no such authorisation stands in it.
        ParseError: what is asked is not askable, or a partner lacks a reason of its own.
        ConflictError: the directory is too old for new questions.
        NotLawfulError: somebody is to be told of it who may not.
    """
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        raise ConflictError("the directory of partners is older than 30 days: no new questions until it is renewed")
    file = _file_of(office, actor, enquiry)
    prospects = _prospects(office, file, enquiry)
    number = office.randomness.hex128()
    questions = [found.question for found in prospects if found.question is not None]
    letters = tuple(_letter(office, question) for question in questions)
    rows = [_row(actor, number, question) for question in questions]
    shared = sharing(enquiry.partners)
    notes = [_note(office, actor, file.case, found, shared=found.partner in shared) for found in prospects]
    intent = Intent(by=actor.id, case=file.case.id, kind=enquiry.kind, properties=enquiry.properties)

    def work(tx: Transaction) -> Admission:
        _look_up(office, tx, actor, enquiry)  # the file may have been closed meanwhile, the authorisation withdrawn
        admission = admit(office, tx, file.case, intent, life=bool(enquiry.break_glass)) if questions else NOT_ASKED
        tx.ledger.append([admission.entry] if admission.entry else [])
        if admission.refused:
            return admission
        tx.questions.add(rows)
        tx.watches.add([_watch(question) for question in questions if question.stays_until])
        tx.probes.add(probes_of(office, intent, admission.again or questions[0].id) if questions else ())
        tx.outbox.add(letters)
        tx.ledger.append(notes)
        if enquiry.break_glass and questions:
            about = frozenset({number, *(question.id for question in questions)})
            breaking = Breaking(about=about, case=file.case.id, purpose=file.case.purpose, reason=enquiry.break_glass)
            break_glass(office, tx, actor, breaking)
        return admission

    admission = office.store.write(work)
    if admission.refused:
        refuse(office, admission)
    return Asked(enquiry=number, prospects=prospects, letters=letters)


def follow(office: Office, asked: Asked) -> Iterator[Delivered]:
    """Send the questions of an enquiry at once and yield what becomes of each, as it comes.

    A partner that is away gets its question later, from the outbox.
    """
    return deliver(office, asked.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The case file of an enquiry, whether a supervisor opened it who is not the one who asks, and what it allows."""

    case: CaseFile
    supervised: bool
    authorisation: Invocation | None
    stated: Stated  #: What is known to threaten the person.
    refuge: Refuge = NO_REFUGE  #: What the own register says of protection that the person seeks.


def _file_of(office: Office, actor: Account, enquiry: Enquiry) -> _File:
    require(actor, Right.ASK)
    file = office.store.read(lambda tx: _look_up(office, tx, actor, enquiry))
    require(actor, Right.ASK, file.case.purpose)
    return file


def _look_up(office: Office, tx: Transaction, actor: Account, enquiry: Enquiry) -> _File:
    case = working_in(tx, actor, enquiry.case)
    if enquiry.break_glass:
        refuse_overdue(office, tx, actor)
    named = StatementId(enquiry.authorisation)
    invoked = invoke(office, tx, actor, case.id, named) if named else None
    stated = stated_in(office, tx, (case.id,), actor)
    return _File(case=case, supervised=is_supervised(tx, case, actor.id), authorisation=invoked, stated=stated)


def _prospects(office: Office, file: _File, enquiry: Enquiry) -> tuple[Prospect, ...]:
    asked = {name: list(values) for name, values in enquiry.properties.items()}
    kind = parse_kind_name(enquiry.kind, "kind")
    properties = parse_asked(kind, asked, "properties")
    if fault := fault_in(kind, properties):
        raise ParseError(f"properties.{fault.property}", fault.words)
    properties = needed_of(kind, properties)
    if not enquiry.partners:
        raise ConflictError("no partner is named")
    members = office.directory().members
    for partner in (*enquiry.partners, *sorted(enquiry.tells)):
        if partner == office.me or partner not in members:
            raise NotFoundError(f"no partner {partner} in the directory")
    text(2000, empty=True)(enquiry.break_glass, "break_glass")
    _check_watch(enquiry)
    reasons = reasons_for(enquiry.partners, enquiry.same_because)
    whole = replace(enquiry, properties=properties, partners=reasons)
    refuge = office.store.read(lambda tx: refuge_in(office, tx, kind.name, properties))
    file = replace(file, refuge=refuge)
    questions = [_question(office, file, whole, partner) for partner in enquiry.partners]
    for told in sorted(enquiry.tells):
        check_told(office, questions[0], told, _asking(office, file, told))
    return tuple(_prospect(office, question, file) for question in questions)


def _asking(office: Office, file: _File, partner: NodeId) -> Asking:
    threat = threat_to(office, file.stated, partner)
    return Asking(case=file.case, supervised=file.supervised, threat=threat, refuge=file.refuge.origins)


def _prospect(office: Office, question: Question, file: _File) -> Prospect:
    decision = decide_ask(office, question, _asking(office, file, question.partner))
    if not decision.open or decision.channel is None:
        kept = file.refuge.records if any(found.policy == ORIGIN for found in decision.missing) else ()
        return Prospect(partner=question.partner, decision=decision, question=None, sheltered=kept)
    lawful = replace(question, instrument=decision.channel.instrument)
    if not knows_overlap(office, lawful):  # no partner tells of it there: so none need know who might be told
        lawful = replace(lawful, tells=frozenset())
    return Prospect(partner=question.partner, decision=decision, question=lawful)


def _question(office: Office, file: _File, enquiry: Enquiry, partner: NodeId) -> Question:
    now, case = office.clock.now(), file.case
    return Question(
        id=QuestionId(office.randomness.hex128()),
        asker=office.me,
        partner=partner,
        kind=enquiry.kind,
        properties=enquiry.properties,
        purpose=case.purpose,
        offence=case.offence,
        instrument=enquiry.instrument,
        case_file=case.id,
        authorisation=file.authorisation,
        subject=enquiry.subject,
        necessity=enquiry.partners[partner],
        urgent=enquiry.urgent,
        asked_at=now,
        expires_at=now + QUESTION_LIFE,
        policy=office.law.version,
        danger_to_life=bool(enquiry.break_glass),
        stays_until=now + timedelta(days=enquiry.watch_days) if enquiry.watch_days else None,
        tells=enquiry.tells,
    )


def _check_watch(enquiry: Enquiry) -> None:
    """Refuse a watch that is longer than one may set up alone, or that conditions would have to give way for."""
    if enquiry.watch_days and not SHORTEST_STAY <= timedelta(days=min(enquiry.watch_days, 10_000)) <= ALONE:
        raise ParseError("watch_days", f"a watch stays {SHORTEST_STAY.days} to {ALONE.days} days; it can be extended")
    if enquiry.watch_days and enquiry.break_glass:
        raise ConflictError("conditions give way for what cannot wait: such a question does not stay")
    if enquiry.tells and not enquiry.watch_days:
        raise ParseError("tells", "others are told of a question that stays (a watch)")
    if len(enquiry.tells) > MOST_TOLD:
        raise ParseError("tells", f"at most {MOST_TOLD} partners")


def _watch(question: Question) -> WatchRow:
    assert question.stays_until is not None  # noqa: S101 - as the caller looked
    return WatchRow(
        question=question.id,
        received=False,
        partner=question.partner,
        kind=question.kind,
        until=question.stays_until,
        begun_at=question.asked_at,
    )


def _row(actor: Account, enquiry: str, question: Question) -> QuestionRow:
    return QuestionRow(question=question, received=False, by=actor.id, enquiry=enquiry, state=QuestionState.ASKED)


def _letter(office: Office, question: Question) -> OutboxRow:
    """Queue a question under its own id, so that a second delivery is known for what it is."""
    content = Content(
        type=MessageType.QUESTION,
        recipient=question.partner,
        body=plain_question(question),
        id=MessageId(question.id),
        expires_at=question.expires_at,
    )
    return queue(office, content, hold=LEASE)


def _note(office: Office, actor: Account, case: CaseFile, prospect: Prospect, *, shared: bool) -> Entry:
    asked = prospect.question is not None
    note = Note(
        act=Act.QUESTION if asked else Act.DECISION,
        by=actor.id,
        about=(prospect.question.id,) if prospect.question else (case.id, *prospect.sheltered),
        purpose=case.purpose,
        case=case.id,
        decision=prospect.decision,
        to=prospect.partner,
        detail={"what": "asked" if asked else "not_asked", **_beside(prospect.question, shared=shared)},
    )
    return entry(office, note)


def _beside(question: Question | None, *, shared: bool) -> dict[str, str]:
    """Say what else the log should know: that one reason holds for several, and until when the question stays."""
    until = question.stays_until if question else None
    stays = {"stays_until": format_instant(until)} if until else {}
    tells = {f"tells_{node.lower()}": "yes" for node in sorted(question.tells)} if question else {}
    return {**({"reason": "shared"} if shared else {}), **stays, **tells}
