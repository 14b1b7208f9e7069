"""What the law needs to know of a question, a record and the two parties, put together for one decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.rows import CaseFile
from egnatia.exchange.directory import Directory
from egnatia.law.decision import Decision
from egnatia.law.facts import Action, CaseFacts, Onward, Party, PartySort, RecordFacts, Request
from egnatia.match.identifiers.completeness import is_complete
from egnatia.model.authorisation import Measure
from egnatia.model.authority import code_of, on_paper
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.partial_date import parse_partial_date
from egnatia.model.peril import Danger
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record
from egnatia.model.values import COUNTRIES

#: Under this age a person is a minor (Convention on the Rights of the Child, Art. 1).
_MAJORITY = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """What is stated to threaten the person where data would go, and whether the state bound itself (`peril.py`)."""

    danger: Danger = Danger.NONE
    assured: bool = False


#: Nothing is stated.
NO_THREAT = Threat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the asking node knows beside the question itself."""

    case: CaseFile
    supervised: bool  #: A supervisor opened the file who is not the one who asks.
    threat: Threat = NO_THREAT
    refuge: frozenset[CountryCode] = frozenset()  #: From where the person seeks protection by the own register.


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Who and what stands behind a release."""

    approvals: int  #: Different people here who stand behind it.
    authorised: bool = False  #: A prosecutor or court of our side allows it.
    threat: Threat = NO_THREAT
    danger_to_life: bool = False  #: By break glass: of the question, and of whoever releases.


def decide_ask(office: Office, question: Question, asking: Asking) -> Decision:
    """May this node put the question to the partner? Without an instrument named, the best open one is chosen.

    Args:
        office: of the asking node.
        question: to be asked.
        asking: the file in which it is asked, and what is stated of the person.
    """
    case = asking.case
    matches = case.purpose == question.purpose and case.offence == question.offence
    file = CaseFacts(open=case.closed_at is None, supervised=asking.supervised, matches_purpose=matches)
    plain = _request(office, question)
    subject = replace(plain.subject, asylum_from=plain.subject.asylum_from | asking.refuge)
    request = replace(plain, action=Action.ASK, case_file=file, subject=subject)
    return office.law.decide(_threatened(request, asking.threat))


def decide_answer(
    office: Office, question: Question, record: RecordFacts | None = None, threat: Threat = NO_THREAT
) -> Decision:
    """May this node answer the partner's question, by itself or by hand as the instrument has it; with this record?"""
    return office.law.decide(_threatened(replace(_request(office, question), record=record), threat))


def _threatened(request: Request, threat: Threat) -> Request:
    return request if threat is NO_THREAT else replace(request, danger=threat.danger, assurance=threat.assured)


def decide_release(office: Office, question: Question, record: RecordFacts, backing: Backing) -> Decision:
    """May this node give the record, of a confirmed hit, to the partner who asked?

    Args:
        office: of the answering node.
        question: that the record answers.
        record: what the law must know of it.
        backing: who and what stands behind the release.
    """
    request = replace(
        _request(office, question),
        action=Action.RELEASE,
        record=record,
        approvals=backing.approvals,
        confirmed=True,
        authorised_here=backing.authorised,
        danger_to_life=backing.danger_to_life,
    )
    return office.law.decide(_threatened(request, backing.threat))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """A received record on its way to a third party, as the law looks at it."""

    holder: NodeId
    originator: NodeId
    recipient: NodeId
    purpose: Purpose
    record: RecordFacts
    offence: str | None = None
    received_for: Purpose | None = None  #: For what the originator gave it.
    approvals: int = 0  #: Different people of the holder who stand behind it.
    consent: bool = False  #: The originator consented.
    authorised: bool = False  #: A prosecutor or court of the holder allows it.
    threat: Threat = NO_THREAT
    danger_to_life: bool = False  #: By break glass.


def decide_forward(office: Office, forwarding: Forwarding) -> Decision:
    """May a holder give a record on to a third party?"""
    directory, record = office.directory(), forwarding.record
    request = Request(
        action=Action.FORWARD,
        asker=party(directory, forwarding.holder),
        answerer=party(directory, forwarding.originator),
        onward=Onward(recipient=party(directory, forwarding.recipient)),
        kind=record.kind,
        purpose=forwarding.purpose,
        offence=forwarding.offence,
        subject=Subject(role=record.role, minor=record.minor, asylum_from=record.asylum_from),
        authorisation=forwarding.authorised,
        necessity=True,
        record=replace(record, received_for=forwarding.received_for),
        approvals=forwarding.approvals,
        consent=forwarding.consent,
        danger_to_life=forwarding.danger_to_life,
        on=office.clock.now().date(),
    )
    return office.law.decide(_threatened(request, forwarding.threat))


def party(directory: Directory, node: NodeId) -> Party:
    """Return what the law needs to know of a node, or of an authority that has none.

    Raises:
        NotFoundError: the directory does not list it (any more).
    """
    if on_paper(node):
        code = code_of(node)
        state = CountryCode(code) if code in COUNTRIES else None
        return Party(node=code, country=state, sort=PartySort.STATE if state else PartySort.BODY)
    member = directory.member(node)
    if member is None:
        raise NotFoundError(f"no member {node} in the directory")
    return Party(node=member.node, country=member.country, sort=PartySort(member.sort))


def record_facts(record: Record, today: date) -> RecordFacts:
    """Return what the law needs to know of a record."""
    caveat = record.caveat
    return RecordFacts(
        kind=record.kind,
        issuer=record.issuer,
        role=caveat.role,
        minor=is_minor(record, today),
        asylum_from=caveat.asylum_from,
        handling=caveat.handling,
        purposes=caveat.purposes,
        contested=caveat.contested,
        statuses=frozenset(record.properties.get("status", ())),
    )


def is_minor(record: Record, today: date) -> bool:
    """Tell whether anybody in the record may be under 18.

    Of all dates of birth, a holder's too, the latest counts. Where nothing says how old somebody is of whom nothing
    says what the person is either, the strictest holds (ADR 0033).
    """
    if "minor" in record.properties.get("risk", ()):
        return True
    unknown = record.definition.personal and record.caveat.role is SubjectRole.UNKNOWN
    return under_age(record.properties, today, unknown=unknown)


def under_age(properties: Mapping[str, tuple[str, ...]], today: date, *, unknown: bool) -> bool:
    """Tell whether the youngest person of whom a date of birth is given may be under 18.

    Args:
        properties: of a person or thing.
        today: the day on which it is asked.
        unknown: what is said if no date of birth is given.
    """
    births = [value for name, values in properties.items() if name.endswith("birth_date") for value in values]
    days = [parse_partial_date(born, "birth_date").latest for born in births]
    if not days:
        return unknown
    born = max(days)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < _MAJORITY


def _subject(question: Question, today: date) -> Subject:
    """Return whom the question is about: under 18 also by the date of birth asked for, or where nothing is known."""
    return replace(question.subject, minor=_states_minor(question, today) or _may_be_minor(question))


def _states_minor(question: Question, today: date) -> bool:
    return question.subject.minor or under_age(question.properties, today, unknown=False)


def _may_be_minor(question: Question) -> bool:
    """Tell whether nothing is known of the person, neither role nor age: the strictest holds (ADR 0033)."""
    unknown = KINDS[question.kind].personal and question.subject.role is SubjectRole.UNKNOWN
    return unknown and not any(name.endswith("birth_date") for name in question.properties)


def _request(office: Office, question: Question) -> Request:
    directory, today = office.directory(), office.clock.now().date()
    holds = _holds(question, today)
    return Request(
        action=Action.ANSWER,
        asker=party(directory, question.asker),
        answerer=party(directory, question.partner),
        kind=question.kind,
        keys=frozenset(question.properties),
        exact=is_complete(KINDS[question.kind], question.properties),
        purpose=question.purpose,
        offence=question.offence,
        instrument=question.instrument or None,
        subject=_subject(question, today),
        minor_supposed=not _states_minor(question, today),
        authorisation=holds,
        authorisation_void=question.authorisation is not None and not holds,
        necessity=bool(question.necessity.strip()),
        danger_to_life=question.danger_to_life,
        stays=question.stays_until is not None,
        on=today,
    )


def _holds(question: Question, today: date) -> bool:
    """Tell whether the question names an authorisation that allows it."""
    named = question.authorisation
    return named is not None and named.authorisation.covers(Measure.ASK, question.case_file, question.purpose, today)
