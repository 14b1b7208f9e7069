"""Rows as they lie in storage, for their seals: raw, so that a value of any type that somebody left trips nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, or_, select, type_coerce
from sqlalchemy.types import NullType

from egnatia.adapters.sql.columns import AnyRow, microseconds
from egnatia.adapters.sql.errors import DamagedRowError
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.recordrow import CONTENT, checked_record
from egnatia.adapters.sql.tables import (
    ACCOUNT,
    CASE_ITEM,
    CASE_MEMBER,
    CHECKPOINT,
    CREDENTIAL,
    ENTRY,
    HOLDING,
    QUESTION,
    RECORD,
    STATEMENT,
    TREE_NODE,
    WITNESSED,
)
from egnatia.casework.seals import HIDING, Seal, Touched, digest_of, key_of
from egnatia.ledger.entry import parse_entry
from egnatia.ledger.errors import EntryError

#: So many rows are held in memory at a time.
_STREAMED = {"yield_per": 1000}
_DIGITS: Final = 32


@dataclass(frozen=True)
class _Sealed:
    """A table whose rows are sealed: by which columns one is found, and which are under the seal.

    The columns under the seal never change: a migration that adds one adds it here only with another name of the table,
    and seals all rows anew.
    """

    table: Table
    found_by: tuple[str, ...]
    under: tuple[str, ...]
    hiding: bool = False  #: Of the rows only that are hidden: what is sealed is that they are.

    @cached_property
    def name(self) -> str:
        """What a seal calls the table."""
        return HIDING if self.hiding else self.table.name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All columns that are read."""
        return tuple(dict.fromkeys((*self.found_by, *self.under)))

    def raw(self) -> Select[Any]:
        """Read the columns as they are, whatever lies in them."""
        read = select(*(_raw(self.table, name) for name in self.names))
        return read.where(self.table.c.hidden_at.is_not(None)) if self.hiding else read

    @cached_property
    def one(self) -> Prepared:
        """The search for one row."""
        return Prepared(self.raw().where(*(self.table.c[name] == bindparam(f"of_{name}") for name in self.found_by)))

    def key(self, values: Sequence[object]) -> str:
        """Return the key of a row by the columns that it is found by."""
        words = tuple(map(str, values))
        if self.table is HOLDING:
            record, holder, statement = words
            words = (record[:_DIGITS], holder, statement[:_DIGITS])
        return key_of(*words)

    def seal(self, row: AnyRow) -> Seal:
        """Seal a row."""
        found = dict(zip(self.names, row, strict=True))
        return Seal(
            table=self.name,
            key=self.key([found[name] for name in self.found_by]),
            digest=digest_of(self.name, (found[name] for name in self.under)),
            record=str(found["record"]) if self.table is HOLDING else str(found["id"]) if self.hiding else "",
        )


def _raw(table: Table, name: str) -> ColumnElement[Any]:
    return type_coerce(table.c[name], NullType()).label(name)


_TABLES: Mapping[str, _Sealed] = MappingProxyType(
    {
        sealed.name: sealed
        for sealed in (
            _Sealed(ACCOUNT, ("id",), ("id", "name", "roles", "purposes", "uid", "active", "desks")),
            _Sealed(CREDENTIAL, ("id",), ("id", "account", "means", "added_at", "ended_at", "suspected_at", "detail")),
            _Sealed(CASE_ITEM, ("case_file", "act"), ("case_file", "act", "at", "by", "reference", "body")),
            _Sealed(CASE_MEMBER, ("case_file", "account"), ("case_file", "account")),
            _Sealed(
                HOLDING,
                ("record", "holder", "statement"),
                (
                    *("record", "holder", "given_at", "statement"),
                    *("recall", "state", "attested_at", "attestation"),
                ),
            ),
            _Sealed(RECORD, ("id",), ("id", "hidden_at"), hiding=True),
            _Sealed(STATEMENT, ("id",), ("id", "act", "body")),
            _Sealed(
                QUESTION,
                ("id",),
                (
                    *("id", "received", "by", "enquiry", "state", "reasons"),
                    *("body", "partner", "kind", "purpose", "case_file"),
                ),
            ),
        )
    }
)
#: Names of the tables whose rows are sealed; of a record, only that it is hidden.
SEALED: Final = frozenset(_TABLES) - {HIDING}
#: In which columns of which tables a hand is found: by a seal, by a record's id, by what an entry says of itself, by
#: the audit of the tree, or by a signature. All others stand in `docs/explanation/ledger.md`, with the reason.
COVERED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **{name: frozenset(_TABLES[name].names) for name in SEALED},
        RECORD.name: frozenset({*CONTENT, "retain_until", "erased_at", "hidden_at"}),
        ENTRY.name: frozenset({"place", "act", "at", "leaf_hash", "body"}),
        TREE_NODE.name: frozenset({"node", "hash"}),
        CHECKPOINT.name: frozenset({"note"}),
        WITNESSED.name: frozenset({"note", "against"}),
    }
)

_LOGGED = select(_raw(ENTRY, "place"), _raw(ENTRY, "body")).order_by(ENTRY.c.place)
_FILED = select(*(_raw(ENTRY, name) for name in ("act", "at", "leaf_hash", "body"))).order_by(ENTRY.c.no)
# A tombstone that still says something is none: somebody wrote the day of erasing by hand.
_RECORDS = (
    select(*(RECORD.c[name] for name in CONTENT), _raw(RECORD, "retain_until"), _raw(RECORD, "erased_at"))
    .where(or_(RECORD.c.erased_at.is_(None), RECORD.c.properties.is_not(None)))
    .order_by(RECORD.c.no)
)


class SqlInventory:
    """The tables whose rows are sealed."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def seals(self, touched: Sequence[Touched]) -> Sequence[Seal]:
        """Return what these rows are now, in the same order."""
        return [self._seal(_TABLES[table], values) for table, values in touched]

    def _seal(self, sealed: _Sealed, values: tuple[str, ...]) -> Seal:
        named = {f"of_{name}": value for name, value in zip(sealed.found_by, values, strict=True)}
        row = sealed.one.one(self._connection, **named)
        if row is not None:
            return sealed.seal(row)
        return Seal(table=sealed.name, key=sealed.key(values), digest=None)

    def every(self) -> Iterator[Seal]:
        """Return all rows that are sealed, table by table."""
        for sealed in _TABLES.values():
            for row in self._connection.execute(sealed.raw(), execution_options=_STREAMED):
                yield sealed.seal(row)

    def logged(self) -> Iterator[tuple[int | None, bytes]]:
        """Return the entries of the log with their places, as they lie in storage."""
        for place, body in self._connection.execute(_LOGGED, execution_options=_STREAMED):
            yield place if isinstance(place, int) else None, bytes(body) if isinstance(body, bytes) else b""

    def broken(self) -> Iterator[str]:
        """Return the ids of records whose row belies their content; reads the whole register."""
        for row in self._connection.execute(_RECORDS, execution_options=_STREAMED):
            if not _sound(row):
                yield str(row.id)

    def misfiled(self) -> Iterator[str]:
        """Return the leaf hashes of entries filed under another act or time than they say; reads the whole log."""
        for row in self._connection.execute(_FILED, execution_options=_STREAMED):
            if not _filed(row):
                yield bytes(row.leaf_hash).hex()


def _filed(row: AnyRow) -> bool:
    """Tell whether an entry stands where it says; one that cannot be read is the business of the audit."""
    try:
        entry = parse_entry(bytes(row.body))
    except (EntryError, TypeError):
        return True
    return bool(row.act == entry.act and row.at == microseconds(entry.at))


def _sound(row: AnyRow) -> bool:
    """Tell whether a row is what its id says, is kept until the day that its caveat says, and is not called erased."""
    try:
        until = checked_record(row).caveat.retain_until
    except DamagedRowError:
        return False
    return bool(row.retain_until == until.isoformat() and row.erased_at is None)
