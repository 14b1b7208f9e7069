"""Imports as they are stored: what an open one brought does not count before its end (ADR 0090)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from egnatia.match.engine import Term
from egnatia.model.identity import AccountId, LineageId, RecordId
from egnatia.model.record import Record

#: One import of a table: 128 random bits.
ImportId = NewType("ImportId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import; what an open one brought does not count yet."""

    id: ImportId
    source: str  #: Whose table it is, as the mapping calls it.
    by: AccountId
    begun_at: datetime
    touched_at: datetime  #: When rows last came.
    ended_at: datetime | None = None  #: None: open.
    unchanged: int = 0  #: Things that were on record already, just as the table has them.


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A record that an import brings, on its way into the register."""

    record: Record
    terms: frozenset[Term]
    key: str  #: By which its source knows the thing; empty where the register knows that already.


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows of a thing that an import names by its source's key."""

    lineage: LineageId
    kind: str
    latest: Record | None  #: The version that the last import brought.
    heads: tuple[RecordId, ...]  #: What stands now, without what this import brings.
    staged: bool  #: Whether an open import has brought it, or a new version of it.


class Imports(Protocol):
    """Imports under way: what they bring is kept as it comes, and begins to count in one moment."""

    def begin(self, row: ImportRow) -> None:
        """Keep a new import."""
        ...

    def get(self, import_id: ImportId) -> ImportRow | None:
        """Return one import."""
        ...

    def open(self) -> tuple[ImportRow, ...]:
        """Return the imports that are not complete, oldest first."""
        ...

    def known(self, keys: Collection[str]) -> Mapping[str, Known]:
        """Return what is known of things by the keys of their source, what open imports brought too."""
        ...

    def stage(self, import_id: ImportId, staged: Sequence[Staged], unchanged: int, at: datetime) -> None:
        """Keep records that do not count yet, and how many things of the same rows were on record already."""
        ...

    def record_ids(self, import_id: ImportId) -> Iterator[RecordId]:
        """Return the ids of the records of an import, in the order in which they came."""
        ...

    def changed(self, import_id: ImportId) -> int:
        """Return how many records of an import supersede others."""
        ...

    def overtaken(self, import_id: ImportId) -> int:
        """Return how many records of an import are versions of things that were erased since."""
        ...

    def end(self, import_id: ImportId, at: datetime) -> None:
        """Let all records of an import count from now on."""
        ...

    def retire(self, limit: int) -> int:
        """Take what complete imports superseded out of the index; returns how many records, 0 when all is done."""
        ...

    def drop(self, import_id: ImportId, limit: int) -> int:
        """Remove records of an open import, at last the import itself; returns how many records, 0 when it is gone."""
        ...
