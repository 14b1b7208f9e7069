"""Who was given which record and when: what recall and correction need."""

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, select

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import HOLDING
from egnatia.casework.rows import Holding
from egnatia.model.identity import NodeId, QuestionId, RecordId, StatementId

_ADD = Prepared(lambda dialect: insert_new(dialect, HOLDING))
_OF = Prepared(
    select(HOLDING.c.record, HOLDING.c.holder, HOLDING.c.given_at, HOLDING.c.statement)
    .where(HOLDING.c.record == bindparam("of_record"))
    .order_by(HOLDING.c.given_at, HOLDING.c.no)
)
_BY = Prepared(
    select(HOLDING.c.record, HOLDING.c.holder, HOLDING.c.given_at, HOLDING.c.statement)
    .where(HOLDING.c.holder == bindparam("by_holder"))
    .order_by(HOLDING.c.given_at, HOLDING.c.no)
)
_WITHDRAW = Prepared(
    delete(HOLDING).where(HOLDING.c.record == bindparam("of_record"), HOLDING.c.statement == bindparam("by_statement"))
)


class SqlHoldings:
    """The table `holding`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, holding: Holding) -> None:
        """Note that a partner now holds a record of ours; the same release twice is one."""
        _ADD.run(self._connection, **asdict(holding))

    def withdraw(self, record: RecordId, statement: StatementId | QuestionId) -> None:
        """Take back that a partner holds a record: the letter never reached it."""
        _WITHDRAW.run(self._connection, of_record=record, by_statement=statement)

    def of(self, record: RecordId) -> tuple[Holding, ...]:
        """Return who holds a record, oldest first."""
        rows = _OF.all(self._connection, of_record=record)
        return tuple(Holding(**row._asdict()) for row in rows)

    def by(self, holder: NodeId) -> tuple[Holding, ...]:
        """Return what a partner holds, oldest first."""
        return tuple(Holding(**row._asdict()) for row in _BY.all(self._connection, by_holder=holder))
