"""Questions with where they stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from tests.unit.adapters.sql.samples import QUESTION_ROW, hex128, run
from tests.unit.model.samples import QUESTION
from tests.unit.model.strategies import questions

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.rows import QuestionRow
from egnatia.model.identity import QuestionId
from egnatia.model.question import Question


@given(question=questions())
def test_a_question_comes_back_as_it_was(memory: SqlStore, question: Question) -> None:
    row = QuestionRow(question=question, received=True, by=None, enquiry="", state="refused", reasons=("no", "not yet"))
    memory.write(lambda tx: run(tx, "DELETE FROM question"))
    memory.write(lambda tx: tx.questions.add([row]))
    assert memory.read(lambda tx: tx.questions.get(question.id)) == row


def test_a_question_that_was_never_asked_is_none(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.questions.get(QUESTION.id)) is None


def test_a_question_moves_on_and_gives_reasons(store: SqlStore) -> None:
    store.write(lambda tx: tx.questions.add([QUESTION_ROW]))
    store.write(lambda tx: tx.questions.set_state(QUESTION.id, "refused", ("too old",)))
    store.write(lambda tx: tx.questions.set_state(QUESTION.id, "closed"))
    expected = replace(QUESTION_ROW, state="closed", reasons=("too old",))
    assert store.read(lambda tx: tx.questions.get(QUESTION.id)) == expected


def test_a_question_that_is_not_there_cannot_move(store: SqlStore) -> None:
    with pytest.raises(StoreError, match=f"no question {QUESTION.id}"):
        store.write(lambda tx: tx.questions.set_state(QUESTION.id, "refused"))


def test_the_newest_come_first_asked_and_received_apart(store: SqlStore) -> None:
    rows = [
        replace(QUESTION_ROW, question=replace(QUESTION, id=QuestionId(hex128(number))), received=number % 2 == 1)
        for number in range(6)
    ]
    store.write(lambda tx: tx.questions.add(rows))
    assert store.read(lambda tx: tx.questions.list(received=True, limit=2)) == (rows[5], rows[3])
    assert store.read(lambda tx: tx.questions.list(received=False, limit=9)) == (rows[4], rows[2], rows[0])


def test_no_question_at_all_is_kept_without_ado(store: SqlStore) -> None:
    store.write(lambda tx: tx.questions.add([]))
    assert store.read(lambda tx: tx.questions.list(received=False, limit=9)) == ()


def test_the_same_question_cannot_be_kept_twice(store: SqlStore) -> None:
    store.write(lambda tx: tx.questions.add([QUESTION_ROW]))
    with pytest.raises(StoreError, match="contradicts what is there"):
        store.write(lambda tx: tx.questions.add([QUESTION_ROW]))


@pytest.mark.parametrize("body", ["{}", "[]", "no JSON", '{"properties": 1}'])
def test_a_damaged_question_is_named(store: SqlStore, body: str) -> None:
    store.write(lambda tx: tx.questions.add([QUESTION_ROW]))
    store.write(lambda tx: run(tx, f"UPDATE question SET body = '{body}'"))  # noqa: S608 - the damage
    with pytest.raises(StoreError, match=f"question {QUESTION.id} is damaged"):
        store.read(lambda tx: tx.questions.get(QUESTION.id))


def test_those_that_wait_are_found_and_can_be_forgotten(store: SqlStore) -> None:
    rows = [
        replace(QUESTION_ROW, question=replace(QUESTION, id=QuestionId(hex128(number))), state=state)
        for number, state in enumerate(["waiting", "asked", "waiting", "hit"])
    ]
    store.write(lambda tx: tx.questions.add(rows))
    assert store.read(lambda tx: tx.questions.waiting()) == (rows[0], rows[2])
    store.write(lambda tx: tx.questions.drop(rows[0].question.id))
    assert store.read(lambda tx: tx.questions.waiting()) == (rows[2],)


def test_those_that_wait_are_found_by_their_index(embedded: SqlStore) -> None:
    plan = embedded.read(lambda tx: run(tx, "EXPLAIN QUERY PLAN SELECT * FROM question WHERE state = 'waiting'").all())
    assert "ix_question_waiting" in str(plan)
