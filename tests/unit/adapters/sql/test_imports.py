"""What an import brings is kept as it comes and counts from one moment on, whatever happens in between."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.imports import ImportId, ImportRow, Staged
from egnatia.match.engine import Term
from egnatia.model.identity import AccountId, LineageId
from egnatia.model.record import Record

IMPORT = ImportId("1" * 32)
KEY = "a" * 32
TERMS = frozenset({Term(scheme="name", key="probni")})
ROW = ImportRow(id=IMPORT, source="x", by=AccountId("2" * 32), begun_at=MORNING, touched_at=MORNING)


def begin(store: SqlStore, row: ImportRow = ROW) -> None:
    store.write(lambda tx: tx.imports.begin(row))


def stage(store: SqlStore, record: Record, key: str = KEY, row: ImportRow = ROW) -> None:
    staged = Staged(record=record, terms=TERMS, key=key)
    store.write(lambda tx: tx.imports.stage(row.id, [staged], 0, MORNING))


def seen(store: SqlStore) -> list[Record]:
    """Return what is found, read, counted and listed; it must be the same by each way."""
    found = store.read(lambda tx: tx.records.candidates("person", TERMS, 10))
    current = store.read(lambda tx: tx.records.current("person", 10))
    assert [stored.record for stored in current] == sorted(found, key=list(found).index)
    assert all(store.read(lambda tx, one=one: tx.records.get(one.id)) for one in found)  # type: ignore[misc]
    return list(found)


def newer(record: Record) -> Record:
    return replace(record, supersedes=frozenset({record.id}), salt="7" * 32)


def test_before_its_end_nobody_sees_anything_of_an_import(store: SqlStore) -> None:
    begin(store)
    stage(store, PERSON)
    assert seen(store) == []
    assert store.read(lambda tx: tx.records.get(PERSON.id)) is None
    assert store.read(lambda tx: tx.records.versions(PERSON.lineage)) == ()
    assert store.read(lambda tx: tx.records.count()) == {}
    store.write(lambda tx: tx.imports.end(IMPORT, MORNING))
    assert seen(store) == [PERSON]
    assert store.read(lambda tx: tx.records.count()) == {"person": 1}


def test_a_crash_leaves_nothing_visible_and_the_next_import_can_clear_it_away(blank: Path, tmp_path: Path) -> None:
    shutil.copy(blank, tmp_path / "node.db")
    store = open_store(f"sqlite:///{tmp_path / 'node.db'}")
    begin(store)
    stage(store, PERSON)
    again = open_store(f"sqlite:///{tmp_path / 'node.db'}", readonly=True)
    assert seen(again) == []
    assert [row.id for row in again.read(lambda tx: tx.imports.open())] == [IMPORT]
    again.close()
    while store.write(lambda tx: tx.imports.drop(IMPORT, 1)):
        pass
    assert store.read(lambda tx: tx.imports.get(IMPORT)) is None
    assert store.read(lambda tx: tx.imports.known([KEY])) == {}
    store.close()


def test_a_new_version_takes_over_in_one_moment_and_the_old_loses_its_keys_afterwards(store: SqlStore) -> None:
    begin(store)
    stage(store, PERSON)
    store.write(lambda tx: tx.imports.end(IMPORT, MORNING))
    other = replace(ROW, id=ImportId("3" * 32))
    begin(store, other)
    stage(store, newer(PERSON), "", other)
    assert seen(store) == [PERSON]
    assert store.write(lambda tx: tx.imports.retire(10)) == 0
    store.write(lambda tx: tx.imports.end(other.id, MORNING))
    assert seen(store) == [newer(PERSON)]
    assert store.write(lambda tx: tx.imports.retire(10)) == 1
    assert store.write(lambda tx: tx.imports.retire(10)) == 0
    assert seen(store) == [newer(PERSON)]


def test_dropping_an_import_leaves_the_old_version_as_it_was(store: SqlStore) -> None:
    begin(store)
    stage(store, PERSON)
    store.write(lambda tx: tx.imports.end(IMPORT, MORNING))
    other = replace(ROW, id=ImportId("3" * 32))
    begin(store, other)
    stage(store, newer(PERSON), "", other)
    while store.write(lambda tx: tx.imports.drop(other.id, 10)):
        pass
    assert seen(store) == [PERSON]
    assert store.write(lambda tx: tx.imports.drop(IMPORT, 10)) == 0
    assert seen(store) == [PERSON]


def test_a_thing_is_known_by_its_key_until_it_is_erased(store: SqlStore) -> None:
    begin(store)
    stage(store, PERSON)
    known = store.read(lambda tx: tx.imports.known([KEY, "b" * 32]))
    assert (list(known), known[KEY].lineage, known[KEY].staged, known[KEY].heads) == ([KEY], PERSON.lineage, True, ())
    store.write(lambda tx: tx.imports.end(IMPORT, MORNING))
    known = store.read(lambda tx: tx.imports.known([KEY]))
    assert (known[KEY].staged, known[KEY].heads, known[KEY].latest) == (False, (PERSON.id,), PERSON)
    store.write(lambda tx: tx.records.erase(PERSON.id, MORNING))
    assert store.read(lambda tx: tx.imports.known([KEY])) == {}


def test_a_version_made_by_hand_keeps_the_key_of_the_thing(store: SqlStore) -> None:
    begin(store)
    stage(store, PERSON)
    store.write(lambda tx: tx.imports.end(IMPORT, MORNING))
    store.write(lambda tx: tx.records.add([(newer(PERSON), TERMS)], received_from=None))
    known = store.read(lambda tx: tx.imports.known([KEY]))[KEY]
    assert (known.latest, known.heads) == (PERSON, (newer(PERSON).id,))


def test_staged_rows_do_not_crowd_out_what_counts(store: SqlStore) -> None:
    store.write(lambda tx: tx.records.add([(PERSON, TERMS)], received_from=None))
    begin(store)
    for number in range(5):
        other = replace(PERSON, lineage=LineageId(f"{number:032x}"), salt=f"{number:032x}")
        staged = Staged(record=other, terms=TERMS | {Term(scheme="name", key="ana")}, key=f"{number:032x}")
        store.write(lambda tx, staged=staged: tx.imports.stage(IMPORT, [staged], 0, MORNING))  # type: ignore[misc]
    wanted = TERMS | {Term(scheme="name", key="ana")}
    assert store.read(lambda tx: tx.records.candidates("person", wanted, 2)) == (PERSON,)


def test_a_thing_erased_meanwhile_is_found_out(store: SqlStore) -> None:
    store.write(lambda tx: tx.records.add([(PERSON, TERMS)], received_from=None))
    begin(store)
    stage(store, newer(PERSON), "")
    assert (store.read(lambda tx: tx.imports.changed(IMPORT)), store.read(lambda tx: tx.imports.overtaken(IMPORT))) == (
        1,
        0,
    )
    store.write(lambda tx: tx.records.erase(PERSON.id, MORNING))
    assert store.read(lambda tx: tx.imports.overtaken(IMPORT)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_ids_of_an_import_come_in_their_order(store: SqlStore, count: int) -> None:
    begin(store)
    records = [replace(PERSON, lineage=LineageId(f"{number:032x}"), salt=f"{number:032x}") for number in range(count)]
    for number, record in enumerate(records):
        stage(store, record, f"{number:032x}")
    assert store.read(lambda tx: list(tx.imports.record_ids(IMPORT))) == [record.id for record in records]
