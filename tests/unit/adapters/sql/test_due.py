"""What falls due: current versions by the end of their retention, and the tombstones of what was erased."""

from dataclasses import replace
from datetime import date

from tests.unit.adapters.sql.samples import a_person, hex128, keep
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.record import Record


def until(number: int, day: str) -> Record:
    """Return the numbered one of many persons, to be kept until a day."""
    person = a_person(number)
    return replace(person, caveat=replace(person.caveat, retain_until=date.fromisoformat(day)))


def due(store: SqlStore, before: str, limit: int = 9, skip: int = 0) -> list[RecordId]:
    """Return the ids of what falls due."""
    return [row.id for row in store.read(lambda tx: tx.records.due(date.fromisoformat(before), limit, skip))]


def test_the_longest_overdue_come_first_and_the_last_day_still_counts(store: SqlStore) -> None:
    one, two, three = until(1, "2026-03-02"), until(2, "2026-03-01"), until(3, "2026-03-03")
    store.write(lambda tx: keep(tx, one, two, three))
    assert due(store, "2026-03-03") == [two.id, one.id]
    assert due(store, "2026-03-03", limit=1) == [two.id]
    assert due(store, "2026-03-03", skip=1) == [one.id]


def test_of_a_thing_only_the_current_version_falls_due(store: SqlStore) -> None:
    old = until(1, "2026-03-01")
    new = replace(until(1, "2030-01-01"), supersedes=frozenset({old.id}), salt=hex128(7))
    store.write(lambda tx: keep(tx, old, new))
    assert due(store, "2026-06-01") == []
    assert due(store, "2031-01-01") == [new.id]


def test_what_falls_due_says_nothing_about_anybody(store: SqlStore) -> None:
    person = until(1, "2026-03-01")
    store.write(lambda tx: tx.records.add([(person, frozenset())], NodeId("AL")))
    [row] = store.read(lambda tx: tx.records.due(date(2026, 4, 1), 9))
    assert (row.lineage, row.kind, row.retain_until, row.received_from) == (
        person.lineage,
        "person",
        date(2026, 3, 1),
        "AL",
    )


def test_what_was_erased_is_due_no_more_and_leaves_its_id(store: SqlStore) -> None:
    one, two = until(1, "2026-03-01"), until(2, "2026-03-01")
    store.write(lambda tx: keep(tx, one, two))
    store.write(lambda tx: tx.records.erase(one.id, MORNING))
    assert due(store, "2026-06-01") == [two.id]
    assert store.read(lambda tx: tx.records.erased()) == {one.id}
