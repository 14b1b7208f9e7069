"""What training may read of a node: how fields of judged and waiting pairs agree."""

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.test_pairing import MARKO, MARKO_TOO, VESNA, put, scan_all

from egnatia.casework import learning
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.judge import Judging, judge
from egnatia.casework.learning import Lesson, examples_here
from egnatia.casework.page import Trace
from egnatia.casework.rows import CaseFile
from egnatia.ledger.entry import Act
from egnatia.model.record import Record


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


def say(scene: Scene, case: CaseFile, one: Record, other: Record, *, same: bool) -> None:
    judge(scene.al, scene.expert, Judging(record=one.id, other=other.id, same=same, case=case.id, reason="Seen."))


def test_judged_pairs_come_with_the_judgement_and_waiting_ones_without(scene: Scene, case: CaseFile) -> None:
    one, other, vesna, _ = put(scene, MARKO, MARKO_TOO, VESNA, VESNA)
    scan_all(scene)
    say(scene, case, one, other, same=True)
    say(scene, case, one, vesna, same=False)
    found = examples_here(scene.al, scene.expert, "person").examples
    assert [pair.same for pair in found].count(True) == 1
    assert [pair.levels for pair in found if pair.same is False] == [{"birth_date": "other"}]
    assert [pair.levels for pair in found if pair.same is None] == [{"birth_date": "same"}] * 2


def test_pairs_on_which_people_disagree_teach_nothing(scene: Scene, case: CaseFile) -> None:
    one, other = put(scene, MARKO, MARKO_TOO)
    for same in (True, False):
        say(scene, case, one, other, same=same)
    assert examples_here(scene.al, scene.expert, "person") == Lesson(examples=(), more=False)
    assert examples_here(scene.al, scene.expert, "vehicle") == Lesson(examples=(), more=False)


def test_it_is_told_that_more_pairs_wait_than_are_looked_at(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    put(scene, MARKO, MARKO_TOO, VESNA, VESNA)
    scan_all(scene)
    monkeypatch.setattr(learning, "_WAITING", 1)
    found = examples_here(scene.al, scene.expert, "person")
    assert (len(found.examples), found.more) == (1, True)


def test_the_reading_is_logged(scene: Scene) -> None:
    examples_here(scene.al, scene.expert, "person")
    [logged] = scene.al.store.read(lambda tx: tx.ledger.page(Trace(act=Act.COMBINATION)).rows)
    assert logged.entry.detail == {"what": "levels_read", "pairs": "0"}


def test_it_is_for_those_who_judge_and_for_kinds_that_can_be_learned(scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        examples_here(scene.al, scene.chief, "person")
    with pytest.raises(ConflictError, match="can be learned"):
        examples_here(scene.al, scene.expert, "dna")
