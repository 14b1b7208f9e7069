"""The acts of people, read from the log: quickly, for their form was checked when they were written."""

from collections.abc import Iterator

import orjson
from sqlalchemy import Connection, bindparam, select

from egnatia.adapters.sql.columns import Instant
from egnatia.adapters.sql.tables import ENTRY
from egnatia.casework.deeds import Deed
from egnatia.casework.tallies import Period
from egnatia.model.identity import AccountId

#: Digits of the id of an account; what else acts is a node.
_ACCOUNT = 32
#: Ids of an entry that are looked at: who reads hundreds at once does so by another act.
_MOST = 20
_STREAMED = {"yield_per": 1000}
_WITHIN = (
    select(ENTRY.c.at, ENTRY.c.body)
    .where(ENTRY.c.at >= bindparam("begins", type_=Instant), ENTRY.c.at < bindparam("ends", type_=Instant))
    .order_by(ENTRY.c.at, ENTRY.c.no)
)


class SqlDeeds:
    """The table `entry`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def of(self, period: Period) -> Iterator[Deed]:
        """Return what people of this node did in a period; an entry that somebody broke by hand is passed over."""
        times = {"begins": period.begins, "ends": period.ends}
        for at, body in self._connection.execute(_WITHIN, times, execution_options=_STREAMED):
            try:
                plain = orjson.loads(body)
            except orjson.JSONDecodeError:  # the audit of the log names it
                continue
            detail = plain["detail"]
            # An export of many records is several entries: the first stands for it.
            if len(plain["by"]) == _ACCOUNT and detail.get("part", "0") == "0":
                what = detail.get("what")
                yield Deed(
                    by=AccountId(plain["by"]),
                    at=at,
                    act=f"{plain['act']}:{what}" if what else plain["act"],
                    about=tuple(plain["about"][:_MOST]),
                    case=plain.get("case_file", ""),
                    outcome=detail.get("outcome", ""),
                )
