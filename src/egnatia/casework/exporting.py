"""Exports: records that leave the system as a file, for a case file, with what may not leave left out and counted.

Beyond a file, no code enforces anything. So only what a reader of the record could see for the purpose goes out, and
of that not what is marked for fewer eyes: what partners gave with H2, what carries a restriction in words (H3), what
may not be used in court (H1) where the file is a court's, victims' data unless it is to protect them. Every export is
in the log record by record; why stays here in words, as a statement; and oversight sees those out of pattern.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median
from typing import Final

from egnatia.casework.casefiles import reading_in
from egnatia.casework.chunks import chunked
from egnatia.casework.collect import check_use
from egnatia.casework.errors import ConflictError, NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Lodged, StoredRecord
from egnatia.casework.stated import every_statement
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry, every_lodged
from egnatia.law.purposes import is_humanitarian
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.ledger.tree import root_of
from egnatia.model import canonical
from egnatia.model.caveat import Caveat, Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.kinds import KINDS, carried
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

#: More than these are no use in a case: whoever needs them has another reason, and another way.
MOST_RECORDS: Final = 10_000
#: Under this subject the log's index has all exports of a node.
EXPORTS: Final = canonical.digest("exports")
#: Who must not be harmed by a file that goes astray.
_PROTECTED: Final = frozenset({SubjectRole.VICTIM, SubjectRole.INFORMANT})

#: What is out of pattern: so many records, so many times one's own usual, so many exports in a day.
LARGE: Final = 1000
TIMES_USUAL: Final = 5
MANY_A_DAY: Final = 5
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to export, for which case file and why."""

    case: CaseId
    reason: str
    kind: str | None = None  #: All current records of a kind, or ...
    records: frozenset[RecordId] = frozenset()  #: ... these.
    sensitive: frozenset[str] = frozenset()  #: Sensitive properties are given only by name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What leaves, and what does not."""

    records: tuple[Record, ...]  #: With the properties that may leave only; the id of each is in `ids`.
    ids: tuple[RecordId, ...]
    left_out: Mapping[str, int]  #: Why, and how many records.
    withheld: Mapping[str, int]  #: Properties, and of how many records.
    root: str  #: Merkle root over the ids, as the log has it.


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenExport:
    """An export as oversight sees it."""

    lodged: Lodged
    records: int
    left_out: int
    remarks: tuple[str, ...]  #: Why it is out of pattern; none if it is not.
    reason: str = ""  #: In the words of whoever exported; none is kept of exports by an older version.


def export(office: Office, actor: Account, wanted: Wanted) -> Export:
    """Give out records for a case file in which the person works; the log has it before anybody has the data.

    Raises:
        NotAllowedError: the person may not export, or not for this purpose, or does not work in the case file, or keeps
            it alone.
        NotFoundError: there is no such kind or record.
        ConflictError: nothing is wanted, or more than may leave at once.
        NotLawfulError: nothing of it may leave.
        ParseError: no reason is given.
    """
    require(actor, Right.EXPORT)
    text(2000)(wanted.reason, "reason")
    if bool(wanted.kind) == bool(wanted.records):
        raise ConflictError("name either a kind or records")
    if wanted.kind and wanted.kind not in KINDS:
        raise ParseError("kind", f"not a kind of record; there are {', '.join(KINDS)}")

    def work(tx: Transaction) -> Export:
        file = reading_in(tx, actor, wanted.case)
        require(actor, Right.EXPORT, file.purpose)
        sieve = _Sieve(file.purpose, office.clock.now().date(), wanted.sensitive)
        made = sieve.sift(_found(tx, wanted))
        said = Said(act=StatementAct.EXPORT, about=frozenset({file.id, made.root}), reason=wanted.reason)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        note = Note(act=Act.DISCLOSURE, by=actor.id, purpose=file.purpose, case=file.id)
        tx.ledger.append([entry(office, found) for found in _notes(note, statement, made)])
        return made

    return office.store.write(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an export would take out and leave behind, in numbers."""

    records: int
    left_out: Mapping[str, int]
    withheld: Mapping[str, int]


def expect(office: Office, actor: Account, wanted: Wanted) -> Expected:
    """Say how many records would leave, and what not; nobody has any of the data by that, and nothing is logged.

    Raises:
        NotAllowedError: the person may not export, or not for this purpose, or does not work in the case file, or keeps
            it alone.
        NotFoundError: there is no such case file or record.
        ConflictError: more is wanted than may leave at once.
    """
    require(actor, Right.EXPORT)

    def work(tx: Transaction) -> Expected:
        file = reading_in(tx, actor, wanted.case)
        require(actor, Right.EXPORT, file.purpose)
        sieve = _Sieve(file.purpose, office.clock.now().date(), wanted.sensitive)
        try:
            records = len(sieve.sift(_found(tx, wanted)).ids)
        except NotLawfulError:
            records = 0
        return Expected(records=records, left_out=dict(sieve.left_out), withheld=dict(sieve.withheld))

    return office.store.read(work)


def exports(office: Office, actor: Account) -> tuple[SeenExport, ...]:
    """Return all exports, newest first, with what is out of pattern in each.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)

    def work(tx: Transaction) -> tuple[tuple[Lodged, ...], Mapping[str, str]]:
        stated = every_statement(tx.statements, StatementAct.EXPORT)
        newest = tuple(every_lodged(tx.ledger, Trace(about=EXPORTS)))
        return tuple(reversed(newest)), {said.id: said.reason for said in stated}

    lodged, reasons = office.store.read(work)
    earlier: dict[str, list[SeenExport]] = defaultdict(list)
    seen = []
    for found in lodged:
        reason = next((reasons[one] for one in found.entry.about if one in reasons), "")
        one = replace(_seen(found, earlier[found.entry.by]), reason=reason)
        earlier[found.entry.by].append(one)
        seen.append(one)
    return tuple(reversed(seen))


@dataclass(slots=True)
class _Sieve:
    """What may leave for a purpose, and what is left behind."""

    purpose: Purpose
    today: date
    sensitive: frozenset[str]
    left_out: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)

    def sift(self, found: Sequence[StoredRecord]) -> Export:
        """Let pass what may leave.

        Raises:
            NotLawfulError: nothing may.
        """
        passed = [stored.record for stored in found if not self._bars(stored) and stored.record]
        if not passed:
            raise NotLawfulError("nothing of it may be exported", tuple(sorted(self.left_out)) or ("records",))
        ids = tuple(record.id for record in passed)
        return Export(
            records=tuple(self._trim(record) for record in passed),
            ids=ids,
            left_out=dict(self.left_out),
            withheld=dict(self.withheld),
            root=root_of([bytes.fromhex(found) for found in ids]).hex(),
        )

    def _bars(self, stored: StoredRecord) -> bool:
        reason = self._reason(stored)
        self.left_out.update([reason] if reason else [])
        return bool(reason)

    def _reason(self, stored: StoredRecord) -> str:
        """Say why a record may not leave; nothing if it may."""
        if stored.record is None:
            return "it was erased"
        try:
            check_use(stored, self.purpose, self.today)
        except NotLawfulError as error:
            return str(error)
        return next(_marks(stored, stored.record.caveat, self.purpose), "")

    def _trim(self, record: Record) -> Record:
        """Leave out sensitive properties that were not named, and those that the role may not carry."""
        kept = carried(record.definition, record.properties, record.caveat.role)
        shown = {
            name: values
            for name, values in kept.items()
            if not record.definition.properties[name].sensitive or name in self.sensitive
        }
        self.withheld.update(record.properties.keys() - shown.keys())
        return replace(record, properties=shown)


def _marks(stored: StoredRecord, caveat: Caveat, purpose: Purpose) -> Iterator[str]:
    """Say what marks a record as one that may not leave in a file."""
    if Handling.RESTRICTED in caveat.handling:
        yield "it is marked H3: a person must read the restriction first"
    if Handling.NOT_IN_COURT in caveat.handling and purpose is Purpose.JUDICIAL_PROCEEDINGS:
        yield "it is marked H1: not for use in court"
    if Handling.NOT_ONWARD in caveat.handling and stored.received_from:
        yield "it is marked H2: not to be passed on without its originator's consent"
    if caveat.role in _PROTECTED and not is_humanitarian(purpose):
        yield f"it is about a person in the role {caveat.role}: only for a purpose that protects people"


def _found(tx: Transaction, wanted: Wanted) -> tuple[StoredRecord, ...]:
    if wanted.kind:
        found = tx.records.current(wanted.kind, MOST_RECORDS + 1)
    else:
        found = tuple(_one(tx, record) for record in sorted(wanted.records))
    if len(found) > MOST_RECORDS:
        raise ConflictError(f"more than {MOST_RECORDS:,} records: name those that the case needs")
    return found


def _one(tx: Transaction, record: RecordId) -> StoredRecord:
    stored = tx.records.get(record)
    if stored is None:
        raise NotFoundError(f"no record {record}")
    return stored


def _notes(note: Note, statement: Statement, made: Export) -> Iterator[Note]:
    """Say it in the log, record by record: in as many entries as it takes; the first stands for the export."""
    counts = {"records": len(made.ids), "left_out": sum(made.left_out.values())}
    for part, ids in enumerate(chunked(made.ids, MOST_SUBJECTS - 3)):
        first = (EXPORTS,) if part == 0 else ()
        detail = {"what": "export", "part": str(part), **{name: str(count) for name, count in counts.items()}}
        yield Note(
            act=note.act,
            by=note.by,
            about=(*first, made.root, statement.id, *ids),
            purpose=note.purpose,
            case=note.case,
            detail=detail,
        )


def _seen(lodged: Lodged, earlier: Sequence[SeenExport]) -> SeenExport:
    detail = lodged.entry.detail
    records = int(detail.get("records", "0"))
    return SeenExport(
        lodged=lodged,
        records=records,
        left_out=int(detail.get("left_out", "0")),
        remarks=tuple(_remarks(lodged, records, earlier)),
    )


def _remarks(lodged: Lodged, records: int, earlier: Sequence[SeenExport]) -> Iterator[str]:
    """Say what is out of pattern."""
    if records >= LARGE:
        yield f"{LARGE:,} records or more"
    usual = median([found.records for found in earlier]) if len(earlier) >= 3 else records  # noqa: PLR2004 - a pattern
    if records > TIMES_USUAL * usual:
        yield f"more than {TIMES_USUAL} times this person's usual {usual:g}"
    since = lodged.entry.at - _A_DAY
    if sum(found.lodged.entry.at > since for found in earlier) >= MANY_A_DAY:
        yield f"more than {MANY_A_DAY} exports by this person within a day"
