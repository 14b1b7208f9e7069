"""Who holds what: every release once, oldest first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.adapters.sql.samples import a_person, keep
from tests.unit.model.samples import MORNING, PERSON, STATEMENT

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.rows import Holding
from egnatia.model.identity import NodeId, StatementId

_HOLDING = Holding(record=PERSON.id, holder=NodeId("AL"), given_at=MORNING, statement=STATEMENT.id)


def test_holders_come_oldest_first(store: SqlStore) -> None:
    earlier = replace(_HOLDING, holder=NodeId("TR"), given_at=MORNING - timedelta(days=1))
    store.write(lambda tx: keep(tx, PERSON))
    store.write(lambda tx: tx.holdings.add(_HOLDING))
    store.write(lambda tx: tx.holdings.add(earlier))
    assert store.read(lambda tx: tx.holdings.of(PERSON.id)) == (earlier, _HOLDING)
    assert store.read(lambda tx: tx.holdings.of(a_person(1).id)) == ()


def test_the_same_release_twice_is_one(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON))
    for _ in range(2):
        store.write(lambda tx: tx.holdings.add(_HOLDING))
    assert store.read(lambda tx: tx.holdings.of(PERSON.id)) == (_HOLDING,)


def test_nobody_holds_a_record_that_was_never_here(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="contradicts what is there"):
        store.write(lambda tx: tx.holdings.add(_HOLDING))


def test_what_one_partner_holds_comes_oldest_first(store: SqlStore) -> None:
    older = replace(_HOLDING, record=a_person(1).id, given_at=MORNING - timedelta(days=1))
    store.write(lambda tx: keep(tx, PERSON))
    store.write(lambda tx: keep(tx, a_person(1)))
    for holding in (_HOLDING, older, replace(_HOLDING, holder=NodeId("TR"))):
        store.write(lambda tx, one=holding: tx.holdings.add(one))  # type: ignore[misc]
    assert store.read(lambda tx: tx.holdings.by(NodeId("AL"))) == (older, _HOLDING)


def test_what_never_arrived_is_not_held(store: SqlStore) -> None:
    other = replace(_HOLDING, holder=NodeId("TR"), statement=StatementId("5" * 64))
    store.write(lambda tx: keep(tx, PERSON))
    for holding in (_HOLDING, other):
        store.write(lambda tx, one=holding: tx.holdings.add(one))  # type: ignore[misc]
    store.write(lambda tx: tx.holdings.withdraw(PERSON.id, STATEMENT.id))
    assert store.read(lambda tx: tx.holdings.of(PERSON.id)) == (other,)
