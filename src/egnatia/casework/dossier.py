"""Everything known about one thing: its versions, where each value came from, what was said of it, and who holds it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from egnatia.casework.collect import check_use, read_in_case
from egnatia.casework.contents import Holds, read_in
from egnatia.casework.correct import held_views
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.judge import JUDGEMENTS
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import check_record
from egnatia.casework.rows import Account, AnswerRow, CaseFile, Holding, QuestionRow, StoredRecord
from egnatia.ledger.entry import Act
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId, Reference
from egnatia.model.lineage import Lineage, assemble
from egnatia.model.record import Record
from egnatia.model.statement import UNDOING, Statement, standing
from egnatia.model.values import ValueType

#: Entries about one record that are looked through for how it came: it came before anything else was done with it.
_TRAIL = 100
#: Records last read in the case file that are looked through for others of the kind.
_LOOKED_THROUGH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a property, and since which version the thing has it."""

    value: str
    since: Record
    where: frozenset[RecordId]  #: The versions that stand and have it: not all of them, where the thing is forked.


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How a record of another agency came here."""

    sender: NodeId
    at: datetime
    hit: AnswerRow
    question: QuestionRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement about this thing and another, and a version of the other that is on record here."""

    statement: Statement
    other: RecordId | None
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another thing of the same kind that was read in the same case file: it may be about the same."""

    record: RecordId
    issuer: NodeId
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One thing as a person may know it in a case file."""

    stored: StoredRecord
    case: CaseFile
    versions: Lineage | None  #: Those that may be used for the case file's purpose; None: erased.
    hidden: int = 0  #: Versions that may not.
    came: Came | None = None
    said: tuple[Statement, ...] = ()  #: About any version, oldest first; judgements apart.
    judged: tuple[Judged, ...] = ()
    holdings: tuple[Holding, ...] = ()  #: Of views of what stands.
    beside: tuple[Beside, ...] = ()  #: The last read first.
    more_beside: bool = False  #: More was read in the case file than was looked through.
    #: Things that the record names, by their lineage, as they stand.
    named: Mapping[str, RecordId] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[Record, ...]:
        """The versions that stand."""
        return self.versions.heads if self.versions else ()


def open_dossier(office: Office, actor: Account, record: RecordId, case: CaseId) -> Dossier:
    """Read everything known about the thing of a record, in a case file; that it was read is logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotLawfulError: the record may not be read for the case file's purpose.
        RestrictedError: a partner restricted the use of a version in words that the person has not acknowledged.
        NotFoundError: the record was never here.
    """

    def work(tx: Transaction) -> Dossier:
        stored, file = read_in_case(office, tx, actor, record, case)
        if stored.record is None:
            return Dossier(stored=stored, case=file, versions=None)
        known = tx.records.versions(stored.record.lineage)
        usable = [found for found in known if _is_usable(office, stored, found, file)]
        for version in usable:
            check_record(tx, actor, replace(stored, id=version.id, record=version), file.id)
        versions = assemble(usable)
        ids = {found.id for found in versions.records}
        about = {made.id: made for one in (versions.id, *sorted(ids)) for made in tx.statements.about(one)}
        looked = list(islice(read_in(tx, file), _LOOKED_THROUGH + 1))
        statements = sorted(about.values(), key=lambda made: (made.at, made.id))
        return Dossier(
            stored=stored,
            case=file,
            versions=versions,
            hidden=len(known) - len(usable),
            came=_came(tx, stored),
            said=tuple(made for made in statements if made.act not in JUDGEMENTS | UNDOING),
            judged=tuple(_judged(tx, stored.record, statements)),
            holdings=tuple(_holdings(tx, stored.record)),
            beside=tuple(_beside(tx, stored.record, looked[:_LOOKED_THROUGH])),
            more_beside=len(looked) > _LOOKED_THROUGH,
            named=dict(_named(tx, versions)),
        )

    return office.store.write(work)


def values_of(versions: Lineage, name: str) -> Iterator[Value]:
    """Yield the values that a property has in the versions that stand, in their order, each with its beginning."""
    heads = versions.heads
    for value in dict.fromkeys(found for head in heads for found in head.properties.get(name, ())):
        where = frozenset(head.id for head in heads if value in head.properties.get(name, ()))
        since = min((_since(versions, head, name, value) for head in heads if head.id in where), key=_age)
        yield Value(value=value, since=since, where=where)


def _since(versions: Lineage, head: Record, name: str, value: str) -> Record:
    """Follow a version back to the one from which on the value was there without a break."""
    known = {found.id: found for found in versions.records}
    found = head
    while True:
        before = [known[one] for one in found.supersedes if one in known]
        older = [one for one in before if value in one.properties.get(name, ())]
        if not older:
            return found
        found = min(older, key=_age)


def _age(record: Record) -> tuple[datetime, str]:
    return record.recorded_at, record.id


def _is_usable(office: Office, stored: StoredRecord, version: Record, file: CaseFile) -> bool:
    """Tell whether a version may be read for the purpose of a case file, as the one that was asked for may."""
    try:
        found = StoredRecord(id=version.id, record=version, received_from=stored.received_from)
        check_use(found, file.purpose, office.clock.now().date())
    except NotLawfulError:
        return version.id == stored.id
    return True


def _came(tx: Transaction, stored: StoredRecord) -> Came | None:
    """Return how a received record came, by the log's entry of that act; a correction came as what it corrects."""
    if stored.record is None or stored.received_from is None:
        return None
    for one in (stored.id, *sorted(stored.record.supersedes)):
        for lodged in tx.ledger.trail(one, _TRAIL):
            hits = (tx.answers.get(Reference(about)) for about in lodged.entry.about)
            hit = next(filter(None, hits), None)
            if lodged.entry.act is Act.COLLECTION and hit:
                question = tx.questions.get(hit.question)
                return Came(sender=stored.received_from, at=lodged.entry.at, hit=hit, question=question)
    return None


def _judged(tx: Transaction, record: Record, statements: Sequence[Statement]) -> Iterator[Judged]:
    stands = {made.id for made in standing(statements)}
    for made in statements:
        if made.act in JUDGEMENTS:
            others = [found for one in made.about - {record.lineage} for found in tx.records.versions(LineageId(one))]
            newest = max(others, key=_age, default=None)
            yield Judged(statement=made, other=newest.id if newest else None, stands=made.id in stands)


def _holdings(tx: Transaction, record: Record) -> Iterator[Holding]:
    for view, _ in held_views(tx, record):
        yield from tx.holdings.of(view.id)


def _named(tx: Transaction, versions: Lineage) -> Iterator[tuple[str, RecordId]]:
    """Yield the things that a record names and that are here, with the version that stands: ids, nothing of them."""
    for head in versions.heads:
        for name, values in head.properties.items():
            if head.definition.properties[name].type is ValueType.RECORD:
                for value in values:
                    known = tx.records.versions(LineageId(value))
                    if known:
                        yield value, assemble(known).heads[-1].id


def _beside(tx: Transaction, record: Record, looked: Sequence[Holds]) -> Iterator[Beside]:
    """Yield what of the same kind was read last in a case file, each thing once."""
    seen = {record.lineage}
    for held in looked:
        stored = tx.records.get(held.record) if held.kind == record.kind else None
        other = stored.record if stored else None
        if other and other.lineage not in seen:
            seen.add(other.lineage)
            yield Beside(record=other.id, issuer=other.issuer, read_at=held.read_at)
