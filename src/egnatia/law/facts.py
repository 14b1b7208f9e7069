"""What the law is asked about: who wants to do what with which data, for what, on which grounds.

Frozen and hashable: a decision is a pure function of a `Request` and of the law's texts.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.peril import Danger
from egnatia.model.question import Subject


class Action(StrEnum):
    """What somebody wants to do."""

    ASK = "ask"  #: Send a question to a partner.
    ANSWER = "answer"  #: Let the node reply to a partner's question, by itself.
    RELEASE = "release"  #: Give a record to the partner who asked.
    FORWARD = "forward"  #: Give a record that was received to a third party.


class Writing(StrEnum):
    """What somebody wants to write; its rules stand apart from those on questions (`messages.py`)."""

    MESSAGE = "message"  #: From one desk to another.


class PartySort(StrEnum):
    """What sort of party runs a node."""

    STATE = "state"
    BODY = "body"  #: An international body, such as SELEC or ICMP.
    NGO = "ngo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One node as the law sees it."""

    node: NodeId
    country: CountryCode | None = None  #: Of a state or a national NGO; a body has none.
    sort: PartySort = PartySort.STATE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the asker's node knows of the case file; the partner cannot check it and is not asked to."""

    open: bool = False
    supervised: bool = False  #: Opened by a supervisor.
    matches_purpose: bool = False  #: Opened for the purpose that is now named.


#: A case file in which nothing is missing: what a partner's is taken for, which is not ours to see.
WHOLE: Final = CaseFacts(open=True, supervised=True, matches_purpose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the law must know of one record before it may be answered with, released or forwarded."""

    issuer: NodeId
    kind: str
    purposes: frozenset[Purpose]
    role: SubjectRole = SubjectRole.UNKNOWN
    minor: bool = False
    asylum_from: frozenset[CountryCode] = frozenset()
    handling: frozenset[Handling] = frozenset()
    contested: bool = False
    statuses: frozenset[str] = frozenset()  #: Of a thing: stolen, lost, registered ...
    received_for: Purpose | None = None  #: For what another agency gave it; None: an own record, or not known.


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """To whom a received record would go next."""

    recipient: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One act that the law is asked about.

    `asker` is who asked or asks, `answerer` who has or may have the record. In `forward`, `asker` holds the record,
    `answerer` issued it, and `onward` names the recipient. What is not known stays at its default, the strictest.
    """

    action: Action
    asker: Party
    answerer: Party
    kind: str
    keys: frozenset[str] = frozenset()  #: Names of the properties by which is asked.
    exact: bool = True  #: The values asked by are complete: no part of a plate, no fragment of a name.
    purpose: Purpose
    offence: str | None = None  #: A code of `offences.yaml`.
    instrument: str | None = None  #: Only this one; None: the best that is open.
    subject: Subject = field(default_factory=Subject)
    minor_supposed: bool = False  #: If the subject is a minor: as nothing is known (ADR 0033); nobody states it.
    case_file: CaseFacts = field(default_factory=CaseFacts)
    authorisation: bool = False  #: By a prosecutor or court of the asking side, and it covers this question today.
    authorisation_void: bool = False  #: One is named that does not: of another matter, or out of its time.
    authorised_here: bool = False  #: In `release`: a prosecutor or court of the giving side allowed it, today still.
    necessity: bool = False  #: The reason for asking this partner is given.
    on: date
    record: RecordFacts | None = None
    approvals: int = 0  #: Different people who stand behind the act, the acting officer included.
    confirmed: bool = False  #: An expert or officer confirmed the match.
    onward: Onward | None = None
    consent: bool = False  #: The record's originator agreed to this use or recipient.
    danger: Danger = Danger.NONE
    assurance: bool = False  #: The recipient's state bound itself not to carry the death penalty out.
    stays: bool = False  #: In `ask` and `answer`: the question stays, and new records are compared with it.
    danger_to_life: bool = False  #: A life is in danger now: some conditions give way, and a supervisor reviews.
