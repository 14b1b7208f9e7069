"""Altered repeats about one subject are counted and stopped, on the side that answers."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.stores import every
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.allowance import Allowance
from egnatia.casework.collect import collect
from egnatia.casework.counting import REPEATS
from egnatia.casework.deliver import deliver
from egnatia.casework.erase import erase
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import Entry
from egnatia.model.answer import Result, plain_answer
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import MessageId, QuestionId
from egnatia.model.message import MessageType
from egnatia.model.question import Question, Subject, plain_question

Asked = dict[str, tuple[str, ...]]
A_HIT: Asked = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": ("1985-04-12",)}
#: Wordings that come near the record and do not hit it.
NEAR: list[Asked] = [{**A_HIT, "birth_date": (f"19{year}-01-01",)} for year in range(60, 80)]

#: Names that are tried out with the right day of birth: slips, other scripts, other orders, other first names.
NAMES: list[Asked] = [
    {"first_name": (first,), "family_name": (family,), "birth_date": ("1985-04-12",)}
    for first, family in (
        ("Petra", "Jovanović"), ("Pavle", "Jovanović"), ("Petar", "Ivanović"), ("Петър", "Йованов"),
        ("Petar", "Jovičić"), ("Petko", "Jovanovski"), ("Jovan", "Petrović"), ("Πέτρος", "Ιωάννου"),
    )
]  # fmt: skip


def strict(scene: Scene, answered: int = 3) -> None:
    """Let AL tell of a record up to so many wordings; RS lets its officers ask as they like."""
    scene.net.offices["AL"] = replace(scene.al, allowance=Allowance(answered=answered))
    scene.net.offices["RS"] = replace(scene.rs, allowance=Allowance(asked=999, asked_by_all=999))
    scene.net.line.offices.update({office.me: office for office in scene.net.offices.values()})


def results(scene: Scene, asked: Iterable[Asked]) -> list[Result]:
    return [found.answer.result for one in asked for found in scene.ask(properties=one) if found.answer]


def counts(office: Office) -> list[Entry]:
    return [found.entry for found in office.store.read(lambda tx: tx.ledger.trail(REPEATS, 100))]


def test_after_so_many_wordings_even_the_right_one_is_nothing(scene: Scene) -> None:
    strict(scene)
    assert results(scene, [*NEAR[:3], A_HIT]) == [Result.NOTHING] * 4


def test_fewer_wordings_stop_nothing(scene: Scene) -> None:
    strict(scene)
    assert results(scene, [*NEAR[:2], A_HIT]) == [Result.NOTHING, Result.NOTHING, Result.HIT]


@pytest.mark.slow
def test_names_that_are_altered_are_counted_like_dates(scene: Scene) -> None:
    strict(scene)
    results(scene, NAMES)
    assert results(scene, [A_HIT]) == [Result.NOTHING]
    assert counts(scene.al)


def test_an_asker_learns_a_class_and_no_score(scene: Scene) -> None:
    [found] = scene.ask(properties=A_HIT)
    assert found.answer
    wire = json.dumps(plain_answer(found.answer))
    assert found.answer.hits[0].quality in wire
    assert "score" not in wire
    assert not re.search(r"\b0\.\d", wire)


@pytest.mark.slow
def test_the_same_words_again_are_answered_however_often(scene: Scene) -> None:
    strict(scene)
    assert set(results(scene, [A_HIT] * 9)) == {Result.HIT}
    shouted = {name: tuple(value.upper() for value in values) for name, values in A_HIT.items()}
    assert results(scene, [*NEAR[:9], shouted])[-1] is Result.HIT


def test_a_wording_that_was_stopped_stays_stopped(scene: Scene) -> None:
    strict(scene)
    assert results(scene, [*NEAR[:3], A_HIT, A_HIT])[-1] is Result.NOTHING


def test_when_the_days_are_over_it_is_told_again(scene: Scene) -> None:
    strict(scene)
    assert results(scene, [*NEAR[:3], A_HIT])[-1] is Result.NOTHING
    scene.net.clock.advance(timedelta(days=8))
    assert results(scene, [A_HIT]) == [Result.HIT]


@pytest.mark.slow
def test_the_order_of_wordings_does_not_matter_for_the_count(scene: Scene) -> None:
    strict(scene, answered=99)
    for order in permutations((A_HIT, *NEAR[:2])):
        results(scene, order)
        assert len(_wordings(scene)) == 3


def _wordings(scene: Scene) -> frozenset[str]:
    since = scene.net.clock.now() - timedelta(days=1)
    return scene.al.store.read(lambda tx: tx.probes.wordings(scene.record.id, "RS", since))


def test_questions_in_one_request_are_counted_one_after_another(scene: Scene) -> None:
    strict(scene)
    hit = scene.question(scene.hit())
    questions = [_anew(scene, hit, one) for one in (*NEAR[:3], {**A_HIT, "sex": ("male",)})]
    letters = [queue(scene.rs, _letter(question)) for question in questions]
    list(deliver(scene.rs, letters))
    assert len(_wordings(scene)) == 3
    assert counts(scene.al)[-1].detail["stopped"] == "1"


def _anew(scene: Scene, question: Question, asked: Asked) -> Question:
    return replace(question, id=QuestionId(scene.rs.randomness.hex128()), properties=asked)


def _letter(question: Question) -> Content:
    return Content(
        type=MessageType.QUESTION,
        recipient=question.partner,
        body=plain_question(question),
        id=MessageId(question.id),
        expires_at=question.expires_at,
    )


@pytest.mark.slow
def test_others_are_told_of_as_before(scene: Scene) -> None:
    strict(scene)
    collect(scene.al, scene.keeper, [person("Vukašin", "Obradović", "1970-01-01")])
    other: Asked = {"first_name": ("Vukašin",), "family_name": ("Obradović",)}
    assert results(scene, [*NEAR[:9], other])[-1] is Result.HIT


def test_a_stopped_answer_keeps_no_row_of_the_question(scene: Scene) -> None:
    strict(scene)
    results(scene, [*NEAR[:3], A_HIT])
    assert scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows) == ()
    rows = scene.rs.store.read(lambda tx: tx.questions.page(every(received=False)).rows)
    assert {row.state for row in rows} == {QuestionState.NOTHING}


def test_on_the_wire_a_stopped_answer_is_as_long_as_no_hit(scene: Scene) -> None:
    strict(scene)
    results(scene, [*NEAR[:3], A_HIT])
    replies = [len(body) for sender, _, body in scene.net.line.crossed if sender == "AL"]
    assert len(set(replies)) == 1


def test_the_count_is_in_the_log_by_digests_and_numbers(scene: Scene) -> None:
    strict(scene)
    results(scene, [*NEAR[:3], A_HIT])
    shown = [(entry.by, entry.detail["wordings"], entry.detail["stopped"]) for entry in counts(scene.al)]
    assert shown == [("RS", "2", "0"), ("RS", "3", "0"), ("RS", "4", "1")]
    assert all(scene.record.id in entry.about for entry in counts(scene.al))


def test_with_the_record_its_count_is_erased(scene: Scene) -> None:
    results(scene, [A_HIT])
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    assert _wordings(scene) == frozenset()


def test_who_names_whole_identifiers_one_slip_apart_is_not_trying_out(scene: Scene) -> None:
    strict(scene, answered=1)
    collect(scene.al, scene.keeper, [replace(person("x", "y"), kind="vehicle", properties={"plate": ("BG123AB",)})])
    for letter in "BCD":
        scene.ask(kind="vehicle", properties={"plate": (f"BG123A{letter}",)}, subject=Subject(role=SubjectRole.NOBODY))
    assert counts(scene.al) == []
    assert _rows(scene) == []


def _rows(scene: Scene) -> list[str]:
    since = scene.net.clock.now() - timedelta(days=1)
    return [found.record for found in scene.al.store.read(lambda tx: tx.probes.tried(1, since))]


@given(st.integers(1, 40), st.integers(0, 60))
def test_oversight_is_shown_what_uses_more_than_half(allowed: int, wordings: int) -> None:
    assert Allowance().noticed(allowed, wordings) == (wordings > allowed / 2)
