"""Erasing again what a backup brought back."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm
from egnatia.casework.erase import hold
from egnatia.casework.release import Giving, release
from egnatia.casework.tombstones import of_hidden, of_question, of_record, parse_tombstone, replay
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, RecordId


def alive(scene: Scene, record: RecordId) -> bool:
    stored = scene.al.store.read(lambda tx: tx.records.get(record))
    return stored is not None and stored.record is not None


def test_what_the_list_names_is_erased_with_its_views_and_letters(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    assert released.record
    assert replay(scene.al, {of_record(scene.record.id)}).again == 2
    assert not alive(scene, scene.record.id)
    assert not alive(scene, released.record.id)
    assert all(letter.message.type != "release" for letter in scene.al.store.read(lambda tx: tx.outbox.open()))


def test_a_hold_of_an_earlier_day_does_not_stop_it(scene: Scene) -> None:
    hold(scene.al, scene.chief, scene.record.id, "needed by the court")
    assert replay(scene.al, {of_record(scene.record.id)}).again == 1


def test_the_node_logs_that_it_erased_again(scene: Scene) -> None:
    replay(scene.al, {of_record(scene.record.id)})
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 9))
    assert (last.entry.act, last.entry.by, last.entry.detail) == (Act.ERASURE, "AL", {"reason": "restored"})


def test_what_was_never_here_or_is_erased_already_is_passed_over(scene: Scene) -> None:
    replay(scene.al, {of_record(scene.record.id)})
    again = replay(scene.al, {of_record(scene.record.id), of_record(RecordId("0" * 64))})
    assert (again.again, again.unlisted) == (0, frozenset())


def test_tombstones_that_the_list_lacks_are_told(scene: Scene) -> None:
    replay(scene.al, {of_record(scene.record.id)})
    assert replay(scene.al, frozenset()).unlisted == {of_record(scene.record.id)}


def test_each_sort_of_tombstone_is_read_as_it_was_written(scene: Scene) -> None:
    question = QuestionId("a" * 32)
    for one in (of_record(scene.record.id), of_question(question), of_hidden(scene.record.id)):
        assert parse_tombstone(str(one), "line 1") == one


@pytest.mark.parametrize("rubbish", [None, 7, "", "hidden", "hidden 7", "z" * 32, "a" * 63, {"a": "b"}])
def test_what_is_no_tombstone_is_refused_with_its_place(rubbish: object) -> None:
    with pytest.raises(ParseError, match="line 1"):
        parse_tombstone(rubbish, "line 1")
