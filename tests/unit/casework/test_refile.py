"""Filing the register anew after the keys have changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.twins.stores import new_store
from tests.unit.adapters.sql.samples import a_person
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework import refile as module
from egnatia.casework.refile import filed_by, refile
from egnatia.casework.terms import terms_of
from egnatia.match.engine import Term
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.record import Record

OLD = frozenset({Term(scheme="name", key="OLD")})
PEOPLE = [a_person(number) for number in range(1, 6)]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    """A register that an older program filed; two records are filed at once."""
    monkeypatch.setattr(module, "_CHUNK", 2)
    opened = new_store()
    opened.write(lambda tx: tx.records.add([(record, OLD) for record in PEOPLE], None))
    yield opened
    opened.close()


def found(store: SqlStore, keys: frozenset[Term]) -> set[RecordId]:
    return {record.id for record in store.read(lambda tx: tx.records.candidates("person", keys, 20))}


def ids(records: list[Record]) -> set[RecordId]:
    return {record.id for record in records}


def test_all_records_are_found_by_todays_keys_and_not_by_the_old_ones(store: SqlStore) -> None:
    assert found(store, terms_of(PEOPLE[0])) == set()
    assert sum(part.changed for part in refile(store)) == len(PEOPLE)
    assert found(store, terms_of(PEOPLE[0])) == ids(PEOPLE)
    assert found(store, OLD) == set()


def test_it_says_how_far_it_has_come(store: SqlStore) -> None:
    assert [(part.upto, part.changed) for part in refile(store)][:3] == [(2, 2), (4, 2), (5, 1)]


def test_it_goes_on_where_it_stopped(store: SqlStore) -> None:
    next(refile(store))
    assert found(store, OLD) == ids(PEOPLE[2:])
    assert [part.upto for part in refile(store)] == [4, 5]


def test_what_was_filed_is_not_filed_again_unless_asked(store: SqlStore) -> None:
    list(refile(store))
    assert list(refile(store)) == []
    assert [part.changed for part in refile(store, again=True)] == [0, 0, 0]


def test_what_is_not_answered_with_gets_no_postings(store: SqlStore) -> None:
    received = a_person(7)
    store.write(lambda tx: tx.records.add([(received, OLD)], NodeId("RS")))
    newer = replace(PEOPLE[0], supersedes=frozenset({PEOPLE[0].id}), salt="9" * 32)
    store.write(lambda tx: tx.records.add([(newer, OLD)], None))
    store.write(lambda tx: tx.records.erase(PEOPLE[1].id, MORNING))
    list(refile(store))
    assert found(store, terms_of(PEOPLE[0])) == ids([newer, *PEOPLE[2:]])


def test_an_empty_register_is_filed() -> None:
    empty = new_store()
    assert list(refile(empty)) == []
    empty.close()


def test_the_versions_of_all_engines_count() -> None:
    assert "records/1" in filed_by()
    assert "things/1" in filed_by()
