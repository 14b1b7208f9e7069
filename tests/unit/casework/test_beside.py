"""Two records are read side by side, with why they are alike; both readings are logged."""

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.test_judge import collected
from tests.unit.casework.test_pairing import MARKO, MARKO_TOO, put

from egnatia.casework.beside import set_beside
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.judge import Judging, judge
from egnatia.casework.rows import CaseFile, Lodged
from egnatia.ledger.entry import Act
from egnatia.model.answer import Quality
from egnatia.model.record import Record


def trails(scene: Scene, *records: Record) -> list[tuple[Lodged, ...]]:
    return scene.al.store.read(lambda tx: [tuple(tx.ledger.trail(record.id, 9)) for record in records])


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


def test_two_records_come_with_why_they_are_alike_and_what_was_judged(scene: Scene, case: CaseFile) -> None:
    one, other = put(scene, MARKO, MARKO_TOO)
    made = judge(
        scene.al, scene.expert, Judging(record=one.id, other=other.id, same=True, case=case.id, reason="A scar.")
    )
    seen = set_beside(scene.al, scene.expert, case.id, (one.id, other.id))
    assert (seen.one, seen.other, seen.judged) == (one, other, (made,))
    assert seen.score.quality is Quality.FULL
    assert {item.property for item in seen.score.evidence} >= {"first_name", "birth_date"}


def test_both_readings_and_the_comparison_are_logged(scene: Scene, case: CaseFile) -> None:
    one, other = put(scene, MARKO, MARKO_TOO)
    set_beside(scene.al, scene.expert, case.id, (one.id, other.id))
    acts = [[lodged.entry.act for lodged in trail] for trail in trails(scene, one, other)]
    assert acts == [[Act.CONSULTATION, Act.COMBINATION]] * 2


def test_what_cannot_be_compared_is_refused(scene: Scene, case: CaseFile) -> None:
    [one] = put(scene, MARKO)
    with pytest.raises(ConflictError, match="not compared"):
        set_beside(scene.al, scene.expert, case.id, (one.id, collected(scene, "vehicle").id))
    erase(scene.al, scene.chief, one.id, "Wrong person.")
    with pytest.raises(NotFoundError, match="erased"):
        set_beside(scene.al, scene.expert, case.id, (one.id, collected(scene).id))
