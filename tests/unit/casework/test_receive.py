"""The node's door."""

from datetime import timedelta

import pytest
from tests.twins.stores import every
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import ask
from egnatia.casework.deliver import deliver_due
from egnatia.casework.letters import Content, seal, write
from egnatia.casework.receive import receive
from egnatia.exchange.batch import read_replies, write_request
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.ledger.entry import Act
from egnatia.model.message import MessageType
from egnatia.model.question import plain_question


def question_of(scene: Scene, **fields: object) -> bytes:
    """Return the envelope of a question as it would leave Belgrade."""
    asked = ask(scene.rs, scene.officer, scene.enquiry(**fields))
    return seal(scene.rs, asked.letters[0].message).data


def bring(scene: Scene, *envelopes: bytes, peer: str = "RS") -> list[object]:
    """Bring envelopes to Tirana's door."""
    body = receive(scene.al, scene.net.offices[peer].me, write_request(envelopes)).body
    return list(read_replies(body, len(envelopes)))


def code_of(reply: object) -> RefusalCode:
    """Return why an envelope was refused."""
    assert isinstance(reply, Refusal)
    return reply.code


def test_the_same_envelope_twice_is_refused_as_replayed_and_changes_nothing(scene: Scene) -> None:
    envelope = question_of(scene)
    bring(scene, envelope)
    size = len(scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows))
    assert code_of(bring(scene, envelope)[0]) is RefusalCode.REPLAYED
    assert len(scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows)) == size == 1


def test_the_same_envelope_twice_in_one_request_is_taken_once(scene: Scene) -> None:
    envelope = question_of(scene)
    first, second = bring(scene, envelope, envelope)
    assert isinstance(first, bytes)
    assert code_of(second) is RefusalCode.REPLAYED


def test_a_reply_that_was_lost_is_given_again_with_the_same_references(scene: Scene) -> None:
    scene.net.line.deaf.add("AL")
    scene.ask()
    [before] = scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows)
    scene.net.line.deaf.clear()
    scene.net.clock.advance(timedelta(seconds=3))
    deliver_due(scene.rs)
    told = scene.al.store.read(lambda tx: tx.answers.of(before.question.id))
    heard = scene.rs.store.read(lambda tx: tx.answers.of(before.question.id))
    assert [row.reference for row in heard] == [row.reference for row in told]
    assert len(scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows)) == 1


def test_a_tampered_envelope_is_refused_and_the_refusal_is_logged_without_its_content(scene: Scene) -> None:
    envelope = question_of(scene)
    before = scene.al.store.read(lambda tx: tx.ledger.head()).unsequenced
    broken = envelope.replace(b'"sealed":"', b'"sealed":"AAAA')
    assert code_of(bring(scene, broken)[0]) in {RefusalCode.UNREADABLE, RefusalCode.MALFORMED}
    assert scene.al.store.read(lambda tx: tx.ledger.head()).unsequenced == before + 1


def test_another_members_connection_may_not_bring_it(scene: Scene) -> None:
    envelope = question_of(scene)
    assert code_of(bring(scene, envelope, peer="XK")[0]) is RefusalCode.WRONG_SENDER


def test_an_envelope_for_another_node_is_refused(scene: Scene) -> None:
    envelope = question_of(scene)
    body = receive(scene.net.offices["XK"], scene.rs.me, write_request([envelope])).body
    assert code_of(read_replies(body, 1)[0]) is RefusalCode.WRONG_RECIPIENT


def test_an_old_envelope_is_refused(scene: Scene) -> None:
    envelope = question_of(scene)
    scene.net.clock.advance(timedelta(minutes=11))
    assert code_of(bring(scene, envelope)[0]) is RefusalCode.EXPIRED


def test_a_question_under_another_id_than_its_messages_is_out_of_place(scene: Scene) -> None:
    asked = ask(scene.rs, scene.officer, scene.enquiry())
    question = asked.prospects[0].question
    assert question
    content = Content(type=MessageType.QUESTION, recipient=scene.al.me, body=plain_question(question))
    envelope = seal(scene.rs, write(scene.rs, content)).data
    assert code_of(bring(scene, envelope)[0]) is RefusalCode.OUT_OF_PLACE


@pytest.mark.parametrize("body", [{}, {"id": 1}, {"question": "?"}])
@pytest.mark.parametrize("sort", list(MessageType))
def test_a_malformed_body_of_any_type_is_refused_as_malformed(
    scene: Scene, sort: MessageType, body: dict[str, object]
) -> None:
    content = Content(type=sort, recipient=scene.al.me, body=body)
    assert code_of(bring(scene, seal(scene.rs, write(scene.rs, content)).data)[0]) is RefusalCode.MALFORMED


def test_rubbish_as_a_whole_is_refused_and_logged(scene: Scene) -> None:
    before = scene.al.store.read(lambda tx: tx.ledger.head()).unsequenced
    with pytest.raises(Refused):
        receive(scene.al, scene.rs.me, b"\x00\xff rubbish")
    assert scene.al.store.read(lambda tx: tx.ledger.head()).unsequenced == before + 1


def test_a_no_hit_leaves_the_ledger_entry_and_nothing_of_the_question(scene: Scene) -> None:
    asked = {"first_name": ("Вукашин",), "family_name": ("Обрадовић",)}
    [delivered] = scene.ask(properties=asked)
    assert scene.al.store.read(lambda tx: tx.questions.page(every(received=True)).rows) == ()
    [logged] = scene.al.store.read(lambda tx: tx.ledger.trail(delivered.message, 10))
    assert (logged.entry.act, logged.entry.to) == (Act.ANSWER, "RS")
