"""Who was given which record and when: what recall and correction need."""

from dataclasses import fields

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import HOLDING
from egnatia.casework.rows import Holding
from egnatia.model.identity import NodeId, QuestionId, RecordId, StatementId

_ADD = Prepared(lambda dialect: insert_new(dialect, HOLDING))
_ALL = select(
    HOLDING.c.record,
    HOLDING.c.holder,
    HOLDING.c.given_at,
    HOLDING.c.statement,
    HOLDING.c.recall,
    HOLDING.c.state,
    HOLDING.c.attested_at,
    HOLDING.c.attestation,
).order_by(HOLDING.c.given_at, HOLDING.c.no)
#: As the columns are called; to copy each value, as `asdict` does, takes most of the time of keeping one.
_NAMES = tuple(field.name for field in fields(Holding))
_OF = Prepared(_ALL.where(HOLDING.c.record == bindparam("of_record")))
_BY = Prepared(_ALL.where(HOLDING.c.holder == bindparam("by_holder")))
_RECALLED = Prepared(_ALL.where(HOLDING.c.recall.is_not(None)))
_ONE = and_(HOLDING.c.record == bindparam("of_record"), HOLDING.c.holder == bindparam("by_holder"))
_RECALL = Prepared(update(HOLDING).where(_ONE, HOLDING.c.recall.is_(None)).values(recall=bindparam("by_statement")))
_ATTEST = Prepared(
    update(HOLDING)
    .where(_ONE, HOLDING.c.recall.is_not(None))
    .values(state=bindparam("new_state"), attested_at=bindparam("at"), attestation=bindparam("signed"))
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
        _ADD.run(self._connection, **{name: getattr(holding, name) for name in _NAMES})

    def withdraw(self, record: RecordId, statement: StatementId | QuestionId) -> None:
        """Take back that a partner holds a record: the letter never reached it."""
        _WITHDRAW.run(self._connection, of_record=record, by_statement=statement)

    def recall(self, record: RecordId, holder: NodeId, statement: StatementId) -> None:
        """Note that a record is taken back from a holder; an earlier recall of it, and what was attested, stand."""
        _RECALL.run(self._connection, of_record=record, by_holder=holder, by_statement=statement)

    def attest(self, held: Holding) -> None:
        """Note what the holder of a record attested about its recall; what it attested before gives way."""
        _ATTEST.run(
            self._connection,
            of_record=held.record,
            by_holder=held.holder,
            new_state=held.state,
            at=held.attested_at,
            signed=held.attestation,
        )

    def recalled(self) -> tuple[Holding, ...]:
        """Return all holdings that were recalled, oldest first."""
        return tuple(Holding(**row._asdict()) for row in _RECALLED.all(self._connection))

    def of(self, record: RecordId) -> tuple[Holding, ...]:
        """Return who holds a record, oldest first."""
        rows = _OF.all(self._connection, of_record=record)
        return tuple(Holding(**row._asdict()) for row in rows)

    def by(self, holder: NodeId) -> tuple[Holding, ...]:
        """Return what a partner holds, oldest first."""
        return tuple(Holding(**row._asdict()) for row in _BY.all(self._connection, by_holder=holder))
