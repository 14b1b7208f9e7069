"""Everything known about a thing: versions and where each value came from, statements, holders, and how it came."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.webs import NOBODY, Web

from egnatia.casework.collect import consult
from egnatia.casework.confirm import confirm
from egnatia.casework.contest import contest
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dossier import open_dossier, values_of
from egnatia.casework.edit import Editing, edit
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import CaseFile
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Purpose
from egnatia.model.identity import LineageId
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


def changed(scene: Scene, case: CaseFile, record: Record, **more: tuple[str, ...]) -> Record:
    scene.net.clock.advance(timedelta(hours=1))
    says = {**record.properties, **more}
    editing = Editing(record=record.id, case=case.id, properties=says, seen=frozenset({record.id}))
    return edit(scene.al, scene.keeper, editing)


def test_a_value_is_followed_back_to_the_version_that_brought_it(scene: Scene, case: CaseFile) -> None:
    second = changed(scene, case, scene.record, alias=("Pero",))
    third = changed(scene, case, second, hair=("grey",))
    versions = open_dossier(scene.al, scene.keeper, third.id, case.id).versions
    assert versions
    since = {name: [found.since.id for found in values_of(versions, name)] for name in third.properties}
    assert since["alias"] == [second.id]
    assert since["hair"] == [third.id]
    assert since["family_name"] == [scene.record.id] * len(third.properties["family_name"])


def test_a_value_that_went_and_came_back_counts_from_its_return(scene: Scene, case: CaseFile) -> None:
    second = changed(scene, case, scene.record, alias=("Pero",))
    third = changed(scene, case, second, alias=("Pera",))
    fourth = changed(scene, case, third, alias=("Pero",))
    versions = open_dossier(scene.al, scene.keeper, fourth.id, case.id).versions
    assert versions
    assert [found.since.id for found in values_of(versions, "alias")] == [fourth.id]


def test_of_a_fork_each_value_names_the_versions_that_have_it(scene: Scene, case: CaseFile) -> None:
    fork = replace(scene.record, salt="5" * 32, properties={**scene.record.properties, "alias": ("Pero",)})
    scene.al.store.write(lambda tx: tx.records.add([(fork, frozenset())], received_from=None))
    dossier = open_dossier(scene.al, scene.keeper, scene.record.id, case.id)
    assert dossier.versions
    assert {head.id for head in dossier.heads} == {scene.record.id, fork.id}
    [alias] = values_of(dossier.versions, "alias")
    assert alias.where == {fork.id}


def test_a_received_record_tells_who_gave_it_in_answer_to_what(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "It is he.")
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Asked."))
    deliver_due(scene.al)
    assert given.record
    came = open_dossier(scene.rs, scene.officer, given.record.id, scene.case.id).came
    assert came
    assert (came.sender, came.hit.reference, came.hit.instrument) == ("AL", hit.reference, hit.instrument)
    assert came.question
    assert came.question.question.id == hit.question


def test_the_giving_side_sees_who_holds_a_view_and_what_was_decided(scene: Scene, case: CaseFile) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "It is he.")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Asked."))
    contest(scene.al, scene.chief, scene.record.id, "He says that it was his cousin.")
    dossier = open_dossier(scene.al, scene.keeper, scene.record.id, case.id)
    assert {held.holder for held in dossier.holdings} == {"RS"}
    assert {made.act for made in dossier.said} >= {StatementAct.RELEASE, StatementAct.CONTEST}


def test_a_version_that_may_not_be_read_for_the_purpose_is_counted_and_not_shown(scene: Scene, case: CaseFile) -> None:
    narrow = replace(scene.record.caveat, purposes=frozenset({Purpose.MISSING_PERSON}))
    newer = replace(scene.record, salt="5" * 32, supersedes=frozenset({scene.record.id}), caveat=narrow)
    scene.al.store.write(lambda tx: tx.records.add([(newer, frozenset())], received_from=None))
    dossier = open_dossier(scene.al, scene.keeper, scene.record.id, case.id)
    assert dossier.hidden == 1
    assert dossier.heads == (scene.record,)


def test_other_things_read_in_the_same_case_file_are_offered_once(scene: Scene, case: CaseFile) -> None:
    other = replace(scene.record, lineage=LineageId("7" * 32), salt="6" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(other, frozenset())], received_from=None))
    for _ in range(2):
        open_dossier(scene.al, scene.keeper, other.id, case.id)
    beside = open_dossier(scene.al, scene.keeper, scene.record.id, case.id).beside
    assert [one.record for one in beside] == [other.id]


def test_it_says_if_more_was_read_than_was_looked_through(scene: Scene, case: CaseFile) -> None:
    others = [replace(scene.record, lineage=LineageId(f"{number:032x}"), salt="6" * 32) for number in range(101)]
    scene.al.store.write(lambda tx: tx.records.add([(one, frozenset()) for one in others], received_from=None))
    for one in others[1:]:
        consult(scene.al, scene.keeper, one.id, case.id)
    assert not open_dossier(scene.al, scene.keeper, others[1].id, case.id).more_beside
    assert open_dossier(scene.al, scene.keeper, others[0].id, case.id).more_beside


def test_of_an_erased_record_nothing_is_known(scene: Scene, case: CaseFile) -> None:
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    dossier = open_dossier(scene.al, scene.keeper, scene.record.id, case.id)
    assert (dossier.versions, dossier.heads, dossier.said) == (None, (), ())


def test_a_record_that_ties_others_together_names_those_that_are_here(web: Web) -> None:
    elsewhere = "8" * 32
    web.put("lost", "ownership", NOBODY, owner=web["marko"], owned=elsewhere, role="owner")
    opened = {
        name: open_dossier(web.office, web.officer, web.records[name].id, web.case.id) for name in ("owns", "lost")
    }
    assert dict(opened["owns"].named) == {web[name]: web.records[name].id for name in ("ana", "car")}
    assert dict(opened["lost"].named) == {web["marko"]: web.records["marko"].id}
