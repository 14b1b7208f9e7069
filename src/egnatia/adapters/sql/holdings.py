"""Who was given which record and when: what recall and correction need."""

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, select

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import HOLDING
from egnatia.casework.rows import Holding
from egnatia.model.identity import RecordId

_ADD = Prepared(lambda dialect: insert_new(dialect, HOLDING))
_OF = Prepared(
    select(HOLDING.c.record, HOLDING.c.holder, HOLDING.c.given_at, HOLDING.c.statement)
    .where(HOLDING.c.record == bindparam("of_record"))
    .order_by(HOLDING.c.given_at, HOLDING.c.no)
)


class SqlHoldings:
    """The table `holding`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, holding: Holding) -> None:
        """Note that a partner now holds a record of ours; the same release twice is one."""
        _ADD.run(self._connection, **asdict(holding))

    def of(self, record: RecordId) -> tuple[Holding, ...]:
        """Return who holds a record, oldest first."""
        rows = _OF.all(self._connection, of_record=record)
        return tuple(Holding(**row._asdict()) for row in rows)
