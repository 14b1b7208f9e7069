"""Explaining the law to whoever wants to know, about two nodes of the network and no person in particular."""

from dataclasses import dataclass, field, replace
from datetime import date

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.law.decide import Law
from egnatia.law.decision import Explanation
from egnatia.law.facts import WHOLE, Action, Onward, Party, RecordFacts, Request
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.kinds import parse_kind_name
from egnatia.model.peril import Danger
from egnatia.model.question import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What somebody supposes of a record that is given, and of those who give it."""

    role: SubjectRole | None = None  #: Of the person on record; None: the same as the subject's.
    minor: bool = False
    contested: bool = False
    handling: frozenset[Handling] = frozenset()
    approvals: int = 1  #: Different people who stand behind it.
    confirmed: bool = True  #: The match, before a release.
    authorised: bool = False  #: By a prosecutor or court of the giving side.
    recipient: NodeId | None = None  #: To whom a record is forwarded.
    received_for: Purpose | None = None  #: For what its originator gave it; None: for the same.
    consent: bool = False  #: Of its originator.


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What somebody supposes, to learn what the law would say."""

    asker: NodeId
    answerer: NodeId
    kind: str
    purpose: Purpose = Purpose.CRIMINAL_INVESTIGATION
    offence: str | None = None
    keys: frozenset[str] = frozenset()
    subject: Subject = field(default_factory=Subject)
    authorisation: bool = False
    exact: bool = True  #: The values that would be named are complete.
    action: Action = Action.ASK
    danger_to_life: bool = False
    danger: Danger = Danger.NONE  #: To the person, where the data would go.
    assurance: bool = False  #: The state there bound itself not to carry out the death penalty.
    giving: Giving = field(default_factory=Giving)  #: In a release or forwarding.


def explain(office: Office, supposed: Supposition) -> Explanation:
    """Say every channel that is open or closed between two nodes, what is missing, and with whom there are others.

    Raises:
        NotFoundError: a node is not in the directory.
        ParseError: there is no such kind.
    """
    directory = office.directory()
    recipient = supposed.giving.recipient
    between = Between(
        asker=party(directory, supposed.asker),
        answerer=party(directory, supposed.answerer),
        recipient=party(directory, recipient) if recipient else None,
    )
    request = suppose(office.law, supposed, between, office.clock.now().date())
    return office.law.explain(request, [party(directory, node) for node in directory.members])


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The parties of a supposition."""

    asker: Party
    answerer: Party
    recipient: Party | None = None  #: Of what is forwarded.


def suppose(law: Law, supposed: Supposition, between: Between, on: date) -> Request:
    """Put a supposition to the law as a request, with a case file that is in order and a reason.

    Args:
        law: that will judge it.
        supposed: what somebody supposes.
        between: who asks, who is asked, and to whom something is forwarded.
        on: the day.

    Raises:
        ParseError: there is no such kind, offence, or property to ask by; or nobody to whom something is forwarded.
    """
    kind = parse_kind_name(supposed.kind, "kind")
    if supposed.offence is not None and supposed.offence not in law.book.offences:
        raise ParseError("offence", f"no such offence; there are {', '.join(sorted(law.book.offences))}")
    if strange := supposed.keys - kind.searchable:
        raise ParseError("keys", f"nobody asks about {kind.name} by {', '.join(sorted(strange))}")
    if supposed.action is Action.FORWARD and between.recipient is None:
        raise ParseError("recipient", "missing: say to whom the record is forwarded")
    request = Request(
        action=supposed.action,
        asker=between.asker,
        answerer=between.answerer,
        kind=kind.name,
        keys=supposed.keys,
        exact=supposed.exact,
        purpose=supposed.purpose,
        offence=supposed.offence,
        subject=supposed.subject,
        case_file=WHOLE,
        authorisation=supposed.authorisation,
        necessity=True,
        danger_to_life=supposed.danger_to_life,
        danger=supposed.danger,
        assurance=supposed.assurance,
        on=on,
    )
    return _given(request, supposed, between) if supposed.action in _GIVING else request


_GIVING = frozenset({Action.RELEASE, Action.FORWARD})


def _given(request: Request, supposed: Supposition, between: Between) -> Request:
    """Suppose a record of the answering side that is fit for the purpose, and people who stand behind its giving."""
    giving, subject = supposed.giving, supposed.subject
    record = RecordFacts(
        issuer=between.answerer.node,
        kind=supposed.kind,
        purposes=frozenset(Purpose),
        role=giving.role or subject.role,
        minor=giving.minor or subject.minor,
        asylum_from=subject.asylum_from,
        handling=giving.handling,
        contested=giving.contested,
        received_for=giving.received_for or supposed.purpose,
    )
    return replace(
        request,
        record=record,
        approvals=giving.approvals,
        confirmed=giving.confirmed,
        authorised_here=giving.authorised,
        authorisation=request.authorisation or (supposed.action is Action.FORWARD and giving.authorised),
        onward=Onward(recipient=between.recipient) if between.recipient else None,
        consent=giving.consent,
    )
