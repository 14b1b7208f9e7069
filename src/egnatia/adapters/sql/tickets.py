"""Secrets that were given out for a time, by their digests."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import TICKET
from egnatia.casework.tickets import Sort, Ticket

_OF_DIGEST = TICKET.c.digest == bindparam("of_digest")
_ADD = Prepared(insert(TICKET))
_GET = Prepared(select(TICKET).where(_OF_DIGEST))
_DROP = Prepared(delete(TICKET).where(_OF_DIGEST))
_TOUCH = Prepared(update(TICKET).where(_OF_DIGEST).values(seen_at=bindparam("at", type_=TICKET.c.seen_at.type)))
_PUT = Prepared(update(TICKET).where(_OF_DIGEST).values(detail=bindparam("new_detail")))
_PRUNE = Prepared(delete(TICKET).where(TICKET.c.until <= bindparam("now", type_=TICKET.c.until.type)))
_OF = Prepared(
    select(TICKET)
    .where(
        TICKET.c.holder == bindparam("of_holder"),
        TICKET.c.sort == bindparam("of_sort"),
        TICKET.c.until > bindparam("now", type_=TICKET.c.until.type),
    )
    .order_by(TICKET.c.begun_at.desc(), TICKET.c.digest)
)


class SqlTickets:
    """The table `ticket`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, ticket: Ticket) -> None:
        """Keep a ticket, and forget those whose time is over."""
        _PRUNE.run(self._connection, now=ticket.begun_at)
        _ADD.run(
            self._connection,
            digest=ticket.digest,
            sort=ticket.sort.value,
            holder=ticket.holder,
            begun_at=ticket.begun_at,
            seen_at=ticket.seen_at,
            until=ticket.until,
            detail=to_text(dict(ticket.detail)),
        )

    def get(self, digest: str) -> Ticket | None:
        """Return a ticket, whether or not its time is over."""
        row = _GET.one(self._connection, of_digest=digest)
        return None if row is None else _row(row)

    def drop(self, digest: str) -> bool:
        """Take a ticket away; False if it is not there (any more)."""
        return _DROP.run(self._connection, of_digest=digest) == 1

    def touch(self, digest: str, at: datetime) -> None:
        """Note that it is in use."""
        _TOUCH.run(self._connection, of_digest=digest, at=at)

    def put_detail(self, digest: str, detail: Mapping[str, str]) -> None:
        """Note something more of it."""
        _PUT.run(self._connection, of_digest=digest, new_detail=to_text(dict(detail)))

    def prune(self, now: datetime) -> None:
        """Forget those whose time is over."""
        _PRUNE.run(self._connection, now=now)

    def of(self, sort: Sort, holder: str, now: datetime) -> tuple[Ticket, ...]:
        """Return somebody's tickets of a sort whose time is not over, the newest first."""
        return tuple(map(_row, _OF.all(self._connection, of_holder=holder, of_sort=sort.value, now=now)))


def _row(row: AnyRow) -> Ticket:
    return read_row(
        f"ticket {row.digest}",
        lambda: Ticket(
            digest=row.digest,
            sort=Sort(row.sort),
            holder=row.holder,
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            until=row.until,
            detail=from_text(row.detail),
        ),
    )
