"""Bringing records into the register, changing them by superseding, and reading them with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.casefiles import reading_in
from egnatia.casework.chunks import chunked
from egnatia.casework.correct import rectify
from egnatia.casework.errors import ConflictError, NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import check_record
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, StoredRecord
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, entry
from egnatia.law.purposes import needs_offence
from egnatia.ledger.entry import Act
from egnatia.ledger.tree import root_of
from egnatia.model.caveat import Caveat, Handling, Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId
from egnatia.model.kinds import KINDS, parse_properties
from egnatia.model.lineage import Lineage, assemble
from egnatia.model.record import Record, parse_record, plain_record

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to put on record about one thing."""

    kind: str
    properties: Mapping[str, tuple[str, ...]]
    caveat: Caveat


def collect(office: Office, actor: Account, drafts: Sequence[Draft]) -> tuple[Record, ...]:
    """Put new things on record; all of them or none, under one ledger entry.

    Raises:
        NotAllowedError: the person may not add records.
        ParseError: a draft is no valid record of its kind.
    """
    require(actor, Right.COLLECT)
    records = tuple(draw_up(office, draft) for draft in drafts)
    keep(office, actor, records)
    return records


def keep(office: Office, actor: Account, records: Sequence[Record]) -> None:
    """Keep finished records of our own, such as an import's, under one entry with the Merkle root of their ids.

    Raises:
        NotAllowedError: the person may not add records.
        ConflictError: there are none, or a record is not our own.
    """
    require(actor, Right.COLLECT)
    if not records:
        raise ConflictError("nothing to put on record")
    if any(record.issuer != office.me for record in records):
        raise ConflictError(f"only records issued by {office.me} are put on record here")
    root = root_of([bytes.fromhex(record.id) for record in records])
    detail = {"records": str(len(records))}
    note = entry(office, Note(act=Act.COLLECTION, by=actor.id, about=(root.hex(),), detail=detail))

    def work(tx: Transaction) -> None:
        for chunk in chunked(records, _BATCH):
            tx.records.add([(record, terms_of(record)) for record in chunk], received_from=None)
        tx.ledger.append([note])

    office.store.write(work)


def amend(office: Office, actor: Account, lineage: LineageId, draft: Draft) -> Record:
    """Put a new version of one of our own things on record; it supersedes every version that stands now.

    Raises:
        NotAllowedError: the person may not add records.
        NotFoundError: there is nothing of this lineage.
        ConflictError: the thing is another node's, or of another kind, or the caveat would be loosened.
    """
    require(actor, Right.COLLECT)
    drawn = replace(draw_up(office, draft), lineage=lineage)
    return office.store.write(lambda tx: put_version(office, tx, actor, drawn))


def put_version(office: Office, tx: Transaction, actor: Account, drawn: Record, file: CaseFile | None = None) -> Record:
    """Put a drawn-up record on record as the new version of the thing whose lineage it names, and log it.

    Raises:
        NotFoundError: there is nothing of this lineage.
        ConflictError: the thing is another node's, or of another kind, or the caveat would be loosened.
    """
    versions = own_versions(tx, drawn.lineage, office.me)
    if versions.kind != drawn.kind:
        raise ConflictError(f"{drawn.lineage} is a {versions.kind}, not a {drawn.kind}")
    _check_loosened(versions, drawn.caveat)
    heads = frozenset(head.id for head in versions.heads)
    record = replace(drawn, supersedes=heads)
    tx.records.add([(record, terms_of(record))], received_from=None)
    about = (record.id, *sorted(heads))
    note = Note(act=Act.ALTERATION, by=actor.id, about=about)
    tx.ledger.append([entry(office, replace(note, purpose=file.purpose, case=file.id) if file else note)])
    rectify(office, tx, actor, record)
    return record


def _check_loosened(versions: Lineage, caveat: Caveat) -> None:
    """Refuse to loosen in passing what is decided with a reason and by others: retention, and what is contested."""
    if caveat.retain_until > max(head.caveat.retain_until for head in versions.heads):
        raise ConflictError("keeping a thing longer is a decision of its own, with a reason")
    if any(head.caveat.contested for head in versions.heads) and not caveat.contested:
        raise ConflictError("the thing is contested: settling that is a decision of its own, with a reason")


def consult(office: Office, actor: Account, record: RecordId, case: CaseId) -> StoredRecord:
    """Read a record, for a case file in which the person works; who read it and why is logged (LED Art. 25).

    Raises:
        NotAllowedError: the person may not read records, does not work in the case file, or keeps it alone.
        NotFoundError: the record was never here.
    """
    return office.store.write(lambda tx: read_in_case(office, tx, actor, record, case)[0])


def read_in_case(
    office: Office, tx: Transaction, actor: Account, record: RecordId, case: CaseId
) -> tuple[StoredRecord, CaseFile]:
    """Read a record and log it, in the transaction of whatever it is read for; returns it with the case file.

    Raises:
        As `open_in_case`; and RestrictedError: its use is restricted (H3), which the person has not acknowledged.
    """
    found, file = open_in_case(office, tx, actor, record, case)
    check_record(tx, actor, found, file.id)
    note = Note(act=Act.CONSULTATION, by=actor.id, about=(record,), purpose=file.purpose, case=file.id)
    tx.ledger.append([entry(office, note)])
    return found, file


def open_in_case(
    office: Office, tx: Transaction, actor: Account, record: RecordId, case: CaseId
) -> tuple[StoredRecord, CaseFile]:
    """Return a record that a person may read in a case file, and the file; nothing is logged, so nothing of it shows.

    Raises:
        NotAllowedError: the person may not read records, does not work in the case file, or keeps it alone.
        NotLawfulError: its caveat does not allow the case file's purpose.
        NotFoundError: the record was never here.
    """
    require(actor, Right.CONSULT)
    found = tx.records.get(record)
    if found is None:
        raise NotFoundError(f"no record {record}")
    file = reading_in(tx, actor, case)
    require(actor, Right.CONSULT, file.purpose)
    check_use(found, file.purpose, office.clock.now().date())
    return found, file


def check_use(stored: StoredRecord, purpose: Purpose, today: date) -> None:
    """Refuse a use that the record's caveat does not allow; a tombstone may be looked at by anybody."""
    if stored.record is None:
        return
    caveat = stored.record.caveat
    if purpose not in caveat.purposes:
        raise NotLawfulError("this record may not be read for this purpose", tuple(sorted(caveat.purposes)))
    if Handling.CRIME_ONLY in caveat.handling and not needs_offence(purpose):
        raise NotLawfulError("this record is marked H0", ("a purpose of fighting crime",))
    if caveat.retain_until < today:
        raise NotLawfulError("this record is past its retention", ("it is to be erased",))


def own_versions(tx: Transaction, lineage: LineageId, me: NodeId) -> Lineage:
    """Return the versions of one of our own things.

    Raises:
        NotFoundError: there is nothing of this lineage.
        ConflictError: it is another node's: only the issuer supersedes.
    """
    records = tx.records.versions(lineage)
    if not records:
        raise NotFoundError(f"nothing of the lineage {lineage}")
    versions = assemble(records)
    if versions.issuer != me:
        raise ConflictError(f"only {versions.issuer} may change {lineage}")
    return versions


def draw_up(office: Office, draft: Draft) -> Record:
    """Make the record of a draft, as of a new thing.

    Raises:
        ParseError: the draft is no valid record of its kind.
    """
    kind = KINDS.get(draft.kind)
    if kind is None:
        raise ParseError("kind", f"not a kind of record; there are {', '.join(KINDS)}")
    properties = parse_properties(kind, {name: list(values) for name, values in draft.properties.items()}, "properties")
    record = Record(
        kind=kind.name,
        issuer=office.me,
        lineage=LineageId(office.randomness.hex128()),
        recorded_at=office.clock.now(),
        properties=properties,
        caveat=draft.caveat,
        salt=office.randomness.hex128(),
    )
    return parse_record(plain_record(record))
