"""A request of a person concerned, and what people decided about each record that may be about that person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType, TypeAlias

from egnatia.casework.errors import ConflictError
from egnatia.law.access import Restriction
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, MessageId, QuestionId, RecordId
from egnatia.model.kinds import KINDS, parse_properties
from egnatia.model.reading import below, listed, text

AccessId = NewType("AccessId", str)
#: What somebody decides on: a record, a question or a message.
Subject: TypeAlias = RecordId | QuestionId | MessageId

_PERSON = KINDS["person"]
_DOCUMENT = KINDS["document"].properties["number"]


class Wish(StrEnum):
    """What a person asks for."""

    ACCESS = "access"  #: What is on record (LED Art. 14).
    RECTIFICATION = "rectification"  #: That it is put right (Art. 16(1)).
    ERASURE = "erasure"  #: That it is erased (Art. 16(2)).
    RESTRICTION = "restriction"  #: That its use is restricted (Art. 16(3)).


class Proof(StrEnum):
    """How the person's identity was checked (Art. 12(5))."""

    IN_PERSON = "in_person"
    COPY = "copy"  #: Of a document, by post.
    REPRESENTATIVE = "representative"  #: Somebody with a power of attorney.
    NONE = "none"  #: Not yet: nothing is told.


class Telling(StrEnum):
    """What the person is told of one record."""

    OTHER = "other"  #: It is about somebody else.
    ALL = "all"
    PART = "part"
    NONE = "none"


class Opinion(StrEnum):
    """What the partner said who gave a record, when asked whether the person may be told."""

    AGREES = "agrees"
    OBJECTS = "objects"


class Outcome(StrEnum):
    """How a request ended."""

    TOLD = "told"
    PART = "part"
    NOTHING = "nothing"  #: Nothing is on record, or nothing may be told and not even that it is there.
    WITHHELD = "withheld"  #: Nothing is told, and the letter says on which ground.
    EXCESSIVE = "excessive"  #: Manifestly unfounded or excessive (Art. 12(4)).
    UNPROVEN = "unproven"  #: Nobody could tell who the person is (Art. 12(5)).


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks: by what he or she can be found, and where the letter goes."""

    properties: Mapping[str, tuple[str, ...]]  #: Of a person, such as a question may name.
    documents: tuple[str, ...] = ()  #: Numbers of documents.
    name: str  #: As the letter addresses the person.
    address: str
    proof: Proof
    shown: str = ""  #: By what: such as the kind and number of the document; empty as long as nobody checked.


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a person here decided about one record."""

    record: Subject  #: Or the question or message that may be about the person.
    telling: Telling
    reason: str  #: Kept for the supervisory authority (Art. 15(4)); the letter does not have it.
    without: frozenset[str] = frozenset()  #: Properties, or parts of a message, that are not told.
    ground: Restriction | None = None
    stated: bool = False  #: The letter names the ground; else not even that there is something (Art. 15(3)).
    opinion: Opinion | None = None  #: Of the partner who gave the record.


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. Of one that was closed some time ago, only times and outcome are left."""

    id: AccessId
    received_at: datetime
    due_at: datetime
    wish: Wish
    words: str  #: What is asked for, in the person's words.
    taken_by: AccountId
    applicant: Applicant
    findings: Mapping[Subject, Finding]
    checked_by: AccountId | None = None  #: Who saw the proof of who the person is; None: nobody yet.

    @property
    def opened_by(self) -> frozenset[AccountId]:
        """Those on whose word a person asks at all: they do not look through what is on record (four eyes)."""
        return frozenset({self.taken_by, *([self.checked_by] if self.checked_by else [])})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as it is kept."""

    id: AccessId
    received_at: datetime
    due_at: datetime
    request: Request | None  #: None: forgotten.
    closed_at: datetime | None = None
    outcome: Outcome | None = None  #: None: open.


def check_applicant(applicant: Applicant) -> None:
    """Refuse an applicant who cannot be searched for or written to.

    Raises:
        ParseError: names the first fault.
        ConflictError: there is nothing to search by.
    """
    plain = {name: list(values) for name, values in applicant.properties.items()}
    for name in parse_properties(_PERSON, plain, "properties"):
        if name not in _PERSON.searchable:
            raise ParseError(below("properties", name), "nobody is searched for by this property")
    listed(_DOCUMENT.parse)(list(applicant.documents), "documents")
    text(200)(applicant.name, "name")
    text(500)(applicant.address, "address")
    check_shown(applicant.proof, applicant.shown)
    if not applicant.properties and not applicant.documents:
        raise ConflictError("neither a name nor a document: nobody can be searched for by that")


def check_shown(proof: Proof, shown: str) -> None:
    """Refuse a proof of which nobody says what it was, and one that nobody has seen.

    Raises:
        ParseError: it is missing, too long, or said where nobody checked.
    """
    text(200, empty=True)(shown, "shown")
    if bool(shown.strip()) != (proof is not Proof.NONE):
        raise ParseError("shown", "it is said by what the person was made out where that was checked, and only there")


def plain_request(request: Request) -> dict[str, Any]:
    """Write a request as plain values for storage; its times stand beside it."""
    applicant = request.applicant
    return {
        "wish": request.wish,
        "words": request.words,
        "taken_by": request.taken_by,
        "applicant": {
            "properties": {name: list(values) for name, values in applicant.properties.items()},
            "documents": list(applicant.documents),
            "name": applicant.name,
            "address": applicant.address,
            "proof": applicant.proof,
            "shown": applicant.shown,
        },
        "checked_by": request.checked_by,
        "findings": [_plain_finding(found) for _, found in sorted(request.findings.items())],
    }


def _plain_finding(found: Finding) -> dict[str, Any]:
    return {
        "record": found.record,
        "telling": found.telling,
        "reason": found.reason,
        "without": sorted(found.without),
        "ground": found.ground,
        "stated": found.stated,
        "opinion": found.opinion,
    }


def build_request(row: Mapping[str, Any], plain: Mapping[str, Any]) -> Request:
    """Build a request out of storage: `row` has id and times, `plain` what `plain_request` wrote."""
    applicant = plain["applicant"]
    findings = {found["record"]: _finding(found) for found in plain["findings"]}
    return Request(
        id=AccessId(row["id"]),
        received_at=row["received_at"],
        due_at=row["due_at"],
        wish=Wish(plain["wish"]),
        words=plain["words"],
        taken_by=AccountId(plain["taken_by"]),
        applicant=Applicant(
            properties=MappingProxyType({name: tuple(values) for name, values in applicant["properties"].items()}),
            documents=tuple(applicant["documents"]),
            name=applicant["name"],
            address=applicant["address"],
            proof=Proof(applicant["proof"]),
            shown=applicant.get("shown", ""),  # rows of an older version have none
        ),
        findings=MappingProxyType(findings),
        checked_by=AccountId(plain["checked_by"]) if plain.get("checked_by") else None,
    )


def _finding(plain: Mapping[str, Any]) -> Finding:
    return Finding(
        record=RecordId(plain["record"]),
        telling=Telling(plain["telling"]),
        reason=plain["reason"],
        without=frozenset(plain["without"]),
        ground=Restriction(plain["ground"]) if plain["ground"] else None,
        stated=plain["stated"],
        opinion=Opinion(plain["opinion"]) if plain["opinion"] else None,
    )
