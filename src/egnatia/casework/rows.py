"""What the node keeps beside records: questions, hits, letters, accounts, case files. Frozen values, one a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from egnatia.ledger.entry import Entry
from egnatia.ledger.witness import Verdict
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.identity import (
    AccountId,
    CaseId,
    LineageId,
    MessageId,
    NodeId,
    QuestionId,
    RecordId,
    Reference,
    StatementId,
)
from egnatia.model.message import Message
from egnatia.model.question import Question
from egnatia.model.record import Record


class Role(StrEnum):
    """What a person is at a node; rights follow from it (`policies/rights.cedar`)."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    FORENSIC = "forensic"
    ANALYST = "analyst"
    PROSECUTOR = "prosecutor"
    OVERSIGHT = "oversight"
    INSPECTOR = "inspector"  #: Of the supervisory authority, from outside (LED Art. 41).
    ADMINISTRATOR = "administrator"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        """Read the role as accounts spelt it before it was called forensic."""
        return cls.FORENSIC if value == "expert" else None


class Right(StrEnum):
    """One thing that a person can do at a node."""

    OPEN_CASE_FILE = "open a case file"
    ASK = "ask partners"
    COLLECT = "add records"
    CONSULT = "read records"
    ANSWER = "answer by hand"
    CONFIRM = "confirm a hit"
    RELEASE = "release records"
    AUTHORISE = "authorise"
    EXPORT = "export records"
    ERASE = "erase records"
    REVIEW = "decide on caveats and retention"
    CORRESPOND = "exchange messages"
    AUDIT = "read the ledger"
    OVERSEE = "decide on what oversight finds"
    VOUCH = "vouch for people"
    ADMINISTER = "manage accounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barring:
    """What a node's own rules take from a person."""

    right: Right
    words: str
    purpose: Purpose | None = None  #: None: whatever the purpose.


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's account; its id is what partners and the ledger see."""

    id: AccountId
    name: str
    roles: frozenset[Role]
    purposes: frozenset[Purpose]
    uid: int | None  #: The operating system's user who may act as this account.
    active: bool = True
    desks: frozenset[Desk] = frozenset()  #: At which the person works with messages; none: at every desk.
    barred: tuple[Barring, ...] = ()  #: What this node's own rules take from the person who acts; not stored.


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One file on one matter, opened by a supervisor; every question belongs to one."""

    id: CaseId
    reference: str  #: The file number that people use.
    title: str
    purpose: Purpose
    offence: str | None
    opened_by: AccountId
    opened_at: datetime
    members: frozenset[AccountId]
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """A record as it stands in the register, or the tombstone of one that was erased."""

    id: RecordId
    record: Record | None  #: None: erased.
    received_from: NodeId | None
    erased_at: datetime | None = None
    hidden: bool = False  #: Recalled, and kept by a legal hold: nobody reads it.


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """A current version whose retention ends: what may be said of it without reading it."""

    id: RecordId
    lineage: LineageId
    kind: str
    retain_until: date
    received_from: NodeId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A partner holds a record of ours."""

    record: RecordId
    holder: NodeId
    given_at: datetime
    statement: StatementId | QuestionId  #: The release; or the question, where a machine gave it in its reply.
    recall: StatementId | None = None  #: By which it was taken back.
    state: str | None = None  #: What the holder attested (`exchange.recall.HolderState`); None: nothing yet.
    attested_at: datetime | None = None
    attestation: str | None = None  #: As the holder signed it.


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question with where it stands."""

    question: Question
    received: bool  #: From a partner, not asked here.
    by: AccountId | None  #: Who asked it; None where a partner did.
    enquiry: str  #: Shared by the questions of one asking; empty where a partner asked.
    state: str  #: A state of `exchange.states`.
    reasons: tuple[str, ...] = ()  #: Of a refusal.

    @property
    def forgotten(self) -> bool:
        """Whether the words of the question were erased: every question that stands asks for something."""
        return not self.question.properties


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One hit with where it stands. The record and the evidence exist on the answering side only."""

    question: QuestionId
    reference: Reference
    partner: NodeId
    quality: Quality
    kind: str
    instrument: str
    state: str  #: A state of `exchange.states`.
    at: datetime
    record: RecordId | None = None
    view: RecordId | None = None  #: What of the record was given at once: a partial view, on record on both sides.
    evidence: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A letter on its way."""

    message: Message
    next_try: datetime
    tries: int = 0
    delivered_at: datetime | None = None
    dead: bool = False
    error: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a witness says of a log."""

    log: NodeId
    witness: NodeId
    at: datetime
    verdict: Verdict
    note: str  #: The newest checkpoint that the witness cosigned, with the log's signature and cosignatures.
    against: str = ""  #: The checkpoint that the log cannot connect with it, or that contradicts it.


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """An accepted envelope and what became of its message."""

    sender: NodeId
    envelope: str
    message: MessageId
    received_at: datetime
    expires_at: datetime
    outcome: str  #: `nothing`, `waiting`, `stored` ..., from which a second delivery is answered alike.


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerHead:
    """Where the log stands."""

    size: int
    root: bytes
    checkpoint: str  #: The newest signed checkpoint; empty before the first.
    unsequenced: int
    at: datetime | None = None  #: When the checkpoint was signed; never earlier than one before it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodged:
    """A ledger entry with its place in the tree; None until it is sequenced."""

    entry: Entry
    index: int | None
