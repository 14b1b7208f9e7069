"""Rows as they lie in storage, for their seals."""

from tests.unit.adapters.sql.samples import keep, run
from tests.unit.model.samples import PERSON

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.seals import Seal


def test_a_row_that_is_not_there_is_gone(store: SqlStore) -> None:
    touched = [("account", ("a" * 32,))]
    assert store.read(lambda tx: tx.inventory.seals(touched)) == [Seal(table="account", key="a" * 32, digest=None)]


def test_a_record_whose_content_has_another_id_is_found(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON))
    assert store.read(lambda tx: list(tx.inventory.broken())) == []
    store.write(lambda tx: run(tx, "UPDATE record SET issuer = 'XX'"))
    assert store.read(lambda tx: list(tx.inventory.broken())) == [PERSON.id]
