"""Hits with where they stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from tests.unit.adapters.sql.samples import HIT_ROW, QUESTION_ROW, a_person, hex128, keep, run
from tests.unit.model.samples import PERSON, QUESTION
from tests.unit.model.strategies import hits

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import AnswerRow
from egnatia.model.answer import Hit
from egnatia.model.identity import Reference


def ask(tx: Transaction) -> None:
    if tx.questions.get(QUESTION.id) is None:
        tx.questions.add([QUESTION_ROW])


def a_hit(number: int) -> AnswerRow:
    return replace(HIT_ROW, reference=Reference(hex128(number)))


@pytest.mark.slow
@given(hit=hits())
def test_a_hit_comes_back_as_it_was(memory: SqlStore, hit: Hit) -> None:
    view = hit.record.id if hit.record else None
    row = replace(HIT_ROW, reference=hit.reference, quality=hit.quality, kind=hit.kind, view=view, state="waiting")
    memory.write(lambda tx: run(tx, "DELETE FROM answer"))
    memory.write(ask)
    memory.write(lambda tx: tx.answers.add([row]))
    assert memory.read(lambda tx: tx.answers.get(hit.reference)) == row


def test_a_hit_that_was_never_given_is_none(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.answers.get(HIT_ROW.reference)) is None


def test_the_hits_of_a_question_come_in_the_order_given(store: SqlStore) -> None:
    rows = tuple(map(a_hit, (3, 1, 2)))
    store.write(ask)
    store.write(lambda tx: tx.answers.add(rows))
    store.write(lambda tx: tx.answers.add([]))
    assert store.read(lambda tx: tx.answers.of(QUESTION.id)) == rows


def test_a_hit_belongs_to_a_question(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="contradicts what is there"):
        store.write(lambda tx: tx.answers.add([HIT_ROW]))


def test_a_hit_moves_on_alone(store: SqlStore) -> None:
    store.write(ask)
    store.write(lambda tx: tx.answers.add([a_hit(1), a_hit(2)]))
    store.write(lambda tx: tx.answers.set_state(a_hit(1).reference, "confirmed"))
    states = [row.state for row in store.read(lambda tx: tx.answers.of(QUESTION.id))]
    assert states == ["confirmed", "hit"]


def test_a_hit_that_is_not_there_cannot_move(store: SqlStore) -> None:
    with pytest.raises(StoreError, match=f"no hit {HIT_ROW.reference}"):
        store.write(lambda tx: tx.answers.set_state(HIT_ROW.reference, "confirmed"))


def test_what_a_hit_holds_of_an_erased_record_is_forgotten(store: SqlStore) -> None:
    one, other = replace(a_hit(1), record=PERSON.id), replace(a_hit(2), record=a_person(2).id)
    store.write(lambda tx: keep(tx, PERSON, a_person(2)))
    store.write(ask)
    store.write(lambda tx: tx.answers.add([one, other]))
    store.write(lambda tx: tx.answers.forget(PERSON.id))
    assert store.read(lambda tx: tx.answers.of(QUESTION.id)) == (replace(one, evidence=()), other)


@pytest.mark.parametrize(("column", "value"), [("quality", "best"), ("evidence", "{}{")])
def test_a_damaged_hit_is_named(store: SqlStore, column: str, value: str) -> None:
    store.write(ask)
    store.write(lambda tx: tx.answers.add([HIT_ROW]))
    store.write(lambda tx: run(tx, f"UPDATE answer SET {column} = '{value}'"))  # noqa: S608 - the damage
    with pytest.raises(StoreError, match=f"answer {HIT_ROW.reference} is damaged"):
        store.read(lambda tx: tx.answers.get(HIT_ROW.reference))


def test_hits_are_found_by_the_record_behind_them_and_dropped_with_their_question(store: SqlStore) -> None:
    one, other = replace(a_hit(1), record=PERSON.id), a_hit(2)
    store.write(lambda tx: keep(tx, PERSON))
    store.write(ask)
    store.write(lambda tx: tx.answers.add([one, other]))
    assert store.read(lambda tx: tx.answers.about(PERSON.id)) == (one,)
    store.write(lambda tx: tx.answers.drop(QUESTION.id))
    assert store.read(lambda tx: tx.answers.of(QUESTION.id)) == ()
