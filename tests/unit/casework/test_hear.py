"""Hearing answers: a reference stands for one hit for good, whoever gives it a second time is refused, and logged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.lying import letter_with, objection

from egnatia.casework.ask import Asked, ask, follow
from egnatia.casework.deliver import Outcome
from egnatia.casework.hear import take_answer
from egnatia.casework.letters import Content, seal, write
from egnatia.casework.ports import Reply
from egnatia.casework.receive import receive
from egnatia.exchange.batch import read_replies, write_replies, write_request
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import Act
from egnatia.model.answer import Answer, Hit, Quality, Result, plain_answer
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import MessageType

FRESH = Reference("77" * 16)


@dataclass(frozen=True)
class Saying:
    """A line at whose other end Tirana says what it was told to say."""

    body: bytes

    def deliver(self, batches: Iterable[tuple[NodeId, bytes]]) -> Iterator[Sequence[Reply]]:
        """Reply to each request alike."""
        for index, (partner, _) in enumerate(batches):
            yield [Reply(partner=partner, batch=index, body=self.body)]


def sealed(scene: Scene, question: QuestionId, instrument: str, *references: Reference) -> bytes:
    """Return an answer of Tirana's with hits under these references, in an envelope."""
    answer = Answer(
        question=question,
        result=Result.HIT,
        hits=tuple(Hit(reference=one, quality=Quality.FULL, kind="person") for one in references),
        instrument=instrument,
        answered_at=scene.net.clock.now(),
        policy="00" * 32,
    )
    content = Content(type=MessageType.ANSWER, recipient=scene.rs.me, body=plain_answer(answer))
    return seal(scene.al, write(scene.al, content)).data


def asked(scene: Scene, instrument: str) -> Asked:
    """Put a question, not yet sent."""
    return ask(scene.rs, scene.officer, scene.enquiry(instrument=instrument))


@pytest.mark.parametrize("twice", [True, False])
def test_a_reference_that_stands_for_another_hit_is_refused_and_the_question_waits_on(
    scene: Scene, *, twice: bool
) -> None:
    taken = scene.hit().reference
    [late] = follow(scene.rs, asked(scene, "interpol"))
    references = (FRESH, FRESH) if twice else (taken,)
    request = write_request([sealed(scene, QuestionId(late.message), "interpol", *references)])
    [reply] = read_replies(receive(scene.rs, NodeId("AL"), request).body, 1)
    assert isinstance(reply, Refusal)
    assert reply.code is RefusalCode.OUT_OF_PLACE
    row = scene.rs.store.read(lambda tx: tx.questions.get(QuestionId(late.message)))
    assert row
    assert row.state == QuestionState.WAITING
    kept = scene.rs.store.read(lambda tx: tx.answers.get(taken))
    assert kept
    assert kept.question != QuestionId(late.message)


def test_one_that_comes_in_place_of_a_receipt_is_logged_and_the_question_goes_again(scene: Scene) -> None:
    taken = scene.hit().reference
    begun = asked(scene, "pcc-see")
    question = QuestionId(begun.letters[0].message.id)
    line = Saying(write_replies([sealed(scene, question, "pcc-see", taken)]))
    [delivered] = follow(replace(scene.rs, partners=line), begun)  # type: ignore[arg-type] # letters only
    assert (delivered.outcome, "another one already" in delivered.words) == (Outcome.AWAY, True)
    [*_, last] = scene.rs.store.read(lambda tx: tx.ledger.trail(question, 10))
    assert (last.entry.act, last.entry.by) == (Act.REFUSAL, "AL")
    assert last.entry.detail["code"] == RefusalCode.OUT_OF_PLACE
    assert scene.rs.store.read(lambda tx: tx.answers.of(question)) == ()


def heard(scene: Scene, question: QuestionId, **changed: object) -> str:
    """Return what Belgrade has against an answer of Tirana's to a question."""
    hit = Hit(reference=FRESH, quality=Quality.FULL, kind="person")
    values: dict[str, object] = {"question": question, "result": Result.HIT, "hits": (hit,), "instrument": "interpol"}
    said = {"answered_at": scene.net.clock.now(), "policy": "00" * 32, **values, **changed}
    body = plain_answer(Answer(**said))  # type: ignore[arg-type]
    message = letter_with(scene.al, "RS", MessageType.ANSWER, body)
    return objection(scene.rs, take_answer(scene.rs, message))


def test_an_answer_is_to_what_was_asked_of_this_partner_and_gives_its_own(scene: Scene) -> None:
    [late] = follow(scene.rs, asked(scene, "interpol"))
    question = QuestionId(late.message)
    theirs = replace(scene.record, issuer=NodeId("XK"), derived_from=frozenset({scene.record.id}))
    hit = Hit(reference=FRESH, quality=Quality.FULL, kind="person")
    assert heard(scene, question) == ""
    assert "has that id" in heard(scene, QuestionId("0" * 32))
    assert "another instrument" in heard(scene, question, instrument="prum")
    assert "another kind" in heard(scene, question, hits=(replace(hit, kind="vehicle"),))
    assert "its own node's records" in heard(scene, question, hits=(replace(hit, record=theirs),))


def test_an_answer_to_a_question_that_was_erased_meanwhile_changes_nothing(scene: Scene) -> None:
    answer = Answer(
        question=QuestionId("0" * 32),
        result=Result.NOTHING,
        hits=(),
        instrument="interpol",
        answered_at=scene.net.clock.now(),
        policy="00" * 32,
    )
    effect = take_answer(scene.rs, letter_with(scene.al, "RS", MessageType.ANSWER, plain_answer(answer)))
    scene.rs.store.write(effect.write)
    assert scene.rs.store.read(lambda tx: tx.ledger.trail(QuestionId("0" * 32), 9)) == ()


def test_an_answer_to_another_question_than_was_put_is_not_taken_for_one(scene: Scene) -> None:
    begun = asked(scene, "pcc-see")
    question = QuestionId(begun.letters[0].message.id)
    line = Saying(write_replies([sealed(scene, QuestionId("0" * 32), "pcc-see", FRESH)]))
    [delivered] = follow(replace(scene.rs, partners=line), begun)  # type: ignore[arg-type] # letters only
    assert (delivered.outcome, "another question" in delivered.words) == (Outcome.AWAY, True)
    assert scene.rs.store.read(lambda tx: tx.answers.of(question)) == ()
