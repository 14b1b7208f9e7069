"""Writing on a database server: what was not a work's fault is run again, and all else is not."""

import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from egnatia.adapters.sql.dialect import (
    database_errors,
    look_before_commit,
    make_writer,
    may_pass,
    sqlite_engine,
    store_error,
    was_lost,
)
from egnatia.adapters.sql.errors import StoreError, StoreFull
from egnatia.adapters.sql.group import GroupCommit
from egnatia.adapters.sql.retry import ATTEMPTS, RetryingCommitter
from egnatia.casework.ports import Transaction


class ServerError(sqlite3.OperationalError):
    """An error as a server's driver raises it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(f"the server said {sqlstate}")
        self.sqlstate = sqlstate


def a_work(failures: int, error: Exception) -> tuple[list[int], Callable[[Transaction], int]]:
    """Return a work that fails so often, and the list of its runs."""
    runs: list[int] = []

    def work(_tx: Transaction) -> int:
        runs.append(len(runs))
        if len(runs) <= failures:
            raise error
        return len(runs)

    return runs, work


@pytest.fixture
def writer() -> GroupCommit:
    """A writer on a database in which nothing is asked."""
    engine, name = sqlite_engine(":memory:", shared=True), "postgresql://somewhere/node"
    with engine.connect() as connection:
        make_writer(connection, durable=False)
    return GroupCommit(RetryingCommitter(engine, name), database_errors(engine.dialect), name)


@pytest.mark.parametrize("state", ["40001", "40P01", "08006", "57P01"])
def test_a_work_that_met_another_or_lost_its_connection_is_run_again(writer: GroupCommit, state: str) -> None:
    runs, work = a_work(3, ServerError(state))
    assert writer.run(work) == 4
    assert len(runs) == 4


def test_a_work_is_given_up_in_the_end(writer: GroupCommit) -> None:
    runs, work = a_work(10**6, ServerError("40001"))
    with pytest.raises(StoreError, match="database postgresql://somewhere/node: it was too busy"):
        writer.run(work)
    assert len(runs) == ATTEMPTS


@pytest.mark.parametrize(
    ("state", "words"),
    [("23505", "contradicts what is there"), ("25006", "may not be written"), ("42P01", "the server said 42P01")],
)
def test_a_failure_that_will_not_pass_is_not_tried_again(writer: GroupCommit, state: str, words: str) -> None:
    runs, work = a_work(1, ServerError(state))
    with pytest.raises(StoreError, match=words):
        writer.run(work)
    assert len(runs) == 1


def test_a_full_disk_of_the_server_is_one(writer: GroupCommit) -> None:
    _, work = a_work(1, ServerError("53100"))
    with pytest.raises(StoreFull, match="no space left"):
        writer.run(work)


def test_what_the_work_itself_raises_comes_out_at_once(writer: GroupCommit) -> None:
    runs, work = a_work(1, LookupError("of its own"))
    with pytest.raises(LookupError, match="of its own"):
        writer.run(work)
    assert len(runs) == 1
    writer.close()


def test_an_error_without_a_code_speaks_for_itself() -> None:
    assert str(store_error(sqlite3.OperationalError("odd"), "x")) == "database x: odd"
    assert not may_pass(sqlite3.OperationalError("odd"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('connection failed: connection to server at "x", port 1 failed: Connection refused\n\tIs it running?',
         "the server cannot be reached (Connection refused)"),
        ('connection failed: connection to server at "x" failed: FATAL:  password authentication failed for user "n"',
         'the server refuses: password authentication failed for user "n"'),
        ("consuming input failed: server closed the connection unexpectedly\n\tThis probably means",
         "the server cannot be reached (server closed the connection unexpectedly)"),
        ("the connection is lost", "the connection was lost"),
        ("something else", "something else"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_the_driver_says_of_a_connection_becomes_one_sentence(said: str, words: str) -> None:
    error = OperationalError("SELECT", {}, psycopg.OperationalError(said))
    assert str(store_error(error, "x")) == f"database x: {words}"
    assert may_pass(error)


def test_a_work_whose_number_was_read_is_asked_after_only_if_its_connection_was_lost() -> None:
    assert was_lost(ServerError("57P01"))
    assert was_lost(ServerError("08006"))
    assert not was_lost(ServerError("40001"))
    assert not was_lost(ServerError("23505"))


def test_a_store_of_the_nodes_own_process_has_no_transaction_to_ask_after() -> None:
    with sqlite_engine(":memory:", shared=True).connect() as connection:
        assert look_before_commit(connection) == (None, None)
