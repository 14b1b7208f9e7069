"""The words of questions end as records do: with what they hit, by a decision, or in time."""

from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.forget import OWN, PARTNERS, forget_question, forget_questions
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import QuestionRow, Role
from egnatia.casework.tombstones import of_question, replay
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.answer import Result
from egnatia.model.identity import QuestionId

DAY = timedelta(days=1)


def row(office: Office, question: QuestionId) -> QuestionRow | None:
    return office.store.read(lambda tx: tx.questions.get(question))


def words(office: Office, question: QuestionId) -> str:
    """Return all that a node has of the words of a question and of the evidence of its hits."""
    found = row(office, question)
    hits = office.store.read(lambda tx: tx.answers.of(question))
    asked = f"{dict(found.question.properties)} {found.question.necessity}" if found else ""
    return f"{asked} {[dict(item) for hit in hits for item in hit.evidence]}"


def test_a_partners_words_go_with_the_last_record_that_they_hit(scene: Scene) -> None:
    [twin] = collect(scene.al, scene.keeper, [person("Petar", "Jovanović")])
    question = scene.hit().question
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    assert "Јовановић" in words(scene.al, question)
    erase(scene.al, scene.chief, twin.id, "acquitted")
    assert words(scene.al, question) == "{}  []"


def test_a_question_whose_words_are_gone_is_answered_again_as_one_that_hit_nothing(scene: Scene) -> None:
    scene.net.line.deaf.add("AL")
    scene.ask()
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    scene.net.line.deaf.clear()
    [letter] = scene.rs.store.read(lambda tx: tx.outbox.open())
    scene.net.clock.advance(timedelta(minutes=5))
    question = QuestionId(letter.message.id)
    deliver_due(scene.rs)
    found = row(scene.rs, question)
    assert found
    assert found.state == Result.HIT


def test_a_person_decides_that_the_words_go_and_the_state_stays(scene: Scene) -> None:
    question = scene.hit().question
    forget_question(scene.rs, scene.net.person("RS", "boss", Role.SUPERVISOR), question, "it was about another")
    found = row(scene.rs, question)
    assert found
    assert (found.forgotten, found.state) == (True, "hit")
    [*_, last] = scene.rs.store.read(lambda tx: tx.ledger.trail(question, 9))
    assert (last.entry.act, last.entry.detail["reason"]) == (Act.ERASURE, "decision")


def test_nothing_is_released_for_a_question_of_which_nobody_knows_any_more_what_it_asked(scene: Scene) -> None:
    hit = scene.hit()
    forget_question(scene.al, scene.chief, hit.question, "not needed")
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "the file says so")
    with pytest.raises(NotLawfulError, match="the reason why this partner is asked"):
        release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))


def test_words_go_once_and_not_while_nobody_has_answered(scene: Scene) -> None:
    boss = scene.net.person("RS", "boss", Role.SUPERVISOR)
    scene.net.line.away.add("AL")
    [waiting] = scene.ask()
    with pytest.raises(ConflictError, match="under way"):
        forget_question(scene.rs, boss, QuestionId(waiting.message), "why not")
    scene.net.line.away.clear()
    question = scene.hit().question
    forget_question(scene.rs, boss, question, "why not")
    with pytest.raises(ConflictError, match="erased already"):
        forget_question(scene.rs, boss, question, "why not")
    with pytest.raises(NotFoundError):
        forget_question(scene.rs, boss, QuestionId("0" * 32), "why not")
    with pytest.raises(NotAllowedError):
        forget_question(scene.rs, scene.officer, question, "why not")


def test_in_time_questions_go_with_their_hits_and_the_log_stays(scene: Scene) -> None:
    question = scene.hit().question
    for office, kept in ((scene.al, PARTNERS), (scene.rs, OWN)):
        assert forget_questions(office, 10) == 0
        asked = row(office, question)
        assert asked
        while scene.net.clock.now() <= asked.question.asked_at + kept:
            scene.net.clock.advance(DAY * 30)
        assert forget_questions(office, 10) == 1
        assert row(office, question) is None
        assert office.store.read(lambda tx: tx.answers.of(question)) == ()
        [*_, last] = office.store.read(lambda tx: tx.ledger.trail(question, 9))
        assert (last.entry.act, last.entry.detail["reason"]) == (Act.ERASURE, "retention")


def test_a_backup_does_not_bring_the_words_back(scene: Scene) -> None:
    question = scene.hit().question
    replay(scene.al, {of_question(question)})
    found = row(scene.al, question)
    assert found
    assert found.forgotten
    replay(scene.al, {of_question(question)})
    told = [one.entry.detail.get("reason") for one in scene.al.store.read(lambda tx: tx.ledger.trail(question, 9))]
    assert told.count("restored") == 1
