"""Two records are judged the same or not, with a reason; nothing is merged, and a judgement can be taken back."""

from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene

from egnatia.casework.collect import Draft, collect
from egnatia.casework.dossier import open_dossier
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.judge import Judging, Undoing, established, judge, judgements_of, undo
from egnatia.casework.rows import CaseFile
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

WHY = "The same scar on both photographs."


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


def collected(scene: Scene, kind: str = "person") -> Record:
    says = {"person": {"first_name": ("Pero",)}, "vehicle": {"plate": ("BG123AB",)}}[kind]
    [made] = collect(scene.al, scene.keeper, [Draft(kind=kind, properties=says, caveat=caveat())])
    return made


@pytest.fixture
def judging(scene: Scene, case: CaseFile) -> Judging:
    return Judging(record=scene.record.id, other=collected(scene).id, same=True, case=case.id, reason=WHY)


def stand(scene: Scene) -> list[StatementAct]:
    made = scene.al.store.read(lambda tx: judgements_of(scene.al, tx, scene.record))
    return [one.act for one in made]


def test_a_judgement_is_about_both_things_and_logged_with_both_readings(scene: Scene, judging: Judging) -> None:
    made = judge(scene.al, scene.expert, judging)
    assert (made.act, made.reason, len(made.about)) == (StatementAct.SAME, WHY, 2)
    assert scene.record.lineage in made.about
    trail = scene.al.store.read(lambda tx: tx.ledger.trail(judging.other, 9))
    assert trail[-1].entry.act is Act.CONSULTATION


def test_a_judgement_taken_back_stays_on_record_and_no_longer_stands(scene: Scene, judging: Judging) -> None:
    made = judge(scene.al, scene.expert, judging)
    undo(
        scene.al,
        scene.expert,
        Undoing(record=scene.record.id, statement=made.id, case=judging.case, reason="A twin brother."),
    )
    assert stand(scene) == []
    [seen] = open_dossier(scene.al, scene.expert, scene.record.id, judging.case).judged
    assert (seen.statement, seen.other, seen.stands) == (made, judging.other, False)


def test_people_may_disagree_and_both_judgements_stand(scene: Scene, judging: Judging) -> None:
    judge(scene.al, scene.expert, judging)
    judge(scene.al, scene.keeper, replace(judging, same=False))
    assert stand(scene) == [StatementAct.SAME, StatementAct.DIFFERENT]


def test_what_stands_is_not_said_again(scene: Scene, judging: Judging) -> None:
    judge(scene.al, scene.expert, judging)
    with pytest.raises(ConflictError, match="said already"):
        judge(scene.al, scene.keeper, replace(judging, record=judging.other, other=judging.record))


def test_a_judgement_is_about_two_things_of_one_kind(scene: Scene, judging: Judging) -> None:
    for other in (scene.record, collected(scene, "vehicle")):
        with pytest.raises(ConflictError):
            judge(scene.al, scene.expert, replace(judging, other=other.id))


def test_who_may_not_confirm_hits_or_gives_no_reason_does_not_judge(scene: Scene, judging: Judging) -> None:
    with pytest.raises(NotAllowedError):
        judge(scene.al, scene.chief, judging)
    with pytest.raises(ParseError):
        judge(scene.al, scene.expert, replace(judging, reason=" "))


def test_what_nobody_said_or_somebody_took_back_is_not_taken_back(scene: Scene, judging: Judging) -> None:
    made = judge(scene.al, scene.expert, judging)
    undoing = Undoing(record=scene.record.id, statement=made.id, case=judging.case, reason="A twin.")
    undo(scene.al, scene.expert, undoing)
    with pytest.raises(NotFoundError):
        undo(scene.al, scene.expert, undoing)


def test_an_erased_record_is_not_judged(scene: Scene, judging: Judging) -> None:
    scene.al.store.write(lambda tx: tx.records.erase(judging.other, scene.al.clock.now()))
    with pytest.raises(NotFoundError):
        judge(scene.al, scene.expert, judging)


def test_remains_are_identified_by_two_people(scene: Scene, case: CaseFile) -> None:
    drafts = [Draft(kind="remains", properties={"found_place": ("Merdare",)}, caveat=caveat()) for _ in "ab"]
    one, other = collect(scene.al, scene.keeper, drafts)
    said = Judging(record=one.id, other=other.id, same=True, case=case.id, reason=WHY)
    first = judge(scene.al, scene.expert, said)
    assert established("remains", [first]) == frozenset()
    with pytest.raises(NotAllowedError, match="four eyes"):
        judge(scene.al, scene.expert, said)
    second = judge(scene.al, scene.keeper, said)
    assert established("remains", [first, second]) == {first.about}
    with pytest.raises(ConflictError, match="said already"):
        judge(scene.al, scene.keeper, said)
