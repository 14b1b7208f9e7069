"""Statements as they are kept: the port for them, and lists of them a page at a time."""

from collections.abc import Callable, Iterator
from typing import Protocol

from egnatia.casework.page import MOST, Page, page_of
from egnatia.model.identity import StatementId
from egnatia.model.statement import Statement, StatementAct


class Statements(Protocol):
    """Signed acts, only ever added."""

    def add(self, statement: Statement) -> None:
        """Keep a statement; the same one twice is one."""
        ...

    def about(self, subject: str) -> tuple[Statement, ...]:
        """Return all statements about one record, lineage, question or reference, oldest first."""
        ...

    def get(self, statement: StatementId) -> Statement | None:
        """Return a statement; None if there is none of this id."""
        ...

    def newest(self, act: StatementAct, limit: int) -> tuple[Statement, ...]:
        """Return the statements that do one thing, this node's and partners', newest first."""
        ...

    def before(self, act: StatementAct, no: int | None, limit: int) -> tuple[tuple[int, Statement], ...]:
        """Return statements that do one thing, from below a number on (None: all), with their numbers, newest first."""
        ...


def every_statement(statements: Statements, act: StatementAct) -> Iterator[Statement]:
    """Return the statements that do one thing, this node's and partners', newest first, however many there are."""
    return (made for _, made in numbered_statements(statements, act))


def numbered_statements(
    statements: Statements, act: StatementAct, beyond: int | None = None
) -> Iterator[tuple[int, Statement]]:
    """Return the statements that do one thing with their numbers, newest first, from below a number on (None: all)."""
    while rows := statements.before(act, beyond, MOST):
        yield from rows
        beyond = rows[-1][0]


def page_statements(
    statements: Statements, act: StatementAct, wanted: Callable[[Statement], bool], beyond: int | None
) -> Page[Statement]:
    """Return a page of the statements that do one thing and are wanted, the newest first.

    Args:
        statements: those of a transaction.
        act: what they do.
        wanted: tells whether a statement is shown; those that are not take no place on a page.
        beyond: `next` of the page before; None: from the newest on.
    """
    return page_of(row for row in numbered_statements(statements, act, beyond) if wanted(row[1]))
