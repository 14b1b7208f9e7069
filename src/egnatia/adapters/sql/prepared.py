"""A statement of SQLAlchemy's that is compiled once and then handed to the driver itself.

SQLAlchemy writes the SQL of each database and knows its types; running a compiled statement through it as well would
cost five times what the database does (ADR 0061). Compiled statements are shared by all stores of a process.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from sqlalchemy import BindParameter, Connection, Delete, Dialect, Insert, Select, Table, Update, bindparam
from sqlalchemy.sql.compiler import SQLCompiler

from egnatia.adapters.sql.columns import AnyRow

#: What can be prepared; a function, where databases differ in what they can say, is given the dialect's name.
Statement: TypeAlias = Insert | Update | Delete | Select[Any]

_Change: TypeAlias = Callable[[Any], Any] | None
_MISSING: Final = object()
_SHORTEST_LIST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A statement as one sort of database takes it."""

    sql: str
    positional: bool
    binds: tuple[tuple[str, _Change, Any], ...]  #: Name, change of the value on its way in, value if none is given.
    row: Callable[[Iterable[Any]], Any]
    changes: tuple[tuple[int, Callable[[Any], Any]], ...]  #: Column, change of the value on its way out.
    needed: int  #: How many parameters must be given.

    def values(self, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a list or a mapping, as the driver wants
        """Put values in the order, and into the form, that the driver wants."""
        if len(given) != self.needed:
            raise TypeError(f"{self.needed} parameters are needed, {len(given)} are given: {', '.join(given)}")
        if self.positional and len(given) == len(self.binds):  # nothing is left to the statement's own values
            try:
                return [given[name] if change is None else change(given[name]) for name, change, _ in self.binds]
            except KeyError as error:
                raise TypeError(f"the parameter {error} is not given") from error
        if self.positional:
            return [_bound(bind, given) for bind in self.binds]
        return {bind[0]: _bound(bind, given) for bind in self.binds}

    def read(self, found: Iterable[Any]) -> Any:  # noqa: ANN401 - a row
        """Make a row of what the driver returned."""
        if not self.changes:
            return self.row(found)
        values = list(found)
        for index, change in self.changes:
            values[index] = change(values[index])
        return self.row(values)


class Prepared:
    """A statement with named parameters; rows come back as tuples with names."""

    def __init__(self, statement: Statement | Callable[[str], Statement]) -> None:
        """Take a statement without lists of parameters (`IN`), which vary in length; or a function that builds it.

        The function is given the name of the dialect, for what databases say differently.
        """
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, **given: object) -> int:
        """Run the statement and return how many rows it changed.

        Args:
            connection: within a transaction.
            given: the parameters; for an insert, the columns.
        """
        return int(self._execute(connection, given).rowcount)

    def run_many(self, connection: Connection, rows: Iterable[Mapping[str, object]]) -> None:
        """Run the statement once for each row of parameters."""
        ready = self._for(connection.dialect)
        values = [ready.values(row) for row in rows]
        if len(values) == 1:  # a server's driver sends many in a way that costs more than one
            _cursor(connection).execute(ready.sql, values[0])
        else:
            _cursor(connection).executemany(ready.sql, values)

    def run_tuples(self, connection: Connection, names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        """Run the statement once for each row of parameters, given as tuples in the order of their names.

        Many small rows, such as postings, cost half as much so.
        """
        ready = self._for(connection.dialect)
        if ready.positional and [bind[:2] for bind in ready.binds] == [(name, None) for name in names]:
            _cursor(connection).executemany(ready.sql, list(rows))
        else:
            self.run_many(connection, (dict(zip(names, row, strict=True)) for row in rows))

    def one(self, connection: Connection, **given: object) -> AnyRow | None:
        """Return the first row, or None."""
        found = self._execute(connection, given).fetchone()
        return None if found is None else self._for(connection.dialect).read(found)

    def get(self, connection: Connection, **given: object) -> AnyRow:
        """Return the first row of a statement that always has one."""
        found = self.one(connection, **given)
        assert found is not None  # noqa: S101 - as said
        return found

    def all(self, connection: Connection, **given: object) -> Iterator[AnyRow]:
        """Return all rows as they are read."""
        return map(self._for(connection.dialect).read, self._execute(connection, given))

    def _execute(self, connection: Connection, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - a driver's cursor
        ready = self._for(connection.dialect)
        cursor = _cursor(connection)
        cursor.execute(ready.sql, ready.values(given))
        return cursor

    def _for(self, dialect: Dialect) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            statement = self._statement(dialect.name) if callable(self._statement) else self._statement
            ready = self._ready[dialect.name] = _compile(statement, dialect)
        return ready


def _cursor(connection: Connection) -> Any:  # noqa: ANN401 - a driver's cursor
    return connection.connection.cursor()


def _bound(bind: tuple[str, _Change, Any], given: Mapping[str, object]) -> object:
    name, change, default = bind
    value = given.get(name, default)
    if value is _MISSING:
        raise TypeError(f"the parameter {name} is not given")
    return value if change is None else change(value)


def _compile(statement: Statement, dialect: Dialect) -> _Ready:
    compiled = statement.compile(dialect=dialect, column_keys=_columns(statement))
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what a statement compiles to
    names = compiled.positiontup if compiled.positional else list(dict.fromkeys(compiled.bind_names.values()))
    binds = {name: compiled.binds[name] for name in names or ()}
    columns = list(statement.selected_columns if isinstance(statement, Select) else statement.exported_columns)
    return _Ready(
        sql=compiled.string,
        positional=compiled.positional,
        binds=tuple((name, binds[name].type.bind_processor(dialect), _default(binds[name])) for name in names or ()),
        row=_row_of([str(column.key) for column in columns]),
        changes=tuple(
            (index, change)
            for index, column in enumerate(columns)
            if (change := column.type.result_processor(dialect, None)) is not None
        ),
        needed=sum(_default(bind) is _MISSING for bind in binds.values()),
    )


def _row_of(names: Sequence[str]) -> Callable[[Iterable[Any]], Any]:
    """Return what makes a tuple with these names of the values that the driver returns."""
    sort: Any = namedtuple("Row", names)  # type: ignore[misc] # noqa: PYI024 - the names are the statement's
    make: Callable[[Iterable[Any]], Any] = sort._make
    return make


def _default(bind: BindParameter[Any]) -> Any:  # noqa: ANN401 - any value
    """Return the value that a statement itself holds for a parameter."""
    return _MISSING if bind.required else bind.effective_value


def _columns(statement: Statement) -> list[str] | None:
    """Name the columns that an insert fills: all but the number that the database itself gives a row."""
    if not isinstance(statement, Insert):
        return None
    table = statement.table
    given = table.autoincrement_column if isinstance(table, Table) else None
    return [column.name for column in table.columns if column is not given]


class PreparedList:
    """A select with one list of parameters (`IN`): prepared for a few lengths, and filled up with nulls.

    In SQL a null equals nothing, so that what fills up finds nothing.
    """

    def __init__(self, build: Callable[[Sequence[BindParameter[Any]]], Select[Any]]) -> None:
        """Take a function that builds the select around the list's parameters."""
        self._build = build
        self._by_length: dict[int, Prepared] = {}

    def all(self, connection: Connection, values: Sequence[object], **given: object) -> Iterator[AnyRow]:
        """Return all rows as they are read.

        Args:
            connection: within a transaction.
            values: the list; none may be null.
            given: the other parameters.
        """
        length = _SHORTEST_LIST
        while length < len(values):
            length *= 4
        filled = (*values, *[None] * (length - len(values)))
        listed = {_item(index): value for index, value in enumerate(filled)}
        return self._prepared(length).all(connection, **listed, **given)

    def _prepared(self, length: int) -> Prepared:
        prepared = self._by_length.get(length)
        if prepared is None:
            parameters: list[BindParameter[Any]] = [bindparam(_item(index)) for index in range(length)]
            prepared = self._by_length[length] = Prepared(self._build(parameters))
        return prepared


@cache
def _item(index: int) -> str:
    return f"item_{index}"
