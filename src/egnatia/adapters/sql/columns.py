"""The column types that the tables are made of."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Integer, Row, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: A row's number; SQLite keeps the rows of a table in the order of its INTEGER PRIMARY KEY.
RowNumber = BigInteger().with_variant(Integer, "sqlite")

#: A row of any columns, read by their names.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def microseconds(at: datetime) -> int:
    """Return the whole microseconds since 1970 UTC of an aware time."""
    return (at - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """A point in time as whole microseconds since 1970 UTC: exact, ordered, and the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the same in all
        """Write an aware time."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read a time, aware, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def text_column(name: str, *, unique: bool = False, index: bool = False) -> Column[str]:
    """Return a column of text that is always there."""
    return Column(name, Text, nullable=False, unique=unique, index=index)


def flag_column(name: str) -> Column[bool]:
    """Return a column that says yes or no."""
    return Column(name, Boolean, nullable=False)


def instant_column(name: str, *, optional: bool = False) -> Column[object]:
    """Return a column of times."""
    return Column(name, Instant, nullable=optional)


def number_column() -> Column[int]:
    """Return the column that numbers the rows of a table in the order in which they came."""
    return Column("no", RowNumber, primary_key=True)
