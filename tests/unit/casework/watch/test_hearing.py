"""Hearing that something new fits."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.casework.conftest import Scene
from tests.unit.casework.watch.conftest import ASKED, Waiting

from egnatia.casework.ask import ask, follow
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.letters import Content, queue
from egnatia.casework.release import Giving, release
from egnatia.casework.watch.following import follow_watches
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState, QuestionState
from egnatia.model.answer import Answer, Hit, Quality, Result, plain_answer
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import MessageType

A_WHILE = timedelta(minutes=20)


def forged(scene: Scene, question: QuestionId, result: Result = Result.HIT) -> str:
    """Have Tirana say that something fits, and return what Belgrade said to that."""
    hit = Hit(reference=Reference("77" * 16), quality=Quality.FULL, kind="person")
    answer = Answer(
        question=question,
        result=result,
        hits=(hit,) if result is Result.HIT else (),
        instrument="pcc-see",
        answered_at=scene.net.clock.now(),
        policy="00" * 32,
    )
    letter = queue(scene.al, Content(type=MessageType.WATCH_HIT, recipient=NodeId("RS"), body=plain_answer(answer)))
    scene.al.store.write(lambda tx: tx.outbox.add([letter]))
    deliver_due(scene.al)
    row = scene.al.store.read(lambda tx: tx.outbox.get(letter.message.id))
    assert row
    return row.error if not row.delivered_at else "taken"


def test_a_hit_goes_on_as_any_hit_does(waiting: Waiting) -> None:
    scene = waiting.scene
    waiting.arrive()
    waiting.follow()
    [hit] = waiting.hits()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "the same date of birth and mother")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="serious offence"))
    deliver_due(scene.al)
    assert [one.state for one in waiting.hits()] == [HitState.RELEASED]


def test_of_a_question_that_does_not_stay_nothing_is_heard(waiting: Waiting) -> None:
    hit = waiting.scene.hit()
    assert "out_of_place" in forged(waiting.scene, hit.question)
    assert "out_of_place" in forged(waiting.scene, QuestionId("0" * 32))


def test_a_watch_tells_of_hits_only(waiting: Waiting) -> None:
    assert "out_of_place" in forged(waiting.scene, waiting.question, Result.NOTHING)


def test_a_hit_that_overtakes_the_first_answer_waits_for_it(waiting: Waiting) -> None:
    scene = waiting.scene
    scene.net.line.deaf.add("AL")  # the question arrives, its answer is lost
    asked = ask(scene.rs, scene.officer, scene.enquiry(properties=ASKED, watch_days=30))
    [lost] = follow(scene.rs, asked)
    later = replace(waiting, question=QuestionId(lost.message))
    later.arrive()
    follow_watches(scene.al, {})
    deliver_due(scene.al)
    assert later.hits() == ()
    scene.net.line.deaf.clear()
    scene.net.clock.advance(A_WHILE)
    for _ in range(3):
        deliver_due(scene.rs)
        deliver_due(scene.al)
        scene.net.clock.advance(A_WHILE)
    assert len(later.hits()) == 1
    row = later.row("RS")
    assert row
    assert row.state == QuestionState.HIT
