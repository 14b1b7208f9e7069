"""Overlaps as they are kept."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.casework.conftest import Scene

from egnatia.casework.overlaps import drop_overlap, drop_overlaps, keep_overlap, overlaps_of
from egnatia.exchange.overlap import Overlap
from egnatia.model.identity import NodeId, QuestionId

AL = NodeId("AL")


def test_one_is_known_once_and_a_longer_one_takes_its_place(scene: Scene) -> None:
    now = scene.rs.clock.now()
    first = Overlap(question=QuestionId("1" * 32), agency=NodeId("MK"), theirs=QuestionId("2" * 32), until=None)
    lasting = replace(first, until=now + timedelta(days=9))
    longer = replace(first, until=now + timedelta(days=20))
    later = now + timedelta(days=1)
    kept = scene.rs.store.write(lambda tx: [keep_overlap(tx, one, AL, now) for one in (first, lasting, lasting)])
    assert kept == [False, True, False]
    assert scene.rs.store.write(lambda tx: keep_overlap(tx, longer, AL, later))
    assert scene.rs.store.read(lambda tx: overlaps_of(tx, first.question, later)) == ((longer, AL, now),)


def test_it_goes_alone_with_its_question_or_at_its_time(scene: Scene) -> None:
    now = scene.rs.clock.now()
    one = Overlap(
        question=QuestionId("1" * 32), agency=NodeId("MK"), theirs=QuestionId("2" * 32), until=now + timedelta(9)
    )
    other = replace(one, theirs=QuestionId("3" * 32))
    store = scene.rs.store
    store.write(lambda tx: [keep_overlap(tx, found, AL, now) for found in (one, other)])
    assert store.write(lambda tx: drop_overlap(tx, one))
    assert len(store.read(lambda tx: overlaps_of(tx, one.question, now))) == 1
    assert store.read(lambda tx: overlaps_of(tx, one.question, now + timedelta(10))) == ()
    store.write(lambda tx: drop_overlaps(tx, one.question, now))
    assert store.read(lambda tx: overlaps_of(tx, one.question, now)) == ()
