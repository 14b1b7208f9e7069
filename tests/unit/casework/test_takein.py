"""Taking in: every sort of letter has a handler, and its effect happens once, with its acceptance or not at all."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import ask
from egnatia.casework.letters import Content, seal, unseal, write
from egnatia.casework.takein import accept, prepare
from egnatia.exchange.envelope import Received
from egnatia.exchange.errors import Refused
from egnatia.model.identity import NodeId
from egnatia.model.message import Message, MessageType


def brought(scene: Scene, message: Message) -> Received:
    return unseal(scene.al, seal(scene.rs, message).data, NodeId("RS"))


@pytest.fixture
def question(scene: Scene) -> Message:
    """A question on its way."""
    ask(scene.rs, scene.officer, scene.enquiry())
    [row] = scene.rs.store.read(lambda tx: tx.outbox.open())
    return row.message


@pytest.mark.parametrize("sort", MessageType)
def test_a_body_of_no_form_is_refused_whatever_the_sort(scene: Scene, sort: MessageType) -> None:
    message = write(scene.rs, Content(type=sort, recipient=NodeId("AL"), body={"noise": "Jovanović"}))
    with pytest.raises(Refused, match="malformed") as refused:
        prepare(scene.al, brought(scene, message))
    assert "Jovanović" not in str(refused.value)


def test_preparing_writes_nothing(scene: Scene, question: Message) -> None:
    before = scene.al.store.read(lambda tx: tx.ledger.head())
    prepare(scene.al, brought(scene, question))
    assert scene.al.store.read(lambda tx: tx.ledger.head()) == before
    assert scene.al.store.read(lambda tx: tx.inbox.handled(NodeId("RS"), question.id)) is None


def test_the_same_letter_in_two_envelopes_is_answered_twice_and_counts_once(scene: Scene, question: Message) -> None:
    answers = []
    for _ in range(2):
        received = brought(scene, question)
        effect = prepare(scene.al, received)
        answers.append(scene.al.store.write(lambda tx, one=received, new=effect: accept(scene.al, tx, one, new)))  # type: ignore[misc]
    first, second = answers
    assert first
    assert second
    assert first.hits == second.hits


def test_the_same_envelope_twice_is_refused_and_nothing_is_written(scene: Scene, question: Message) -> None:
    received = brought(scene, question)
    effect = prepare(scene.al, received)
    scene.al.store.write(lambda tx: accept(scene.al, tx, received, effect))
    head = scene.al.store.read(lambda tx: tx.ledger.head())
    with pytest.raises(Refused, match="replayed"):
        scene.al.store.write(lambda tx: accept(scene.al, tx, received, effect))
    assert scene.al.store.read(lambda tx: tx.ledger.head()) == head
