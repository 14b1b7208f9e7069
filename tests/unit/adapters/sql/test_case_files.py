"""Case files: as they were opened, until they are closed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.adapters.sql.samples import CASE, hex128, run
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import AccountId, CaseId

_OTHER = replace(CASE, id=CaseId(hex128(2)), reference="KU 18/2026", offence=None, members=frozenset())


def test_a_case_file_is_found_by_its_id_and_its_number(store: SqlStore) -> None:
    store.write(lambda tx: tx.case_files.add(_OTHER))
    store.write(lambda tx: tx.case_files.add(CASE))
    assert store.read(lambda tx: tx.case_files.get(CASE.id)) == CASE
    assert store.read(lambda tx: tx.case_files.find(_OTHER.reference)) == _OTHER


def test_a_case_file_that_nobody_opened_is_none(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.case_files.get(CASE.id)) is None
    assert store.read(lambda tx: tx.case_files.find("KU 0/0")) is None


def test_the_newest_case_file_comes_first(store: SqlStore) -> None:
    store.write(lambda tx: tx.case_files.add(CASE))
    store.write(lambda tx: tx.case_files.add(_OTHER))
    assert store.read(lambda tx: tx.case_files.list()) == (_OTHER, CASE)


def test_closing_is_noted_with_time_and_person(store: SqlStore) -> None:
    store.write(lambda tx: tx.case_files.add(CASE))
    store.write(lambda tx: tx.case_files.add(_OTHER))
    closed_at = MORNING + timedelta(days=9)
    store.write(lambda tx: tx.case_files.close(CASE.id, closed_at, AccountId("b9" * 16)))
    assert store.read(lambda tx: tx.case_files.list()) == (_OTHER, replace(CASE, closed_at=closed_at))
    assert store.read(lambda tx: run(tx, "SELECT act, by FROM case_item ORDER BY no").all()) == [
        ("opened", CASE.opened_by),
        ("opened", CASE.opened_by),
        ("closed", "b9" * 16),
    ]


def test_a_case_file_that_is_not_there_cannot_be_closed(store: SqlStore) -> None:
    with pytest.raises(StoreError, match=f"no case file {CASE.id}"):
        store.write(lambda tx: tx.case_files.close(CASE.id, MORNING, CASE.opened_by))


def test_a_closed_case_file_can_be_kept_as_such(store: SqlStore) -> None:
    closed = replace(CASE, closed_at=MORNING + timedelta(days=1))
    store.write(lambda tx: tx.case_files.add(closed))
    assert store.read(lambda tx: tx.case_files.get(CASE.id)) == closed


def test_a_file_number_is_given_once(store: SqlStore) -> None:
    store.write(lambda tx: tx.case_files.add(CASE))
    with pytest.raises(StoreError, match="contradicts what is there"):
        store.write(lambda tx: tx.case_files.add(replace(_OTHER, reference=CASE.reference)))
    assert store.read(lambda tx: tx.case_files.list()) == (CASE,)


def test_a_damaged_case_file_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.case_files.add(CASE))
    store.write(lambda tx: run(tx, "UPDATE case_item SET body = '{}'"))
    with pytest.raises(StoreError, match="case_item 1 is damaged"):
        store.read(lambda tx: tx.case_files.list())
