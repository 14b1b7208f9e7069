"""Signed acts: found by what they are about, oldest first, and never two of one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from tests.unit.adapters.sql.samples import hex128, run
from tests.unit.model.samples import MORNING, STATEMENT
from tests.unit.model.strategies import statements

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import StatementId
from egnatia.model.statement import Statement, StatementAct


@given(statement=statements())
def test_a_statement_is_found_by_each_thing_that_it_is_about(memory: SqlStore, statement: Statement) -> None:
    memory.write(lambda tx: tx.statements.add(statement))
    for subject in statement.about:
        assert statement in memory.read(lambda tx, subject=subject: tx.statements.about(subject))  # type: ignore[misc]


def test_the_same_statement_twice_is_one(store: SqlStore) -> None:
    for _ in range(2):
        store.write(lambda tx: tx.statements.add(STATEMENT))
    assert store.read(lambda tx: tx.statements.about(next(iter(STATEMENT.about)))) == (STATEMENT,)


def test_statements_come_oldest_first_whenever_they_arrived(store: SqlStore) -> None:
    earlier = replace(STATEMENT, at=MORNING - timedelta(days=1))
    store.write(lambda tx: tx.statements.add(STATEMENT))
    store.write(lambda tx: tx.statements.add(earlier))
    assert store.read(lambda tx: tx.statements.about(next(iter(STATEMENT.about)))) == (earlier, STATEMENT)


def test_nothing_was_said_about_something_else(store: SqlStore) -> None:
    store.write(lambda tx: tx.statements.add(STATEMENT))
    assert store.read(lambda tx: tx.statements.about(hex128(1))) == ()


def test_a_damaged_statement_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.statements.add(STATEMENT))
    store.write(lambda tx: run(tx, "UPDATE statement SET body = replace(body, 'brother', 'cousin')"))
    with pytest.raises(StoreError, match=f"statement {STATEMENT.id} is damaged"):
        store.read(lambda tx: tx.statements.about(next(iter(STATEMENT.about))))


def test_statements_are_found_by_what_they_do_the_newest_first(store: SqlStore) -> None:
    holds = [replace(STATEMENT, act=StatementAct.HOLD, salt=f"{number:032x}") for number in range(3)]
    for statement in (STATEMENT, *holds):
        store.write(lambda tx, statement=statement: tx.statements.add(statement))  # type: ignore[misc]
    assert store.read(lambda tx: tx.statements.newest(StatementAct.HOLD, 2)) == (holds[2], holds[1])
    assert store.read(lambda tx: tx.statements.newest(StatementAct.LIFT, 2)) == ()


def test_a_statement_is_found_by_its_id(store: SqlStore) -> None:
    store.write(lambda tx: tx.statements.add(STATEMENT))
    assert store.read(lambda tx: tx.statements.get(STATEMENT.id)) == STATEMENT
    assert store.read(lambda tx: tx.statements.get(StatementId("0" * 64))) is None


def test_statements_go_on_below_a_number(store: SqlStore) -> None:
    holds = [replace(STATEMENT, act=StatementAct.HOLD, salt=f"{number:032x}") for number in range(3)]
    for made in holds:
        store.write(lambda tx, made=made: tx.statements.add(made))  # type: ignore[misc]
    first = store.read(lambda tx: tx.statements.before(StatementAct.HOLD, None, 2))
    assert [made for _, made in first] == [holds[2], holds[1]]
    rest = store.read(lambda tx: tx.statements.before(StatementAct.HOLD, first[-1][0], 2))
    assert [made for _, made in rest] == [holds[0]]
