"""The register: what goes in comes out, what may not be found is not found, what is erased is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.adapters.sql.samples import a_person, connection_of, found, hex128, keep, run, terms
from tests.unit.model.samples import MORNING, PERSON
from tests.unit.model.strategies import records

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.records import COMMON
from egnatia.adapters.sql.store import SqlStore
from egnatia.adapters.sql.terms import add_postings
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import StoredRecord
from egnatia.model.identity import LineageId, NodeId
from egnatia.model.record import Record, partial_view

_LATER = MORNING + timedelta(days=1)


def a_successor(old: Record, number: int = 99) -> Record:
    return replace(old, supersedes=frozenset({old.id}), recorded_at=_LATER, salt=hex128(number))


@pytest.mark.slow
@given(record=records())
def test_a_record_comes_back_as_it_was(memory: SqlStore, record: Record) -> None:
    memory.write(lambda tx: tx.records.add([(record, frozenset())], NodeId("AL")))
    stored = memory.read(lambda tx: tx.records.get(record.id))
    assert stored == StoredRecord(id=record.id, record=record, received_from=NodeId("AL"))
    assert stored.record is not None
    assert stored.record.id == record.id


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(records(), max_size=6), st.integers(0, 5))
def test_records_kept_together_are_the_same_as_kept_one_by_one(batch: list[Record], repeat: int) -> None:
    whole = [*batch, *batch[:repeat]]
    together, alone = open_store("sqlite://"), open_store("sqlite://")
    together.write(lambda tx: tx.records.add([(record, terms("k")) for record in whole], None))
    for record in whole:
        alone.write(lambda tx, record=record: tx.records.add([(record, terms("k"))], None))  # type: ignore[misc]
    for look in (lambda tx: tx.records.count(), lambda tx: {record.id: tx.records.get(record.id) for record in batch}):
        assert together.read(look) == alone.read(look)
    together.close()
    alone.close()


def test_what_was_never_here_is_none(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.records.get(PERSON.id)) is None


def test_a_record_that_is_there_is_left_as_it_is(store: SqlStore) -> None:
    store.write(lambda tx: tx.records.add([(PERSON, terms("a"))], None))
    store.write(lambda tx: tx.records.add([(PERSON, terms("b"))], NodeId("AL")))
    stored = store.read(lambda tx: tx.records.get(PERSON.id))
    assert stored == StoredRecord(id=PERSON.id, record=PERSON, received_from=None)
    assert store.read(lambda tx: (found(tx, "a"), found(tx, "b"))) == ([PERSON.id], [])


def test_candidates_with_most_shared_keys_come_first(store: SqlStore) -> None:
    one, two, three = (a_person(number) for number in (1, 2, 3))
    store.write(lambda tx: keep(tx, one, keys=terms("a", "x")))
    store.write(lambda tx: keep(tx, two, keys=terms("a", "b", "y")))
    store.write(lambda tx: keep(tx, three, keys=terms("c")))
    assert store.read(lambda tx: found(tx, "a", "b")) == [two.id, one.id]
    assert store.read(lambda tx: found(tx, "a", "b", limit=1)) == [two.id]
    assert store.read(found) == []


def test_among_equals_the_candidate_with_the_rarest_key_comes_first(store: SqlStore) -> None:
    one, two, three = (a_person(number) for number in (1, 2, 3))
    store.write(lambda tx: keep(tx, one, two, keys=terms("common")))
    store.write(lambda tx: keep(tx, three, keys=terms("rare")))
    assert store.read(lambda tx: found(tx, "common", "rare")) == [three.id, one.id, two.id]


@pytest.mark.parametrize(("others", "expected"), [(COMMON - 1, 2), (COMMON, 1)])
def test_a_key_that_too_many_share_counts_only_where_no_rarer_one_finds_anything(
    store: SqlStore, others: int, expected: int
) -> None:
    store.write(lambda tx: keep(tx, a_person(1), keys=terms("common")))
    store.write(lambda tx: keep(tx, a_person(2), keys=terms("rare")))
    store.write(
        lambda tx: add_postings(
            connection_of(tx), (("person", "name:common", 1000 + number) for number in range(others))
        )
    )
    assert len(store.read(lambda tx: found(tx, "common", "rare"))) == expected
    assert store.read(lambda tx: found(tx, "common", "unknown")) == [a_person(1).id]


def test_candidates_are_of_the_kind_that_is_asked_for(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON, replace(PERSON, kind="missing_report", properties={}), keys=terms("a")))
    assert store.read(lambda tx: found(tx, "a")) == [PERSON.id]


def test_keys_of_another_scheme_are_other_keys(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON, keys=frozenset(replace(term, scheme="plate") for term in terms("a"))))
    assert store.read(lambda tx: found(tx, "a")) == []


def test_a_partners_record_is_no_candidate(store: SqlStore) -> None:
    store.write(lambda tx: tx.records.add([(PERSON, terms("a"))], NodeId("AL")))
    assert store.read(lambda tx: found(tx, "a")) == []


def test_a_partial_view_is_no_candidate(store: SqlStore) -> None:
    view = partial_view(
        PERSON, frozenset({"nationality"}), lineage=LineageId(hex128(7)), recorded_at=_LATER, salt=hex128(8)
    )
    store.write(lambda tx: keep(tx, PERSON, view, keys=terms("a")))
    assert store.read(lambda tx: found(tx, "a")) == [PERSON.id]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("together", [True, False])
def test_a_superseded_version_is_no_candidate_whichever_came_first(
    store: SqlStore, order: tuple[int, int], *, together: bool
) -> None:
    versions = (PERSON, a_successor(PERSON))
    batches = [[versions[step] for step in order]] if together else [[versions[step]] for step in order]
    for batch in batches:
        store.write(lambda tx, batch=batch: keep(tx, *batch, keys=terms("a")))  # type: ignore[misc]
    assert store.read(lambda tx: found(tx, "a")) == [versions[1].id]


def test_both_heads_of_a_fork_are_candidates(store: SqlStore) -> None:
    forks = [a_successor(PERSON, 1), a_successor(PERSON, 2)]
    store.write(lambda tx: keep(tx, PERSON, *forks, keys=terms("a")))
    assert set(store.read(lambda tx: found(tx, "a"))) == {fork.id for fork in forks}


@pytest.mark.parametrize("change", [{"issuer": NodeId("AL")}, {"kind": "organisation"}, {"lineage": hex128(5)}])
def test_only_a_version_by_the_same_issuer_supersedes(store: SqlStore, change: dict[str, str]) -> None:
    stranger = replace(a_successor(PERSON), properties={}, **change)  # type: ignore[arg-type]
    store.write(lambda tx: keep(tx, PERSON, keys=terms("a")))
    store.write(lambda tx: keep(tx, stranger))
    assert store.read(lambda tx: found(tx, "a")) == [PERSON.id]


def test_what_a_partner_sent_never_supersedes_our_own(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON, keys=terms("a")))
    store.write(lambda tx: tx.records.add([(a_successor(PERSON), terms("a"))], NodeId("AL")))
    assert store.read(lambda tx: found(tx, "a")) == [PERSON.id]


def test_versions_come_in_the_order_in_which_they_came_without_erased_ones(store: SqlStore) -> None:
    second = a_successor(PERSON, 1)
    third = a_successor(second, 2)
    store.write(lambda tx: keep(tx, PERSON, second, third, a_person(4)))
    store.write(lambda tx: tx.records.erase(second.id, _LATER))
    assert store.read(lambda tx: tx.records.versions(PERSON.lineage)) == (PERSON, third)


def test_erasing_leaves_a_tombstone_that_nobody_finds(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON, keys=terms("a")))
    assert store.write(lambda tx: tx.records.erase(PERSON.id, _LATER))
    tombstone = StoredRecord(id=PERSON.id, record=None, received_from=None, erased_at=_LATER)
    assert store.read(lambda tx: tx.records.get(PERSON.id)) == tombstone
    assert store.read(lambda tx: found(tx, "a")) == []
    assert store.read(lambda tx: run(tx, "SELECT count(*) FROM term").scalar()) == 0


def test_nothing_is_erased_twice_or_that_was_never_here(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON))
    assert store.write(lambda tx: tx.records.erase(PERSON.id, MORNING))
    assert not store.write(lambda tx: tx.records.erase(PERSON.id, _LATER))
    assert not store.write(lambda tx: tx.records.erase(a_person(1).id, _LATER))


def test_an_erased_record_does_not_come_back(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON, keys=terms("a")))
    store.write(lambda tx: tx.records.erase(PERSON.id, _LATER))
    store.write(lambda tx: keep(tx, PERSON, keys=terms("a")))
    stored = store.read(lambda tx: tx.records.get(PERSON.id))
    assert stored is not None
    assert stored.record is None
    assert store.read(lambda tx: found(tx, "a")) == []


def test_records_are_counted_by_kind_without_erased_ones(store: SqlStore) -> None:
    vehicle = replace(PERSON, kind="vehicle", properties={})
    store.write(lambda tx: keep(tx, a_person(1), a_person(2), a_person(3), vehicle))
    store.write(lambda tx: tx.records.erase(a_person(2).id, _LATER))
    assert store.read(lambda tx: tx.records.count()) == {"person": 2, "vehicle": 1}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("properties", '\'{"family_name":["Other"]}\''),
        ("properties", "'{\"family_name\":'"),
        ("properties", "'[]'"),
        ("caveat", "'{}'"),
        ("salt", "'00'"),
        ("recorded_at", "0"),
        ("lineage", f"'{hex128(3)}'"),
    ],
)
def test_a_damaged_row_is_named_and_not_silently_wrong(store: SqlStore, column: str, value: str) -> None:
    store.write(lambda tx: keep(tx, PERSON))
    store.write(lambda tx: run(tx, f"UPDATE record SET {column} = {value}"))  # noqa: S608 - the damage
    with pytest.raises(StoreError, match=f"record {PERSON.id} is damaged"):
        store.read(lambda tx: tx.records.get(PERSON.id))


@pytest.mark.slow
def test_a_thousand_records_are_kept_at_once(store: SqlStore) -> None:
    many = [a_person(number) for number in range(1200)]

    def work(tx: Transaction) -> None:
        keep(tx, *many, keys=terms("a"))

    store.write(work)
    assert store.read(lambda tx: found(tx, "a", limit=5)) == [record.id for record in many[:5]]
    assert store.read(lambda tx: tx.records.count()) == {"person": 1200}


def test_the_views_of_a_version_are_found_and_stay_found_as_tombstones(store: SqlStore) -> None:
    view = replace(PERSON, lineage=LineageId(hex128(7)), derived_from=frozenset({PERSON.id}))
    other = replace(view, derived_from=frozenset({a_person(9).id}))
    store.write(lambda tx: keep(tx, PERSON, view, other))
    assert [one.record for one in store.read(lambda tx: tx.records.views(PERSON.id))] == [view]
    store.write(lambda tx: tx.records.erase(view.id, MORNING))
    assert [(one.id, one.record) for one in store.read(lambda tx: tx.records.views(PERSON.id))] == [(view.id, None)]


def test_records_with_a_property_are_read_one_by_one_own_and_received(store: SqlStore) -> None:
    view = replace(PERSON, lineage=LineageId(hex128(7)), derived_from=frozenset({PERSON.id}))
    gone = replace(PERSON, lineage=LineageId(hex128(8)))
    store.write(lambda tx: keep(tx, PERSON, view, gone))
    other = replace(a_person(2), properties={"birth_date": ("1970",)})
    store.write(lambda tx: tx.records.add([(other, frozenset())], NodeId("AL")))
    store.write(lambda tx: tx.records.erase(gone.id, MORNING))
    born, named = frozenset({"birth_date"}), frozenset({"birth_date", "family_name"})

    def ids(names: frozenset[str], texts: frozenset[str] = frozenset()) -> list[str]:
        return [one.id for one in store.read(lambda tx: list(tx.records.having("person", names, texts)))]

    assert ids(named) == [PERSON.id, other.id]
    assert ids(born, frozenset({"1985-04"})) == [PERSON.id]
    assert ids(frozenset({"height"})) == ids(born, frozenset({"1985-0"})) == []
