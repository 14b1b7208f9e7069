"""Requests of people concerned."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import ACCESS_REQUEST
from egnatia.casework.requests import AccessId, Outcome, Request, RequestRow, build_request, plain_request

_OPEN = ACCESS_REQUEST.c.closed_at.is_(None)
_ONE = ACCESS_REQUEST.c.id == bindparam("of_id")
_ADD = Prepared(insert(ACCESS_REQUEST))
_GET = Prepared(select(ACCESS_REQUEST).where(_ONE))
_CHANGE = Prepared(update(ACCESS_REQUEST).where(_ONE, _OPEN).values(body=bindparam("new_body")))
_CLOSE = Prepared(
    update(ACCESS_REQUEST).where(_ONE, _OPEN).values(closed_at=bindparam("at"), outcome=bindparam("as_outcome"))
)
_WAITING = Prepared(
    select(ACCESS_REQUEST).where(_OPEN).order_by(ACCESS_REQUEST.c.due_at, ACCESS_REQUEST.c.no).limit(bindparam("most"))
)
_CLOSED = Prepared(
    select(ACCESS_REQUEST)
    .where(ACCESS_REQUEST.c.closed_at.is_not(None))
    .order_by(ACCESS_REQUEST.c.closed_at.desc(), ACCESS_REQUEST.c.no.desc())
    .limit(bindparam("most"))
)
_FORGET = Prepared(
    update(ACCESS_REQUEST)
    .where(ACCESS_REQUEST.c.closed_at < bindparam("before"), ACCESS_REQUEST.c.body.is_not(None))
    .values(body=None)
)


class SqlAccessRequests:
    """The table `access_request`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, request: Request) -> None:
        """Keep a new request."""
        _ADD.run(self._connection, **_plain(request))

    def get(self, request: AccessId) -> RequestRow | None:
        """Return one request.

        Raises:
            StoreError: the row is damaged.
        """
        row = _GET.one(self._connection, of_id=request)
        return None if row is None else _row(row)

    def change(self, request: Request) -> None:
        """Keep what was decided since.

        Raises:
            StoreError: there is no such request, or it is closed.
        """
        if _CHANGE.run(self._connection, of_id=request.id, new_body=to_text(plain_request(request))) != 1:
            raise StoreError(f"there is no open request {request.id}")

    def close(self, request: AccessId, at: datetime, outcome: str) -> None:
        """Note how a request ended.

        Raises:
            StoreError: there is no such request, or it is closed.
        """
        if _CLOSE.run(self._connection, of_id=request, at=at, as_outcome=outcome) != 1:
            raise StoreError(f"there is no open request {request}")

    def list(self, limit: int) -> tuple[RequestRow, ...]:
        """Return open requests, the one that is due first before the others; then closed ones, newest first."""
        found = tuple(map(_row, _WAITING.all(self._connection, most=limit)))
        return (*found, *map(_row, _CLOSED.all(self._connection, most=limit - len(found))))

    def forget(self, before: datetime) -> int:
        """Drop what requests say that were closed before a time; returns how many."""
        if forgotten := _FORGET.run(self._connection, before=before):
            note_erasure(self._connection)
        return forgotten


def _plain(request: Request) -> dict[str, Any]:
    return {
        "id": request.id,
        "received_at": request.received_at,
        "due_at": request.due_at,
        "closed_at": None,
        "outcome": "",
        "body": to_text(plain_request(request)),
    }


def _row(row: AnyRow) -> RequestRow:
    return read_row(
        f"access_request {row.id}",
        lambda: RequestRow(
            id=AccessId(row.id),
            received_at=row.received_at,
            due_at=row.due_at,
            request=build_request(row._asdict(), from_text(row.body)) if row.body is not None else None,
            closed_at=row.closed_at,
            outcome=Outcome(row.outcome) if row.outcome else None,
        ),
    )
