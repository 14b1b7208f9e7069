"""Delivery: every attempt is a new envelope, a lost reply costs a second one and no second effect."""

from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import ask
from egnatia.casework.deliver import LEASE, Outcome, deliver, deliver_due
from egnatia.casework.rows import OutboxRow
from egnatia.exchange.batch import read_request
from egnatia.model.identity import MessageId, NodeId


@pytest.fixture
def letter(scene: Scene) -> OutboxRow:
    """A question in the outbox that nobody has sent yet."""
    ask(scene.rs, scene.officer, scene.enquiry())
    [row] = scene.rs.store.read(lambda tx: tx.outbox.open())
    return row


def sent(scene: Scene, row: OutboxRow) -> list[Outcome]:
    return [found.outcome for found in deliver(scene.rs, [row])]


def row_of(scene: Scene, row: OutboxRow) -> OutboxRow:
    found = scene.rs.store.read(lambda tx: tx.outbox.get(MessageId(row.message.id)))
    assert found
    return found


def test_a_question_that_was_answered_is_on_its_way_no_more(scene: Scene, letter: OutboxRow) -> None:
    assert sent(scene, letter) == [Outcome.ANSWERED]
    assert scene.rs.store.read(lambda tx: tx.outbox.open()) == ()


def test_a_lost_reply_costs_a_second_envelope_and_no_second_effect(scene: Scene, letter: OutboxRow) -> None:
    scene.net.line.deaf.add("AL")
    assert sent(scene, letter) == [Outcome.AWAY]
    scene.net.line.deaf.clear()
    assert sent(scene, letter) == [Outcome.ANSWERED]
    first, second = [read_request(body) for _, to, body in scene.net.line.crossed if to == "AL"]
    assert first != second
    assert len(scene.al.store.read(lambda tx: tx.answers.of(letter.message.id))) == 1  # type: ignore[arg-type]


def test_whoever_is_away_is_tried_again_later_and_later(scene: Scene, letter: OutboxRow) -> None:
    scene.net.line.away.add("AL")
    waits = []
    for _ in range(4):
        now = row_of(scene, letter).next_try
        [leased] = scene.rs.store.write(lambda tx, at=now: tx.outbox.lease(at, at + LEASE, 9))  # type: ignore[misc]
        sent(scene, leased)
        waits.append((row_of(scene, letter).next_try - scene.net.clock.now()) / timedelta(seconds=1))
    for wait, longest in zip(waits, (4, 8, 16, 32), strict=True):  # and never all partners in the same second
        assert longest * 0.75 <= wait <= longest
    assert waits != [4, 8, 16, 32]


def test_a_letter_that_a_sender_holds_is_left_to_it_until_the_lease_is_over(scene: Scene, letter: OutboxRow) -> None:
    now = letter.next_try
    scene.net.clock.advance(now - scene.net.clock.now())
    assert len(scene.rs.store.write(lambda tx: tx.outbox.lease(now, now + LEASE, 9))) == 1
    assert deliver_due(scene.rs) == 0
    scene.net.clock.advance(LEASE)
    assert deliver_due(scene.rs) == 1


def test_a_partner_that_lets_nobody_in_is_told_apart_from_one_that_is_away(scene: Scene, letter: OutboxRow) -> None:
    scene.net.line.shut.add("AL")
    assert sent(scene, letter) == [Outcome.SHUT_OUT]
    assert not row_of(scene, letter).dead


def test_a_partner_whose_directory_does_not_list_us_is_asked_again(scene: Scene, letter: OutboxRow) -> None:
    members = dict(scene.net.directory.members)
    scene.net.directory.members.pop(NodeId("RS"))  # type: ignore[attr-defined]
    try:
        outcome = sent(scene, letter)
    finally:
        scene.net.directory.members.update(members)  # type: ignore[attr-defined]
    assert outcome == [Outcome.SHUT_OUT]  # a directory may be older than another: it is tried again
    assert not row_of(scene, letter).dead
