"""Letters that hold what is erased or taken back do not leave any more; others do."""

from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm
from egnatia.casework.release import Giving, release
from egnatia.casework.stopping import stop_letters
from egnatia.exchange.payloads import Verdict


def test_only_letters_with_that_record_are_stopped(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    scene.al.store.write(lambda tx: stop_letters(scene.al, tx, [scene.record.id], "it was erased"))
    left = scene.al.store.read(lambda tx: tx.outbox.open())
    assert {letter.message.type.value for letter in left} == {"confirmation"}


def test_nothing_is_stopped_for_a_record_that_nobody_was_given(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    before = scene.al.store.read(lambda tx: tx.outbox.open())
    scene.al.store.write(lambda tx: stop_letters(scene.al, tx, ["0" * 64], "it was erased"))  # type: ignore[list-item]
    assert scene.al.store.read(lambda tx: tx.outbox.open()) == before
