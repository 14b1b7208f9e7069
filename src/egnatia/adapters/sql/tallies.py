"""Counting what the log says, in the database: entries are JSON there, whose fields each database reads its own way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    String,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import ANSWER, ENTRY, TERM
from egnatia.adapters.sql.terms import ENTRY_SORT
from egnatia.casework.tallies import Period, Tally
from egnatia.ledger.entry import Act

#: Whichever of these an entry has tells why or how it was; it has one at most.
_WHY = ("ground", "reason", "result", "outcome", "code")
#: Digits of a month, such as 2026-11, at the beginning of a time; and of the id of an account.
_MONTH, _ACCOUNT = 7, 32


def _field(dialect: str, *path: str) -> ColumnElement[str]:
    """Read a field of an entry, empty if it has none: a text within the canonical JSON, which is stored as bytes."""
    found: ColumnElement[Any]
    if dialect == "postgresql":
        found = func.json_extract_path_text(cast(func.convert_from(ENTRY.c.body, "UTF8"), JSON), *path)
    else:
        found = func.json_extract(cast(ENTRY.c.body, Text), f"$.{'.'.join(path)}")
    return func.coalesce(found, literal("", String))


def _within() -> tuple[ColumnElement[bool], ...]:
    return ENTRY.c.at >= bindparam("begins"), ENTRY.c.at < bindparam("ends")


def _month(dialect: str) -> ColumnElement[str]:
    return func.substr(_field(dialect, "at"), 1, _MONTH).label("month")


def _entries(dialect: str) -> Select[Any]:
    to, by = _field(dialect, "to"), _field(dialect, "by")
    # Of an account, nobody outside learns more than that it was one of ours.
    partner = case((to != literal("", String), to), (func.length(by) == _ACCOUNT, literal("", String)), else_=by)
    why = _joined(dialect)
    stopped = case((_is_none(dialect, "stopped"), 0), else_=1)
    inner = (
        select(
            _month(dialect),
            ENTRY.c.act,
            _field(dialect, "detail", "what").label("what"),
            why.label("ground"),
            _field(dialect, "detail", "instrument").label("instrument"),
            partner.label("partner"),
            stopped.label("stopped"),
        )
        .where(*_within())
        # An export of many records is several entries: the first stands for it.
        .where(_is_none(dialect, "part"))
        .subquery()
    )
    return select(*inner.c, func.count().label("number")).group_by(*inner.c).order_by(*inner.c)


def _is_none(dialect: str, name: str) -> ColumnElement[bool]:
    """Tell whether a number in an entry's detail is zero, or not there."""
    found = _field(dialect, "detail", name)
    return or_(found == literal("", String), found == literal("0", String))


def _joined(dialect: str) -> ColumnElement[str]:
    first, *others = (_field(dialect, "detail", name) for name in _WHY)
    for other in others:
        first = first.op("||")(other)
    return first


def _in_vain(dialect: str) -> Select[Any]:
    inner = (
        select(ENTRY.c.no, _month(dialect), ANSWER.c.instrument, ANSWER.c.partner)
        .join_from(ANSWER, TERM, TERM.c.key == ANSWER.c.reference)
        .join(ENTRY, ENTRY.c.no == TERM.c.no)
        .where(TERM.c.sort == ENTRY_SORT, ENTRY.c.act == Act.CONSULTATION.value, ANSWER.c.state != "released")
        .where(*_within())
        .distinct()
        .subquery()
    )
    by = (inner.c.month, inner.c.instrument, inner.c.partner)
    return select(*by, func.count().label("number")).group_by(*by).order_by(*by)


_ENTRIES = Prepared(_entries)
_IN_VAIN = Prepared(_in_vain)


class SqlTallies:
    """Counts over the table `entry`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def entries(self, period: Period) -> Sequence[Tally]:
        """Count the entries of a period, by all that a tally tells apart."""
        return [_tally(row) for row in _ENTRIES.all(self._connection, **_times(period))]

    def looked_in_vain(self, period: Period) -> Sequence[Tally]:
        """Count the looks at hits whose record was not released (until now), by month, instrument and partner."""
        rows = _IN_VAIN.all(self._connection, **_times(period))
        return [
            Tally(
                month=row.month,
                act=Act.CONSULTATION.value,
                what="not_released",
                ground="",
                instrument=row.instrument,
                partner=row.partner,
                stopped=False,
                count=row.number,
            )
            for row in rows
        ]


def _times(period: Period) -> dict[str, datetime]:
    return {"begins": period.begins, "ends": period.ends}


def _tally(row: AnyRow) -> Tally:
    return Tally(
        month=row.month,
        act=row.act,
        what=row.what,
        ground=row.ground,
        instrument=row.instrument,
        partner=row.partner,
        stopped=bool(row.stopped),
        count=row.number,
    )
