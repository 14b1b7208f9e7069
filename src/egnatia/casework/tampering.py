"""Tampering: rows that are not as the log has them, found by comparison or when somebody reads one, kept in the log.

An administrator who edits a table leaves the log as it was. What is found is itself logged, once for each row and its
state, and stays there when the row is put back: oversight sees it, and answers it in words (`patterns.remarks`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.seals import HIDING, LATER, PREFIX, SEALING, Seal, key_of, sealed_in
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act, Entry, parse_entry
from egnatia.ledger.errors import EntryError
from egnatia.model import canonical

#: Under this subject the log's index has all that was found.
TAMPERING: Final = canonical.digest("tampering")
#: Findings that one comparison logs at once; the next logs the next.
MOST: Final = 200

#: What stands in an entry that says anything of seals.
_CARRIES: Final = tuple(word.encode() for word in (f'"{PREFIX}', SEALING, *LATER.values()))


class Sort(StrEnum):
    """What is wrong with a row."""

    CHANGED = "changed_row"  #: It is not as the act that wrote it last left it.
    MISSING = "missing_row"  #: No act took it away.
    INSERTED = "inserted_row"  #: No act wrote it.
    DAMAGED = "damaged_row"  #: Its content is not what its id says, or cannot be read.


_WORDS: Final = {
    Sort.CHANGED: "was changed by hand",
    Sort.MISSING: "was taken away by hand",
    Sort.INSERTED: "was put there by hand: no act in the log wrote it",
    Sort.DAMAGED: "was changed by hand or is damaged: it is not what its id says",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampered:
    """One row that is not as the log has it."""

    sort: Sort
    table: str
    key: str
    since: int | None = None  #: The entry that wrote it last, by its index; None: none did, or it has no place yet.
    digest: str = ""  #: Of the row as it is now.
    record: str = ""  #: The id of the record that it is about, if it is.

    @property
    def sentence(self) -> str:
        """Say it to a person."""
        last = f"; entry {self.since} wrote it last" if self.since is not None else ""
        return f"{self.table} {self.key}: {_WORDS[self.sort]}{last}"

    @property
    def id(self) -> str:
        """The digest by which the log knows this finding: one row in one state is found once."""
        return canonical.digest(["tampered", self.sort, self.table, self.key, self.digest])


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of holding the rows against the log."""

    begun: bool  #: False: this node has not sealed its rows yet; it does when it starts.
    rows: int = 0
    found: tuple[Tampered, ...] = ()


@dataclass(slots=True)
class _Known:
    """The newest seal of each row, by what the log says."""

    begun: bool = False
    since: set[str] = field(default_factory=set)  #: What of `LATER` is sealed by now.
    newest: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)

    def take(self, logged: Entry, index: int | None) -> None:
        self.begun = self.begun or SEALING in logged.about
        self.since |= {table for table, subject in LATER.items() if subject in logged.about}
        for seal in sealed_in(logged):
            self.newest[f"{seal.table}:{seal.key}"] = (seal.digest, index)


def compare_rows(tx: Transaction, *, records: bool = True) -> Comparison:
    """Hold every sealed row against the log, every record against its id, and every entry against where it is filed.

    Memory grows by some 250 bytes for each row that was ever sealed.

    Args:
        tx: one snapshot of both.
        records: read the whole register and every entry too, which takes half a minute for a million of each.
    """
    known = _Known()
    for place, body in _in_order(tx.inventory.logged()):
        if any(word in body for word in _CARRIES):
            _take(known, place, body)
    if not known.begun:
        return Comparison(begun=False, found=tuple(_broken(tx)) if records else ())
    rows, found = 0, list[Tampered]()
    for seal in tx.inventory.every():
        if seal.table in LATER and seal.table not in known.since:
            continue
        rows += 1
        found += _judge(seal, *known.newest.pop(f"{seal.table}:{seal.key}", (None, None)))
    found += (_missing(name, index) for name, (digest, index) in known.newest.items() if digest is not None)
    return Comparison(begun=True, rows=rows, found=(*found, *(_broken(tx) if records else ())))


def _in_order(logged: Iterable[tuple[int | None, bytes]]) -> Iterator[tuple[int | None, bytes]]:
    """Yield entries as they were written: those that wait for their place are the newest, wherever they come."""
    waiting = []
    for place, body in logged:
        if place is None:
            waiting.append((place, body))
        else:
            yield place, body
    yield from waiting


def _take(known: _Known, place: int | None, body: bytes) -> None:
    """Take the seals of an entry; one that cannot be read says nothing, and the audit of the log names it."""
    try:
        known.take(parse_entry(body), place)
    except EntryError:
        return


def _judge(seal: Seal, digest: str | None, index: int | None) -> Iterator[Tampered]:
    """Say what is wrong with a row that is there."""
    if seal.digest == digest:
        return
    yield Tampered(
        sort=Sort.INSERTED if digest is None else Sort.CHANGED,
        table=seal.table,
        key=seal.key,
        since=index,
        digest=seal.digest or "",
        record=seal.record,
    )


def _missing(name: str, index: int | None) -> Tampered:
    table, _, key = name.partition(":")
    return Tampered(sort=Sort.MISSING, table=table, key=key, since=index, record=key if table == HIDING else "")


def _broken(tx: Transaction) -> Iterator[Tampered]:
    yield from (damaged("record", found, record=found) for found in tx.inventory.broken())
    yield from (damaged("entry", found) for found in tx.inventory.misfiled())


def damaged(table: str, key: str, *, record: str = "") -> Tampered:
    """Return the finding that a row cannot be read as what its key says."""
    return Tampered(sort=Sort.DAMAGED, table=table, key=key_of(key), record=record)


def note_tampering(office: Office, found: Iterable[Tampered]) -> int:
    """Log what was found and is not in the log yet; returns how many that are."""
    first = {one.id: one for one in found}

    def work(tx: Transaction) -> int:
        new = [one for name, one in first.items() if not tx.ledger.trail(name, 1)][:MOST]
        tx.ledger.append([entry(office, _note(office, one)) for one in new])
        return len(new)

    return office.store.write(work) if first else 0


def _note(office: Office, found: Tampered) -> Note:
    about = (TAMPERING, found.id, *([found.record] if len(found.record) == len(found.id) else []))
    detail = {"what": found.sort, "row": f"{found.table}:{found.key}"}
    since = {"since": str(found.since)} if found.since is not None else {}
    return Note(act=Act.ADMINISTRATION, by=office.me, about=about, detail={**detail, **since})


def noted(logged: Entry) -> Tampered:
    """Read what an entry says was found."""
    table, _, key = logged.detail["row"].partition(":")
    since = logged.detail.get("since")
    return Tampered(sort=Sort(logged.detail["what"]), table=table, key=key, since=int(since) if since else None)
