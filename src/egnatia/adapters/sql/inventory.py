"""Rows as they lie in storage, for their seals: raw, so that a value of any type that somebody left trips nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import DamagedRowError
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.recordrow import CONTENT, checked_record
from egnatia.adapters.sql.tables import (
    ACCOUNT,
    CASE_ITEM,
    CASE_MEMBER,
    CREDENTIAL,
    ENTRY,
    HOLDING,
    QUESTION,
    RECORD,
    STATEMENT,
)
from egnatia.casework.seals import Seal, Touched, digest_of, key_of

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

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All columns that are read."""
        return tuple(dict.fromkeys((*self.found_by, *self.under)))

    def raw(self) -> Select[Any]:
        """Read the columns as they are, whatever lies in them."""
        return select(*(_raw(self.table, name) for name in self.names))

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
            table=self.table.name,
            key=self.key([found[name] for name in self.found_by]),
            digest=digest_of(self.table.name, (found[name] for name in self.under)),
            record=str(found["record"]) if self.table is HOLDING else "",
        )


def _raw(table: Table, name: str) -> ColumnElement[Any]:
    return type_coerce(table.c[name], NullType()).label(name)


_TABLES: Mapping[str, _Sealed] = MappingProxyType(
    {
        sealed.table.name: sealed
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
#: Names of the tables whose rows are sealed.
SEALED: Final = frozenset(_TABLES)

_LOGGED = select(_raw(ENTRY, "place"), _raw(ENTRY, "body")).order_by(ENTRY.c.place)
_RECORDS = select(*(RECORD.c[name] for name in CONTENT)).where(RECORD.c.erased_at.is_(None)).order_by(RECORD.c.no)


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
        return Seal(table=sealed.table.name, key=sealed.key(values), digest=None)

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
        """Return the ids of records whose content has another id; reads the whole register."""
        for row in self._connection.execute(_RECORDS, execution_options=_STREAMED):
            try:
                checked_record(row)
            except DamagedRowError:
                yield str(row.id)
