"""Questions that wait for a person and get no answer in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.meddling import Meddled

from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.deliver import deliver_due
from egnatia.casework.expire import expire_waiting
from egnatia.casework.office import Office
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import QuestionState
from egnatia.model.identity import QuestionId

DAY = timedelta(days=1)


@pytest.fixture
def question(scene: Scene) -> QuestionId:
    """A question for which a person in Tirana is waited for."""
    [delivered] = scene.ask(instrument="interpol")
    return QuestionId(delivered.message)


def at(office: Office, question: QuestionId) -> QuestionRow | None:
    return office.store.read(lambda tx: tx.questions.get(question))


def acts(office: Office, question: QuestionId) -> list[str]:
    return [found.entry.detail.get("what", "") for found in office.store.read(lambda tx: tx.ledger.trail(question, 9))]


def test_before_its_time_is_over_nothing_expires(scene: Scene, question: QuestionId) -> None:
    scene.net.clock.advance(DAY - timedelta(seconds=1))
    assert (expire_waiting(scene.rs), expire_waiting(scene.al)) == (0, 0)
    assert at(scene.al, question)


def test_the_asker_sees_that_there_was_no_answer(scene: Scene, question: QuestionId) -> None:
    scene.net.clock.advance(DAY)
    assert expire_waiting(scene.rs) == 1
    row = at(scene.rs, question)
    assert row
    assert (row.state, row.reasons) == (QuestionState.EXPIRED, ("no answer",))
    assert acts(scene.rs, question)[-1] == "expired"
    assert expire_waiting(scene.rs) == 0


def test_the_partner_keeps_nothing_of_it_but_the_ledger_entries(scene: Scene, question: QuestionId) -> None:
    scene.net.clock.advance(DAY)
    assert expire_waiting(scene.al) == 1
    assert at(scene.al, question) is None
    assert acts(scene.al, question)[-1] == "expired"


def test_an_answer_that_comes_too_late_is_not_taken(scene: Scene, question: QuestionId) -> None:
    answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({scene.record.id})))
    scene.net.clock.advance(DAY)
    expire_waiting(scene.rs)
    deliver_due(scene.al)
    row = at(scene.rs, question)
    assert row
    assert row.state == QuestionState.EXPIRED
    assert at(scene.al, question) is None


def test_a_question_to_a_partner_who_is_away_ends_with_its_letter(scene: Scene) -> None:
    scene.net.line.away = {"AL"}
    [delivered] = scene.ask()
    scene.net.clock.advance(DAY - timedelta(minutes=1))
    deliver_due(scene.rs)
    letter = scene.rs.store.read(lambda tx: tx.outbox.get(delivered.message))
    assert letter
    assert letter.next_try <= letter.message.expires_at
    scene.net.clock.advance(timedelta(minutes=1))
    deliver_due(scene.rs)
    row = at(scene.rs, QuestionId(delivered.message))
    assert row
    assert row.state == QuestionState.EXPIRED
    assert dict(scene.rs.store.read(lambda tx: tx.outbox.waiting())) == {}


def test_a_question_that_ends_otherwise_meanwhile_does_not_expire_as_well(scene: Scene, question: QuestionId) -> None:
    scene.net.clock.advance(2 * DAY)
    answered = Meddled(
        scene.rs.store,
        lambda: scene.rs.store.write(lambda tx: tx.questions.set_state(question, QuestionState.NOTHING, ())),
    )
    before = acts(scene.rs, question)
    expire_waiting(replace(scene.rs, store=answered))
    row = at(scene.rs, question)
    assert row
    assert (row.state, acts(scene.rs, question)) == (QuestionState.NOTHING, before)
