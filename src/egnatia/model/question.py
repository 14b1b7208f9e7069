"""The question that travels: what is asked, for what, under which law, in which case file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from egnatia.model.authorisation import Invocation, parse_invocation, plain_invocation
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.extent import check_extent
from egnatia.model.identity import (
    CaseId,
    CountryCode,
    NodeId,
    QuestionId,
    parse_case,
    parse_digest,
    parse_node,
    parse_question_id,
)
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.kinds import Kind, parse_kind_name, parse_properties
from egnatia.model.reading import Fields, below, distinct, member, text, truth
from egnatia.model.values import parse_country

#: For how long a question may stay: longer than the wait for its first answer; at most a year, extensions included, as
#: alerts that concern what a person does are reviewed within one (cf. Regulation (EU) 2018/1862 Art. 53(4)).
SHORTEST_STAY: Final = timedelta(days=2)
LONGEST_STAY: Final = timedelta(days=365)
#: How many agencies a question names at most that may be told of it.
MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the asker knows of the person whom the question is about; what is not known counts as the strictest."""

    role: SubjectRole = SubjectRole.UNKNOWN
    minor: bool = False
    asylum_from: frozenset[CountryCode] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to one partner.

    It carries the justification that Regulation (EU) 2024/982 Art. 33 demands of every query: purpose, case,
    offence, what the subject is, and why this partner.
    """

    id: QuestionId
    asker: NodeId
    partner: NodeId
    kind: str
    properties: Mapping[str, tuple[str, ...]]
    purpose: Purpose
    offence: str | None
    instrument: str
    case_file: CaseId
    authorisation: Invocation | None  #: By a prosecutor or court of the asking side, if there is one.
    subject: Subject
    necessity: str  #: Facts and why this partner is asked.
    urgent: bool
    asked_at: datetime
    expires_at: datetime
    policy: str  #: Digest of the policies by which the asker decided.
    danger_to_life: bool = False  #: By break glass: conditions gave way at the asker, who has it reviewed.
    stays_until: datetime | None = None  #: A watch: new records are compared with it until then. None: asked once.
    tells: frozenset[NodeId] = frozenset()  #: Of a watch: who may be told that the asker looks for this.


def plain_question(question: Question) -> dict[str, Any]:
    """Write a question as plain values for canonical JSON."""
    return {
        "id": question.id,
        "asker": question.asker,
        "partner": question.partner,
        "kind": question.kind,
        "properties": {name: list(values) for name, values in question.properties.items()},
        "purpose": question.purpose,
        **({"offence": question.offence} if question.offence is not None else {}),
        "instrument": question.instrument,
        "case_file": question.case_file,
        **({"authorisation": plain_invocation(question.authorisation)} if question.authorisation else {}),
        "subject": plain_subject(question.subject),
        "necessity": question.necessity,
        "urgent": question.urgent,
        "asked_at": format_instant(question.asked_at),
        "expires_at": format_instant(question.expires_at),
        "policy": question.policy,
        **({"danger_to_life": True} if question.danger_to_life else {}),
        **({"stays_until": format_instant(question.stays_until)} if question.stays_until else {}),
        **({"tells": sorted(question.tells)} if question.tells else {}),
    }


def parse_question(value: object, path: str = "") -> Question:
    """Read a question strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    kind = fields.take("kind", parse_kind_name)
    question = Question(
        id=fields.take("id", parse_question_id),
        asker=fields.take("asker", parse_node),
        partner=fields.take("partner", parse_node),
        kind=kind.name,
        properties=fields.take("properties", lambda found, where: parse_asked(kind, found, where)),
        purpose=fields.take("purpose", member(Purpose)),
        offence=fields.take_optional("offence", text(60)),
        instrument=fields.take("instrument", text(60)),
        case_file=fields.take("case_file", parse_case),
        authorisation=fields.take_optional("authorisation", parse_invocation),
        subject=fields.take("subject", parse_subject),
        necessity=fields.take("necessity", text(2000)),
        urgent=fields.take("urgent", truth),
        asked_at=fields.take("asked_at", parse_instant),
        expires_at=fields.take("expires_at", parse_instant),
        policy=fields.take("policy", parse_digest),
        danger_to_life=fields.take_optional("danger_to_life", _stated) or False,
        stays_until=fields.take_optional("stays_until", parse_instant),
        tells=fields.take_optional("tells", _parse_tells) or frozenset(),
    )
    fields.finish()
    if question.expires_at <= question.asked_at:
        raise ParseError(below(path, "expires_at"), "not after asked_at")
    if question.stays_until is not None:
        check_stay(question.asked_at, question.stays_until, below(path, "stays_until"))
    if question.tells and (question.stays_until is None or question.asker in question.tells):
        raise ParseError(below(path, "tells"), "others are told of a question that stays")
    return question


def check_stay(asked_at: datetime, until: datetime, path: str) -> None:
    """Refuse a watch that would end before its first answer is due, or outlive what any watch may.

    Raises:
        ParseError: it ends too early or too late.
    """
    if not SHORTEST_STAY <= until - asked_at <= LONGEST_STAY:
        raise ParseError(path, f"a watch stays {SHORTEST_STAY.days} to {LONGEST_STAY.days} days after it was asked")


def _parse_tells(value: object, path: str) -> frozenset[NodeId]:
    found = frozenset(distinct(parse_node)(value, path))
    if not 0 < len(found) <= MOST_TOLD:
        raise ParseError(path, f"1 to {MOST_TOLD} agencies, or left out")
    return found


def _stated(value: object, path: str) -> bool:
    """Read what is said by being there: one question has one spelling."""
    if value is not True:
        raise ParseError(path, "not true: what is not stated is left out")
    return True


def parse_asked(kind: Kind, value: object, path: str) -> Mapping[str, tuple[str, ...]]:
    """Read what is asked: properties of the kind that a question may name.

    Raises:
        ParseError: nothing is asked, or more than one letter carries; the kind may not be asked for, or a property may
            not be named.
    """
    properties = parse_properties(kind, value, path)
    check_extent(properties, path)
    if not kind.askable:
        raise ParseError(path, f"nobody may ask for a {kind.name}")
    if not properties:
        raise ParseError(path, "empty: nothing is asked")
    for name in properties:
        if name not in kind.searchable:
            raise ParseError(below(path, name), "a question may not name this property")
    return properties


def plain_subject(subject: Subject) -> dict[str, Any]:
    """Write a subject as plain values for canonical JSON."""
    return {"role": subject.role, "minor": subject.minor, "asylum_from": sorted(subject.asylum_from)}


def parse_subject(value: object, path: str) -> Subject:
    """Read a subject strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    subject = Subject(
        role=fields.take("role", member(SubjectRole)),
        minor=fields.take("minor", truth),
        asylum_from=fields.take("asylum_from", distinct(parse_country)),
    )
    fields.finish()
    return subject
