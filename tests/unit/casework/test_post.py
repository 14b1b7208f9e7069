"""Letters in requests: none too large, none lost, none in the way of another."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import ask
from egnatia.casework.deliver import Outcome, deliver
from egnatia.casework.post import Post, Posted, grouped
from egnatia.casework.rows import OutboxRow
from egnatia.exchange.batch import write_request
from egnatia.exchange.envelope import EnvelopeId, Wrapped
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY, MAX_ENVELOPE
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message, MessageType

LETTER = Message(
    id=MessageId("1" * 32),
    type=MessageType.RELEASE,
    sender=NodeId("RS"),
    recipient=NodeId("AL"),
    sent_at=NOON,
    expires_at=NOON + timedelta(days=1),
    body={},
)


def posted(size: int) -> Posted:
    envelope = Wrapped(id=EnvelopeId("2" * 32), data=b"x" * size, digest="3" * 64)
    return Posted(row=OutboxRow(message=LETTER, next_try=NOON), wrapped=envelope)


@given(st.lists(st.integers(min_value=4000, max_value=MAX_ENVELOPE), max_size=150))
def test_every_letter_is_in_one_request_and_every_request_is_lawful(sizes: list[int]) -> None:
    letters = [posted(size) for size in sizes]
    groups = list(grouped(letters))
    assert [letter for group in groups for letter in group] == letters
    for group in groups:
        assert len(group) <= MAX_BATCH
        assert len(write_request([letter.wrapped.data for letter in group])) <= MAX_BODY


def test_ordinary_letters_go_sixty_four_to_a_request() -> None:
    assert [len(group) for group in grouped([posted(7000)] * 130)] == [64, 64, 2]


def test_the_first_request_is_whole_before_the_second_is_sealed(scene: Scene) -> None:
    [letter] = ask(scene.rs, scene.officer, scene.enquiry()).letters
    other = replace(letter, message=replace(letter.message, id=MessageId("9" * 32), recipient=NodeId("XK")))
    post = Post(scene.rs, [letter, other])
    requests = post.requests()
    assert next(requests)[0] == "AL"
    assert len(post.groups) == 1
    assert next(requests)[0] == "XK"


def test_a_letter_that_expired_ends_and_the_others_go(scene: Scene) -> None:
    [letter] = ask(scene.rs, scene.officer, scene.enquiry()).letters
    late = replace(letter, message=replace(letter.message, id=MessageId("9" * 32), expires_at=scene.net.clock.now()))
    scene.rs.store.write(lambda tx: tx.outbox.add([late]))
    outcomes = {found.message: found.outcome for found in deliver(scene.rs, [late, letter])}
    assert outcomes == {late.message.id: Outcome.REFUSED, letter.message.id: Outcome.ANSWERED}


def test_a_letter_to_somebody_unknown_waits_and_the_others_go(scene: Scene) -> None:
    [letter] = ask(scene.rs, scene.officer, scene.enquiry()).letters
    stray = replace(letter, message=replace(letter.message, id=MessageId("9" * 32), recipient=NodeId("NOBODY")))
    scene.rs.store.write(lambda tx: tx.outbox.add([stray]))
    outcomes = {found.message: found.outcome for found in deliver(scene.rs, [stray, letter])}
    assert outcomes == {stray.message.id: Outcome.AWAY, letter.message.id: Outcome.ANSWERED}
