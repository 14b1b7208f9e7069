"""What the use cases need of the outside world, and what each port promises.

Adapters implement these; `bootstrap` hands them over in an `Office`. Twins for tests exist for clock, randomness, keys
and partners only: storage is tested on SQLite in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol, TypeVar

from egnatia.casework.blobs import Blobs
from egnatia.casework.credentials import Credentials
from egnatia.casework.deeds import Deeds
from egnatia.casework.dispatches import Dispatches
from egnatia.casework.imports import Imports
from egnatia.casework.logbook import Ledger, Witnessed
from egnatia.casework.nearby import Numbered
from egnatia.casework.page import Page, Sought
from egnatia.casework.pairs import Pairs
from egnatia.casework.postbox import Inbox, Outbox
from egnatia.casework.probes import Probes
from egnatia.casework.requesting import AccessRequests
from egnatia.casework.rows import (
    AnswerRow,
    CaseFile,
    DueRecord,
    Holding,
    QuestionRow,
    StoredRecord,
)
from egnatia.casework.seals import Inventory
from egnatia.casework.staff import Accounts
from egnatia.casework.stated import Statements
from egnatia.casework.tallies import Tallies
from egnatia.casework.tickets import Tickets
from egnatia.casework.watches import Watches
from egnatia.exchange.witness import Said
from egnatia.match.engine import Term
from egnatia.model.caveat import Purpose
from egnatia.model.identity import (
    AccountId,
    AttachmentId,
    CaseId,
    LineageId,
    NodeId,
    QuestionId,
    RecordId,
    Reference,
    StatementId,
)
from egnatia.model.record import Record

_T = TypeVar("_T")


class Clock(Protocol):
    """The time; the only one in the node, so that tests can set it."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...


class Randomness(Protocol):
    """Unpredictable bits from the operating system."""

    def hex128(self) -> str:
        """Return 128 random bits as 32 hexadecimal digits."""
        ...


class Records(Protocol):
    """The register: immutable records, their blocking keys, and tombstones where something was erased."""

    def add(self, records: Sequence[tuple[Record, frozenset[Term]]], received_from: NodeId | None) -> None:
        """Keep records with their blocking keys; a record that is there already is left as it is."""
        ...

    def get(self, record: RecordId) -> StoredRecord | None:
        """Return a record, or its tombstone; None if it was never here."""
        ...

    def versions(self, lineage: LineageId) -> tuple[Record, ...]:
        """Return the versions of one thing that are not erased."""
        ...

    def views(self, record: RecordId) -> tuple[StoredRecord, ...]:
        """Return the partial views that were made of one version, oldest first, tombstones among them."""
        ...

    def candidates(self, kind: str, probes: frozenset[Term], limit: int) -> tuple[Record, ...]:
        """Return own original records, current versions only, that share blocking keys, those with most first.

        Records received from partners and partial views are left out: they are not ours to answer with.
        """
        ...

    def erase(self, record: RecordId, at: datetime) -> bool:
        """Null body, caveat and salt, drop the blocking keys, leave a tombstone; False if nothing was there."""
        ...

    def hide(self, record: RecordId, at: datetime) -> bool:
        """Let nobody read a record any more, without erasing it; False if there was nothing to hide."""
        ...

    def hidden(self) -> tuple[tuple[LineageId, RecordId], ...]:
        """Return what is hidden and not erased, with the thing that it is a version of."""
        ...

    def due(self, before: date, limit: int, skip: int = 0) -> tuple[DueRecord, ...]:
        """Return current versions whose retention ends before a day, the longest overdue first.

        Args:
            before: the day.
            limit: how many at most.
            skip: so many of the first are passed over.
        """
        ...

    def erased(self) -> frozenset[RecordId]:
        """Return the ids of all tombstones."""
        ...

    def current(self, kind: str, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions of a kind, oldest first."""
        ...

    def received(self, kind: str, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions of a kind that partners gave, oldest first; looked for one by one."""
        ...

    def having(self, kind: str, names: frozenset[str], texts: frozenset[str] = frozenset()) -> Iterator[StoredRecord]:
        """Yield current versions of a kind, own and received, that have one of the properties, read one by one.

        Args:
            kind: of which.
            names: of properties.
            texts: of which one stands in the record, such as a date; none: whatever it says.
        """
        ...

    def naming(self, lineage: LineageId, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions in which a thing is named, such as links, oldest first."""
        ...

    def count(self) -> Mapping[str, int]:
        """Return the number of records that are not erased, by kind."""
        ...


class Holdings(Protocol):
    """Who was given which record and when: what recall and correction need."""

    def add(self, holding: Holding) -> None:
        """Note that a partner now holds a record of ours."""
        ...

    def withdraw(self, record: RecordId, statement: StatementId | QuestionId) -> None:
        """Take back that a partner holds a record: the letter never reached it."""
        ...

    def recall(self, record: RecordId, holder: NodeId, statement: StatementId) -> None:
        """Note that a record is taken back from a holder; an earlier recall of it, and what was attested, stand."""
        ...

    def attest(self, held: Holding) -> None:
        """Note what the holder of a record attested about its recall; what it attested before gives way."""
        ...

    def recalled(self) -> tuple[Holding, ...]:
        """Return all holdings that were recalled, oldest first."""
        ...

    def of(self, record: RecordId) -> tuple[Holding, ...]:
        """Return who holds a record, oldest first."""
        ...

    def by(self, holder: NodeId) -> tuple[Holding, ...]:
        """Return what a partner holds, oldest first."""
        ...


class Questions(Protocol):
    """Questions that this node asked, and those of partners that hit or wait for a person."""

    def add(self, rows: Sequence[QuestionRow]) -> None:
        """Keep questions."""
        ...

    def get(self, question: QuestionId) -> QuestionRow | None:
        """Return one question."""
        ...

    def set_state(self, question: QuestionId, state: str, reasons: tuple[str, ...] = ()) -> None:
        """Move a question on; the caller has checked that it may (`exchange.states`)."""
        ...

    def waiting(self) -> tuple[QuestionRow, ...]:
        """Return the questions that wait for a person, here or at a partner, in the order in which they came."""
        ...

    def drop(self, question: QuestionId) -> None:
        """Drop a question that has no hits here; only the ledger knows of it then."""
        ...

    def forget(self, question: QuestionId) -> None:
        """Erase what a question says, and what the evidence of its hits repeats of that; where it stands stays."""
        ...

    def aged(self, *, received: bool, before: datetime, limit: int) -> tuple[QuestionRow, ...]:
        """Return the oldest questions, here asked or received, that were asked before a time."""
        ...

    def page(self, sought: Sought) -> Page[QuestionRow]:
        """Return a page of the questions that are sought."""
        ...

    def unsettled(
        self, purposes: frozenset[Purpose], elsewhere: frozenset[tuple[str, str, str]]
    ) -> tuple[QuestionRow, ...]:
        """Return all questions of partners with a hit that is neither rejected, released nor withheld, oldest first.

        Left out are hits of which the partner's people must do something, by state, instrument and kind.
        """
        ...


class Answers(Protocol):
    """One row a hit, on either side."""

    def add(self, rows: Sequence[AnswerRow]) -> None:
        """Keep hits."""
        ...

    def get(self, reference: Reference) -> AnswerRow | None:
        """Return the hit of that reference."""
        ...

    def of(self, question: QuestionId) -> tuple[AnswerRow, ...]:
        """Return the hits of one question, in the order in which they were given."""
        ...

    def about(self, record: RecordId) -> tuple[AnswerRow, ...]:
        """Return the hits on one of our own records."""
        ...

    def drop(self, question: QuestionId) -> None:
        """Forget the hits of a question whose answer never reached the asker."""
        ...

    def retract(self, reference: Reference) -> None:
        """Forget one hit, of which the asker never heard."""
        ...

    def set_state(self, reference: Reference, state: str) -> None:
        """Move a hit on; the caller has checked that it may (`exchange.states`)."""
        ...

    def forget(self, record: RecordId) -> None:
        """Drop what hits hold of an erased record: the evidence."""
        ...


class CaseFiles(Protocol):
    """Case files: opened by a supervisor, with the officers who work in them."""

    def add(self, case: CaseFile) -> None:
        """Keep a newly opened case file with its members."""
        ...

    def get(self, case: CaseId) -> CaseFile | None:
        """Return one case file."""
        ...

    def find(self, reference: str) -> CaseFile | None:
        """Return the case file of that file number."""
        ...

    def list(self) -> tuple[CaseFile, ...]:
        """Return all case files, newest first."""
        ...

    def close(self, case: CaseId, at: datetime, by: AccountId) -> None:
        """Close a case file: nothing more may be asked in it."""
        ...

    def put_members(self, case: CaseId, members: frozenset[AccountId]) -> None:
        """Have others work in a case file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """All parts of the store within one transaction."""

    records: Records
    numbered: Numbered
    pairs: Pairs
    imports: Imports
    statements: Statements
    holdings: Holdings
    questions: Questions
    answers: Answers
    watches: Watches
    outbox: Outbox
    inbox: Inbox
    case_files: CaseFiles
    accounts: Accounts
    ledger: Ledger
    witnessed: Witnessed
    probes: Probes
    dispatches: Dispatches
    access: AccessRequests
    tallies: Tallies
    credentials: Credentials
    tickets: Tickets
    inventory: Inventory
    deeds: Deeds
    blobs: Blobs


class Store(Protocol):
    """The node's own database."""

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot."""
        ...

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, durable on disk when this returns.

        Works of several threads may share one commit. A work that raises leaves nothing behind and does not
        disturb the others. A work may be run again after a lost connection, so it must act on the transaction only.
        """
        ...


#: The error of a reply, where a partner ended a new connection before its first word. TLS gives no reason; so does a
#: partner whose directory does not list this node.
SHUT: Final = "it closed a new connection without a word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a partner's node said to one batch, or why nothing came."""

    partner: NodeId
    batch: int  #: Index of the batch within the delivery.
    body: bytes | None  #: The reply body; None if the partner could not be reached.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a partner said as a witness, or why nothing came."""

    partner: NodeId
    said: Said | None = None  #: None: the partner could not be reached.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sealed chunk of a file at a partner, or why it did not come."""

    number: int
    data: bytes | None = None  #: None: it did not come; nothing comes after it.
    error: str = ""


class Partners(Protocol):
    """The line to the partners' nodes."""

    def seen(self, partner: NodeId) -> bytes | None:
        """Return what a partner saw of logs as their witness; None if it is away."""
        ...

    def growth(self, log: NodeId, first: int, second: int) -> bytes | None:
        """Return a log's proof that one size grew out of another; None if its node is away or has no proof."""
        ...

    def offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> Sequence[Heard]:
        """Bring checkpoints to partners, all at once, and return what each said as a witness."""
        ...

    def deliver(self, batches: Iterable[tuple[NodeId, bytes]]) -> Iterator[Sequence[Reply]]:
        """Send request bodies to all partners at once and yield the replies as they come, one or several at once."""
        ...

    def pieces(self, partner: NodeId, attachment: AttachmentId, numbers: range) -> Iterator[Piece]:
        """Fetch chunks of a file in their order and yield each as it comes; one that does not come is the last."""
        ...
