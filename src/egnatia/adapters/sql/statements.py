"""Signed acts about records, lineages, questions and hits, only ever added."""

from sqlalchemy import Connection, bindparam, select

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.errors import DamagedRowError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import STATEMENT, TERM
from egnatia.adapters.sql.terms import STATEMENT_SORT, add_postings
from egnatia.model.identity import StatementId
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement

_ADD = Prepared(lambda dialect: insert_new(dialect, STATEMENT).returning(STATEMENT.c.no))
_BY_ACT = Prepared(
    select(STATEMENT.c.id, STATEMENT.c.body)
    .where(STATEMENT.c.act == bindparam("of_act"))
    .order_by(STATEMENT.c.no.desc())
    .limit(bindparam("most"))
)
_BEFORE = Prepared(
    select(STATEMENT.c.no, STATEMENT.c.id, STATEMENT.c.body)
    .where(STATEMENT.c.act == bindparam("of_act"), STATEMENT.c.no < bindparam("below"))
    .order_by(STATEMENT.c.no.desc())
    .limit(bindparam("most"))
)
_ONE = Prepared(select(STATEMENT.c.id, STATEMENT.c.body).where(STATEMENT.c.id == bindparam("of_id")))
#: Above the number of any row.
_ABOVE_ALL = 2**62
_ABOUT = Prepared(
    select(STATEMENT.c.id, STATEMENT.c.body)
    .join_from(TERM, STATEMENT, STATEMENT.c.no == TERM.c.no)
    .where(TERM.c.sort == STATEMENT_SORT, TERM.c.key == bindparam("subject"))
)


class SqlStatements:
    """The table `statement`, with what each is about in `term`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, statement: Statement) -> None:
        """Keep a statement; the same one twice is one."""
        row = _ADD.one(self._connection, id=statement.id, body=to_text(plain_statement(statement)), act=statement.act)
        if row is not None:
            add_postings(self._connection, ((STATEMENT_SORT, subject, row.no) for subject in statement.about))

    def about(self, subject: str) -> tuple[Statement, ...]:
        """Return all statements about one record, lineage, question or reference, oldest first.

        Raises:
            StoreError: a row is damaged.
        """
        rows = _ABOUT.all(self._connection, subject=subject)
        return tuple(sorted(map(_statement, rows), key=lambda found: (found.at, found.id)))

    def get(self, statement: StatementId) -> Statement | None:
        """Return a statement; None if there is none of this id.

        Raises:
            StoreError: its row is damaged.
        """
        row = _ONE.one(self._connection, of_id=statement)
        return _statement(row) if row else None

    def before(self, act: StatementAct, no: int | None, limit: int) -> tuple[tuple[int, Statement], ...]:
        """Return statements that do one thing, from below a number on (None: all), with their numbers, newest first.

        Raises:
            StoreError: a row is damaged.
        """
        rows = _BEFORE.all(self._connection, of_act=act, below=_ABOVE_ALL if no is None else no, most=limit)
        return tuple((row.no, _statement(row)) for row in rows)

    def newest(self, act: StatementAct, limit: int) -> tuple[Statement, ...]:
        """Return the statements that do one thing, this node's and partners', newest first.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_statement, _BY_ACT.all(self._connection, of_act=act, most=limit)))


def _statement(row: AnyRow) -> Statement:
    name = f"statement {row.id}"
    statement = read_row(name, lambda: parse_statement(from_text(row.body)))
    if statement.id != row.id:
        raise DamagedRowError(name, "its content has another id")
    return statement
