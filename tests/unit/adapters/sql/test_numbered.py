"""The register by the numbers of its rows."""

from dataclasses import replace

from tests.unit.adapters.sql.samples import a_person, keep
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import NodeId, RecordId

ONE, TWO, THREE = (a_person(number) for number in (1, 2, 3))


def numbers(store: SqlStore, after: int = 0, limit: int = 10) -> list[int]:
    return [row.no for row in store.read(lambda tx: tx.numbered.after(after, ("person",), limit))]


def test_rows_have_growing_numbers(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.numbered.last()) is None
    store.write(lambda tx: keep(tx, ONE, TWO))
    assert numbers(store) == [1, 2]
    assert store.read(lambda tx: tx.numbered.last()) == (2, TWO.id)
    assert store.read(lambda tx: (tx.numbered.at(1), tx.numbered.at(9))) == (ONE.id, None)


def test_rows_are_read_a_part_at_a_time(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, ONE, TWO, THREE))
    assert numbers(store, limit=2) == [1, 2]
    assert numbers(store, after=2, limit=2) == [3]


def test_other_kinds_are_left_out(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, ONE))
    assert store.read(lambda tx: tx.numbered.after(0, ("organisation",), 10)) == ()


def test_only_what_may_be_answered_with_is_read(store: SqlStore) -> None:
    newer = replace(ONE, supersedes=frozenset({ONE.id}), salt="9" * 32)
    view = a_person(5, derived_from=frozenset({RecordId("ab" * 32)}))
    store.write(lambda tx: keep(tx, ONE, TWO, newer, view))
    store.write(lambda tx: tx.records.add([(THREE, frozenset())], NodeId("AL")))
    store.write(lambda tx: tx.records.erase(TWO.id, MORNING))
    assert [row.id for row in store.read(lambda tx: tx.numbered.after(0, ("person",), 10))] == [newer.id]
    assert store.read(lambda tx: tx.numbered.records("person", range(1, 9))) == (newer,)


def test_records_come_in_the_order_of_the_numbers(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, ONE, TWO, THREE))
    assert store.read(lambda tx: tx.numbered.records("person", (3, 1, 7))) == (THREE, ONE)
    assert store.read(lambda tx: tx.numbered.records("vehicle", (3, 1))) == ()
