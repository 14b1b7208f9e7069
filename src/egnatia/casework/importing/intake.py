"""The node's side of an import: rows come in chunks, are kept unseen, and all begin to count when the last is there.

A thing is known by the key that its source gives it (ADR 0091). The same again changes nothing; what its source now
tells otherwise becomes a new version; but what was amended here since, the source does not undo. A row stands or falls
as a whole, and what it falls for is said in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.importing.drawing import Drawn
from egnatia.casework.importing.row import Rejected, RowError
from egnatia.casework.imports import ImportId, ImportRow, Known, Staged
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require, require_any
from egnatia.casework.rows import Account
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.ledger.tree import root_of
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId, RecordId
from egnatia.model.kinds import KINDS, parse_properties
from egnatia.model.reading import text
from egnatia.model.record import Record, check_record

#: An import to which nothing comes for so long was given up; the next one clears it away.
IDLE = timedelta(hours=1)
#: So many records are cleared away in one transaction, so that nobody waits long for it.
_SWEEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRow:
    """What a mapping made of one row."""

    line: int
    records: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of a chunk of rows."""

    new: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Of what an import was made: the digests that the log keeps."""

    file: str  #: SHA-256 of the table, 64 hexadecimal digits.
    mapping: str  #: SHA-256 of the mapping.
    rejected: int  #: Rows that did not become records.


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A complete import."""

    records: int
    changed: int  #: Of the records, how many are new versions of what was there.
    unchanged: int
    root: str  #: Merkle root over the records' ids, as the log has it; empty if there was nothing new.


def begin(office: Office, actor: Account, source: str) -> ImportRow:
    """Begin an import; what earlier ones left behind is cleared away first.

    Raises:
        NotAllowedError: the person may not add records.
        ConflictError: another import of the same source is under way.
        ParseError: the source has no name.
    """
    require(actor, Right.COLLECT)
    text(200)(source, "source")
    _clear_away(office)
    now = office.clock.now()
    row = ImportRow(id=ImportId(office.randomness.hex128()), source=source, by=actor.id, begun_at=now, touched_at=now)

    def work(tx: Transaction) -> ImportRow:
        if busy := next((found for found in tx.imports.open() if found.source == source), None):
            raise ConflictError(f"an import of {source} is under way: {busy.id}; wait for it, or drop it")
        tx.imports.begin(row)
        return row

    return office.store.write(work)


def bring(office: Office, actor: Account, import_id: ImportId, rows: Sequence[BroughtRow]) -> Brought:
    """Take in a chunk of rows; nothing of it counts before the end.

    Raises:
        NotAllowedError: the person may not add records, or did not begin this import.
        NotFoundError: there is no such import, or it is complete.
        ConflictError: another chunk came in between.
    """
    require(actor, Right.COLLECT)
    keys = {key for row in rows for drawn in row.records for key in _keys(drawn)}

    def look(tx: Transaction) -> tuple[ImportRow, Mapping[str, Known]]:
        return _own(tx, actor, import_id), tx.imports.known(keys)

    seen, known = office.store.read(look)
    tray = _Tray(office, known)
    rejected = tuple(found for row in rows if (found := tray.put(row)))

    def work(tx: Transaction) -> None:
        if tx.imports.get(import_id) != seen:
            raise ConflictError("another part of this import came in between")
        tx.imports.stage(import_id, tray.staged, tray.unchanged, office.clock.now())

    office.store.write(work)
    return Brought(new=tray.new, changed=tray.changed, unchanged=tray.unchanged, rejected=rejected)


def end(office: Office, actor: Account, import_id: ImportId, origin: Origin) -> Imported:
    """Let all that an import brought count from now on, under one entry with the Merkle root of the records' ids.

    Raises:
        NotAllowedError: the person may not add records, or did not begin this import.
        NotFoundError: there is no such import, or it is complete.
        ConflictError: a thing of which it brings a new version was erased meanwhile, or more rows come in.
    """
    require(actor, Right.COLLECT)

    def look(tx: Transaction) -> tuple[ImportRow, list[bytes], int]:
        ids = [bytes.fromhex(found) for found in tx.imports.record_ids(import_id)]
        return _own(tx, actor, import_id), ids, tx.imports.changed(import_id)

    seen, ids, changed = office.store.read(look)
    if not ids:
        drop(office, actor, import_id)
        return Imported(records=0, changed=0, unchanged=seen.unchanged, root="")
    root = root_of(ids).hex()
    counts = {"records": len(ids), "changed": changed, "unchanged": seen.unchanged, "rejected": origin.rejected}
    detail = {"what": "import", **{name: str(count) for name, count in counts.items()}}
    about = (root, import_id, origin.file, origin.mapping)
    note = entry(office, Note(act=Act.COLLECTION, by=actor.id, about=about, detail=detail))

    def work(tx: Transaction) -> None:
        if tx.imports.get(import_id) != seen:
            raise ConflictError("another part of this import came in between")
        if tx.imports.overtaken(import_id):
            raise ConflictError(
                "something was erased here of which this import brings a new version: drop it, begin anew"
            )
        tx.imports.end(import_id, office.clock.now())
        tx.ledger.append([note])

    office.store.write(work)
    _retire(office)
    return Imported(records=len(ids), changed=changed, unchanged=seen.unchanged, root=root)


def drop(office: Office, actor: Account, import_id: ImportId) -> None:
    """Give up an import: all that it brought goes.

    Raises:
        NotAllowedError: the person neither began it nor may erase records.
        NotFoundError: there is no such import, or it is complete.
    """
    own = not may(actor, Right.ERASE)
    require(actor, Right.COLLECT if own else Right.ERASE)
    office.store.read(lambda tx: _own(tx, actor, import_id) if own else _open(tx, import_id))
    _remove(office, import_id)


def under_way(office: Office, actor: Account) -> tuple[ImportRow, ...]:
    """Return the imports that are not complete.

    Raises:
        NotAllowedError: the person may neither add records nor drop others' imports.
    """
    require_any(actor, frozenset({Right.COLLECT, Right.ERASE}))
    return office.store.read(lambda tx: tx.imports.open())


class _Tray:
    """What a chunk of rows comes to."""

    def __init__(self, office: Office, known: Mapping[str, Known]) -> None:
        self._office = office
        self._known = known
        self._now = office.clock.now()
        self._here: dict[str, Record] = {}
        self.staged: list[Staged] = []
        self.new = self.changed = self.unchanged = 0

    def put(self, row: BroughtRow) -> Rejected | None:
        """Take in one row, all of it or nothing."""
        made: dict[str, tuple[Record, Known | None]] = {}
        try:
            for drawn in row.records:
                made[drawn.key] = self._make(drawn, {key: record for key, (record, _) in made.items()})
        except RowError as error:
            return Rejected(line=row.line, column=error.column, reason=error.reason)
        for key, (record, known) in made.items():
            self._take(key, record, known)
        return None

    def _make(self, drawn: Drawn, row: Mapping[str, Record]) -> tuple[Record, Known | None]:
        """Make the record; if the thing is known and told just so, the one that is there stands for it."""
        known = self._known.get(drawn.key)
        properties = self._properties(drawn, row)
        there = row.get(drawn.key) or self._here.get(drawn.key) or (known.latest if known else None)
        if there is not None and _says_same(there, properties, drawn):
            return there, known
        if drawn.key in row or drawn.key in self._here or (known and known.staged):
            raise RowError("", f"tells of the same {drawn.kind} as an earlier row, but otherwise")
        record = Record(
            kind=drawn.kind,
            issuer=self._office.me,
            lineage=known.lineage if known else LineageId(self._office.randomness.hex128()),
            supersedes=frozenset(self._superseded(known, drawn)) if known else frozenset(),
            recorded_at=self._now,
            properties=properties,
            caveat=drawn.caveat,
            salt=self._office.randomness.hex128(),
        )
        _check(record)
        return record, known

    def _superseded(self, known: Known, drawn: Drawn) -> tuple[RecordId, ...]:
        if known.kind != drawn.kind:
            raise RowError("", f"is on record as a {known.kind}, not a {drawn.kind}")
        if known.latest is None or known.heads != (known.latest.id,):
            raise RowError("", "was amended here since it was last imported; amend it by hand")
        return known.heads

    def _properties(self, drawn: Drawn, row: Mapping[str, Record]) -> Mapping[str, tuple[str, ...]]:
        kind = KINDS.get(drawn.kind)
        if kind is None:
            raise RowError("kind", f"{drawn.kind} is no kind of record")
        given = {name: list(values) for name, values in drawn.properties.items()}
        for name, keys in drawn.refers.items():
            definition = kind.properties.get(name)
            wanted = definition.refers if definition else frozenset()
            given[name] = [self._lineage(name, key, wanted, row) for key in keys]
        try:
            return parse_properties(kind, given, "")
        except ParseError as error:
            raise RowError(error.path, error.problem) from error

    def _lineage(self, name: str, key: str, wanted: frozenset[str], row: Mapping[str, Record]) -> LineageId:
        """Find a thing that is referred to: in the row, in the chunk, or in the register."""
        found = row.get(key) or self._here.get(key) or self._known.get(key)
        if found is None:
            raise RowError(name, f"no {' or '.join(sorted(wanted))} of this key in the table or on record")
        if found.kind not in wanted:
            raise RowError(name, f"refers to a {found.kind}; wanted: {', '.join(sorted(wanted))}")
        return found.lineage

    def _take(self, key: str, record: Record, known: Known | None) -> None:
        if key in self._here or (known and known.latest is record):
            self.unchanged += 1
            return
        _ = record.id  # computed now and kept, while nobody waits for the database
        self._here[key] = record
        self.new += known is None
        self.changed += known is not None
        self.staged.append(Staged(record=record, terms=terms_of(record), key="" if known else key))


def _keys(drawn: Drawn) -> Iterable[str]:
    yield drawn.key
    for keys in drawn.refers.values():
        yield from keys


def _says_same(record: Record, properties: Mapping[str, tuple[str, ...]], drawn: Drawn) -> bool:
    """Tell whether a record says the same; a later end of retention alone says nothing new."""
    caveat = replace(drawn.caveat, retain_until=record.caveat.retain_until)
    return (record.kind, record.properties, record.caveat) == (drawn.kind, properties, caveat)


def _check(record: Record) -> None:
    try:
        check_record(record)
    except ParseError as error:
        raise RowError(error.path, error.problem) from error


def _open(tx: Transaction, import_id: ImportId) -> ImportRow:
    row = tx.imports.get(import_id)
    if row is None or row.ended_at is not None:
        raise NotFoundError(f"no import {import_id} is under way")
    return row


def _own(tx: Transaction, actor: Account, import_id: ImportId) -> ImportRow:
    row = _open(tx, import_id)
    if row.by != actor.id:
        raise NotAllowedError(f"another person began the import {import_id}")
    return row


def _clear_away(office: Office) -> None:
    _retire(office)
    given_up = office.clock.now() - IDLE
    for row in office.store.read(lambda tx: tx.imports.open()):
        if row.touched_at < given_up:
            _remove(office, row.id)


def _remove(office: Office, import_id: ImportId) -> None:
    while office.store.write(lambda tx: tx.imports.drop(import_id, _SWEEP)):
        pass


def _retire(office: Office) -> None:
    while office.store.write(lambda tx: tx.imports.retire(_SWEEP)):
        pass
