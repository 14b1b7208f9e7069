"""Waiting for letters: also for one that somebody else is carrying, and not for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.conftest import scene as scene  # noqa: PLC0414 - the scene of use cases

from egnatia.casework.ask import ask
from egnatia.casework.deliver import LEASE, deliver, deliver_due
from egnatia.casework.office import Office
from egnatia.casework.rows import OutboxRow
from egnatia.cli.demo.settling import settle
from egnatia.cli.demo.stories.story import StoryError
from egnatia.model.identity import NodeId


@pytest.fixture
def letter(scene: Scene) -> OutboxRow:
    """Have another sender hold a question to Tirana, as a node's own does."""
    ask(scene.rs, scene.officer, scene.enquiry())
    [row] = scene.rs.store.read(lambda tx: tx.outbox.open())
    scene.net.clock.advance(row.next_try - scene.net.clock.now())
    [leased] = scene.rs.store.write(lambda tx: tx.outbox.lease(row.next_try, row.next_try + LEASE, 9))
    return leased


def offices(scene: Scene) -> dict[NodeId, Office]:
    """Return the offices of all nodes."""
    return {NodeId(node): office for node, office in scene.net.offices.items()}


@contextmanager
def sent_later(scene: Scene, letter: OutboxRow) -> Iterator[None]:
    """Have the sender that holds a letter send it in a moment."""
    timer = Timer(0.1, lambda: list(deliver(scene.rs, [letter])))
    timer.start()
    yield
    timer.join()


def test_a_letter_that_another_sender_holds_is_waited_for(scene: Scene, letter: OutboxRow) -> None:
    assert deliver_due(scene.rs) == 0
    with sent_later(scene, letter):
        settle(offices(scene))
        assert not scene.rs.store.read(lambda tx: tx.outbox.waiting())


def test_a_letter_that_never_arrives_is_named_by_its_sender(scene: Scene, letter: OutboxRow) -> None:
    with pytest.raises(StoryError, match=f"letters of {letter.message.sender} did not arrive in 0.05 s"):
        settle(offices(scene), patience=0.05)
