"""Questions with where they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from tests.twins.stores import every
from tests.unit.adapters.sql.samples import HIT_ROW, QUESTION_ROW, hex128, run
from tests.unit.model.samples import QUESTION
from tests.unit.model.strategies import questions

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.page import Page, Sought
from egnatia.casework.rows import QuestionRow
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId, NodeId, QuestionId, Reference
from egnatia.model.question import Question


@pytest.mark.slow
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


def put(store: SqlStore, *changes: Mapping[str, object]) -> list[QuestionRow]:
    """Keep one question for each change of the example; returns them."""
    rows = [
        replace(QUESTION_ROW, question=replace(QUESTION, id=QuestionId(hex128(number))), **change)  # type: ignore[arg-type]
        for number, change in enumerate(changes)
    ]
    store.write(lambda tx: tx.questions.add(rows))
    return rows


def ids(store: SqlStore, sought: Sought) -> list[str]:
    return [row.question.id for row in store.read(lambda tx: tx.questions.page(sought)).rows]


def test_the_newest_come_first_asked_and_received_apart(store: SqlStore) -> None:
    rows = put(store, *({"received": number % 2 == 1} for number in range(6)))
    page = store.read(lambda tx: tx.questions.page(replace(every(received=True), limit=2)))
    assert page.rows == (rows[5], rows[3])
    assert store.read(lambda tx: tx.questions.page(every(received=False))).rows == (rows[4], rows[2], rows[0])


def turned(store: SqlStore, sought: Sought) -> Iterator[Page[QuestionRow]]:
    """Turn over all pages."""
    page = store.read(lambda tx: tx.questions.page(sought))
    yield page
    if page.next is not None:
        yield from turned(store, replace(sought, beyond=page.next))


@pytest.mark.parametrize("waiting", [True, False])
def test_every_row_is_on_exactly_one_page_in_its_order(store: SqlStore, *, waiting: bool) -> None:
    put(store, *({"received": True, "state": state} for state in ["waiting", "hit"] * 7))
    sought = replace(every(received=True), waiting=waiting, limit=3)
    whole, pages = ids(store, replace(sought, limit=99)), list(turned(store, sought))
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert [row.question.id for page in pages for row in page.rows] == whole
    assert whole == sorted(whole, reverse=not waiting)


def test_a_page_that_is_just_full_is_the_last(store: SqlStore) -> None:
    put(store, {"received": True}, {"received": True})
    assert store.read(lambda tx: tx.questions.page(replace(every(received=True), limit=2))).next is None


def test_a_row_that_comes_meanwhile_moves_no_page(store: SqlStore) -> None:
    rows = put(store, *({"received": True} for _ in range(4)))
    first = store.read(lambda tx: tx.questions.page(replace(every(received=True), limit=2)))
    newer = replace(rows[0], question=replace(QUESTION, id=QuestionId(hex128(9))))
    store.write(lambda tx: tx.questions.add([newer]))
    second = replace(every(received=True), limit=2, beyond=first.next)
    assert store.read(lambda tx: tx.questions.page(second)).rows == (rows[1], rows[0])


@pytest.mark.parametrize(
    "narrower",
    [
        {"purposes": frozenset({Purpose.BORDER_CHECK})},
        {"purposes": frozenset()},
        {"case_files": frozenset()},
        {"case_files": frozenset({CaseId("9" * 32)})},
        {"partner": NodeId("XK")},
        {"kind": "vehicle"},
    ],
)
def test_what_is_not_sought_is_left_out_by_the_database(store: SqlStore, narrower: dict[str, object]) -> None:
    put(store, {"received": False})
    known = Sought(
        received=False,
        waiting=False,
        purposes=frozenset({QUESTION.purpose}),
        case_files=frozenset({QUESTION.case_file}),
        partner=QUESTION.partner,
        kind=QUESTION.kind,
    )
    assert len(ids(store, known)) == 1
    assert ids(store, replace(known, **narrower)) == []  # type: ignore[arg-type]


def test_the_partner_of_a_question_is_whoever_is_not_this_node(store: SqlStore) -> None:
    put(store, {"received": True})
    assert len(ids(store, replace(every(received=True), partner=QUESTION.asker))) == 1
    assert ids(store, replace(every(received=True), partner=QUESTION.partner)) == []


def test_no_question_at_all_is_kept_without_ado(store: SqlStore) -> None:
    store.write(lambda tx: tx.questions.add([]))
    assert ids(store, every(received=False)) == []


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


def test_what_is_unsettled_is_a_partners_question_with_a_hit_that_waits_here(store: SqlStore) -> None:
    hit = {"received": True, "state": "hit"}
    rows = put(store, hit, hit, hit, {"received": False, "state": "hit"}, {"received": True, "state": "refused"})
    states = ["open", "released", "confirmed", "open", "open"]
    hits = [
        replace(HIT_ROW, question=row.question.id, reference=Reference(hex128(number)), state=state)
        for number, (row, state) in enumerate(zip(rows, states, strict=True))
    ]
    store.write(lambda tx: tx.answers.add(hits))
    elsewhere = frozenset({("open", HIT_ROW.instrument, HIT_ROW.kind)})
    meant, other = frozenset({QUESTION.purpose}), frozenset(Purpose) - {QUESTION.purpose}
    assert store.read(lambda tx: tx.questions.unsettled(meant, frozenset())) == (rows[0], rows[2])
    assert store.read(lambda tx: tx.questions.unsettled(meant, elsewhere)) == (rows[2],)
    assert store.read(lambda tx: tx.questions.unsettled(other, frozenset())) == ()
