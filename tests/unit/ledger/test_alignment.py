from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import Cabinet, an_entry, foreign

from egnatia.ledger.finding import Kind

batches = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@pytest.mark.slow
@given(batches, st.data())
def test_a_deleted_row_is_named(sizes: list[int], data: st.DataObject) -> None:
    cabinet = Cabinet(*sizes)
    index = data.draw(st.integers(0, cabinet.size - 1))
    del cabinet.rows[index]
    assert cabinet.found() == [(Kind.MISSING_ENTRY, index, index)]


@given(batches, st.data())
def test_a_deleted_row_is_named_though_those_behind_it_were_renumbered(sizes: list[int], data: st.DataObject) -> None:
    cabinet = Cabinet(*sizes)
    index = data.draw(st.integers(0, cabinet.size - 1))
    del cabinet.rows[index]
    cabinet.renumber(index, -1)
    assert cabinet.found() == [(Kind.MISSING_ENTRY, index, index)]


@given(batches, st.data())
def test_an_inserted_row_is_named_though_those_behind_it_were_renumbered(sizes: list[int], data: st.DataObject) -> None:
    cabinet = Cabinet(*sizes)
    index = data.draw(st.integers(0, cabinet.size))
    cabinet.rows.insert(index, foreign(index))
    cabinet.renumber(index + 1, 1)
    assert cabinet.found() == [(Kind.INSERTED_ENTRY, index, index)]


def test_several_rows_inserted_one_after_another_are_named() -> None:
    cabinet = Cabinet(8)
    cabinet.rows[4:4] = [foreign(4), foreign(5), foreign(6)]
    cabinet.renumber(7, 3)
    assert cabinet.found() == [(Kind.INSERTED_ENTRY, 4, 6)]


@given(batches, st.sampled_from([0, 1]), st.data())
def test_a_second_row_of_the_same_number_is_named(sizes: list[int], behind: int, data: st.DataObject) -> None:
    cabinet = Cabinet(*sizes)
    index = data.draw(st.integers(0, cabinet.size - 1))
    cabinet.rows.insert(index + behind, foreign(index))
    report = cabinet.audit()
    assert [(finding.kind, finding.sequence) for finding in report.findings] == [(Kind.INSERTED_ENTRY, index)]
    assert report.size == sum(sizes)


@pytest.mark.parametrize("number", [-1, 10**15])
def test_a_row_with_a_number_that_the_log_never_reached_is_named(number: int) -> None:
    cabinet = Cabinet(3)
    cabinet.rows.insert(0 if number < 0 else 3, foreign(number))
    assert cabinet.found() == [(Kind.INSERTED_ENTRY, number, number)]


def test_a_row_moved_to_another_place_is_missing_in_one_and_inserted_in_the_other() -> None:
    cabinet = Cabinet(8)
    cabinet.rows[3], cabinet.rows[4] = replace(cabinet.rows[4], sequence=3), replace(cabinet.rows[3], sequence=4)
    assert {kind for kind, *_ in cabinet.found()} == {Kind.MISSING_ENTRY, Kind.INSERTED_ENTRY}


def test_a_row_whose_number_was_taken_away_is_missing_and_counted_as_waiting() -> None:
    cabinet = Cabinet(8)
    cabinet.rows[3] = replace(cabinet.rows[3], sequence=None)
    assert cabinet.found() == [(Kind.MISSING_ENTRY, 3, 3)]
    assert cabinet.audit().unsequenced == 1


def test_an_entry_deleted_behind_the_last_checkpoint_is_named_by_its_leaf() -> None:
    cabinet = Cabinet(3)
    cabinet.add(an_entry(3).to_bytes(), an_entry(4).to_bytes())
    del cabinet.rows[4]
    assert cabinet.found() == [(Kind.UNSIGNED_ENTRY, 3, 4), (Kind.MISSING_ENTRY, 4, 4)]


def test_deleted_last_rows_are_named() -> None:
    cabinet = Cabinet(5, 2)
    del cabinet.rows[5:]
    assert cabinet.found() == [(Kind.MISSING_ENTRY, 5, 6)]
