"""Answering by hand, where the instrument has no automatic reply."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import preview
from egnatia.casework.byhand import answer_by_hand, look_up
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import QuestionState
from egnatia.law.channels import Transport
from egnatia.ledger.entry import Act
from egnatia.model.answer import Result
from egnatia.model.identity import QuestionId, RecordId

MANUAL = "interpol"


@pytest.fixture
def waiting(scene: Scene) -> QuestionRow:
    """Ask by an instrument that a person answers."""
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(instrument=MANUAL))
    assert prospect.decision.channel
    assert prospect.decision.channel.transport is Transport.MANUAL
    [delivered] = scene.ask(instrument=MANUAL)
    assert delivered.answer
    assert delivered.answer.result is Result.WAITING
    row = scene.al.store.read(lambda tx: tx.questions.get(QuestionId(delivered.message)))
    assert row
    return row


def state_at_the_asker(scene: Scene, row: QuestionRow) -> str:
    """Return where the question is in Belgrade."""
    found = scene.rs.store.read(lambda tx: tx.questions.get(row.question.id))
    assert found
    return found.state


def test_a_person_finds_and_tells_and_the_asker_learns_it(scene: Scene, waiting: QuestionRow) -> None:
    assert state_at_the_asker(scene, waiting) == QuestionState.WAITING
    seen = look_up(scene.al, scene.expert, waiting.question.id)
    assert [record.id for record, _ in seen.found] == [scene.record.id]
    assert answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset({scene.record.id})) is Result.HIT
    deliver_due(scene.al)
    assert state_at_the_asker(scene, waiting) == QuestionState.HIT
    assert len(scene.rs.store.read(lambda tx: tx.answers.of(waiting.question.id))) == 1


def test_a_person_may_tell_nothing(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset())
    deliver_due(scene.al)
    assert state_at_the_asker(scene, waiting) == QuestionState.NOTHING


def test_looking_is_logged_as_a_consultation(scene: Scene, waiting: QuestionRow) -> None:
    look_up(scene.al, scene.expert, waiting.question.id)
    [*_, look, _] = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))
    assert (look.entry.act, look.entry.by) == (Act.CONSULTATION, scene.expert.id)


def test_a_question_is_answered_once(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset({scene.record.id}))
    with pytest.raises(ConflictError, match="hit"):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset())


def test_of_a_question_answered_by_nothing_the_ledger_alone_knows(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset())
    assert scene.al.store.read(lambda tx: tx.questions.get(waiting.question.id)) is None
    [*_, told] = scene.al.store.read(lambda tx: tx.ledger.trail(waiting.question.id, 10))
    assert (told.entry.act, told.entry.by) == (Act.ANSWER, scene.expert.id)
    with pytest.raises(NotFoundError):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset())


def test_an_answer_lives_no_longer_than_its_question(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset())
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    assert letter.message.expires_at == waiting.question.expires_at


def test_only_what_fits_can_be_told(scene: Scene, waiting: QuestionRow) -> None:
    with pytest.raises(NotFoundError, match="does not fit"):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, frozenset({RecordId("0" * 64)}))
    with pytest.raises(NotFoundError):
        look_up(scene.al, scene.expert, QuestionId("0" * 32))


def test_an_officer_who_only_asks_does_not_answer(scene: Scene, waiting: QuestionRow) -> None:
    with pytest.raises(NotAllowedError, match="answer by hand"):
        look_up(scene.al, scene.keeper, waiting.question.id)
